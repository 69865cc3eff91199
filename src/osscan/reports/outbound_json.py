"""For machines: which outbound licenses are possible, as `osscan/outbound/1`, nothing left out."""

from __future__ import annotations

from typing import Any

from osscan.model.outbound import Candidate, Change, Condition, Constraint, OutboundReport, Ruled, Standing, State, Unestablished
from osscan.model.problem import Problem
from osscan.model.report import InputRecord
from osscan.reports.compat_lines import condition_of, reason_of, remedy_of
from osscan.reports.json_text import Lines, line, members
from osscan.reports.outbound_said import IN_THE_WAY
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words

SCHEMA = "osscan/outbound/1"


def render(report: OutboundReport, words: Words) -> str:
    """The report as JSON; constraints are named by their position in `constraints`."""
    policy_id, policy_version = report.policy
    fields: tuple[tuple[str, Any], ...] = (
        ("schema", SCHEMA),
        ("tool", dict(zip(("name", "version"), report.tool, strict=True))),
        ("data", dict(report.data)),
        ("generated_at", report.generated_at),
        ("language", words.language),
        ("targets", report.targets),
        ("policy", {"id": policy_id, "version": policy_version}),
        ("provision", report.provisions),
        ("outcome", report.outcome),
        ("complete", report.complete),
        ("wanted", report.wanted),
        ("smallest_change", _ways(report, words)),
        ("candidates", Lines(line(_candidate(one, words)) for one in report.candidates)),
        ("constraints", Lines(line(_constraint(one)) for one in report.constraints)),
        ("unestablished", Lines(line(_unestablished(one, words)) for one in report.unestablished)),
        ("conflict", _conflict(report)),
        ("components", report.components),
        ("own", report.own),
        ("omitted", dict(report.omitted)),
        ("inputs", Lines(line(_input(one)) for one in report.inputs)),
        ("problems", Lines(line(_problem(one, words)) for one in report.problems)),
    )
    return "".join(members(fields)) + "\n"


def _ways(report: OutboundReport, words: Words) -> dict[str, Any]:
    ways = report.ways
    return {
        "keep": [_change(change, words) for change in ways.keep],
        "components": ways.components,
        "switch": ways.switch,
        "nearest": [{"outbound": outbound, "components": count} for outbound, count in ways.nearest],
    }


def _change(change: Change, words: Words) -> dict[str, Any]:
    return {"constraint": change.constraint, "state": change.state, "remedy": remedy_of(change.remedy, words)}


def _candidate(candidate: Candidate, words: Words) -> dict[str, Any]:
    return {
        "outbound": candidate.outbound,
        "for_content": candidate.for_content,
        "state": candidate.state,
        "so_far": candidate.so_far,
        "counts": {state.value: candidate.count(state) for state in State},
        "blockers": [_standing(one, words) for one in candidate.in_state(State.IMPOSSIBLE)],
        "reviews": [_standing(one, words) for one in candidate.in_state(State.NEEDS_REVIEW)],
        "conditions": [_condition(one, words) for one in candidate.conditions],
        "choices": [
            {"constraint": one.constraint, "chosen": one.chosen}
            for one in candidate.standings
            if one.chosen and one.state not in IN_THE_WAY
        ],
    }


def _standing(standing: Standing, words: Words) -> dict[str, Any]:
    found = standing.compatibility
    return {
        "constraint": standing.constraint,
        "verdict": found.verdict,
        "chosen": standing.chosen or None,
        "reasons": [reason_of(reason, words) for reason in found.reasons],
        "remedies": [remedy_of(remedy, words) for remedy in found.remedies],
    }


def _condition(condition: Condition, words: Words) -> dict[str, Any]:
    return {**condition_of(condition.proviso, words), "constraints": condition.constraints}


def _constraint(constraint: Constraint) -> dict[str, Any]:
    return {
        "expression": constraint.expression,
        "either": constraint.either or None,
        "others": constraint.others,
        "relation": constraint.relation,
        "files": constraint.are_files,
        "path": constraint.path,
        "count": len(constraint.members),
        "components": [member._asdict() for member in constraint.members],
    }


def _unestablished(one: Unestablished, words: Words) -> dict[str, Any]:
    return {
        "status": one.status,
        "raw": one.raw or None,
        "because": [reason_of(reason, words) for reason in one.because],
        "count": len(one.members),
        "components": [member._asdict() for member in one.members],
    }


def _conflict(report: OutboundReport) -> dict[str, Any] | None:
    conflict = report.conflict
    if conflict is None:
        return None
    return {"certain": conflict.certain, "proven_smallest": conflict.proven, "parts": [_ruled(part) for part in conflict.parts]}


def _ruled(part: Ruled) -> dict[str, Any]:
    return {"constraint": part.constraint, "rules_out": part.rules_out, "instead": part.instead, "frees": part.frees}


def _input(record: InputRecord) -> dict[str, Any]:
    return {"path": record.path, "format": record.format, "components": record.components, "complete": record.complete}


def _problem(problem: Problem, words: Words) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem_text(words, problem),
        "place": problem.place.input,
    }
