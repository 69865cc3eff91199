"""Which components of a report are passed on with the product, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.model.component import Kind, PathRole, Relation, Scope
from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Verdict

Pair = tuple[JudgedComponent, Verdict]

PASSED_ON_ROLES = frozenset({PathRole.PRODUCT, PathRole.VENDORED})
_STAYS_HERE = (Scope.DEV, Scope.TEST, Scope.BUILD, Scope.EXCLUDED)
_TOOLS = (Relation.BUILD_TOOL, Relation.TEST)


def passed_on(report: Report) -> tuple[Pair, ...]:
    """The works of others that go out with the product, each with its verdict, in the order of the report."""
    own = own_licenses(report)
    pairs = zip(report.components, report.verdicts, strict=True)
    return tuple(pair for pair in pairs if not why_not(pair[0], own))


def why_not(judged: JudgedComponent, own: frozenset[str], roles: frozenset[PathRole] = PASSED_ON_ROLES) -> str:
    """Why a component is not passed on, in a word; empty where it is.

    Unknown scope counts as passed on. Files of the project under a license that is not its own are somebody else's.
    """
    component = judged.component
    if judged.role not in roles and judged.role is not PathRole.VENDORED:
        return f"role-{judged.role.value}"
    if judged.scope in _STAYS_HERE:
        return f"scope-{judged.scope.value}"
    if judged.relation in _TOOLS:
        return f"relation-{judged.relation.value}"
    if component.first_party:
        return "first-party"
    if component.kind is Kind.FILES and (judged.license.expression is None or judged.license.expression in own):
        return "own-files"
    return ""


def own_licenses(report: Report) -> frozenset[str]:
    """Under which licenses the project itself stands: what its manifests and license files say, and what it goes out under."""
    return frozenset(_own(report.components, report.policy.outbound))


def _own(components: tuple[JudgedComponent, ...], outbound: str) -> Iterator[str]:
    yield outbound
    for judged in components:
        if judged.component.first_party and judged.license.expression is not None:
            yield judged.license.expression
