"""Which licenses are possible, for a merge request: the wanted one, the smallest change, and everything else folded away."""

from __future__ import annotations

from osscan.model.outbound import Candidate, OutboundReport, Standing, State
from osscan.reports.numbers import counted, number
from osscan.reports.outbound_said import (
    SIGNS,
    asks_said,
    blocked,
    components_said,
    conflict_lead,
    frees_said,
    headline,
    in_the_way_said,
    members_said,
    not_counted_said,
    policy_said,
    remedy_said,
    rules_out_said,
    state_said,
    switch_command,
    todo_list,
    unknown_count,
    why_said,
)
from osscan.reports.sentences import and_more, reason_text, word
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_ROWS, _LISTED = 30, 40
_PART = 12_000
"""Characters of one part; the four of them stay below what the strictest platform takes."""


def render(report: OutboundReport, words: Words) -> str:
    """A comment for a code platform."""
    sign = SIGNS[report.first.state][0]
    lead = (in_the_way_said(report, words), policy_said(report, words))
    parts = [
        f"### osscan: {sign} {markdown_text(headline(report, words))}",
        markdown_text(" ".join(part for part in lead if part)),
        "" if report.complete else markdown_text(words("outbound.incomplete")),
        "" if report.constraints or report.unestablished else markdown_text(words("outbound.nothing")),
        _keep(report, words),
        _switch(report, words),
        _conflict(report, words),
        _folded(words, words("outbound.head.unestablished"), _unestablished(report, words)),
        _folded(words, words("outbound.markdown.all"), _candidates(report, words)),
        _folded(words, words("outbound.markdown.others"), _others(report, words)),
        _folded(words, words("outbound.head.conditions", outbound=report.wanted), _conditions(report, words)),
        markdown_text(not_counted_said(report, words)),
        f"*{markdown_text(words('outbound.not-advice'))}*",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _keep(report: OutboundReport, words: Words) -> str:
    """What would have to change to keep the wanted license."""
    ways = report.ways
    if not ways.keep:
        return ""
    places = counted(words, "outbound.keep.places", len(ways.keep), components=components_said(ways.components, words))
    said = words("outbound.keep.or-said", outbound=report.wanted)
    heads = [words(f"outbound.markdown.{name}") for name in ("state", "blocker", "components", "why", "next")]
    rows = []
    for change in ways.keep[:_ROWS]:
        constraint = report.constraints[change.constraint]
        help_ = markdown_text(remedy_said(change.remedy, words))
        if change.remedy.command:
            help_ += f"<br>{markdown_code(change.remedy.command, 500)}"
        rows.append(
            _row(
                [
                    SIGNS[change.state][0],
                    markdown_text(asks_said(constraint, words)),
                    markdown_text(members_said(constraint, words)),
                    markdown_text(why_said(report.first.standings[change.constraint].compatibility, words)),
                    help_,
                ]
            )
        )
    more = len(ways.keep) - _ROWS
    told = markdown_text(words("outbound.more.kinds", count=number(words, more))) if more > 0 else ""
    table = "\n".join([_row(heads), _row(["---"] * len(heads)), *rows])
    return "\n\n".join(part for part in (f"**{markdown_text(f'{said} {places}')}**", table, told) if part)


def _switch(report: OutboundReport, words: Words) -> str:
    ways = report.ways
    if ways.switch:
        names = ", ".join(markdown_code(outbound) for outbound in ways.switch[:_LISTED])
        later = f" {markdown_text(words('outbound.settled-later'))}" if report.unestablished else ""
        command = markdown_code(switch_command(report, ways.switch[0]), 500)
        return f"**{markdown_text(words('outbound.switch.or-said'))}** {names}.{later}\n\n{command}"
    if ways.nearest:
        near = [words("outbound.switch.near", outbound=name, count=number(words, count)) for name, count in ways.nearest]
        return markdown_text(words("outbound.switch.nearest", names=", ".join(near)))
    return ""


def _conflict(report: OutboundReport, words: Words) -> str:
    conflict = report.conflict
    if conflict is None:
        return ""
    lines = [f"**{markdown_text(words('outbound.head.conflict'))}**", ""]
    lines += [markdown_text(conflict_lead(conflict, words)), ""]
    for position, part in enumerate(conflict.parts, 1):
        constraint = report.constraints[part.constraint]
        said = f"{rules_out_said(part, conflict, words)}. {frees_said(part, words)}"
        lines.append(
            f"{position}. {markdown_text(f'{asks_said(constraint, words)}: {members_said(constraint, words)}')}<br>{markdown_text(said)}"
        )
    return "\n".join(lines)


def _unestablished(report: OutboundReport, words: Words) -> list[str]:
    lines = []
    for one in report.unestablished[:_LISTED]:
        names = and_more(words, [markdown_code(member.name) for member in one.members[:3]], len(one.members))
        said = ". ".join([word(words, "status", one.status), *(reason_text(words, reason) for reason in one.because)])
        lines.append(f"- {names}: {markdown_text(said)}")
    return lines


def _candidates(report: OutboundReport, words: Words) -> list[str]:
    heads = [words("outbound.columns.candidate"), words("outbound.columns.state")]
    heads += [words(f"outbound.columns.{state.value}") for state in State]
    lines = [_row(heads), _row(["---", "---", *("---:" for _ in State)])]
    lines += [_row(_cells(candidate, report, words)) for candidate in report.candidates]
    if report.unestablished:
        lines += ["", markdown_text(words("outbound.unknown-count", count=number(words, unknown_count(report))))]
    return lines


def _cells(candidate: Candidate, report: OutboundReport, words: Words) -> list[str]:
    name = markdown_code(candidate.outbound)
    counts = [number(words, candidate.count(state)) for state in State]
    said = f"{SIGNS[candidate.state][0]} {markdown_text(state_said(candidate.state, words))}"
    return [f"**{name}**" if candidate is report.first else name, said, *counts]


def _others(report: OutboundReport, words: Words) -> list[str]:
    lines = []
    for group in blocked(report)[:_LISTED]:
        lines.append(f"- {', '.join(markdown_code(one.outbound) for one in group.candidates)}")
        lines += [f"  - {_standing(one, report, words)}" for one in group.standings[:5]]
        if len(group.standings) > 5:
            lines.append(f"  - {markdown_text(words('outbound.more.kinds', count=number(words, len(group.standings) - 5)))}")
    return lines


def _standing(standing: Standing, report: OutboundReport, words: Words) -> str:
    constraint = report.constraints[standing.constraint]
    said = f"{asks_said(constraint, words)}: {members_said(constraint, words)}. {why_said(standing.compatibility, words)}"
    helps = remedy_said(standing.compatibility.remedies[0], words)
    return f"{SIGNS[standing.state][0]} {markdown_text(said)} {markdown_text(helps)}"


def _conditions(report: OutboundReport, words: Words) -> list[str]:
    first = report.first
    if first.so_far is State.IMPOSSIBLE:
        return []
    lines = []
    for is_open in (False, True):
        for text, positions in todo_list(first, words, is_open=is_open)[:_LISTED]:
            expressions = dict.fromkeys(report.constraints[position].expression for position in positions)
            names = and_more(words, list(expressions)[:5], len(expressions))
            lines.append(f"- [ ] {markdown_text(text)} {markdown_text(words('outbound.for-these', names=names))}")
    return lines


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _folded(words: Words, title: str, lines: list[str]) -> str:
    """A part that opens on a click, with as many lines as fit."""
    if not lines:
        return ""
    told: list[str] = []
    left = _PART
    for text in lines:
        left -= len(text) + 1
        if left < 0:
            told += ["", markdown_text(words("outbound.more.kinds", count=number(words, len(lines) - len(told))))]
            break
        told.append(text)
    return "\n".join(["<details>", f"<summary>{markdown_text(title)}</summary>", "", *told, "", "</details>"])
