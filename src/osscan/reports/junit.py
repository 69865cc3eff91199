"""JUnit XML for CI test views: a suite for each input, a case for each objection, the rest counted.

Components without objection share one passed case and those that were not judged one skipped case for each cause, so that
the file stays small. A suite names at most 1,000 objections; one more failed case tells how many were left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from osscan.model.place import Place
from osscan.model.problem import Problem, Severity
from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Judgement, Level, Modifier, Verdict
from osscan.reports.base import Renderer
from osscan.reports.groups import Omission
from osscan.reports.junit_suites import Case, Suite, case, document, failure, problem_case
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
    return document(report.tool[0], (_told(path, suite, words) for path, suite in _suites(report, words).items()))


def _told(path: str, suite: _Suite, words: Words) -> Suite:
    doubts = [located(one.place, problem_text(words, one)) for one in suite.doubts]
    return Suite(path, _cases(path, suite, words), doubts)


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


def _cases(path: str, suite: _Suite, words: Words) -> list[Case]:
    """Every case of a suite."""
    said: dict[int, str] = {}
    cases = [problem_case(path, problem, words) for problem in suite.errors]
    cases += [("failures", _failure(path, judged, verdict, words, said)) for judged, verdict in suite.failures[:_FAILURES]]
    more = len(suite.failures) - _FAILURES
    if more > 0:
        text = counted(words, "report.junit.more", more)
        cases.append(("failures", case(path, text, f'<failure message="{xml_text(text)}" type="more"/>', Place(path))))
    for cause, count in sorted(suite.skipped.items()):
        cases.append(("skipped", case(path, f"{cause}: {number(words, count)}", "<skipped/>", Place(path))))
    if suite.passed:
        cases.append(("passed", case(path, counted(words, "report.junit.passed", suite.passed), "", Place(path))))
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
    message = f"{word(words, 'level', judgement.level)}: {understood(words, judged, judgement)}"
    inner = failure(message, judgement.level, "\n".join(lines))
    return case(path, name_of(judged), inner, Place(path, "", judged.component.place.line))


def _why(judgement: Judgement, words: Words) -> str:
    step = next_step(words, judgement)
    texts = [*why(words, judgement, step), words("report.do", text=step.text), step.command]
    return "\n".join(xml_text(text) for text in texts if text)


RENDERER = Renderer("junit", "application/xml", ".xml", render)
