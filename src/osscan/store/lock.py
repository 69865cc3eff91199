"""osscan.lock: what was said about each component's license, kept beside the product so that every run knows it without network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from osscan.errors import UnreadableError
from osscan.expression.scan import fault_in
from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, error

NAME = "osscan.lock"
SCHEMA = "osscan/lock/1"
LOCAL = "local:"
"""Begins the source of a claim that some input made when the lock was written; the rest is its method."""


class LockedClaim(NamedTuple):
    """One statement with its source (`local:installed`, `registry:npm`, `aggregator:deps.dev`) and the day it was first heard.

    Claims of one source with the same `group` are one statement in several entries. `at` is the input, relative to the lock,
    or the address, without a host, that was asked; `sha256` the hash of the text or document in which the claim stood.
    """

    source: str
    role: ClaimRole
    form: Form
    raw: str
    date: str
    joined: Joined = Joined.ALONE
    group: int = 0
    confidence: float = 1.0
    at: str = ""
    sha256: str = ""


class Curation(NamedTuple):
    """What a person established: which role, when and why, and the day after which it has to be looked at again."""

    expression: str
    role: str
    when: dt.date
    why: str
    expires: dt.date | None = None


class Entry(NamedTuple):
    """All that is kept of one component; `expression` is what counted when the lock was written, None where nothing did."""

    expression: str | None
    status: str
    because: tuple[str, ...] = ()
    integrity: tuple[tuple[str, str], ...] = ()
    claims: tuple[LockedClaim, ...] = ()
    curation: Curation | None = None


class Lock(NamedTuple):
    """A lockfile as it was read; `problems` say what of it could not be used."""

    path: str
    entries: Mapping[str, Entry] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all of it was read."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def read(source: Source) -> Lock:
    """The lock in a Source; a broken entry costs itself, a broken file gives a lock without entries and a Problem."""
    try:
        document, problems = json_of(source)
    except UnreadableError as fault:
        return Lock(source.path, problems=(fault.problem,))
    rows = document.get("components") if isinstance(document, dict) else None
    if not isinstance(rows, dict) or document.get("schema") != SCHEMA:
        found = document.get("schema", "-") if isinstance(document, dict) else type(document).__name__
        return Lock(source.path, problems=(*problems, error("lock-unknown-schema", source.place(), found=found, schema=SCHEMA)))
    told = [*problems, *_doubled(rows, source)]
    entries = {}
    for purl, row in rows.items():
        try:
            entries[purl] = _entry(row)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as fault:
            told.append(error("lock-entry-broken", source.place(route_of(purl)), purl=purl, reason=_reason(fault)))
    return Lock(source.path, entries, tuple(told))


def beside_or_above(target: Path, name: str = NAME) -> Path | None:
    """The lock (or another file of osscan) of a target: beside it, or in a folder above as far as the git checkout goes; outside of one only beside."""
    try:
        folder = target.resolve() if target.is_dir() else target.resolve().parent
        if (folder / name).is_file():
            return folder / name
        checkout = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
        if checkout is None:
            return None
        between = [above for above in folder.parents if above.is_relative_to(checkout)]
        return next((above / name for above in between if (above / name).is_file()), None)
    except OSError:
        return None


def route_of(purl: str, claim: int | None = None) -> str:
    """Where an entry or one of its claims stands."""
    route = route_key("components", purl)
    return route if claim is None else f"{route}.claims[{claim}]"


def _doubled(rows: dict[str, Any], source: Source) -> list[Problem]:
    hidden = getattr(rows, "hidden", ())
    return [error("lock-entry-twice", Place(source.path, route_of(purl)), purl=purl) for purl, _ in hidden]


def _entry(row: dict[str, Any]) -> Entry:
    claims = tuple([_claim(claim) for claim in _list(row, "claims")])
    curation = row.get("curation")
    return Entry(
        _optional_text(row, "expression"),
        _text(row, "status"),
        tuple(_texts(row, "because")),
        tuple(sorted(_hash(text) for text in _texts(row, "integrity"))),
        claims,
        _curation(curation) if curation is not None else None,
    )


def _claim(row: dict[str, Any]) -> LockedClaim:
    if not row["source"].startswith((LOCAL, "registry:", "aggregator:")):
        raise ValueError(row["source"])
    return LockedClaim(
        _text(row, "source"),
        ClaimRole(row["role"]),
        Form(row["form"]),
        _text(row, "raw"),
        dt.date.fromisoformat(row["date"]).isoformat(),
        Joined(row.get("joined", Joined.ALONE)),
        int(row.get("group", 0)),
        float(row.get("confidence", 1.0)),
        str(row.get("at", "")),
        str(row.get("sha256", "")),
    )


def _curation(row: dict[str, Any]) -> Curation:
    expression, expires = _text(row, "expression"), row.get("expires")
    if fault_in(expression) is not None:
        raise ValueError(expression)
    for name in ("role", "why"):
        if not _text(row, name).strip():
            raise KeyError(name)
    until = dt.date.fromisoformat(expires) if expires is not None else None
    return Curation(expression, row["role"], dt.date.fromisoformat(row["when"]), row["why"], until)


def _hash(text: str) -> tuple[str, str]:
    algorithm, colon, digest = text.partition(":")
    if not colon or not digest:
        raise ValueError(text)
    return algorithm, digest


def _text(row: dict[str, Any], name: str) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _optional_text(row: dict[str, Any], name: str) -> str | None:
    return None if row.get(name) is None else _text(row, name)


def _list(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name, [])
    if not isinstance(value, list):
        raise TypeError(name)
    return value


def _texts(row: dict[str, Any], name: str) -> list[str]:
    values = _list(row, name)
    if not all(isinstance(value, str) for value in values):
        raise TypeError(name)
    return values


def _reason(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"
