"""All checks before publication, in the order in which they are told."""

from __future__ import annotations

from osscan.checks import (
    accessibility,
    dependencies,
    description,
    documents,
    governance,
    leaks,
    licenses,
    release,
    repository,
    security,
    standards,
)
from osscan.checks.base import Check

FAMILIES: tuple[tuple[Check, ...], ...] = (
    licenses.CHECKS,
    dependencies.CHECKS,
    leaks.CHECKS,
    description.CHECKS,
    documents.CHECKS,
    governance.CHECKS,
    security.CHECKS,
    repository.CHECKS,
    standards.CHECKS,
    accessibility.CHECKS,
    release.CHECKS,
)
CHECKS: tuple[Check, ...] = tuple(check for family in FAMILIES for check in family)
IDS = frozenset(check.id for check in CHECKS)
