"""The gate before publication for a merge request: the verdict, a table of what is open, everything else folded away."""

from __future__ import annotations

from osscan.model.publication import Checked, PublicationReport
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.numbers import counted
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
)
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_SPOTS = 5


def render(report: PublicationReport, words: Words) -> str:
    """A comment on a merge request, or a page for the wiki."""
    parts = [
        f"### {SIGNS[report.verdict][0]} {markdown_text(verdict_said(report, words))}",
        markdown_text(refusal_said(report, words)),
        markdown_text(looked_at(report, words)),
        _table(report, words),
        f"#### {words('publish.head.criteria')}",
        "\n".join(f"- {markdown_text(score_said(score, words))}" for score in report.criteria),
        markdown_text(words("publish.not-advice")),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(report: PublicationReport, words: Words) -> str:
    told = [one for one in report.checks if one.status is CheckStatus.FAILED or one.status in OPEN]
    if not told:
        return ""
    order = list(CheckSeverity)
    told.sort(key=lambda one: order.index(one.severity))
    names = ("severity", "what", "where", "next", "source")
    head = "| " + " | ".join(words(f"publish.table.{name}") for name in names) + " |\n|---|---|---|---|---|"
    return "\n".join([head, *(_row(one, words) for one in told)])


def _row(check: Checked, words: Words) -> str:
    severity = words(f"publish.severity.{check.severity}")
    what = [title(check, words)]
    if check.status in OPEN:
        what.append(reason_said(check, words))
    what += [spot_said(check, spot, words) for spot in check.spots[:1]]
    places = "<br>".join(markdown_code(where(spot)) for spot in check.spots[:_SPOTS])
    if len(check.spots) > _SPOTS:
        places += f"<br>{markdown_text(counted(words, 'publish.also', len(check.spots) - _SPOTS))}"
    cells = (severity, " ".join(what), next_step(check, words), clauses_said(check))
    first, second, third, fourth = (markdown_text(cell) for cell in cells)
    return f"| {first} | {second} ({check.id}) | {places} | {third} | {fourth} |"
