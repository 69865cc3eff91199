"""GitLab Code Quality: objections and problems as a list that a merge request's widget compares with the target branch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.place import Place
from osscan.model.problem import Problem, Severity
from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Judgement, Verdict
from osscan.reports.base import Renderer
from osscan.reports.fingerprints import Fingerprints
from osscan.reports.json_text import elements, line
from osscan.reports.sentences import as_sentence, license_said, name_of, next_step, problem_text, rule_name, severity_of, why
from osscan.reports.uris import relative
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "minor"}
_PROBLEM_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, words: Words) -> str:
    """A JSON list; a fingerprint stays the same when only a version or a line changes."""
    return "".join(elements(line(entry) for entry in _entries(report, words))) + "\n"


def _entries(report: Report, words: Words) -> Iterator[dict[str, Any]]:
    fingerprints = Fingerprints()
    said: dict[int, str] = {}
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        if verdict.objects:
            if id(verdict.judgement) not in said:
                said[id(verdict.judgement)] = _judgement_said(verdict.judgement, words)
            yield _objection(judged, verdict, said[id(verdict.judgement)], fingerprints, words)
    for problem in report.problems:
        yield problem_entry(problem, fingerprints, words)


def _objection(judged: JudgedComponent, verdict: Verdict, said: str, fingerprints: Fingerprints, words: Words) -> dict[str, Any]:
    rule = rule_name(verdict.judgement)
    return {
        "description": shown(f"{name_of(judged)}: {as_sentence(license_said(words, judged, verdict.judgement))} {said}", 1000),
        "check_name": shown(rule),
        "fingerprint": fingerprints.of_component(judged, rule),
        "severity": _SEVERITIES[severity_of(verdict.judgement)],
        "location": location(judged.component.place),
    }


def _judgement_said(judgement: Judgement, words: Words) -> str:
    return " ".join(as_sentence(part) for part in why(words, judgement, next_step(words, judgement)))


def problem_entry(problem: Problem, fingerprints: Fingerprints, words: Words) -> dict[str, Any]:
    """What could not be looked at."""
    return {
        "description": shown(problem_text(words, problem), 1000),
        "check_name": shown(problem.code),
        "fingerprint": fingerprints.of_problem(problem),
        "severity": _PROBLEM_SEVERITIES[problem.severity],
        "location": location(problem.place),
    }


def location(place: Place) -> dict[str, Any]:
    return {"path": shown(relative(place.input), 1000), "lines": {"begin": max(place.line or 1, 1)}}


RENDERER = Renderer("codequality", "application/json", ".json", render)
