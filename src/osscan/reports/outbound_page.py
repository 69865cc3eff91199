"""Which licenses are possible, for people at a terminal: the wanted one first, the smallest change, then every candidate in a table."""

from __future__ import annotations

from osscan.model.outbound import Candidate, Change, OutboundReport, Standing, State
from osscan.reports.numbers import counted, number
from osscan.reports.outbound_said import (
    IN_THE_WAY,
    SIGNS,
    Blocked,
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
from osscan.reports.page import Page
from osscan.reports.sentences import and_more, reason_text, word
from osscan.texts.catalogue import Words

_CHANGES, _GROUPS, _KINDS, _SWITCHES, _REMEDIES, _TODO = 8, 6, 3, 4, 3, 12
_BAR, _WIDE = 12, 90
_FILLS = ((State.POSSIBLE, "█"), (State.POSSIBLE_WITH_CONDITIONS, "▓"), (State.NEEDS_REVIEW, "▒"), (State.IMPOSSIBLE, "✘"))


def write_page(report: OutboundReport, words: Words, page: Page, width: int = 100) -> None:
    """The whole page; below `width` 90 the table goes without its bars."""
    first = report.first
    has_any = bool(report.constraints or report.unestablished)
    sign, ink = SIGNS[first.state]
    page.line(f"{sign} {headline(report, words)} {in_the_way_said(report, words)}".rstrip(), 0, ink)
    page.line(counted(words, "outbound.looked-at", report.components, kinds=number(words, len(report.constraints))), 2)
    page.line(policy_said(report, words), 2)
    if not has_any:
        page.line(words("outbound.nothing"), 2, "yellow")
    if not report.complete:
        page.line(words("outbound.incomplete"), 2, "yellow")
    _write_ways(report, words, page)
    _write_conditions(report, words, page)
    _write_unestablished(report, words, page)
    if has_any:
        _write_table(report, words, page, _BAR if width >= _WIDE else 0)
    _write_conflict(report, words, page)
    _write_blocked([one for one in blocked(report) if not _is_for_content(one)], report, words, page)
    page.gap()
    if said := not_counted_said(report, words):
        page.line(said)
    page.line(words("outbound.not-advice"), 0, "dim")


def _write_ways(report: OutboundReport, words: Words, page: Page) -> None:
    ways = report.ways
    if not ways.keep:
        return
    page.head(words("outbound.head.ways"), "bold")
    places = counted(words, "outbound.keep.places", len(ways.keep), components=components_said(ways.components, words))
    said = words("outbound.keep.said" if ways.switch else "outbound.keep.or-said", outbound=report.wanted)
    page.line(f"{said} {places}", 2, "bold")
    for change in ways.keep[:_CHANGES]:
        _write_change(change, report, words, page)
    _write_more(len(ways.keep) - _CHANGES, words, page)
    if ways.switch:
        by_name = {candidate.outbound: candidate for candidate in report.candidates}
        page.line(words("outbound.switch.said"), 2, "bold")
        for outbound in ways.switch[:_SWITCHES]:
            state = by_name[outbound].so_far
            page.line(f"{SIGNS[state][0]} {outbound}: {state_said(state, words)}", 4, SIGNS[state][1])
        _write_more(len(ways.switch) - _SWITCHES, words, page)
        if report.unestablished:
            page.line(words("outbound.settled-later"), 4)
        page.command(switch_command(report, ways.switch[0]), 4)
    elif ways.nearest:
        near = [words("outbound.switch.near", outbound=name, count=number(words, count)) for name, count in ways.nearest]
        page.line(words("outbound.switch.nearest", names=", ".join(near)), 2)


def _write_change(change: Change, report: OutboundReport, words: Words, page: Page) -> None:
    constraint = report.constraints[change.constraint]
    standing = report.first.standings[change.constraint]
    sign, ink = SIGNS[change.state]
    page.line(f"{sign} {asks_said(constraint, words)}: {members_said(constraint, words)}", 4, ink)
    if constraint.path:
        page.line(words("outbound.path", path=" → ".join(constraint.path)), 6, "dim")
    page.line(why_said(standing.compatibility, words), 6)
    for remedy in standing.compatibility.remedies[:_REMEDIES]:
        page.line(f"→ {remedy_said(remedy, words)}", 6)
        if remedy.command:
            page.command(remedy.command, 8)


def _write_unestablished(report: OutboundReport, words: Words, page: Page) -> None:
    if not report.unestablished:
        return
    page.head(f"{words('outbound.head.unestablished')} ({components_said(unknown_count(report), words)})", "yellow")
    for one in report.unestablished[:_CHANGES]:
        said = word(words, "status", one.status)
        because = " ".join(reason_text(words, reason) for reason in one.because)
        page.line(f"? {and_more(words, [member.name for member in one.members[:3]], len(one.members))}", 2)
        page.line(words("outbound.because", said=said, reason=because) if because else said, 4)
    _write_more(len(report.unestablished) - _CHANGES, words, page)


def _write_table(report: OutboundReport, words: Words, page: Page, bar: int) -> None:
    """One line a candidate: its state, the share of components as a bar, and the numbers behind it."""
    page.head(words("outbound.head.candidates"), "bold")
    programs = [candidate for candidate in report.candidates if not candidate.for_content or candidate is report.first]
    content = [candidate for candidate in report.candidates if candidate not in programs]
    fills = dict(_FILLS)
    heads = [f"{fills[state] if bar else ''} {words(f'outbound.columns.{state.value}')}".strip() for state in State]
    high = [max(len(head), 6) for head in heads]
    wide = max(len(_candidate_said(candidate, report, words)) for candidate in report.candidates)
    long = max(len(_short(state, words)) for state in State)
    title = _row(
        " ",
        f"{words('outbound.columns.candidate'):<{wide}}",
        f"{words('outbound.columns.state'):<{long}}",
        " " * bar,
        heads,
        high,
    )
    page.line(title, 2, "dim")
    for some in (programs, content):
        if some is content and content:
            page.line(words("outbound.head.content"), 2, "dim")
        for candidate in some:
            sign, ink = SIGNS[candidate.state]
            counts = [number(words, candidate.count(state)) if candidate.count(state) else "·" for state in State]
            name = f"{_candidate_said(candidate, report, words):<{wide}}"
            page.line(_row(sign, name, f"{_short(candidate.state, words):<{long}}", _bar(candidate, bar), counts, high), 2, ink)
    page.line(words("outbound.star"), 2, "dim")
    if report.unestablished:
        page.line(words("outbound.unknown-count", count=number(words, unknown_count(report))), 2, "dim")


def _row(sign: str, name: str, state: str, bar: str, counts: list[str], high: list[int]) -> str:
    cells = [
        f"{sign} {name}",
        state,
        *([bar] if bar else []),
        *(f"{count:>{size}}" for count, size in zip(counts, high, strict=True)),
    ]
    return "  ".join(cells)


def _short(state: State, words: Words) -> str:
    return words(f"outbound.state.{state.value}.short")


def _candidate_said(candidate: Candidate, report: OutboundReport, words: Words) -> str:
    return words("outbound.wanted-mark", outbound=candidate.outbound) if candidate is report.first else candidate.outbound


def _bar(candidate: Candidate, wide: int) -> str:
    """As many signs as there is room for, shared out by number of components; whatever occurs has at least one."""
    total = sum(count for _, count in candidate.counts)
    if not total or not wide:
        return " " * wide
    sizes = {state: max(1, count * wide // total) for state, count in candidate.counts}
    largest = max(sizes, key=lambda state: sizes[state])
    sizes[largest] += wide - sum(sizes.values())
    return "".join(fill * sizes.get(state, 0) for state, fill in _FILLS)


def _write_conflict(report: OutboundReport, words: Words, page: Page) -> None:
    conflict = report.conflict
    if conflict is None:
        return
    page.head(words("outbound.head.conflict"), "red")
    page.line(conflict_lead(conflict, words), 2)
    for position, part in enumerate(conflict.parts, 1):
        constraint = report.constraints[part.constraint]
        page.field(f"{position}.", f"{asks_said(constraint, words)}: {members_said(constraint, words)}", 4, 7)
        page.line(rules_out_said(part, conflict, words), 7)
        page.line(frees_said(part, words), 7)
        if part.instead:
            others = [asks_said(report.constraints[other], words) for other in part.instead[:_KINDS]]
            page.line(words("outbound.conflict.instead", names=and_more(words, others, len(part.instead))), 7, "dim")


def _write_blocked(groups: list[Blocked], report: OutboundReport, words: Words, page: Page) -> None:
    if not groups:
        return
    page.head(words("outbound.head.blockers"), "bold")
    told: set[int] = set()
    for group in groups[:_GROUPS]:
        worst = group.candidates[0].so_far
        sign, ink = SIGNS[worst]
        page.line(f"{sign} {words('outbound.blocked.title', names=', '.join(one.outbound for one in group.candidates))}", 2, ink)
        ordered = sorted(group.standings, key=lambda one: (one.state is not State.IMPOSSIBLE, one.constraint))
        for standing in ordered[:_KINDS]:
            _write_standing(standing, report, words, page, brief=standing.constraint in told)
            told.add(standing.constraint)
        if len(ordered) > _KINDS:
            page.line(words("outbound.more.kinds", count=number(words, len(ordered) - _KINDS)), 4)
    if len(groups) > _GROUPS:
        page.line(words("outbound.more.groups", count=number(words, len(groups) - _GROUPS)), 2)


def _is_for_content(group: Blocked) -> bool:
    """Whether a group concerns no program; the JSON has it."""
    return all(candidate.for_content for candidate in group.candidates)


def _write_standing(standing: Standing, report: OutboundReport, words: Words, page: Page, *, brief: bool) -> None:
    """One constraint in the way; why, and what helps, unless that was told for another candidate."""
    constraint = report.constraints[standing.constraint]
    sign = SIGNS[standing.state][0]
    page.line(f"{sign} {asks_said(constraint, words)}: {members_said(constraint, words)}", 4)
    if brief:
        return
    page.line(why_said(standing.compatibility, words), 6, "dim")
    page.line(f"→ {remedy_said(standing.compatibility.remedies[0], words)}", 6)


def _write_conditions(report: OutboundReport, words: Words, page: Page) -> None:
    """The to-do list of the wanted license, and the OR branches that it takes; nothing where it is out of reach."""
    first = report.first
    if first.so_far is State.IMPOSSIBLE:
        return
    choices = [standing for standing in first.standings if standing.chosen and standing.state not in IN_THE_WAY]
    if choices:
        page.head(words("outbound.head.choices", outbound=first.outbound), "bold")
    for standing in choices[:_CHANGES]:
        constraint = report.constraints[standing.constraint]
        chosen = words("outbound.chosen", chosen=standing.chosen)
        page.line(f"{asks_said(constraint, words)} ({components_said(len(constraint.members), words)}) → {chosen}", 2)
    _write_more(len(choices) - _CHANGES, words, page)
    for is_open, mark, key in ((False, "[ ]", "conditions"), (True, "[?]", "open")):
        todo = todo_list(first, words, is_open=is_open)
        if todo:
            page.head(words(f"outbound.head.{key}", outbound=first.outbound), "yellow" if is_open else "bold")
        for text, positions in todo[:_TODO]:
            page.field(mark, text, 2, 6)
            page.line(words("outbound.for-these", names=_concerned(positions, report, words)), 6, "dim")
        _write_more(len(todo) - _TODO, words, page)


def _concerned(positions: tuple[int, ...], report: OutboundReport, words: Words) -> str:
    """Licenses with a few components; the sources of a condition stand in the JSON."""
    some = [report.constraints[position] for position in positions]
    said = [f"{one.expression} ({members_said(one, words, 2)})" for one in some[:_KINDS]]
    return and_more(words, said, len(some))


def _write_more(count: int, words: Words, page: Page) -> None:
    if count > 0:
        page.line(words("outbound.more.kinds", count=number(words, count)), 4)
