"""All checks before publication, in the order in which they are told."""

from __future__ import annotations

from osscan.checks import accessibility, dependencies, documents, governance, licenses, release, repository, security, standards
from osscan.checks.base import Check

FAMILIES: tuple[tuple[Check, ...], ...] = (
    licenses.CHECKS,
    dependencies.CHECKS,
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
