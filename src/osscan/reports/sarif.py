"""SARIF 2.1.0 for code scanning: objections as results, what could not be read as notifications of the tool.

A result stands for each component that is objected to, or would be but for a waiver or the baseline; those are suppressed.
"""

from __future__ import annotations

from typing import Any

from osscan.model.problem import Problem, Severity
from osscan.model.report import JudgedComponent, Report, WaiverRecord
from osscan.model.verdict import Compatibility, Judgement, Modifier, PolicyJudgement, Verdict
from osscan.reports.base import Renderer
from osscan.reports.fingerprints import Fingerprints
from osscan.reports.json_text import Lines, line
from osscan.reports.outcome import is_whole
from osscan.reports.sarif_log import Run, help_said, location, log, message, numbered, plain, suppression
from osscan.reports.sentences import (
    OBJECTING,
    as_sentence,
    found_said,
    license_said,
    name_of,
    next_step,
    policy_said,
    policy_text,
    problem_text,
    raw_licenses,
    rule_name,
    severity_of,
    waiver_said,
    weight_said,
    why,
    word,
)
from osscan.reports.uris import uri_of
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_PROBLEM_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(report: Report, words: Words) -> str:
    """One run with rules, results and notifications."""
    rules = _Rules(words)
    results = _results(report, words, rules)
    descriptors = {problem.code: problem for problem in reversed(report.problems)}
    codes = sorted(descriptors)
    driver = _driver(report, words, rules, [_descriptor_of_problem(descriptors[code], words) for code in codes])
    more = (
        ("automationDetails", {"id": f"osscan/{plain(report.policy.id)}/"}),
        ("properties", _properties(report)),
        ("artifacts", Lines(line(_artifact(path)) for path in dict.fromkeys(record.path for record in report.inputs))),
    )
    return log(Run(driver, words.language, _invocation(report, words, codes), results, more))


def _driver(report: Report, words: Words, rules: _Rules, notifications: list[dict[str, Any]]) -> dict[str, Any]:
    name, version = report.tool
    return {
        "name": name,
        "version": version,
        "language": words.language,
        "rules": rules.descriptors,
        "notifications": notifications,
        "properties": {"data": dict(report.data)},
    }


def _properties(report: Report) -> dict[str, Any]:
    return {
        "outcome": report.outcome,
        "complete": report.complete,
        "generatedAt": report.generated_at,
        "policy": f"{report.policy.id} {report.policy.version}",
        "outbound": report.policy.outbound,
    }


class _Rules:
    """The rules that results speak of, each described once."""

    def __init__(self, words: Words) -> None:
        self.descriptors: list[dict[str, Any]] = []
        self._words = words
        self._numbers: dict[str, int] = {}

    def number_of(self, name: str, judgement: Judgement) -> int:
        """Position of the rule among the descriptors."""
        if name not in self._numbers:
            self._numbers[name] = len(self.descriptors)
            describe = _descriptor_of_policy if judgement.policy.verdict in OBJECTING else _descriptor_of_compatibility
            self.descriptors.append(describe(name, judgement, self._words))
        return self._numbers[name]


def _descriptor_of_policy(name: str, judgement: Judgement, words: Words) -> dict[str, Any]:
    policy: PolicyJudgement = judgement.policy
    text = policy_text(words, policy) or words(f"verdict.policy.{policy.verdict}.meaning")
    step = next_step(words, judgement).text
    texts = (text, *((step,) if step != text else ()))
    return _descriptor(name, as_sentence(policy_said(words, policy)), texts, severity_of(judgement))


def _descriptor_of_compatibility(name: str, judgement: Judgement, words: Words) -> dict[str, Any]:
    compatibility: Compatibility = judgement.compatibility
    said = words(
        "report.compatibility-rule",
        word=word(words, "compatibility", compatibility.verdict),
        outbound=compatibility.outbound,
    )
    text = words(f"verdict.compatibility.{compatibility.verdict}.meaning")
    return _descriptor(name, as_sentence(said), (text, words(f"report.next.{compatibility.verdict}")), severity_of(judgement))


def _descriptor(name: str, title: str, texts: tuple[str, ...], severity: Severity) -> dict[str, Any]:
    return {
        "id": shown(name),
        "shortDescription": {"text": plain(title)},
        "fullDescription": {"text": plain(texts[0])},
        "help": help_said(*texts),
        "defaultConfiguration": {"level": severity},
        "properties": {"tags": ["license", "compliance"]},
    }


