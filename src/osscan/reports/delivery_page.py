"""A checked delivery for people at a terminal: the proposal first, then what counts, each with why, source, next step and cure."""

from __future__ import annotations

from osscan.model.delivery import BillRecord, DeliveryReport
from osscan.model.problem import Severity
from osscan.model.publication import Checked
from osscan.reports.checked_page import CheckedPage
from osscan.reports.delivery_said import AREA, SIGNS, looked_at, verdict_said
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words

_PROBLEMS, _BILLS = 5, 5


def render(report: DeliveryReport, words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """The whole page."""
    page = Page(width, color=color)
    sign, ink = SIGNS[report.verdict]
    page.line(f"{sign} {verdict_said(report, words)}", 0, ink)
    page.line(looked_at(report, words), 2)
    for bill in report.bills[: None if verbose else _BILLS]:
        page.line(_bill(bill, words), 2)
    _problems(page, report, words, verbose=verbose)

    def cure(check: Checked) -> str:
        return words("vendor.cure", (), text=words(f"vendor.{check.id}.cure"))

    checks = CheckedPage(page, words, AREA, verbose=verbose, more=cure)
    checks.counting(report.checks)
    checks.waived(report.checks)
    checks.scores(report.criteria)
    page.gap()
    checks.summed_up(report.checks)
    page.line(words("vendor.proposal-only"), 0, "dim")
    page.line(words("publish.not-advice"), 0, "dim")
    return page.text()


def _bill(bill: BillRecord, words: Words) -> str:
    counts = {name: number(words, getattr(bill, name)) for name in ("components", "present", "absent", "differing")}
    return words("vendor.bill", (), path=bill.path, format=f"{bill.format} {bill.version}".strip() or "?", **counts)


def _problems(page: Page, report: DeliveryReport, words: Words, *, verbose: bool) -> None:
    grave = [one for one in report.problems if one.severity is Severity.ERROR]
    told = report.problems if verbose else grave[:_PROBLEMS]
    for problem in told:
        page.line(f"! {problem.place.input}: {problem_text(words, problem)}", 2, "yellow")
    if rest := len(report.problems) - len(told):
        page.line(counted(words, "vendor.counts.remarks", rest), 2, "dim")
