"""What every form of the outbound report says alike: constraints, candidates and counts in words."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from osscan.model.outbound import Candidate, Conflict, Constraint, OutboundReport, Ruled, Standing, State
from osscan.model.verdict import Compatibility, CompatibilityWord, Remedy
from osscan.reports.numbers import counted, number
from osscan.reports.sentences import and_more, reason_text, word
from osscan.texts.catalogue import Words

SIGNS = {
    State.POSSIBLE: ("✔", "green"),
    State.POSSIBLE_WITH_CONDITIONS: ("◐", "green"),
    State.NEEDS_REVIEW: ("?", "yellow"),
    State.IMPOSSIBLE: ("✘", "red"),
}
IN_THE_WAY = (State.IMPOSSIBLE, State.NEEDS_REVIEW)
_SIDE_REMARKS = ("branch-chosen", "worst-of-all", "no-branch")


class Blocked(NamedTuple):
    """Candidates that the same constraints stand in the way of, in the same manner."""

    candidates: tuple[Candidate, ...]
    standings: tuple[Standing, ...]
    """As they are for the first of the candidates."""


def asks_said(constraint: Constraint, words: Words) -> str:
    """The license and how it is joined."""
    if constraint.are_files:
        return words("outbound.asks-files", expression=constraint.expression)
    return words("outbound.asks", expression=constraint.expression, relation=word(words, "relation", constraint.relation))


def members_said(constraint: Constraint, words: Words, most: int = 3) -> str:
    """A few of the components by name."""
    return and_more(words, [member.name for member in constraint.members[:most]], len(constraint.members))


def components_said(count: int, words: Words) -> str:
    return counted(words, "outbound.components", count)


def state_said(state: State, words: Words) -> str:
    return words(f"outbound.state.{state.value}.word")


def why_said(compatibility: Compatibility, words: Words) -> str:
    """The deciding reason as a sentence, both sides where it is contested; remarks on how an expression was read don't count."""
    real = [reason for reason in compatibility.reasons if reason.key not in _SIDE_REMARKS] or list(compatibility.reasons)
    most = 2 if compatibility.verdict is CompatibilityWord.CONTESTED else 1
    return " ".join(reason_text(words, reason) for reason in real[:most])


def frees_said(part: Ruled, words: Words) -> str:
    """Which candidates would be possible without one part of a conflict."""
    return words("outbound.conflict.frees", names=", ".join(part.frees)) if part.frees else words("outbound.conflict.frees-none")


def remedy_said(remedy: Remedy, words: Words) -> str:
    return words(f"remedy.{remedy.key}", remedy.facts)


def headline(report: OutboundReport, words: Words) -> str:
    """The wanted license's state as a sentence."""
    if not report.constraints and not report.unestablished:
        return words("outbound.headline.nothing", outbound=report.wanted)
    return words(f"outbound.headline.{report.first.state.value}", outbound=report.wanted)


def in_the_way_said(report: OutboundReport, words: Words) -> str:
    """How many components keep the wanted license from being possible; empty when none does."""
    parts = [counted(words, "outbound.in-the-way", report.ways.components)] if report.ways.components else []
    if report.unestablished:
        parts.append(counted(words, "outbound.unknown", unknown_count(report)))
    return " ".join(parts)


def switch_command(report: OutboundReport, outbound: str) -> str:
    """The check of the same targets under another license."""
    targets = shlex.join(report.targets) if report.targets else "."
    return f"osscan check {targets} --outbound {shlex.quote(outbound)} {report.policy_option}".rstrip()


def blocked(report: OutboundReport) -> tuple[Blocked, ...]:
    """The candidates that are not possible, apart from the wanted one, brought together by what is in the way; the least first."""
    found: dict[tuple[tuple[int, State], ...], list[Candidate]] = {}
    for candidate in report.candidates[1:]:
        mine = tuple((one.constraint, one.state) for one in candidate.in_state(*IN_THE_WAY))
        if mine:
            found.setdefault(mine, []).append(candidate)
    groups = [Blocked(tuple(some), some[0].in_state(*IN_THE_WAY)) for some in found.values()]
    return tuple(sorted(groups, key=lambda group: (all(one.for_content for one in group.candidates), _weight(group, report))))


def conflict_lead(conflict: Conflict, words: Words) -> str:
    """What the parts of a conflict do together, and how sure it is that there is no smaller one."""
    lead = words("outbound.conflict.lead" if conflict.certain else "outbound.conflict.lead-uncertain")
    return f"{lead} {words('outbound.conflict.fewer' if conflict.proven else 'outbound.conflict.unproven')}"


def rules_out_said(part: Ruled, conflict: Conflict, words: Words) -> str:
    """Which candidates one part of a conflict rules out."""
    if len(conflict.parts) == 1:
        return words("outbound.conflict.rules-out-all")
    return words("outbound.conflict.rules-out", names=", ".join(part.rules_out))


def todo_list(candidate: Candidate, words: Words, *, is_open: bool) -> list[tuple[str, tuple[int, ...]]]:
    """Each condition as a sentence once, with the constraints that it is about; those of components in the way are left out."""
    blocking = {standing.constraint for standing in candidate.in_state(State.IMPOSSIBLE)}
    found: dict[str, dict[int, None]] = {}
    for proviso, positions in candidate.conditions:
        mine = [position for position in positions if position not in blocking]
        if proviso.open is is_open and mine:
            found.setdefault(words(f"proviso.{proviso.key}", proviso.facts), {}).update(dict.fromkeys(mine))
    return [(text, tuple(sorted(positions))) for text, positions in found.items()]


def unknown_count(report: OutboundReport) -> int:
    """Components whose license is not known."""
    return sum(len(one.members) for one in report.unestablished)


def not_counted_said(report: OutboundReport, words: Words) -> str:
    """What asks nothing of the license: the publisher's own, and folders that were left out."""
    parts = [words("outbound.not-counted.own", count=number(words, report.own))] if report.own else []
    parts += [
        words("outbound.not-counted.role", count=number(words, count), role=word(words, "role", role))
        for role, count in report.omitted
    ]
    return words("outbound.not-counted.said", parts=" ".join(parts)) if parts else ""


def policy_said(report: OutboundReport, words: Words) -> str:
    """By which policy, and how the product reaches people."""
    named = ", ".join(word(words, "provision", one) for one in report.provisions)
    id_, version = report.policy
    return words("outbound.policy.said", id=id_, version=version, provisions=named or words("outbound.policy.provision-open"))


def _weight(group: Blocked, report: OutboundReport) -> int:
    return sum(len(report.constraints[one.constraint].members) for one in group.standings)
