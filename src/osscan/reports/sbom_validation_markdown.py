"""Validated SBOMs for a merge request: a verdict line for each document, then a table of what to do."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.model.sbom_report import SbomReport
from osscan.reports.numbers import number
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
from osscan.texts.escapes import markdown_code, markdown_text

_ROWS, _MISSING = 60, 12


def render(reports: Sequence[SbomReport], words: Words) -> str:
    """One section for each document."""
    return "\n".join(_document(report, words) for report in reports)


def _document(report: SbomReport, words: Words) -> str:
    parts = [f"### {sign_of(report)} {markdown_text(document_said(report, words))}"]
    outcome = outcome_said(report, words)
    parts.append(f"**{markdown_text(schema_said(report, words))}.**" + (f" {markdown_text(outcome)}." if outcome else ""))
    if report.schema_valid is None:
        parts.append(markdown_text(words("sbom_validate.nothing-said")))
    if not report.whole:
        parts.append(markdown_text(words("sbom_validate.not-whole")))
    parts += [
        f"- {markdown_text(problem_said(one, words))} {markdown_text(problem_said(one, words, 'next'))}"
        for one in report.problems
    ]
    found = kinds(report.findings)
    if found:
        parts.append(_table(found, words))
    for result in report.profiles:
        parts.append(f"#### {markdown_text(profile_said(result, words))}")
        if result.remark:
            parts.append(markdown_text(words(f"sbom_validate.remark.{result.remark}")))
        if score := score_said(result, words):
            parts.append(markdown_text(score))
        missing = missing_said(result, words)
        if missing:
            rows = "\n".join(f"- {markdown_text(one)}" for one in missing[:_MISSING])
            parts.append(f"{markdown_text(words('sbom_validate.profile.missing'))}\n\n{rows}")
    if report.profiles:
        parts.append(markdown_text(words("sbom_validate.not-advice")))
    return "\n\n".join(parts) + "\n"


def _table(found: tuple[Kind, ...], words: Words) -> str:
    names = ("what", "where", "do", "why")
    lines = ["| " + " | ".join(words(f"sbom_validate.table.{name}") for name in names) + " |", "|---|---|---|---|"]
    for kind in found[:_ROWS]:
        many = f" ({number(words, len(kind.findings))}×)" if len(kind.findings) > 1 else ""
        what = f"{words(f'sbom_validate.severity.{kind.severity}')}: {said(kind.first, words)}{many}"
        who = f" {kind.first.component}" if kind.first.component else ""
        cells = (markdown_text(what), markdown_code(f"{where(kind.first)}{who}"), markdown_text(said(kind.first, words, "next")))
        lines.append(f"| {' | '.join(cells)} | {markdown_text(kind.first.clause)} |")
    if len(found) > _ROWS:
        lines.append(f"\n{words('sbom_validate.and-more', (), count=number(words, len(found) - _ROWS))}")
    return "\n".join(lines)
