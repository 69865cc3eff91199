"""All checks of a delivery, in the order in which they are told."""

from __future__ import annotations

from osscan.deliveries import (
    bills,
    change,
    commercial,
    composition,
    conformity,
    custom,
    decision,
    documents,
    exposure,
    identity,
    licenses,
    promises,
    sources,
)
from osscan.deliveries.base import DeliveryCheck

FAMILIES: tuple[tuple[DeliveryCheck, ...], ...] = (
    identity.CHECKS,
    bills.CHECKS,
    composition.CHECKS,
    licenses.CHECKS,
    exposure.CHECKS,
    sources.CHECKS,
    custom.CHECKS,
    commercial.CHECKS,
    promises.CHECKS,
    conformity.CHECKS,
    documents.CHECKS,
    change.CHECKS,
    decision.CHECKS,
)
CHECKS: tuple[DeliveryCheck, ...] = tuple(sorted((check for family in FAMILIES for check in family), key=lambda check: check.id))
IDS = frozenset(check.id for check in CHECKS)
