"""Validated publiccode.yml files for a merge request: a verdict for each file, then a table of what to do."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.model.publiccode import PubliccodeReport
from osscan.reports.publiccode_said import counts_said, many, problem_said, said, unseen_said, verdict_said, weight, where
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_ROWS = 100


def render(reports: Sequence[PubliccodeReport], words: Words) -> str:
    """One section for each file."""
    return "\n".join(_file(report, words) for report in reports)


def _file(report: PubliccodeReport, words: Words) -> str:
    parts = [f"### {'✔' if report.valid else '✘'} {markdown_text(verdict_said(report, words))}"]
    if counts := counts_said(report, words):
        parts.append(f"**{markdown_text(counts)}.**")
    parts += [
        f"- {markdown_text(problem_said(one, words))} {markdown_text(problem_said(one, words, 'next'))}"
        for one in report.problems
    ]
    if report.findings:
        parts.append(_table(report, words))
    parts += [markdown_text(text) for text in unseen_said(report, words)]
    return "\n\n".join(parts) + "\n"


def _table(report: PubliccodeReport, words: Words) -> str:
    names = ("what", "where", "do", "why")
    lines = ["| " + " | ".join(words(f"publiccode_validate.table.{name}") for name in names) + " |", "|---|---|---|---|"]
    found = (*report.errors, *report.warnings)
    for one in found[:_ROWS]:
        what = markdown_text(f"{weight(one, words)}: {said(one, words)}")
        lines.append(
            f"| {what} | {markdown_code(where(one))} | {markdown_text(said(one, words, 'next'))} | {markdown_text(one.clause)} |"
        )
    if len(found) > _ROWS:
        lines.append(f"\n{words('publiccode_validate.and-more', (), count=many(words, len(found) - _ROWS))}")
    return "\n".join(lines)
