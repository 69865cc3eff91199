"""What has changed since the previous delivery (V-31): what came, went, was licensed otherwise, and which findings are new."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, openchain
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.former import Former
from osscan.model.changes import Change, ChangeKind, State
from osscan.model.looks import failed, incomplete, not_applicable, unknown
from osscan.model.place import Place
from osscan.model.problem import Facts, facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity


def changed(delivery: Delivery) -> Looked:
    """Nothing was licensed otherwise, and nothing came to which the policy objects; what came and went is told."""
    former = delivery.former
    if former is None:
        reason = delivery.missing.get("former", "")
        return unknown(reason) if reason else not_applicable("no-former")
    return incomplete(failed(_spots(former, delivery.target.path), _counts(former)), complete=former.complete)


def _spots(former: Former, path: str) -> Iterator[Spot]:
    for change in former.changes:
        code = _code(change)
        state = change.after or change.before
        weight = None if change.relicensed or change.new_objection else CheckSeverity.HINT
        yield Spot(code, Place(path), _facts(change), state.id if state is not None else change.name, weight)


def _code(change: Change) -> str:
    if change.relicensed:
        return "relicensed"
    if change.kind is ChangeKind.REJUDGED:
        return "rejudged"
    if change.kind is ChangeKind.ADDED and change.new_objection:
        return "added-objection"
    return str(change.kind)


def _facts(change: Change) -> Facts:
    old, new = change.before, change.after
    return facts_of(
        name=change.name,
        before=old.version if old is not None else "–",
        after=new.version if new is not None else "–",
        license_before=_license(old),
        license_after=_license(new),
    )


def _license(state: State | None) -> str:
    return (state.license or ", ".join(state.stated) or "?") if state is not None else "–"


def _counts(former: Former) -> Facts:
    kinds = [change.kind for change in former.changes]
    return facts_of(
        former=former.path,
        added=kinds.count(ChangeKind.ADDED),
        removed=kinds.count(ChangeKind.REMOVED),
        updated=kinds.count(ChangeKind.UPDATED),
        relicensed=sum(change.relicensed for change in former.changes),
        settled=sum(change.settles for change in former.changes),
    )


CHECKS = (DeliveryCheck("V-31", CheckSeverity.CONDITION, criteria("ZP"), (openchain("3.3.1"),), changed),)