def _descriptor_of_problem(problem: Problem, words: Words) -> dict[str, Any]:
    because, do = problem_text(words, problem, "why"), problem_text(words, problem, "next")
    return {
        "id": shown(problem.code),
        "shortDescription": {"text": plain(problem_text(words, problem, "title"))},
        "fullDescription": {"text": plain(because)},
        "help": help_said(because, do),
        "defaultConfiguration": {"level": _PROBLEM_LEVELS[problem.severity]},
    }


def _results(report: Report, words: Words, rules: _Rules) -> list[dict[str, Any]]:
    """Judgements are shared by many components, so the sentences of each are made once."""
    fingerprints = Fingerprints()
    waivers = {waiver.id: waiver for waiver in report.waivers}
    said: dict[int, str] = {}
    results = []
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        if not verdict.objects and verdict.modifier not in (Modifier.WAIVED, Modifier.BASELINE):
            continue
        judgement = verdict.judgement
        if id(judgement) not in said:
            said[id(judgement)] = _judgement_said(judgement, words)
        results.append(
            _result(judged, verdict, f"{_license_said(judged, verdict, words)} {said[id(judgement)]}", rules, fingerprints)
        )
        if verdict.modifier in (Modifier.WAIVED, Modifier.BASELINE):
            results[-1]["suppressions"] = [_suppression(verdict, waivers.get(verdict.waiver), words)]
    return results


def _result(judged: JudgedComponent, verdict: Verdict, text: str, rules: _Rules, fingerprints: Fingerprints) -> dict[str, Any]:
    component, judgement = judged.component, verdict.judgement
    name = rule_name(judgement)
    spot = location(component.place)
    fingerprint = fingerprints.of_component(judged, name)
    spot["logicalLocations"] = [
        {"name": shown(name_of(judged)), "fullyQualifiedName": shown(component.purl or judged.id), "kind": "module"}
    ]
    return {
        "ruleId": shown(name),
        "ruleIndex": rules.number_of(name, judgement),
        "level": severity_of(judgement),
        "message": {"text": message(text)},
        "locations": [spot],
        "partialFingerprints": {"osscanComponent/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint[:16]}:1"},
        "properties": {
            "purl": component.purl,
            "license": judged.license.expression,
            "chosen": judgement.chosen,
            "policy": judgement.policy.verdict,
            "compatibility": judgement.compatibility.verdict,
            "relation": judged.relation,
            "scope": judged.scope,
            "path": [shown(step) for step in judged.path],
        },
    }


def _license_said(judged: JudgedComponent, verdict: Verdict, words: Words) -> str:
    license_ = as_sentence(f"{found_said(words, raw_licenses(judged))} → {license_said(words, judged, verdict.judgement)}")
    said = f"{name_of(judged)}: {license_}"
    if verdict.modifier is None:
        return said
    return f"{said} {weight_said(words, verdict.modifier, verdict.void)}"


def _judgement_said(judgement: Judgement, words: Words) -> str:
    step = next_step(words, judgement)
    parts = [as_sentence(part) for part in why(words, judgement, step)]
    return " ".join([*parts, words("report.do", text=step.text)] if step.text else parts)


def _suppression(verdict: Verdict, waiver: WaiverRecord | None, words: Words) -> dict[str, Any]:
    text = words(f"verdict.modifier.{verdict.modifier}.meaning") if waiver is None else waiver_said(words, waiver)
    return suppression(text)


def _invocation(report: Report, words: Words, codes: list[str]) -> dict[str, Any]:
    numbers = numbered(codes)
    told: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for problem in report.problems:
        told[problem.code.startswith("policy-")].append(
            {
                "descriptor": {"id": shown(problem.code), "index": numbers[problem.code]},
                "level": _PROBLEM_LEVELS[problem.severity],
                "message": {"text": message(problem_text(words, problem))},
                "locations": [location(problem.place)],
            }
        )
    return {
        "executionSuccessful": is_whole(report),
        "toolExecutionNotifications": told[False],
        "toolConfigurationNotifications": told[True],
    }


def _artifact(path: str) -> dict[str, Any]:
    return {"location": {"uri": uri_of(path)}, "roles": ["analysisTarget"]}


RENDERER = Renderer("sarif", "application/sarif+json", ".sarif", render)
