"""OpenChain (V-27): a proof that the vendor handles open source as ISO/IEC 5230 or 18974 asks for, and how old it is."""

from __future__ import annotations

from datetime import date

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, law
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.seen import Dated
from osscan.model.looks import failed, not_applicable, unknown
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, CheckStatus

MONTHS = 18
"""No proof of conformance is older than this (OpenChain asks for it to be renewed)."""


def openchain(delivery: Delivery) -> Looked:
    """A proof of conformance with ISO/IEC 5230 or 18974 lies there, not older than 18 months."""
    seen, contract = delivery.seen, delivery.agreed
    if seen is None:
        return unknown("not-looked")
    if not seen.openchain:
        if contract is not None and contract.flag("openchain.geschuldet") is False:
            return not_applicable("not-owed")
        return failed((Spot("missing", Place(delivery.target.path), key="missing"),))
    best = max(seen.openchain, key=_by_day)
    told = facts_of(path=best.path, day=best.day.isoformat() if best.day is not None else "–")
    if best.day is None:
        return unknown("date-unknown", told)
    if best.day > delivery.as_of:
        return failed((Spot("future", Place(best.path, "", best.line or None), told, "future"),), told)
    too_old = months_between(best.day, delivery.as_of) > MONTHS
    return failed((Spot("too-old", Place(best.path, "", best.line or None), told, "too-old"),) if too_old else (), told)


def months_between(first: date, last: date) -> int:
    """Begun months: 18 months and a day are 19."""
    return 12 * (last.year - first.year) + last.month - first.month + (last.day > first.day)


def _by_day(one: Dated) -> tuple[date, str]:
    return (one.day or date.min, one.path)


CHECKS = (
    DeliveryCheck(
        "V-27",
        CheckSeverity.CONDITION,
        criteria("S"),
        (law("ISO/IEC 5230:2020"), law("ISO/IEC 18974:2023")),
        openchain,
        answerable=frozenset({CheckStatus.UNKNOWN, CheckStatus.FAILED}),
    ),
)
