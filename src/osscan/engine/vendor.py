"""The story of `osscan vendor check`: a delivery passes by, every check looks, people's answers and waivers count, one report goes out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from osscan import __version__
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.holding import answers
from osscan.deliveries.table import CHECKS
from osscan.engine.answers import ANSWERS, expired, scores, standing, unused
from osscan.engine.detecting import Cache
from osscan.engine.executor import Executor
from osscan.engine.vendor_gather import Asked, gather
from osscan.engine.vendor_judge import checked, verdict_of
from osscan.engine.vendor_records import bill_records, counts_of, parts_told
from osscan.model.delivery import Agreement, DeliveryReport
from osscan.model.place import Place
from osscan.model.problem import Problem, warning
from osscan.model.publication import Checked


def inspect(asked: Asked, executor: Executor, cache: Cache | None = None) -> DeliveryReport:
    """The report; the same bytes for the same delivery, policy, day and data."""
    return judged(asked, gather(asked, executor, cache))


def judged(asked: Asked, delivery: Delivery) -> DeliveryReport:
    """The report on what was gathered."""
    checks = checked(CHECKS, delivery)
    late = expired(asked.waivers, asked.as_of)
    report = delivery.whole if delivery.whole is not None else delivery.present
    parts = parts_told(delivery)
    return DeliveryReport(
        delivery=delivery.target,
        verdict=verdict_of(checks),
        checks=checks,
        criteria=scores(checks),
        layers=delivery.layers,
        bills=bill_records(delivery),
        contract=answers(delivery),
        counts=counts_of(delivery, parts),
        decisions=delivery.decisions,
        problems=_problems(delivery, (*asked.told, *_uncounted(delivery, checks))),
        generated_at=asked.generated_at,
        tool=("osscan", __version__),
        data=report.data if report is not None else (),
        policy_hash=_hash_of(asked),
        previous=delivery.former.path if delivery.former is not None else "",
        unused_waivers=tuple(waiver for waiver in unused(asked.waivers, checks) if waiver not in late),
        expired_waivers=late,
        parts=parts,
        agreement=_agreement(delivery),
    )


def _agreement(delivery: Delivery) -> Agreement:
    agreed = delivery.agreed
    if agreed is None:
        return Agreement()
    keys = "nummer", "titel", "parteien.auftraggeber", "parteien.auftragnehmer"
    number, title, client, vendor = (" ".join(agreed.word(key).split()) for key in keys)
    until, days = agreed.day("frist.bis"), agreed.answers.get("frist.tage")
    if until is not None:
        return Agreement(number, title, client, vendor, until=until.isoformat())
    counted = days.value if days is not None and isinstance(days.value, int) else 0
    return Agreement(number, title, client, vendor, counted)


def _uncounted(delivery: Delivery, checks: tuple[Checked, ...]) -> Iterator[Problem]:
    """Decisions on what osscan has found by itself: nobody decides it away, and whoever tried shall know."""
    found = {one.id: one.status for one in checks if one.decision is None}
    for check, decision in standing(delivery.decisions, delivery.as_of).items():
        if check in found and ANSWERS.get(decision.answer) is not found[check]:
            yield warning("decision-not-counted", decision.place or Place(delivery.target.path), check=check, date=decision.date)


def _problems(delivery: Delivery, beside: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """All that was noticed on the way, each once."""
    reports = [one for one in (delivery.whole, delivery.present) if one is not None][:1]
    told = [*beside, *delivery.problems, *(one for report in reports for one in report.problems)]
    told += delivery.leaks.problems if delivery.leaks is not None else ()
    told += delivery.contract.problems if delivery.contract is not None else ()
    return tuple(sorted(dict.fromkeys(told), key=Problem.sort_key))


def _hash_of(asked: Asked) -> str:
    """Binds the report to what was asked: policy, waivers and checks."""
    told = repr(
        (
            asked.policy.id,
            asked.policy.version,
            asked.outbound or asked.policy.outbound,
            asked.waivers,
            [one.id for one in CHECKS],
        )
    )
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
