"""A check in a stored report: its sentences for people and programs, and beside them codes and facts, from which it can be told again."""

from __future__ import annotations

from typing import Any

from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.model.publication import Checked, Clause, CriterionScore, Decision, Spot, Waiving
from osscan.reports.checked_said import next_step, reason_said, spot_said, title, why
from osscan.reports.publication_said import clause_said, command_said
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words


def check_object(area: str, check: Checked, words: Words) -> dict[str, Any]:
    """All that a report says of one check."""
    return {
        "id": check.id,
        "title": title(area, check, words),
        "status": check.status,
        "severity": check.severity,
        "criteria": list(check.criteria),
        "reason": reason_said(area, check, words),
        "reason_code": check.reason,
        "why": why(area, check, words),
        "remedy": next_step(area, check, words),
        "fix": command_said(check.fix) if check.fix else None,
        "clauses": [clause_said(clause) for clause in check.clauses],
        "sources": [_source(clause) for clause in check.clauses],
        "facts": dict(check.facts),
        "places": [_spot(area, check, spot, words) for spot in check.spots],
        "waived": [{**_spot(area, check, spot, words), "waiver": waiver_object(waiver)} for spot, waiver in check.waived],
        "decision": None if check.decision is None else decision_object(check.decision),
    }


def waiver_object(waiver: Waiving) -> dict[str, Any]:
    """A waiver, and where it stands."""
    return {
        "check": waiver.check,
        "only": waiver.only,
        "role": waiver.role,
        "reason": waiver.reason,
        "expires": waiver.expires,
        "place": place_object(waiver.place),
    }


def decision_object(decision: Decision) -> dict[str, Any]:
    """What people answered, and where it stands."""
    return {**decision._asdict(), "place": None if decision.place is None else place_object(decision.place)}


def score_object(score: CriterionScore) -> dict[str, Any]:
    """How much of a criterion was asked, answered and met."""
    return {
        "criterion": score.criterion,
        "asked": score.asked,
        "answered": score.answered,
        "met": score.met,
        "graded": score.grade,
    }


def problem_object(problem: Problem, words: Words) -> dict[str, Any]:
    """What could not be looked at; `place` is the input, `at` where in it."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem_text(words, problem),
        "place": problem.place.input,
        "at": place_object(problem.place),
        "facts": dict(problem.facts),
    }


def place_object(place: Place) -> dict[str, Any]:
    return place._asdict()


def _source(clause: Clause) -> dict[str, Any]:
    return {"source": clause.source, "place": clause.place, "also": list(clause.also)}


def _spot(area: str, check: Checked, spot: Spot, words: Words) -> dict[str, Any]:
    return {
        "code": spot.code,
        "path": spot.place.input,
        "line": spot.place.line,
        "column": spot.place.column,
        "route": spot.place.route,
        "message": spot_said(area, check, spot, words),
        "key": spot.key,
        "facts": dict(spot.facts),
        "weight": spot.weight,
    }
