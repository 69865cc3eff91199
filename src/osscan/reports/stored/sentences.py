"""Whether every code of a stored report has a sentence with the facts that it needs: a report changed by hand is told, not fallen over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.model.delivery import DeliveryReport
from osscan.model.problem import Facts, Problem
from osscan.model.publication import Checked, PublicationReport
from osscan.model.report import CheckStatus, Report
from osscan.model.verdict import Reason
from osscan.reports.checked_said import reason_key, spot_key
from osscan.reports.delivery_json import contract_key
from osscan.texts.catalogue import Words

Stored = Report | PublicationReport | DeliveryReport


class Sentence(NamedTuple):
    """One sentence that a report asks for, and where it does."""

    route: str
    key: str
    facts: Facts


def unsaid(report: Stored, words: Words) -> Sentence | None:
    """The first sentence that can't be said; None where all can."""
    known: set[tuple[str, Facts]] = set()
    for sentence in _needed(report, words):
        told = sentence.key, sentence.facts
        if told in known:
            continue
        known.add(told)
        try:
            words(sentence.key, sentence.facts)
        except (KeyError, IndexError, ValueError, AttributeError):
            return sentence
    return None


def _needed(report: Stored, words: Words) -> Iterator[Sentence]:
    if isinstance(report, Report):
        yield from _of_report(report)
        return
    area = "publish" if isinstance(report, PublicationReport) else "vendor"
    for position, check in enumerate(report.checks):
        yield from _of_check(area, check, f"checks[{position}]", words)
    if isinstance(report, PublicationReport):
        for position, badge in enumerate(report.badges):
            yield Sentence(f"badges[{position}].badge", f"publish.badge.{badge.badge}", ())
            yield Sentence(f"badges[{position}].condition", f"publish.badge.{badge.condition}", badge.facts)
    if isinstance(report, DeliveryReport):
        for position, answer in enumerate(report.contract):
            yield Sentence(f"contract[{position}].promise", f"contract.{contract_key(answer.promise)}.title", ())
            yield Sentence(f"contract[{position}].found", f"contract.found.{answer.found}", answer.facts)
        for position, layer in enumerate(report.layers):
            if layer.reason:
                yield Sentence(f"layers[{position}].reason", f"problem.{layer.reason}.title", ())
    yield from _of_problems(report.problems)


def _of_check(area: str, check: Checked, route: str, words: Words) -> Iterator[Sentence]:
    parts = ("title", "why", "next", "cure") if area == "vendor" else ("title", "why", "next")
    yield from (Sentence(f"{route}.id", f"{area}.{check.id}.{part}", ()) for part in parts)
    if check.reason:
        yield Sentence(f"{route}.reason_code", reason_key(area, check.id, check.reason, words), check.facts)
    for name, spots in (("places", check.spots), ("waived", tuple(spot for spot, _ in check.waived))):
        for number, spot in enumerate(spots):
            yield Sentence(f"{route}.{name}[{number}].code", spot_key(area, check.id, spot.code, words, spot.facts), spot.facts)


def _of_problems(problems: tuple[Problem, ...]) -> Iterator[Sentence]:
    for position, problem in enumerate(problems):
        for part in ("title", "message", "why", "next"):
            yield Sentence(f"problems[{position}].code", f"problem.{problem.code}.{part}", problem.facts)


def _of_report(report: Report) -> Iterator[Sentence]:
    for position, judged in enumerate(report.components):
        yield from _of_reasons(judged.license.because, f"components[{position}].license.because")
    for position, verdict in enumerate(report.verdicts):
        route = f"verdicts[{position}]"
        judgement = verdict.judgement
        yield from _of_reasons(judgement.policy.reasons, f"{route}.policy.reasons")
        yield from _of_reasons(judgement.compatibility.reasons, f"{route}.compatibility.reasons")
        for number, remedy in enumerate(judgement.compatibility.remedies):
            yield Sentence(f"{route}.compatibility.remedies[{number}].key", f"remedy.{remedy.key}", remedy.facts)
        for number, condition in enumerate(judgement.compatibility.conditions):
            yield Sentence(f"{route}.compatibility.conditions[{number}].key", f"proviso.{condition.key}", condition.facts)
        for number, duty in enumerate(judgement.obligations):
            yield Sentence(f"{route}.obligations[{number}].id", f"obligation.{duty}.title", ())
        if verdict.void is not None:
            yield Sentence(f"{route}.void.key", f"reason.{verdict.void.key}", verdict.void.facts)
    for position, waiver in enumerate(report.waivers):
        yield Sentence(f"waivers[{position}].state", f"paper.waiver-state.{waiver.state}", ())
    for position, conflict in enumerate(report.conflicts):
        yield Sentence(f"conflicts[{position}].kind", f"conflict.{conflict.kind}", conflict.facts)
    for position, check in enumerate(report.checks):
        yield Sentence(f"checks[{position}].id", f"check.{check.id}.title", check.facts)
        if check.status is not CheckStatus.PASSED:
            yield Sentence(f"checks[{position}].id", f"check.{check.id}.remedy", check.facts)
    yield from _of_problems(report.problems)


def _of_reasons(reasons: tuple[Reason, ...], route: str) -> Iterator[Sentence]:
    for number, reason in enumerate(reasons):
        terms = dict(reason.facts).get("restrictions", "").split(", ") if reason.key.startswith("restrictions-") else ()
        yield from (Sentence(f"{route}[{number}].facts.restrictions", f"license.restriction.{one}", ()) for one in terms)
        yield Sentence(f"{route}[{number}].key", f"reason.{reason.key}", reason.facts)
