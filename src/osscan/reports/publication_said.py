"""What is told of a publication report in every format: the sentences of checks, spots, reasons and scores."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.model.place import Place
from osscan.model.publication import Checked, Clause, CriterionScore, PublicationReport, PublicationVerdict, Spot
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports import checked_said
from osscan.reports.numbers import number
from osscan.texts.catalogue import Words

OPEN = (CheckStatus.UNKNOWN, CheckStatus.MANUAL)


def title(check: Checked, words: Words) -> str:
    return checked_said.title("publish", check, words)


def why(check: Checked, words: Words) -> str:
    return checked_said.why("publish", check, words)


def next_step(check: Checked, words: Words) -> str:
    return checked_said.next_step("publish", check, words)


def remedy(check: Checked, words: Words) -> str:
    return checked_said.remedy("publish", check, words)


def spot_said(check: Checked, spot: Spot, words: Words) -> str:
    return checked_said.spot_said("publish", check, spot, words)


def reason_said(check: Checked, words: Words) -> str:
    """Why it was not looked at, does not apply or waits for people; empty where it was looked at."""
    return checked_said.reason_said("publish", check, words)


def objection_said(check: Checked, words: Words) -> str:
    """Who answered with no, when and why; empty where nobody did."""
    told = check.decision
    if told is None or told.answer != "no" or check.status is not CheckStatus.FAILED:
        return ""
    reference = f", {told.reference}" if told.reference else ""
    return words("publish.objected", (), role=told.role, date=told.date, reference=reference, reason=told.reason or "-")


def finding_said(check: Checked, what: str, words: Words) -> str:
    """The title says how it should be; so the answer stands between it and what was found."""
    status = words(f"publish.status.{check.status}")
    return words("publish.finding", (), title=title(check, words), status=status, what=what)


def where(spot: Spot) -> str:
    """`path:line`"""
    return spot.place.input + (f":{spot.place.line}" if spot.place.line else "")


def command_said(fix: str) -> str:
    """The command behind the words of a card; what helps elsewhere too is no part of `osscan publish`."""
    return f"osscan {fix}" if fix == "notice" else f"osscan publish {fix}"


def clause_said(clause: Clause) -> str:
    """The source with its place, and what says the same."""
    told = f"{clause.source}, {clause.place}" if clause.place else clause.source
    return f"{told} ({'; '.join(clause.also)})" if clause.also else told


def clauses_said(check: Checked) -> str:
    return "; ".join(clause_said(clause) for clause in check.clauses)


def verdict_said(report: PublicationReport, words: Words) -> str:
    """The verdict's word and what it means here."""
    counts = {
        "blockers": sum(one.severity is CheckSeverity.BLOCKER and one.status is CheckStatus.FAILED for one in report.checks),
        "open": sum(one.severity is CheckSeverity.BLOCKER and one.status in OPEN for one in report.checks),
        "conditions": sum(
            one.severity is CheckSeverity.CONDITION and one.status in (*OPEN, CheckStatus.FAILED) for one in report.checks
        ),
    }
    facts = {name: number(words, count) for name, count in counts.items()}
    said = "refused" if _is_refused(report) else report.verdict
    return f"{words(f'publish.verdict.{report.verdict}')}: {words(f'publish.verdict-said.{said}', (), **facts)}"


def sign_of(report: PublicationReport) -> tuple[str, str]:
    """Sign and color of the verdict; nothing is green that will not be published."""
    return ("✘", "red") if _is_refused(report) else _SIGNS[report.verdict]


def _is_refused(report: PublicationReport) -> bool:
    return report.refusal is not None and report.verdict in (PublicationVerdict.READY, PublicationVerdict.READY_WITH_CONDITIONS)


def refusal_said(report: PublicationReport, words: Words) -> str:
    """That somebody decided not to publish, and why; empty where nobody did."""
    found = report.refusal
    if found is None:
        return ""
    reference = f", {found.reference}" if found.reference else ""
    return words(
        "publish_rehearse.refused", (), role=found.role, date=found.date, reference=reference, reason=found.reason or "-"
    )


def waivers_told(report: PublicationReport, words: Words) -> Iterator[tuple[Place, str]]:
    """Waivers that are over and those that took nothing out, each with where it stands."""
    for key, waivers in (("expired", report.expired_waivers), ("unused", report.unused_waivers)):
        for one in waivers:
            facts = {"check": one.check, "role": one.role, "expires": one.expires}
            yield one.place, words(f"publish.waiver-{key}", (), **facts)


def score_said(score: CriterionScore, words: Words) -> str:
    name = words(f"publish.criterion.{score.criterion}")
    if not score.asked:
        return words("publish.criteria.none", (), name=name)
    key = "graded" if score.grade else "too-few"
    return words(f"publish.criteria.{key}", (), name=name, met=score.met, answered=score.answered, asked=score.asked)


def looked_at(report: PublicationReport, words: Words) -> str:
    return words(
        "publish.looked-at",
        (),
        path=report.path,
        profile=words(f"publish.profile.{report.profile}"),
        kind=words(f"publish.kind.{report.kind}"),
        revision=report.revision[:12] or words("publish.no-revision"),
    )


_SIGNS = {
    PublicationVerdict.READY: ("✔", "green"),
    PublicationVerdict.READY_WITH_CONDITIONS: ("!", "yellow"),
    PublicationVerdict.NOT_READY: ("✘", "red"),
    PublicationVerdict.INCONCLUSIVE: ("?", "yellow"),
}
