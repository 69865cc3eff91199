"""From looks at a delivery to a proposal: people's answers take the place of looks, waivers take spots out, blockers decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.decision import CHECK as DECISION
from osscan.deliveries.delivery import Delivery
from osscan.engine import answers
from osscan.model.delivery import DeliveryVerdict
from osscan.model.looks import left_to_people
from osscan.model.publication import Checked, Decision, Looked
from osscan.model.report import CheckSeverity, CheckStatus

_OPEN = (CheckStatus.UNKNOWN, CheckStatus.MANUAL)


def checked(cards: Sequence[DeliveryCheck], delivery: Delivery) -> tuple[Checked, ...]:
    """Every card with its answer, in the order of the table."""
    decided = answers.standing(delivery.decisions, delivery.as_of)
    weighing = answers.Weighing(delivery.waivers, delivery.as_of)
    found = []
    for card in cards:
        decision = decided.get(card.id)
        looked = _looked(card, delivery, decision)
        kept = decision if card.by_people or card.id == DECISION or looked.reason == "recorded" else None
        found.append(answers.told(card, card.severity, looked, weighing, kept))
    return tuple(found)


def verdict_of(checks: Iterable[Checked]) -> DeliveryVerdict:
    """What is proposed; the decision that follows from it has no say in it."""
    told = [one for one in checks if one.id != DECISION]
    blockers = [one.status for one in told if one.severity is CheckSeverity.BLOCKER]
    if CheckStatus.FAILED in blockers:
        return DeliveryVerdict.NOT_ACCEPTABLE
    if any(status in _OPEN for status in blockers):
        return DeliveryVerdict.INCONCLUSIVE
    conditions = [one.status for one in told if one.severity is CheckSeverity.CONDITION]
    if CheckStatus.FAILED in conditions or any(status in _OPEN for status in conditions):
        return DeliveryVerdict.ACCEPTABLE_WITH_CONDITIONS
    return DeliveryVerdict.ACCEPTABLE


def _looked(card: DeliveryCheck, delivery: Delivery, decision: Decision | None) -> Looked:
    if card.by_people:
        answer = answers.ANSWERS.get(decision.answer) if decision is not None else None
        return Looked(answer, reason="recorded") if answer is not None else left_to_people()
    looked = card.look(delivery)
    answer = answers.ANSWERS.get(decision.answer) if decision is not None and looked.status in card.answerable else None
    return Looked(answer, reason="recorded", facts=looked.facts) if answer is not None else looked
