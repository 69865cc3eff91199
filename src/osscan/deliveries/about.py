"""About: which SBOMs are about what the vendor made; one inside of a package of others tells what that package is, not what is delivered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet

from osscan.deliveries.delivery import Bill
from osscan.deliveries.lying import Lies
from osscan.deliveries.works import Work, work_of
from osscan.model.bom import Part
from osscan.model.delivery import DeliveredFile


def bills_about(bills: Iterable[Bill], lying: Collection[Lies], targets: Iterable[DeliveredFile]) -> tuple[Bill, ...]:
    """Of those beside the software the ones whose product is neither listed as a part by another one nor lies in another package. Where all
    lie in archives, those in archives which hold packages or were delivered by themselves.
    """
    every = tuple(bills)
    outer = tuple(bill for bill in every if not bill.inner)
    if outer:
        parts = _works_inside(lying) if len(outer) > 1 else set()
        parts |= {work for bill in outer for part in _parts(bill) if (work := root_work(part)) is not None}
        return tuple(bill for bill in outer if not _is_part(bill, parts))
    holding = {layer for one in lying if not one.is_merged for layer in _layers(one.path)} | {target.path for target in targets}
    return tuple(bill for bill in every if bill.path.rpartition("!/")[0] in holding)


def root_of(bill: Bill) -> Part | None:
    """What an SBOM is about, as it says itself."""
    bom = bill.bom
    if bom is None or not bom.root:
        return None
    return next((part for part in bom.parts if part.ref == bom.root), None)


def root_work(part: Part) -> Work | None:
    """The work that an entry of an SBOM names."""
    return next((work_of(one.value) for one in part.identifiers if one.type == "purl"), None)


def _is_part(bill: Bill, parts: AbstractSet[Work]) -> bool:
    root = root_of(bill)
    return root is not None and root_work(root) in parts


def _works_inside(lying: Collection[Lies]) -> set[Work]:
    """What lies in archives that are packages themselves."""
    packages = {one.path for one in lying}
    inside = (one for one in lying if not packages.isdisjoint(_layers(one.path)))
    return {work for one in inside if (work := work_of(one.judged.component.purl)) is not None}


def _parts(bill: Bill) -> Iterable[Part]:
    return (part for part in bill.bom.parts if part.ref != bill.bom.root) if bill.bom is not None else ()


def _layers(path: str) -> Iterable[str]:
    """The archives around a file."""
    while "!/" in path:
        path = path.rpartition("!/")[0]
        yield path
