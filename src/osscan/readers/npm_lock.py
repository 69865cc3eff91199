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
    scope_of = reached(starts, needs, less).get
    gathering = Gathering(root)
    add, need, unknown = gathering.add, gathering.need_all, Scope.UNKNOWN
    for ref, name, version_, place, needed, optional, hashes, own, told, url, claims in entries:
        if own:
            gathering.own(ref)
        else:
            purl = url or npm_purl(name, version_)
            add(Component(name, version_, place, ref, purl, claims, told or scope_of(ref, unknown), hashes=hashes))
        if needed:
            need(ref, needed)
        if optional:
            need(ref, optional)
    if root is not None:
        need(ROOT, tuple(ref for ref, _ in starts))
    return gathering.inventory(fields, reader, form, version)
