"""Leaks for people at a terminal: the gravest first, a few places of each kind, then the plan."""

from __future__ import annotations

from osscan.leaks.report import LeakReport
from osscan.model.report import CheckSeverity
from osscan.reports.leaks_said import LeakGroup, group_said, groups, head_said, rest_said, where
from osscan.reports.numbers import counted
from osscan.reports.page import Page
from osscan.texts.catalogue import Words

_SIGNS = {CheckSeverity.BLOCKER: ("✘", "red"), CheckSeverity.CONDITION: ("!", "yellow"), CheckSeverity.HINT: ("·", "")}
_PLACES = 5


def render(report: LeakReport, words: Words, width: int, *, color: bool, verbose: bool = False) -> str:
    """Hints are counted; they are listed only where everything is wanted."""
    page = Page(width, color=color)
    for text in head_said(report, words):
        page.line(text)
    if not report.is_complete:
        page.line(words("leaks.not-whole"), 0, "yellow")
    for problem in report.problems:
        page.line(f"! {words(f'problem.{problem.code}.message', problem.facts)}", 0, "yellow")
    shown = [group for group in groups(report.leaks) if verbose or group.weight is not CheckSeverity.HINT]
    if not shown:
        page.line(words("leaks.fine"), 0, "green" if report.is_complete else "yellow")
    for group in shown:
        _group(group, words, page, verbose=verbose)
    page.gap()
    for text in rest_said(report, words):
        page.line(text)
    if report.plan:
        page.head(words("leaks.plan"), "bold")
    for number, remedy in enumerate(report.plan, 1):
        page.line(f"{number}. {words(f'leaks.step.{remedy.step}')}")
        if remedy.command:
            page.command(remedy.command, 3)
    return page.text()


def _group(group: LeakGroup, words: Words, page: Page, *, verbose: bool) -> None:
    sign, ink = _SIGNS[group.weight]
    page.gap()
    page.line(f"{sign} {group_said(group, words)}", 0, ink)
    for leak in group.leaks if verbose else group.leaks[:_PLACES]:
        page.line(f"- {where(leak, words)}", 2)
    rest = len(group.leaks) - _PLACES
    if rest > 0 and not verbose:
        page.line(counted(words, "leaks.also", rest), 4, "dim")
    page.line(words("leaks.why", (), text=words(f"leaks.kind.{group.kind}.why")), 2)
    page.line(words("leaks.next", (), text=words(f"leaks.kind.{group.kind}.next")), 2)
