"""The decision on acceptance (V-32): people take it, osscan only proposes."""

from __future__ import annotations

from datetime import date

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, law
from osscan.deliveries.delivery import Delivery
from osscan.model.looks import failed, left_to_people
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Decision, Looked, Spot
from osscan.model.report import CheckSeverity

ACCEPTED, WITH_CONDITIONS, REJECTED = "accepted", "accepted-with-conditions", "rejected"
ANSWERS = (ACCEPTED, WITH_CONDITIONS, REJECTED)
CHECK = "V-32"


def acceptance(delivery: Delivery) -> Looked:
    """Somebody has accepted the delivery, and conditions, if there are any, are not overdue."""
    told = last_word(delivery)
    if told is None or (told.answer == ACCEPTED and told.expires and _is_over(told.expires, delivery.as_of)):
        return left_to_people()
    facts = facts_of(role=told.role, date=told.date, until=told.expires or "–", reference=told.reference or "–")
    place = told.place or Place(delivery.target.path)
    if told.answer == REJECTED:
        return failed((Spot("rejected-until" if told.expires else "rejected", place, facts, "rejected"),), facts)
    if told.answer == WITH_CONDITIONS and _is_over(told.expires, delivery.as_of):
        return failed((Spot("overdue", place, facts, "overdue"),), facts)
    return failed((), facts)._replace(reason=told.answer)


def last_word(delivery: Delivery) -> Decision | None:
    """The last decision on acceptance; words that osscan does not know are none."""
    told = [one for one in delivery.decisions if one.check == CHECK and one.answer in ANSWERS]
    return told[-1] if told else None


def answer_to(delivery: Delivery, check: str) -> str:
    """What people answered to a check, as long as it holds; empty where nobody did."""
    told = [one for one in delivery.decisions if one.check == check]
    return told[-1].answer if told and not (told[-1].expires and _is_over(told[-1].expires, delivery.as_of)) else ""


def _is_over(expires: str, day: date) -> bool:
    """Conditions without a day that can be read are overdue, as nobody could ever say so later."""
    try:
        return date.fromisoformat(expires) < day
    except ValueError:
        return True


CHECKS = (DeliveryCheck(CHECK, CheckSeverity.CONDITION, criteria("P"), (law("DS 23758-22"),), acceptance),)
