"""The papers of a delivery: open formats (V-28), a report on accessibility (V-29), how long it is supported (V-30)."""

from __future__ import annotations

from datetime import date

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, law
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.seen import Dated
from osscan.model.looks import PASSED, failed, incomplete, not_applicable, unknown
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, CheckStatus

_MOST = 100


def open_formats(delivery: Delivery) -> Looked:
    """Documents lie there in formats that everybody may write and read."""
    seen = delivery.seen
    if seen is None:
        return unknown("not-looked")
    if not seen.papers:
        return incomplete(not_applicable("no-documents"), complete=delivery.is_whole)
    of = {
        standing: [one for one in seen.papers if one.standing == standing]
        for standing in ("open", "standard", "pdf", "pdf-a", "closed")
    }
    told = facts_of(**{standing.replace("-", "_"): len(found) for standing, found in of.items()})
    spots = [
        Spot("closed", Place(one.path), facts_of(path=one.path, format=one.format), one.path) for one in of["closed"][:_MOST]
    ]
    if of["pdf"]:
        first = of["pdf"][0].path
        spots.append(Spot("pdf-not-archived", Place(first), facts_of(count=len(of["pdf"]), path=first), "pdf"))
    return incomplete(failed(spots, told), complete=delivery.is_whole and "papers" not in seen.cut)


def accessible(delivery: Delivery) -> Looked:
    """A report on accessibility lies there, or people said that none is needed."""
    seen = delivery.seen
    if seen is None:
        return unknown("not-looked")
    if seen.accessibility:
        first = seen.accessibility[0]
        return PASSED._replace(facts=facts_of(path=first.path, count=len(seen.accessibility)))
    contract = delivery.agreed
    if contract is not None and contract.flag("barrierefreiheit.geschuldet") is False:
        return not_applicable("not-owed")
    return failed((Spot("missing", Place(delivery.target.path), key="missing"),))


def supported(delivery: Delivery) -> Looked:
    """It is said until when there will be updates, and this day is still to come."""
    seen, contract = delivery.seen, delivery.agreed
    if seen is None:
        return unknown("not-looked")
    agreed = contract.day("support_bis") if contract is not None else None
    stated = told_support(delivery)
    days = [day for day in (agreed, stated.day if stated is not None else None) if day is not None]
    if not days:
        return failed((Spot("not-stated", Place(delivery.target.path), key="not-stated"),))
    last = max(days)
    place = (
        Place(stated.path, "", stated.line or None)
        if stated is not None
        else contract.place("support_bis")
        if contract
        else Place("")
    )
    told = facts_of(day=last.isoformat())
    return failed((Spot("over", place, told, "over"),) if last < delivery.as_of else (), told)


def told_support(delivery: Delivery) -> Dated | None:
    """The latest day until which the papers of the delivery promise support."""
    found = [one for one in (delivery.seen.support if delivery.seen is not None else ()) if one.day is not None]
    return max(found, key=lambda one: (one.day or date.min, one.path), default=None)


_HINT = CheckSeverity.HINT
_BESIDE = frozenset({CheckStatus.UNKNOWN, CheckStatus.FAILED})

CHECKS = (
    DeliveryCheck("V-28", _HINT, criteria("NP"), (law("EGovG NRW", "§ 4 Abs. 3"),), open_formats),
    DeliveryCheck("V-29", _HINT, criteria("E"), (law("EN 301 549"), law("BITV 2.0")), accessible, answerable=_BESIDE),
    DeliveryCheck("V-30", _HINT, criteria("ZN"), (law("Verordnung (EU) 2024/2847", "Art. 13"),), supported, answerable=_BESIDE),
)
