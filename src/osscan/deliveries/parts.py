"""Parts: the foreign packages of a delivery that count for its licenses: what lies there, and what the SBOM says is built in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.deliveries.delivery import Delivery
from osscan.deliveries.works import is_of_a_system
from osscan.model.component import Kind, PathRole
from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Verdict

_GONE = frozenset({"scope", ""})
"""Why a declared component is not there, and then its license asks for nothing here."""
_PLANNED = frozenset({"locked"})
"""What a lockfile names may be built in, or will be: its license counts, though no text has to come with it yet."""

_AS_SUCH = frozenset({"file", "operating-system", "platform", "device"})


class Part(NamedTuple):
    """A package with its verdict."""

    judged: JudgedComponent
    verdict: Verdict


def parts_of(delivery: Delivery, *, lying: bool = False) -> Iterator[Part]:
    """Each package of others once, with the place where it lies; the product's own modules and tests left out. With `lying` those of
    operating systems and what only a lockfile names are left out too.
    """
    report = report_on(delivery)
    if report is None:
        return
    drift = delivery.drift
    left_out = set(delivery.covered) | _no_packages(delivery)
    if drift is not None:
        left_out |= set(drift.own)
        gone = _GONE | _PLANNED if lying else _GONE
        left_out |= {one.component for one in drift.absent if one.why in gone}
        left_out |= {pair.declared for pair in drift.pairs if pair.declared != pair.present}
        left_out |= {one.declared for one in drift.versions} | roots_of(delivery)
        left_out |= {one.declared for one in drift.files if one.of_system and lying}
    places = {one.id: one.component.place for one in delivery.present.components} if delivery.present is not None else {}
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        component = judged.component
        if component.kind is Kind.FILES or component.first_party or judged.id in left_out:
            continue
        if judged.role in (PathRole.TEST, PathRole.EXAMPLE) or (lying and is_of_a_system(component.purl)):
            continue
        place = places.get(judged.id, component.place)
        yield Part(judged if place is component.place else judged._replace(component=component._replace(place=place)), verdict)


def _no_packages(delivery: Delivery) -> set[str]:
    """Ids of entries of SBOMs for files and systems as such, which have no license of their own: their packages are judged."""
    silent = {
        (bill.path, part.ref)
        for bill in delivery.bills or ()
        if bill.bom is not None
        for part in bill.bom.parts
        if part.kind in _AS_SUCH and not part.licenses
    }
    return {f"{path}#{ref}" for path, ref in silent}


def report_on(delivery: Delivery) -> Report | None:
    """The license report that speaks of most."""
    return delivery.whole if delivery.whole is not None else delivery.present


def roots_of(delivery: Delivery) -> set[str]:
    """The ids of the products that SBOMs are about; of one inside of a package of others the entry for that package, which is told without it."""
    about = delivery.drift.about if delivery.drift is not None else ()
    found = set()
    for bill in delivery.bills or ():
        root = bill.bom.root if bill.bom is not None else ""
        if root and bill.path not in about:
            found |= {f"{bill.path}#{root}"} if bill.inner else set()
        elif root:
            for component in bill.inventory.components:
                if component.ref == root:
                    found.add(component.purl if component.purl and component.version else f"{bill.path}#{root}")
            found.add(f"{bill.path}#{root}")
            if bill.inventory.root is not None and bill.inventory.root.purl:
                found.add(bill.inventory.root.purl)
    return found
