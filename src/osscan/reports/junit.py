"""JUnit XML for CI test views: a suite for each input, a case for each objection, the rest counted.

Components without objection share one passed case and those that were not judged one skipped case for each cause, so that
the file stays small. A suite names at most 1,000 objections; one more failed case tells how many were left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from osscan.model.problem import Problem, Severity
from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Judgement, Level, Modifier, Verdict
from osscan.reports.base import Renderer
from osscan.reports.groups import Omission
from osscan.reports.numbers import counted, number
from osscan.reports.outcome import cause_of_omission
from osscan.reports.sentences import (
    found_said,
    license_said,
    located,
    name_of,
    next_step,
    problem_text,
    raw_licenses,
    understood,
    weight_said,
    where,
    why,
    word,
)
from osscan.texts.catalogue import Words
from osscan.texts.escapes import xml_text

_FAILURES = 1000


@dataclass(slots=True)
class _Suite:
    """What one input brought."""

    failures: list[tuple[JudgedComponent, Verdict]] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    passed: int = 0


def render(report: Report, words: Words) -> str:
    """The whole file; a test view shows red where the run objects or could not look."""
    texts, totals = [], Counter[str]()
    for path, suite in _suites(report, words).items():
        cases = _cases(path, suite, words)
        counts = Counter(kind for kind, _ in cases)
        totals += counts
        doubts = "\n".join(xml_text(located(one.place, problem_text(words, one))) for one in suite.doubts)
        texts.append(f'  <testsuite name="{xml_text(path)}" {_numbers(counts)}>')
        texts += [text for _, text in cases]
        texts += [f"    <system-out>{doubts}</system-out>"] if doubts else []
        texts.append("  </testsuite>")
    head = f'<testsuites name="{xml_text(report.tool[0])}" {_numbers(totals)}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *texts, "</testsuites>", ""])


def _suites(report: Report, words: Words) -> dict[str, _Suite]:
    suites = {record.path: _Suite() for record in report.inputs}
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        suite = suites.setdefault(judged.component.place.input, _Suite())
        if verdict.objects:
            suite.failures.append((judged, verdict))
        elif verdict.judgement.level is Level.NOT_EVALUATED:
            suite.skipped[cause_of_omission(words, Omission(judged.role, verdict.judgement.policy.reasons, 1))] += 1
        elif verdict.modifier in (Modifier.WAIVED, Modifier.BASELINE):
            suite.skipped[word(words, "modifier", verdict.modifier)] += 1
        else:
            suite.passed += 1
    for problem in report.problems:
        suite = suites.setdefault(problem.place.input, _Suite())
        (suite.errors if problem.severity is Severity.ERROR else suite.doubts).append(problem)
    return suites


def _cases(path: str, suite: _Suite, words: Words) -> list[tuple[str, str]]:
    """Kind and text of every case of a suite."""
    said: dict[int, str] = {}
    cases = [("errors", _error(path, problem, words)) for problem in suite.errors]
    cases += [("failures", _failure(path, judged, verdict, words, said)) for judged, verdict in suite.failures[:_FAILURES]]
    more = len(suite.failures) - _FAILURES
    if more > 0:
        text = xml_text(counted(words, "report.junit.more", more))
        cases.append(("failures", _case(path, text, f'<failure message="{text}" type="more"/>')))
    for cause, count in sorted(suite.skipped.items()):
        cases.append(("skipped", _case(path, xml_text(f"{cause}: {number(words, count)}"), "<skipped/>")))
    if suite.passed:
        cases.append(("passed", _case(path, xml_text(counted(words, "report.junit.passed", suite.passed)), "")))
    return cases


def _failure(path: str, judged: JudgedComponent, verdict: Verdict, words: Words, said: dict[int, str]) -> str:
    """Judgements are shared by many components, so the sentences of each are made once."""
    judgement = verdict.judgement
    if id(judgement) not in said:
        said[id(judgement)] = _why(judgement, words)
    found = found_said(words, raw_licenses(judged))
    lines = [xml_text(f"{found} → {license_said(words, judged, judgement)}"), said[id(judgement)]]
    if verdict.modifier is not None:
        lines.append(xml_text(weight_said(words, verdict.modifier, verdict.void)))
    if judged.path:
        lines.append(xml_text(" → ".join(judged.path)))
    message = xml_text(f"{word(words, 'level', judgement.level)}: {understood(words, judged, judgement)}")
    body = "\n".join(lines)
    failure = f'<failure message="{message}" type="{judgement.level}">{body}</failure>'
    return _case(path, xml_text(name_of(judged)), failure, judged.component.place.line)


def _why(judgement: Judgement, words: Words) -> str:
    step = next_step(words, judgement)
    texts = [*why(words, judgement, step), words("report.do", text=step.text), step.command]
    return "\n".join(xml_text(text) for text in texts if text)


def _error(path: str, problem: Problem, words: Words) -> str:
    message = xml_text(problem_text(words, problem))
    texts = (where(problem.place), problem_text(words, problem, "why"), problem_text(words, problem, "next"))
    body = "\n".join(xml_text(text) for text in texts)
    error = f'<error message="{message}" type="{xml_text(problem.code)}">{body}</error>'
    return _case(path, xml_text(problem_text(words, problem, "title")), error, problem.place.line)


def _case(path: str, name: str, inner: str, line: int | None = None) -> str:
    """`name` and `inner` are XML already."""
    spot = "" if line is None else f' line="{line}"'
    head = f'    <testcase classname="{xml_text(path)}" name="{name}" file="{xml_text(path)}"{spot}'
    return f"{head}>{inner}</testcase>" if inner else f"{head}/>"


def _numbers(counts: Counter[str]) -> str:
    return f'tests="{counts.total()}" failures="{counts["failures"]}" errors="{counts["errors"]}" skipped="{counts["skipped"]}"'


RENDERER = Renderer("junit", "application/xml", ".xml", render)
