"""Validated publiccode.yml files for people at a terminal: the verdict, then each finding with its place, next step and clause."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.model.problem import Severity
from osscan.model.publiccode import PubliccodeFinding, PubliccodeReport
from osscan.reports.page import Page
from osscan.reports.publiccode_said import counts_said, many, problem_said, said, unseen_said, verdict_said, where
from osscan.texts.catalogue import Words

_MOST = 50
_SIGNS = {Severity.ERROR: ("✘", "red"), Severity.WARNING: ("!", "yellow"), Severity.NOTE: ("·", "")}


def render(reports: Sequence[PubliccodeReport], words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """One block for each file."""
    page = Page(width, color=color)
    for report in reports:
        page.gap()
        _file(report, words, page, verbose=verbose)
    return page.text()


def _file(report: PubliccodeReport, words: Words, page: Page, *, verbose: bool) -> None:
    page.line(f"{'✔' if report.valid else '✘'} {verdict_said(report, words)}", 0, "green" if report.valid else "red")
    if counts := counts_said(report, words):
        page.line(f"{counts}.", 2)
    for problem in report.problems:
        page.line(f"✘ {problem_said(problem, words)}", 2, "red")
        page.line(words("publiccode_validate.next", (), text=problem_said(problem, words, "next")), 4)
    found = (*report.errors, *report.warnings)
    for finding in found if verbose else found[:_MOST]:
        _finding(finding, words, page)
    if len(found) > _MOST and not verbose:
        page.line(words("publiccode_validate.and-more", (), count=many(words, len(found) - _MOST)), 2, "dim")
    for text in unseen_said(report, words):
        page.line(text, 2, "dim")


def _finding(finding: PubliccodeFinding, words: Words, page: Page) -> None:
    sign, ink = _SIGNS[finding.severity]
    page.line(f"{sign} {where(finding)}: {said(finding, words)}", 2, ink)
    page.line(words("publiccode_validate.next", (), text=said(finding, words, "next")), 4)
    page.line(f"{finding.clause} ({finding.code})", 4, "dim")
