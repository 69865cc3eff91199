"""The gate before publication for people at a terminal: the verdict, what stands in the way, what is open, and a bar for each criterion."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.problem import Severity
from osscan.model.publication import Checked, PublicationReport
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.publication_said import (
    OPEN,
    SIGNS,
    clauses_said,
    looked_at,
    next_step,
    reason_said,
    refusal_said,
    score_said,
    spot_said,
    title,
    verdict_said,
    where,
    why,
)
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words

_SPOTS, _BAR = 3, 12
_Group = tuple[str, CheckSeverity, str, str]
"""Heading, severity, sign and color."""
_GROUPS: tuple[_Group, ...] = (
    ("blockers", CheckSeverity.BLOCKER, "✘", "red"),
    ("conditions", CheckSeverity.CONDITION, "!", "yellow"),
    ("hints", CheckSeverity.HINT, "·", ""),
)


def render(report: PublicationReport, words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """The whole page."""
    page = Page(width, color=color)
    sign, ink = SIGNS[report.verdict]
    page.line(f"{sign} {verdict_said(report, words)}", 0, ink)
    if refused := refusal_said(report, words):
        page.line(f"✘ {refused}", 2, "red")
    page.line(looked_at(report, words), 2)
    told = [one for one in report.problems if verbose or one.severity is Severity.ERROR]
    for problem in told:
        page.line(f"! {problem_text(words, problem)}", 2, "yellow")
    if rest := len(report.problems) - len(told):
        page.line(counted(words, "publish.counts.remarks", rest), 2, "dim")
    _groups(report, words, page, _GROUPS[:1], verbose=verbose)
    waiting = [one for one in report.checks if one.status in OPEN and one.severity is not CheckSeverity.HINT]
    _group(page, words, "open", waiting, "?", "yellow", verbose=verbose)
    _groups(report, words, page, _GROUPS[1:], verbose=verbose)
    _waived(page, words, report)
    _scores(page, words, report)
    _badges(page, words, report)
    page.gap()
    passed = sum(one.status is CheckStatus.PASSED for one in report.checks)
    skipped = [one for one in report.checks if one.status is CheckStatus.NOT_APPLICABLE]
    page.line(f"{counted(words, 'publish.counts.passed', passed)}, {counted(words, 'publish.counts.skipped', len(skipped))}.")
    if verbose:
        for one in skipped:
            page.line(f"- {one.id} {title(one, words)}: {reason_said(one, words)}", 2, "dim")
    page.line(words("publish.not-advice"), 0, "dim")
    return page.text()


def _groups(report: PublicationReport, words: Words, page: Page, groups: tuple[_Group, ...], *, verbose: bool) -> None:
    for head, severity, mark, ink in groups:
        found = [one for one in report.checks if one.severity is severity and one.status is CheckStatus.FAILED]
        _group(page, words, head, found, mark, ink, verbose=verbose)


def _group(page: Page, words: Words, head: str, found: Iterable[Checked], mark: str, ink: str, *, verbose: bool) -> None:
    told = list(found)
    if not told:
        return
    page.head(f"{words(f'publish.head.{head}')} ({number(words, len(told))})", "bold")
    for check in told:
        page.line(f"{mark} {title(check, words)} [{check.id}]", 2, ink)
        if check.status in OPEN:
            page.line(reason_said(check, words), 4)
        shown = check.spots if verbose else check.spots[:_SPOTS]
        for spot in shown:
            page.line(f"{where(spot)}: {spot_said(check, spot, words)}", 4)
        rest = len(check.spots) - len(shown)
        if rest:
            page.line(counted(words, "publish.also", rest), 4, "dim")
        if verbose:
            page.line(words("publish.because", (), text=why(check, words)), 4)
        page.line(words("publish.next", (), text=next_step(check, words)), 4)
        if verbose:
            page.line(words("publish.source", (), source=clauses_said(check)), 4, "dim")


def _waived(page: Page, words: Words, report: PublicationReport) -> None:
    waived = [(check, spot, waiver) for check in report.checks for spot, waiver in check.waived]
    if not waived:
        return
    page.head(f"{words('publish.head.waivers')} ({number(words, len(waived))})", "bold")
    for check, spot, waiver in waived:
        page.line(f"· {check.id} {where(spot)}: {spot_said(check, spot, words)}", 2)
        page.line(words("publish.waived", (), role=waiver.role, expires=waiver.expires, reason=waiver.reason), 4, "dim")


def _scores(page: Page, words: Words, report: PublicationReport) -> None:
    page.head(words("publish.head.criteria"), "bold")
    for score in report.criteria:
        filled = _BAR * score.met // score.answered if score.grade and score.answered else 0
        bar = "█" * filled + "░" * (_BAR - filled) if score.grade else "?" * _BAR
        page.line(f"{bar} {score_said(score, words)}", 2)


def _badges(page: Page, words: Words, report: PublicationReport) -> None:
    if not report.badges:
        return
    page.head(words("publish.head.badges"), "bold")
    for level in report.badges:
        sign = "?" if level.met is None else "✔" if level.met else "✘"
        badge = words(f"publish.badge.{level.badge}")
        condition = words(f"publish.badge.{level.condition}", level.facts)
        page.line(f"{sign} {badge} {level.level}: {condition}", 2)
