"""Whether a stored report agrees with itself: no verdict is better than what it rests on, no figure other than what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.model.delivery import DeliveryReport, DeliveryVerdict
from osscan.model.publication import Checked, CriterionScore, PublicationReport, PublicationVerdict
from osscan.model.report import CheckSeverity, CheckStatus, Outcome, Report
from osscan.model.verdict import Level

_DECISION = "V-32"
"""The decision about a delivery has no say in what is proposed."""
_BAD = frozenset({DeliveryVerdict.NOT_ACCEPTABLE, PublicationVerdict.NOT_READY})
_OPEN = frozenset({DeliveryVerdict.INCONCLUSIVE, PublicationVerdict.INCONCLUSIVE})
_GOOD = frozenset({DeliveryVerdict.ACCEPTABLE, PublicationVerdict.READY})
_UNANSWERED = (CheckStatus.UNKNOWN, CheckStatus.MANUAL)
_WITHOUT_OBJECTIONS = (Outcome.PASSED, Outcome.NOTHING_TO_JUDGE)


class Contradiction(NamedTuple):
    """Where a report says what the rest of it does not bear out."""

    route: str
    said: str


def contradiction(report: Report | PublicationReport | DeliveryReport) -> Contradiction | None:
    """The first; None where there is none."""
    return next(_of_licenses(report) if isinstance(report, Report) else _of_checks(report), None)


def _of_checks(report: PublicationReport | DeliveryReport) -> Iterator[Contradiction]:
    if not report.checks:
        yield Contradiction("checks", "[]")
    judged = [one for one in report.checks if one.id != _DECISION]
    blockers = {one.status for one in judged if one.severity is CheckSeverity.BLOCKER}
    conditions = {one.status for one in judged if one.severity is CheckSeverity.CONDITION}
    failed, unanswered = CheckStatus.FAILED in blockers, not blockers.isdisjoint(_UNANSWERED)
    owed = not conditions.isdisjoint((CheckStatus.FAILED, *_UNANSWERED))
    verdict = report.verdict
    if verdict not in _BAD and (failed or (verdict not in _OPEN and unanswered) or (verdict in _GOOD and owed)):
        yield Contradiction("verdict", verdict)
    told = set()
    for position, score in enumerate(report.criteria):
        if score.criterion in told or score != _counted(score, report.checks):
            yield Contradiction(f"criteria[{position}]", score.criterion)
        told.add(score.criterion)


def _counted(score: CriterionScore, checks: tuple[Checked, ...]) -> CriterionScore:
    """What the checks of a criterion come to; what does not apply is not asked."""
    statuses = [one.status for one in checks if score.criterion in one.criteria]
    met = statuses.count(CheckStatus.PASSED)
    asked = len(statuses) - statuses.count(CheckStatus.NOT_APPLICABLE)
    return CriterionScore(score.criterion, asked, met + statuses.count(CheckStatus.FAILED), met)


def _of_licenses(report: Report) -> Iterator[Contradiction]:
    objects = any(one.objects for one in report.verdicts)
    summary, outcome = report.summary, report.outcome
    if objects and not summary.objections:
        yield Contradiction("summary.objections", "0")
    if not summary.not_evaluated and any(one.judgement.level is Level.NOT_EVALUATED for one in report.verdicts):
        yield Contradiction("summary.not_evaluated", "0")
    against = objects or summary.objections or summary.remarks
    if outcome is not Outcome.OBJECTIONS and (against or (outcome in _WITHOUT_OBJECTIONS and not report.complete)):
        yield Contradiction("outcome", outcome)
