"""From looks to a verdict: kinds and profiles switch checks off, people's answers take the place of looks, waivers take spots out, blockers decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from osscan.checks.base import Check, left_to_people
from osscan.checks.project import Project
from osscan.model.publication import (
    Checked,
    Criterion,
    CriterionScore,
    Decision,
    Looked,
    PublicationVerdict,
    Spot,
    Waiving,
)
from osscan.model.report import CheckSeverity, CheckStatus

_OPEN = (CheckStatus.FAILED, CheckStatus.UNKNOWN, CheckStatus.MANUAL)


def checked(cards: Sequence[Check], project: Project, day: date) -> tuple[Checked, ...]:
    """Every card of the profile with its answer, in the order of the table."""
    answers = _standing(project.decisions, day)
    project = replace(project, decisions=_last_words(project.decisions, day))
    found = []
    for card in cards:
        severity = card.severity_in(project.settings.profile)
        if severity is not None:
            looked = _looked(card, project, answers.get(card.id))
            found.append(_told(card, severity, looked, project, answers.get(card.id), day))
    return tuple(found)


def verdict_of(checks: Iterable[Checked]) -> PublicationVerdict:
    """What follows for the whole: blockers first, what nobody could look at before what is only a condition."""
    told = list(checks)
    blockers = [one.status for one in told if one.severity is CheckSeverity.BLOCKER]
    if CheckStatus.FAILED in blockers:
        return PublicationVerdict.NOT_READY
    if CheckStatus.UNKNOWN in blockers or CheckStatus.MANUAL in blockers:
        return PublicationVerdict.INCONCLUSIVE
    if any(one.severity is CheckSeverity.CONDITION and one.status in _OPEN for one in told):
        return PublicationVerdict.READY_WITH_CONDITIONS
    return PublicationVerdict.READY


def scores(checks: Iterable[Checked]) -> tuple[CriterionScore, ...]:
    """For each criterion how much was asked, answered and met; what does not apply is not asked."""
    told = [one for one in checks if one.status is not CheckStatus.NOT_APPLICABLE]
    found = []
    for criterion in Criterion:
        asked = [one for one in told if criterion in one.criteria]
        answered = [one for one in asked if one.status in (CheckStatus.PASSED, CheckStatus.FAILED)]
        met = sum(one.status is CheckStatus.PASSED for one in answered)
        found.append(CriterionScore(criterion, len(asked), len(answered), met))
    return tuple(found)


def unused(project: Project, checks: Iterable[Checked]) -> tuple[Waiving, ...]:
    """Waivers that took nothing out."""
    used = {waiver for one in checks for _, waiver in one.waived}
    return tuple(waiver for waiver in project.settings.waivers if waiver not in used)


def expired(waivers: Iterable[Waiving], day: date) -> tuple[Waiving, ...]:
    """Waivers whose last day is over."""
    return tuple(waiver for waiver in waivers if _is_over(waiver.expires, day))


def _standing(decisions: Iterable[Decision], day: date) -> dict[str, Decision]:
    """The last decision on each check; one that is over no longer counts."""
    last = {decision.check: decision for decision in decisions}
    return {check: decision for check, decision in last.items() if not _is_over(decision.expires, day)}


def _last_words(decisions: Iterable[Decision], day: date) -> tuple[Decision, ...]:
    """What each role said last on each check, without what is over: who says no today takes yesterday's yes back."""
    last = {(decision.check, decision.role): decision for decision in decisions}
    return tuple(decision for decision in last.values() if not _is_over(decision.expires, day))


def _looked(card: Check, project: Project, decision: Decision | None) -> Looked:
    if project.settings.kind not in card.kinds:
        return Looked(CheckStatus.NOT_APPLICABLE, reason="kind")
    if decision is not None and card.by_people:
        answer = _ANSWERS.get(decision.answer)
        return Looked(answer, reason="recorded") if answer is not None else left_to_people()
    return card.look(project)


_BY_DECISIONS = frozenset({"PUB-REL-01", "PUB-REL-03", "PUB-REL-04"})
"""Checks that look at decisions themselves; the report tells the last one."""
_ANSWERS = {"yes": CheckStatus.PASSED, "no": CheckStatus.FAILED, "not-applicable": CheckStatus.NOT_APPLICABLE}


def _told(
    card: Check, severity: CheckSeverity, looked: Looked, project: Project, decision: Decision | None, day: date
) -> Checked:
    waivers = [one for one in project.settings.waivers if one.check == card.id and not _is_over(one.expires, day)]
    kept: list[Spot] = []
    waived: list[tuple[Spot, Waiving]] = []
    for spot in looked.spots:
        waiver = next((one for one in waivers if _fits(one, spot)), None)
        if waiver is None:
            kept.append(spot)
        else:
            waived.append((spot, waiver))
    all_waived = bool(looked.spots) and not kept
    waivable = all_waived and looked.status in (CheckStatus.FAILED, CheckStatus.UNKNOWN)
    status = looked.beneath if waivable else looked.status
    reason = "incomplete" if waivable and status is CheckStatus.UNKNOWN else looked.reason
    return Checked(
        card.id,
        status,
        _weighed(severity, kept) if status is CheckStatus.FAILED else severity,
        card.criteria,
        card.clauses,
        tuple(kept),
        tuple(waived),
        reason,
        looked.facts,
        card.fix,
        decision if card.by_people or card.id in _BY_DECISIONS else None,
    )


def _weighed(severity: CheckSeverity, spots: list[Spot]) -> CheckSeverity:
    """The check's severity, or less where everything that it found weighs less."""
    order = list(CheckSeverity)
    weights = [spot.weight or severity for spot in spots]
    heaviest = min(weights, key=order.index, default=severity)
    return max(severity, heaviest, key=order.index)


def _fits(waiver: Waiving, spot: Spot) -> bool:
    """An empty pattern fits everything; others fit the key or the path."""
    return not waiver.only or waiver.only == spot.key or fnmatchcase(spot.place.input, waiver.only)


def _is_over(expires: str, day: date) -> bool:
    try:
        return bool(expires) and date.fromisoformat(expires) < day
    except ValueError:
        return True
