"""Answers: how a look becomes a line of a report, before publication and at a delivery: decisions stand, waivers take spots out, weights count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple, Protocol

from osscan.model.publication import Checked, Clause, Criterion, CriterionScore, Decision, Looked, Spot, Waiving
from osscan.model.report import CheckSeverity, CheckStatus

ANSWERS = {"yes": CheckStatus.PASSED, "no": CheckStatus.FAILED, "not-applicable": CheckStatus.NOT_APPLICABLE}


class Card(Protocol):
    """What a report says of a check beside its answer."""

    @property
    def id(self) -> str: ...
    @property
    def criteria(self) -> tuple[Criterion, ...]: ...
    @property
    def clauses(self) -> tuple[Clause, ...]: ...


class Weighing(NamedTuple):
    """What stays the same from check to check."""

    waivers: tuple[Waiving, ...]
    day: date


def standing(decisions: Iterable[Decision], day: date) -> dict[str, Decision]:
    """The last decision on each check; one that is over no longer counts."""
    last = {decision.check: decision for decision in decisions}
    return {check: decision for check, decision in last.items() if not is_over(decision.expires, day)}


def told(
    card: Card, severity: CheckSeverity, looked: Looked, weighing: Weighing, decision: Decision | None, fix: str = ""
) -> Checked:
    """A check with its answer; where everything it found is waived, what is beneath counts."""
    waivers = [one for one in weighing.waivers if one.check == card.id and not is_over(one.expires, weighing.day)]
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
        fix,
        decision,
    )


def scores(checks: Iterable[Checked]) -> tuple[CriterionScore, ...]:
    """For each criterion how much was asked, answered and met; what does not apply is not asked."""
    asked_of = [one for one in checks if one.status is not CheckStatus.NOT_APPLICABLE]
    found = []
    for criterion in Criterion:
        asked = [one for one in asked_of if criterion in one.criteria]
        answered = [one for one in asked if one.status in (CheckStatus.PASSED, CheckStatus.FAILED)]
        met = sum(one.status is CheckStatus.PASSED for one in answered)
        found.append(CriterionScore(criterion, len(asked), len(answered), met))
    return tuple(found)


def unused(waivers: Iterable[Waiving], checks: Iterable[Checked]) -> tuple[Waiving, ...]:
    """Waivers that took nothing out."""
    used = {waiver for one in checks for _, waiver in one.waived}
    return tuple(waiver for waiver in waivers if waiver not in used)


def expired(waivers: Iterable[Waiving], day: date) -> tuple[Waiving, ...]:
    """Waivers whose last day is over."""
    return tuple(waiver for waiver in waivers if is_over(waiver.expires, day))


def is_over(expires: str, day: date) -> bool:
    """Whether a day has passed; a day that is none has."""
    try:
        return bool(expires) and date.fromisoformat(expires) < day
    except ValueError:
        return True


def _weighed(severity: CheckSeverity, spots: list[Spot]) -> CheckSeverity:
    """The check's severity, or less where everything that it found weighs less."""
    order = list(CheckSeverity)
    weights = [spot.weight or severity for spot in spots]
    heaviest = min(weights, key=order.index, default=severity)
    return max(severity, heaviest, key=order.index)


def _fits(waiver: Waiving, spot: Spot) -> bool:
    """An empty pattern fits everything; others fit the key or the path."""
    return not waiver.only or waiver.only == spot.key or fnmatchcase(spot.place.input, waiver.only)
