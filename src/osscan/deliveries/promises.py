"""What the contract promises: every question is answered (V-25), and no promise is broken by what was found (V-26)."""

from __future__ import annotations

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, evb_it
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.holding import RIGHTS, answers
from osscan.model.delivery import ContractAnswer
from osscan.model.looks import failed, incomplete, left_to_people, unknown
from osscan.model.place import Place
from osscan.model.problem import Severity, facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, CheckStatus


def answered(delivery: Delivery) -> Looked:
    """The contract lies beside the delivery, could be read whole, and every question has its answer."""
    read = delivery.contract
    if read is None:
        return left_to_people()._replace(reason="no-contract")
    contract = read.contract
    faults = [
        Spot(one.code, one.place, one.facts, f"{one.code}:{one.place.route}")
        for one in read.problems
        if one.severity is Severity.ERROR
    ]
    if contract is None:
        return unknown("contract-unreadable")._replace(spots=tuple(faults))
    spots = [Spot("open", Place(contract.path, key), facts_of(key=key), key) for key in contract.open]
    told = facts_of(number=contract.word("nummer") or "–", answered=len(contract.answers), open=len(spots))
    if faults:
        return failed((*faults, *spots), told)
    return left_to_people()._replace(reason="questions-open", spots=tuple(spots), facts=told) if spots else failed((), told)


def kept(delivery: Delivery) -> Looked:
    """No promise of the contract is broken by what was found; what can't be told keeps the check open."""
    read = delivery.contract
    if read is None or read.contract is None:
        return unknown("no-contract" if read is None else "contract-unreadable")
    told = answers(delivery)
    broken = [_broken(one) for one in told if one.kept is False]
    untold = [one.promise for one in told if one.kept is None and one.promise != RIGHTS]
    facts = facts_of(
        kept=sum(one.kept is True for one in told), broken=len(broken), untold=len(untold), promises=", ".join(untold) or "–"
    )
    if untold and not broken:
        return unknown("untold", facts)
    return incomplete(failed(broken, facts), complete=not untold and read.whole)


def _broken(one: ContractAnswer) -> Spot:
    facts = facts_of(key=one.promise, promised=one.promised, check=one.check, **dict(one.facts))
    return Spot(one.found, one.place or Place(""), facts, one.promise)


_CONDITION = CheckSeverity.CONDITION

CHECKS = (
    DeliveryCheck("V-25", _CONDITION, criteria("W"), (evb_it("Nutzungsrechte"),), answered),
    DeliveryCheck("V-26", _CONDITION, criteria("WZ"), (evb_it("Leistung"),), kept, answerable=frozenset({CheckStatus.UNKNOWN})),
)
