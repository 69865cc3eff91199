"""Between a component's claims and those that osscan.lock keeps: what is written down, and how it comes back."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from osscan.inputs.roles import is_installed
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.place import Place
from osscan.store.lock import LOCAL, Curation, Entry, LockedClaim, route_of

_METHODS = {"local": Method.LOCK, "registry": Method.REGISTRY, "aggregator": Method.AGGREGATOR}
OUTSIDE = frozenset(_METHODS.values())
_NOT_KEPT = OUTSIDE | {Method.KNOWLEDGE}
_IN_FILES = frozenset({Method.LICENSE_TEXT, Method.LICENSE_NOTICE})
_MOVING = frozenset({Method.INSTALLED})
"""Where a package is installed differs from machine to machine, and says nothing."""

_Statement = tuple[tuple[object, ...], ...]


class Kept:
    """Writes claims down; `hash_of` gives the hash of a file of the tree, `start` is the folder in which the lock lies."""

    def __init__(self, start: str, hash_of: Callable[[str], str], today: str) -> None:
        self._start = start
        self._hash_of = hash_of
        self._today = today

    def claims(self, component: Component, known: tuple[LockedClaim, ...]) -> tuple[LockedClaim, ...]:
        """What the inputs say of a component, each statement once per method; a statement that was known keeps its day."""
        days = {claim._replace(date="", group=0): claim.date for claim in known}
        lists: dict[tuple[object, ...], list[LicenseClaim]] = {}
        for position, claim in enumerate(component.claims):
            if claim.role is not ClaimRole.CURATED and claim.method not in _NOT_KEPT:
                key = (claim.role, claim.place.input, claim.group) if claim.group else (position,)
                lists.setdefault(key, []).append(claim)
        statements: dict[_Statement, list[LockedClaim]] = {}
        for listed in lists.values():
            mine = sorted((self._claim(claim) for claim in listed), key=lambda claim: (claim.form, claim.raw))
            told = tuple((c.source, c.role, c.form, c.raw, c.joined, c.confidence, c.sha256) for c in mine)
            met = statements.get(told)
            if met is None or mine[0].at < met[0].at:
                statements[told] = mine
        return tuple(
            claim._replace(
                date=days.get(claim._replace(group=0), self._today), group=number if claim.joined is not Joined.ALONE else 0
            )
            for number, told in enumerate(sorted(statements), 1)
            for claim in statements[told]
        )

    def _claim(self, claim: LicenseClaim) -> LockedClaim:
        path = claim.place.input
        at = "" if claim.method in _MOVING or is_installed(path) else posixpath.relpath(path, self._start) if path else ""
        digest = self._hash_of(path) if claim.method in _IN_FILES else ""
        joined = claim.joined if claim.group else Joined.ALONE
        return LockedClaim(
            f"{LOCAL}{claim.method}", claim.role, claim.form, claim.raw, "", joined, 0, claim.confidence, at, digest
        )


def claims_of(path: str, purl: str, entry: Entry, local: tuple[LicenseClaim, ...]) -> tuple[LicenseClaim, ...]:
    """The claims of an entry as claims of a component; what an input at hand says itself is not said twice."""
    at_hand = {(claim.role, claim.raw) for claim in local}
    lists: dict[tuple[str, ClaimRole, int], list[tuple[int, LockedClaim]]] = {}
    for position, claim in enumerate(entry.claims):
        lists.setdefault((claim.source, claim.role, claim.group or -position - 1), []).append((position, claim))
    found = []
    for (source, _, group), listed in lists.items():
        if source.startswith(LOCAL) and not may_keep_local(purl):
            continue
        if source.startswith(LOCAL) and all((claim.role, claim.raw) in at_hand for _, claim in listed):
            continue
        method = _METHODS[source.partition(":")[0]]
        name = f"{source}].{group}" if group > 0 else ""
        for position, claim in listed:
            place = Place(path, route_of(purl, position))
            found.append(LicenseClaim(claim.role, claim.raw, claim.form, method, place, claim.joined, name, claim.confidence))
    return tuple(found)


def may_keep_local(purl: str) -> bool:
    """Whether what an input said holds when the input is gone: not for works in the tree, which may change under their name."""
    return not purl.startswith("pkg:generic/")


def curated_claim(path: str, purl: str, curation: Curation) -> LicenseClaim:
    """What a person entered in the lock."""
    place = Place(path, f"{route_of(purl)}.curation")
    return LicenseClaim(ClaimRole.CURATED, curation.expression, Form.EXPRESSION, Method.LOCK, place)
