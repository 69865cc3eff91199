"""All checks of a delivery, in the order in which they are told."""

from __future__ import annotations

from osscan.vendor import bills, composition, exposure, identity, licenses
from osscan.vendor.base import DeliveryCheck

FAMILIES: tuple[tuple[DeliveryCheck, ...], ...] = (
    identity.CHECKS,
    bills.CHECKS,
    composition.CHECKS,
    licenses.CHECKS,
    exposure.CHECKS,
)
CHECKS: tuple[DeliveryCheck, ...] = tuple(sorted((check for family in FAMILIES for check in family), key=lambda check: check.id))
IDS = frozenset(check.id for check in CHECKS)
