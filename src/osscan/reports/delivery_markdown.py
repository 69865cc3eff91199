"""A checked delivery as Markdown: the proposal, the SBOMs, and a table of what is open with what the vendor has to do."""

from __future__ import annotations

from osscan.model.delivery import DeliveryReport
from osscan.model.publication import Checked
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.checked_said import reason_said, spot_said, title
from osscan.reports.delivery_said import AREA, SIGNS, looked_at, verdict_said
from osscan.reports.numbers import counted
from osscan.reports.publication_said import OPEN, clauses_said, score_said, where
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_SPOTS = 5


def render(report: DeliveryReport, words: Words) -> str:
    """A page for the wiki or a ticket."""
    parts = [
        f"### {SIGNS[report.verdict][0]} {markdown_text(verdict_said(report, words))}",
        markdown_text(looked_at(report, words)),
        _table(report, words),
        f"#### {words('publish.head.criteria')}",
        "\n".join(f"- {markdown_text(score_said(score, words))}" for score in report.criteria),
        markdown_text(words("vendor.proposal-only")),
        markdown_text(words("publish.not-advice")),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(report: DeliveryReport, words: Words) -> str:
    told = [one for one in report.checks if one.status is CheckStatus.FAILED or one.status in OPEN]
    if not told:
        return ""
    order = list(CheckSeverity)
    told.sort(key=lambda one: order.index(one.severity))
    names = [words(f"publish.table.{name}") for name in ("severity", "what", "where")]
    heads = [*names, words("vendor.table.cure"), words("publish.table.source")]
    head = "| " + " | ".join(heads) + " |\n|---|---|---|---|---|"
    return "\n".join([head, *(_row(one, words) for one in told)])


def _row(check: Checked, words: Words) -> str:
    what = [title(AREA, check, words)]
    if check.status in OPEN:
        what.append(reason_said(AREA, check, words))
    what += [spot_said(AREA, check, spot, words) for spot in check.spots[:_SPOTS]]
    places = "<br>".join(markdown_code(where(spot)) for spot in check.spots[:_SPOTS])
    if len(check.spots) > _SPOTS:
        places += f"<br>{markdown_text(counted(words, 'publish.also', len(check.spots) - _SPOTS))}"
    severity = words(f"publish.severity.{check.severity}")
    cells = (severity, " ".join(what), words(f"vendor.{check.id}.cure"), clauses_said(check))
    first, second, third, fourth = (markdown_text(cell) for cell in cells)
    return f"| {first} | {second} ({check.id}) | {places} | {third} | {fourth} |"
