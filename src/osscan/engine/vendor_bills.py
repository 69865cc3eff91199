"""Bills: every SBOM of a delivery, found in it or handed over beside it, read, told in facts and validated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from osscan.deliveries.delivery import Bill
from osscan.engine.gather import Read, read_one
from osscan.engine.sbom_validate import Wanted, examined
from osscan.engine.vendor_ground import Ground, lying
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.sbom.profiles.base import Asked

PROFILE = "bsi-tr-03183-2"


def is_bill(inventory: Inventory) -> bool:
    """Whether an input is an SBOM."""
    return inventory.reader.startswith("sbom/")


def bills_of(found: Iterable[Read], sources: Mapping[str, Source], handed: Iterable[Source], now: datetime) -> tuple[Bill, ...]:
    """Those that were handed over first; one that lies in the delivery with the same bytes is told once."""
    given: dict[str, Bill] = {}
    for source in handed:
        for inventory in read_one((), source):
            given.setdefault(_digest(source), _bill(source, inventory, now, handed=True))
    lying_in_it = tuple(_found(found, sources, given, now))
    return (*given.values(), *lying_in_it)


def _found(found: Iterable[Read], sources: Mapping[str, Source], given: Mapping[str, Bill], now: datetime) -> Iterator[Bill]:
    for _, inventory in found:
        source = sources[inventory.path]
        if _digest(source) not in given:
            yield _bill(source, inventory, now, handed=False)


def _bill(source: Source, inventory: Inventory, now: datetime, *, handed: bool) -> Bill:
    report, bom = examined(source, Wanted((Asked(PROFILE, ""),), now.date(), now))
    inner = False
    if not handed:
        layer, _, _ = source.path.rpartition("!/")
        inner = lying(source.path, layer).ground is not Ground.OWN
    return Bill(source.path, inventory, report, bom.created if bom else "", handed, inner, bom)


def _digest(source: Source) -> str:
    try:
        return hashlib.sha256(source.content()).hexdigest()
    except UnreadableError:
        return ""
