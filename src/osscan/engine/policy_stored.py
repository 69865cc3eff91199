"""A stored report becomes components again: what was found stays, what was thought of it is put aside."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from osscan.engine.unite import Union, United
from osscan.errors import UnreadableError
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind, PathRole, Relation, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.verdict import Level, Modifier, PolicyWord
from osscan.policy.impact import Stand, stand_of_words

SCHEMA = "osscan/report/1"

_Word = TypeVar("_Word", bound=StrEnum)


class Stored(NamedTuple):
    """One report: its components as `unite` leaves them, and how each of them stood."""

    path: str
    generated_at: str
    policy: tuple[str, str]
    """Id and version."""
    outbound: str
    data: tuple[tuple[str, str], ...]
    """Versions of the tool and of the facts that were judged by."""
    union: Union
    inventories: tuple[tuple[PathRole, Inventory], ...]
    roles: frozenset[PathRole]
    relations: dict[str, Relation]
    """How each component was joined, whoever said so."""
    stands: dict[str, tuple[Stand, str]]
    """Stand and rule of each component."""


def stored(path: Path, shown: str) -> Stored:
    """The report in a file; raises UnreadableError when it is none, or one of another schema."""
    place = Place(shown)
    try:
        document = json.loads(path.read_bytes())
    except OSError as fault:
        raise UnreadableError(error("report-unreadable", place, reason=fault.strerror or str(fault))) from fault
    except (ValueError, RecursionError) as fault:
        raise UnreadableError(error("report-broken", place, reason=str(fault))) from fault
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise UnreadableError(error("report-schema-unknown", place, found=schema or "-", known=SCHEMA))
    try:
        return _stored(document, shown)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise UnreadableError(error("report-broken", place, reason=f"{type(fault).__name__}: {fault}")) from fault


def _stored(document: dict[str, Any], shown: str) -> Stored:
    components, verdicts = document["components"], document["verdicts"]
    if [one["id"] for one in components] != [one["component"] for one in verdicts]:
        raise ValueError("components/verdicts")
    make = _Maker()
    union = Union({one["id"]: make.united(one) for one in components})
    reasons = {one["component"]: {reason["key"] for reason in one["policy"]["reasons"]} for one in verdicts}
    union.roots = dict.fromkeys(id_ for id_, keys in reasons.items() if "not-evaluated-described-product" in keys)
    roles = {
        united.role for id_, united in union.components.items() if f"not-evaluated-role-{united.role.value}" not in reasons[id_]
    }
    policy = document["policy"]
    return Stored(
        path=shown,
        generated_at=str(document["generated_at"]),
        policy=(str(policy["id"]), str(policy["version"])),
        outbound=str(policy["outbound"]),
        data=(
            ("osscan", str(document["tool"]["version"])),
            *((name, str(version)) for name, version in document["data"].items()),
        ),
        union=union,
        inventories=tuple(_inventory(one) for one in document["inputs"]),
        roles=frozenset({PathRole.PRODUCT, *roles}),
        relations={one["id"]: make.relation(one["relation"]) for one in components},
        stands=_stands(verdicts),
    )


def _inventory(record: dict[str, Any]) -> tuple[PathRole, Inventory]:
    """Of an input only what it can tell at best: its components are in the union."""
    gives = Gives(*(Extent(record["gives"][name]) for name in Gives._fields))
    return PathRole(record["role"]), Inventory(record["path"], record["reader"], record["format"], record["version"], gives=gives)


def _reasons(verdict: dict[str, Any]) -> set[str]:
    return {reason["key"] for reason in verdict["policy"]["reasons"]}


def _stands(verdicts: list[dict[str, Any]]) -> dict[str, tuple[Stand, str]]:
    """The same words make the same stand, once."""
    known: dict[tuple[object, ...], tuple[Stand, str]] = {}
    found = {}
    for one in verdicts:
        policy = one["policy"]
        words = one["level"], policy["verdict"], one["compatibility"]["verdict"], one["modifier"], policy["rule"]
        stand = known.get(words)
        if stand is None:
            stand = known[words] = _stand(*words[:4]), policy["rule"] or ""
        found[one["component"]] = stand
    return found


def _stand(level: str, policy: str, compatibility: str, modifier: str | None) -> Stand:
    lifted = Modifier.WAIVED.value if modifier == Modifier.WAIVED.value else ""
    return stand_of_words(Level(level), PolicyWord(policy), compatibility, lifted)


class _Maker:
    """Makes values of the model from JSON; words become members by one look into a table each."""

    def __init__(self) -> None:
        self.scope = _members(Scope)
        self.relation = _members(Relation)
        self._kind = _members(Kind)
        self._role = _members(PathRole)
        self._claim_role = _members(ClaimRole)
        self._form = _members(Form)
        self._method = _members(Method)
        self._joined = _members(Joined)

    def united(self, told: dict[str, Any]) -> United:
        """The component without what a policy added to it: its clarification."""
        claims = tuple(self._claim(claim) for claim in told["claims"] if claim["method"] != Method.CURATION.value)
        scope = self.scope(told["scope"])
        component = Component(
            name=told["name"],
            version=told["version"] or "",
            place=_place(told["place"]),
            ref=told["id"],
            purl=told["purl"] or "",
            claims=claims,
            scope=scope,
            kind=self._kind(told["kind"]),
            requirement=told["requirement"] or "",
            first_party=told["first_party"],
            relation=self.relation(told["relation"]),
            hashes=tuple(told["hashes"].items()),
            files=told["count"],
        )
        return United(told["id"], component, scope, self._role(told["role"]), list(told["inputs"]))

    def _claim(self, told: dict[str, Any]) -> LicenseClaim:
        return LicenseClaim(
            self._claim_role(told["role"]),
            told["raw"],
            self._form(told["form"]),
            self._method(told["method"]),
            _place(told["place"]),
            self._joined(told["joined"]),
            told["group"],
            told["confidence"],
        )


def _members(kind: type[_Word]) -> Callable[[str], _Word]:
    return {member.value: member for member in kind}.__getitem__


def _place(told: dict[str, Any]) -> Place:
    return Place(told["input"], told["route"], told["line"], told["column"])
