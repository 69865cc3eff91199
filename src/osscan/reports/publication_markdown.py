"""The gate before publication for a merge request: the verdict, a table of what is open, everything else folded away."""

from __future__ import annotations

from osscan.model.problem import Severity
from osscan.model.publication import Checked, PublicationReport
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.numbers import counted
from osscan.reports.publication_said import (
    OPEN,
    clauses_said,
    finding_said,
    looked_at,
    next_step,
    objection_said,
    reason_said,
    refusal_said,
    score_said,
    sign_of,
    spot_said,
    verdict_said,
    waivers_told,
    where,
)
from osscan.reports.sentences import located, problem_text
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_SPOTS, _PROBLEMS, _WAIVED = 5, 10, 20


def render(report: PublicationReport, words: Words) -> str:
    """A comment on a merge request, or a page for the wiki."""
    parts = [
        f"### {sign_of(report)[0]} {markdown_text(verdict_said(report, words))}",
        markdown_text(refusal_said(report, words)),
        markdown_text(looked_at(report, words)),
        _problems(report, words),
        _table(report, words),
        _waivers(report, words),
        f"#### {words('publish.head.criteria')}",
        "\n".join(f"- {markdown_text(score_said(score, words))}" for score in report.criteria),
        markdown_text(words("publish.not-advice")),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _problems(report: PublicationReport, words: Words) -> str:
    """What could not be read."""
    told = [one for one in report.problems if one.severity is Severity.ERROR]
    lines = [f"- {markdown_text(located(one.place, problem_text(words, one)))}" for one in told[:_PROBLEMS]]
    if len(told) > _PROBLEMS:
        lines.append(f"- {markdown_text(counted(words, 'publish.unread', len(told) - _PROBLEMS))}")
    return "\n".join(lines)


def _waivers(report: PublicationReport, words: Words) -> str:
    """What somebody answers for, and waivers that are over or took nothing out."""
    waived = [(check, spot, waiver) for check in report.checks for spot, waiver in check.waived]
    lines = []
    for check, spot, waiver in waived[:_WAIVED]:
        by = words("publish.waived", (), role=waiver.role, expires=waiver.expires, reason=waiver.reason)
        lines.append(f"- {check.id} {markdown_code(where(spot))}: {markdown_text(f'{spot_said(check, spot, words)} {by}')}")
    if len(waived) > _WAIVED:
        lines.append(f"- {markdown_text(counted(words, 'publish.also', len(waived) - _WAIVED))}")
    lines += [f"- {markdown_text(located(place, text))}" for place, text in waivers_told(report, words)]
    return "\n".join((f"#### {words('publish.head.waivers')}\n", *lines)) if lines else ""


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
    what = [reason_said(check, words)] if check.status in OPEN else [said for said in (objection_said(check, words),) if said]
    what += [spot_said(check, spot, words) for spot in check.spots[:1]]
    places = "<br>".join(markdown_code(where(spot)) for spot in check.spots[:_SPOTS])
    if len(check.spots) > _SPOTS:
        places += f"<br>{markdown_text(counted(words, 'publish.also', len(check.spots) - _SPOTS))}"
    cells = (severity, finding_said(check, " ".join(what), words), next_step(check, words), clauses_said(check))
    first, second, third, fourth = (markdown_text(cell) for cell in cells)
    return f"| {first} | {second} ({check.id}) | {places} | {third} | {fourth} |"
