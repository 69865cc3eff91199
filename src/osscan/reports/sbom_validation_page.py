"""Validated SBOMs for people at a terminal: what the document is, then findings of one kind together, then profiles with a bar each."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.model.problem import Severity
from osscan.model.sbom_finding import SbomFinding
from osscan.model.sbom_report import Level, ProfileResult, ProfileVerdict, SbomReport
from osscan.reports.numbers import number
from osscan.reports.page import Page
from osscan.reports.sbom_findings import (
    Kind,
    document_said,
    kinds,
    missing_said,
    outcome_said,
    problem_said,
    profile_said,
    said,
    schema_said,
    score_said,
    sign_of,
    where,
)
from osscan.texts.catalogue import Words

_SIGNS = {Severity.ERROR: ("✘", "red"), Severity.WARNING: ("!", "yellow"), Severity.NOTE: ("·", "")}
_VERDICTS = {ProfileVerdict.PASS: ("✔", "green"), ProfileVerdict.FAIL: ("✘", "red"), ProfileVerdict.UNKNOWN: ("?", "yellow")}
_INKS = {"✔": "green", "✘": "red", "?": "yellow"}
_PLACES, _NOTES, _MISSING, _BAR = 3, 6, 8, 24


def render(reports: Sequence[SbomReport], words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """One block for each document."""
    page = Page(width, color=color)
    for report in reports:
        page.gap()
        _document(report, words, page, verbose=verbose)
    return page.text()


def _document(report: SbomReport, words: Words, page: Page, *, verbose: bool) -> None:
    sign = sign_of(report)
    page.line(f"{sign} {document_said(report, words)}", 0, _INKS[sign])
    page.line(". ".join(one for one in (schema_said(report, words), outcome_said(report, words)) if one) + ".", 2)
    if report.schema_valid is None:
        page.line(words("sbom_validate.nothing-said"), 2, "yellow")
    if not report.whole:
        page.line(words("sbom_validate.not-whole"), 2, "yellow")
    for problem in report.problems:
        sign, ink = _SIGNS[problem.severity]
        page.line(f"{sign} {problem_said(problem, words)}", 2, ink)
        page.line(words("sbom_validate.next", (), text=problem_said(problem, words, "next")), 4)
    head = ""
    for kind in _shown(kinds(report.findings), verbose=verbose):
        title = words(f"sbom_validate.layer.{kind.layer}", (), profile=kind.profile)
        if title != head:
            page.head(title, "bold")
            head = title
        _kind(kind, words, page, verbose=verbose)
    for result in report.profiles:
        _profile(result, words, page)


def _shown(found: tuple[Kind, ...], *, verbose: bool) -> list[Kind]:
    """Notes are many and ask little: only the most frequent ones stand on the page unless everything is wanted."""
    notes = [kind for kind in found if kind.severity is Severity.NOTE]
    kept = set(map(id, notes if verbose else sorted(notes, key=lambda kind: -len(kind.findings))[:_NOTES]))
    return [kind for kind in found if kind.severity is not Severity.NOTE or id(kind) in kept]


def _kind(kind: Kind, words: Words, page: Page, *, verbose: bool) -> None:
    sign, ink = _SIGNS[kind.severity]
    many = f" ({number(words, len(kind.findings))}×)" if len(kind.findings) > 1 else ""
    page.line(f"{sign} {said(kind.first, words, 'title')}{many}", 2, ink)
    shown = kind.findings if verbose else kind.findings[:_PLACES]
    alike = not verbose and len(kind.findings) > 1 and len({finding.facts for finding in kind.findings}) == 1
    if alike:
        page.line(said(kind.first, words), 4)
    for finding in shown:
        page.line(f"– {_at(finding, words) or where(finding)}" if alike else _told(finding, words, verbose=verbose), 4)
        if verbose:
            page.line(words("sbom_validate.place", (), pointer=finding.pointer or "/"), 6, "dim")
    rest = len(kind.findings) - len(shown)
    if rest:
        page.line(words("sbom_validate.also", (), count=number(words, rest)), 4, "dim")
    page.line(words("sbom_validate.next", (), text=said(kind.first, words, "next")), 4)
    page.line(kind.first.clause, 4, "dim")


def _told(finding: SbomFinding, words: Words, *, verbose: bool) -> str:
    """`file:line:column [component]: message`; the file stands above, so that most readers can do without the first part."""
    who = f" [{finding.component}]" if finding.component else ""
    if verbose or finding.place is None or not finding.place.line:
        return f"{where(finding)}{who}: {said(finding, words)}"
    return ": ".join(part for part in (_at(finding, words), said(finding, words)) if part)


def _at(finding: SbomFinding, words: Words) -> str:
    """Line and component; nothing for what is said of the document as a whole."""
    line = finding.place.line if finding.place is not None else None
    told = words("sbom_validate.line", (), line=line) if line and finding.pointer else ""
    return ", ".join(part for part in (told, finding.component) if part)


def _profile(result: ProfileResult, words: Words, page: Page) -> None:
    sign, ink = _VERDICTS[result.verdict]
    page.gap()
    page.line(f"{sign} {profile_said(result, words)}", 0, ink)
    if result.remark:
        page.line(words(f"sbom_validate.remark.{result.remark}"), 2)
    if score := score_said(result, words):
        page.line(f"{_bar(result.met, result.asked)} {score}", 2)
    missing = missing_said(result, words)
    if missing:
        page.line(words("sbom_validate.profile.missing"), 2)
        for field, text in zip(result.missing_most[:_MISSING], missing, strict=False):
            page.line(f"- {text}", 4, "" if field.level is Level.MUST else "dim")
        if len(missing) > _MISSING:
            page.line(words("sbom_validate.and-more", (), count=number(words, len(missing) - _MISSING)), 4, "dim")
    page.line(words("sbom_validate.not-advice"), 2, "dim")


def _bar(met: int, asked: int) -> str:
    filled = _BAR * met // asked if asked else 0
    return "█" * filled + "░" * (_BAR - filled)
