"""What the lockfiles of yarn, pnpm, bun and Deno share: packages with their needs, scopes by reach, the project beside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osscan.model.claim import LicenseClaim
from osscan.model.component import Component, Scope
from osscan.model.inventory import Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.integrity import Hash
from osscan.readers.npm import npm_purl
from osscan.readers.reach import reached


class Locked(NamedTuple):
    """One entry of a lockfile. `needs` and `can_do_without` hold refs of others; `told` is the scope that the lock itself says."""

    ref: str
    name: str
    version: str
    place: Place
    needs: tuple[str, ...] = ()
    can_do_without: tuple[str, ...] = ()
    hashes: tuple[Hash, ...] = ()
    own: bool = False
    told: Scope | None = None
    purl: str = ""
    """Where it is not npm's."""
    claims: tuple[LicenseClaim, ...] = ()


Start = tuple[str, Scope]
"""(ref, what the project needs it for)"""


def inventory_of(
    entries: Iterable[Locked],
    starts: Iterable[Start],
    root: Component | None,
    fields: Fields,
    reader: Reader,
    form: str,
    version: str,
) -> Inventory:
    """The entries as components, each with the strongest scope in which the project reaches it.

    What the project's own parts need counts as needed by the project; it can reach what they reach.
    """
    entries = tuple(entries)
    starts = tuple(starts)
    needs = {entry.ref: entry.needs for entry in entries if entry.needs}
    less = {entry.ref: entry.can_do_without for entry in entries if entry.can_do_without}
    scopes = reached(starts, needs, less)
    gathering = Gathering(root)
    for entry in entries:
        ref = entry.ref
        if entry.own:
            gathering.own(ref)
        else:
            name, version_ = entry.name, entry.version
            scope = entry.told or scopes.get(ref, Scope.UNKNOWN)
            url = entry.purl or npm_purl(name, version_)
            gathering.add(Component(name, version_, entry.place, ref, url, entry.claims, scope, hashes=entry.hashes))
        for needed in entry.needs:
            gathering.need(ref, needed)
        for needed in entry.can_do_without:
            gathering.need(ref, needed)
    if root is not None:
        for needed, _ in starts:
            gathering.need(ROOT, needed)
    return gathering.inventory(fields, reader, form, version)
