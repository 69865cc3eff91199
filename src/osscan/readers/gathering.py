"""Gathering: the components of one input, each package once, with all that its several entries say of it."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.claim import LicenseClaim
from osscan.model.component import SCOPES_BY_STRENGTH, Component, Scope
from osscan.model.inventory import Edge, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields

_STRENGTH = {scope: position for position, scope in enumerate(SCOPES_BY_STRENGTH)}
ROOT = "."
"""The ref of the project itself: neither a package name nor the key of any lockfile."""


def strongest(scopes: Iterable[Scope]) -> Scope:
    """The scope that asks most of a component; unknown where nothing is said."""
    return min(scopes, key=_STRENGTH.__getitem__, default=Scope.UNKNOWN)


class Gathering:
    """Unites entries with equal purl (or name) and version; edges may name any of their refs, or ROOT where there is one."""

    def __init__(self, root: Component | None = None) -> None:
        self._root = root
        self._components: dict[tuple[str, str], Component] = {}
        self._refs: dict[str, str] = {ROOT: ROOT} if root is not None else {}
        self._needs: list[tuple[str, tuple[str, ...]]] = []

    def add(self, component: Component) -> None:
        """Takes an entry in, or unites it with the one that is there; a ref that is taken gets a number."""
        ref = component.ref
        key = (component.purl or component.name, component.version)
        there = self._components.setdefault(key, component)
        if there is not component:
            self._components[key] = _united(there, component)
            self._refs.setdefault(ref, there.ref)
            return
        if ref in self._refs:
            ref = f"{ref}#{len(self._refs)}"
            self._components[key] = component._replace(ref=ref)
        self._refs[ref] = ref

    def own(self, ref: str) -> None:
        """Takes an entry for a part of the project itself: its edges are those of the root."""
        if self._root is not None:
            self._refs[ref] = ROOT

    def need(self, needing: str, needed: str) -> None:
        """Takes an edge in; its ends may come later."""
        self._needs.append((needing, (needed,)))

    def need_all(self, needing: str, needed: tuple[str, ...]) -> None:
        """Takes in the edges from one entry to several."""
        self._needs.append((needing, needed))

    def inventory(self, fields: Fields, reader: Reader, form: str, version: str = "") -> Inventory:
        """All that was gathered, in the order of the input."""
        return Inventory(
            fields.source.path,
            reader.name,
            form,
            version,
            self._root,
            tuple(self._components.values()),
            self._known_edges(),
            fields.problems(),
            reader.gives,
        )

    def _known_edges(self) -> tuple[Edge, ...]:
        """The edges between entries that are there; one between entries of the same package is none."""
        found: list[Edge] = []
        sources: set[str] = set()
        doubled = False
        ref_of = self._refs.get
        for needing, needed in self._needs:
            source = ref_of(needing)
            if source is None:
                continue
            targets = [ref_of(ref) for ref in needed]
            doubled = doubled or source in sources or len(set(targets)) < len(targets)
            sources.add(source)
            found += [(source, target) for target in targets if target is not None and target != source]
        return tuple(dict.fromkeys(found)) if doubled else tuple(found)


def _united(first: Component, second: Component) -> Component:
    ranges = dict.fromkeys(text for text in (*first.requirement.split(" || "), second.requirement) if text)
    return first._replace(
        claims=first.claims + _new_claims(first.claims, second.claims),
        scope=strongest((first.scope, second.scope)),
        requirement=" || ".join(ranges),
        first_party=first.first_party and second.first_party,
        hashes=tuple(dict.fromkeys(first.hashes + second.hashes)),
    )


def _new_claims(said: tuple[LicenseClaim, ...], more: tuple[LicenseClaim, ...]) -> tuple[LicenseClaim, ...]:
    """A second entry that says the same again adds nothing; one that says anything else is kept whole."""
    known = {(claim.role, claim.raw, claim.form, claim.joined) for claim in said}
    return () if all((claim.role, claim.raw, claim.form, claim.joined) in known for claim in more) else more
