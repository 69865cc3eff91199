"""The gate before publication for people at a terminal: the verdict, what stands in the way, what is open, and a bar for each criterion."""

from __future__ import annotations

from osscan.model.problem import Severity
from osscan.model.publication import PublicationReport
from osscan.reports.checked_page import CheckedPage
from osscan.reports.numbers import counted, number
from osscan.reports.page import Page
from osscan.reports.publication_said import looked_at, objection_said, refusal_said, sign_of, verdict_said, waivers_told
from osscan.reports.sentences import located, problem_text
from osscan.texts.catalogue import Words


def render(report: PublicationReport, words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """The whole page."""
    page = Page(width, color=color)
    sign, ink = sign_of(report)
    page.line(f"{sign} {verdict_said(report, words)}", 0, ink)
    if refused := refusal_said(report, words):
        page.line(f"✘ {refused}", 2, "red")
    page.line(looked_at(report, words), 2)
    told = [one for one in report.problems if verbose or one.severity is Severity.ERROR]
    for problem in told:
        page.line(f"! {located(problem.place, problem_text(words, problem))}", 2, "yellow")
        if problem.severity is Severity.ERROR:
            page.line(words("publish.next", (), text=problem_text(words, problem, "next")), 4)
    if rest := len(report.problems) - len(told):
        page.line(counted(words, "publish.counts.remarks", rest), 2, "dim")
    checks = CheckedPage(page, words, "publish", verbose=verbose, more=lambda check: objection_said(check, words))
    checks.counting(report.checks)
    checks.waived(report.checks)
    _idle_waivers(page, words, report)
    checks.scores(report.criteria)
    _badges(page, words, report)
    page.gap()
    checks.summed_up(report.checks)
    page.line(words("publish.not-advice"), 0, "dim")
    return page.text()


def _idle_waivers(page: Page, words: Words, report: PublicationReport) -> None:
    """Waivers that are over, and those that took nothing out."""
    told = list(waivers_told(report, words))
    if not told:
        return
    page.head(f"{words('publish.head.idle-waivers')} ({number(words, len(told))})", "bold")
    for place, text in told:
        page.line(f"· {located(place, text)}", 2)


def _badges(page: Page, words: Words, report: PublicationReport) -> None:
    if not report.badges:
        return
    page.head(words("publish.head.badges"), "bold")
    for level in report.badges:
        sign = "?" if level.met is None else "✔" if level.met else "✘"
        badge = words(f"publish.badge.{level.badge}")
        condition = words(f"publish.badge.{level.condition}", level.facts)
        page.line(f"{sign} {badge} {level.level}: {condition}", 2)
