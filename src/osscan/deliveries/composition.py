"""Whether SBOM and delivery agree: undeclared (V-08), absent (V-09), other versions and hashes (V-10), other licenses (V-11)."""

from __future__ import annotations

from collections.abc import Callable

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import bsi, criteria, evb_it, openchain
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.drift import Drift, Undeclared
from osscan.model.looks import failed, incomplete, not_applicable, unknown
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, JudgedComponent

_CONDITION, _BLOCKER, _HINT = CheckSeverity.CONDITION, CheckSeverity.BLOCKER, CheckSeverity.HINT
_LESS = {"merged": _HINT, "system": _CONDITION, "aside": _CONDITION, "guess": _CONDITION}
_EXPLAINED = ("scope", "locked")


def undeclared(delivery: Delivery) -> Looked:
    return _looked(delivery, _undeclared)


def absent(delivery: Delivery) -> Looked:
    return _looked(delivery, _absent)


def agreeing(delivery: Delivery) -> Looked:
    return _looked(delivery, _differing)


def licensed_alike(delivery: Delivery) -> Looked:
    return _looked(delivery, _relicensed)


_Told = dict[str, JudgedComponent]


def _looked(delivery: Delivery, look: Callable[[Drift, _Told, _Told], Looked]) -> Looked:
    """Without an SBOM there is nothing to compare; where a side was not read whole nothing passes."""
    if delivery.bills is None or delivery.present is None:
        return unknown(delivery.missing.get("bills", "not-looked"))
    if delivery.drift is None or delivery.declared is None:
        return unknown("no-sbom")
    present = {one.id: one for one in delivery.present.components}
    declared = {one.id: one for one in delivery.declared.components}
    looked = look(delivery.drift, present, declared)
    return incomplete(looked, complete=delivery.present.complete and delivery.declared.complete and delivery.is_whole)


def _undeclared(drift: Drift, present: _Told, _: _Told) -> Looked:
    facts = facts_of(
        found=len(drift.pairs) + len(drift.versions) + len(drift.undeclared),
        own=len(drift.own),
        merged=sum(one.why == "merged" for one in drift.undeclared),
    )
    system = [one for one in drift.undeclared if one.why == "system"]
    spots = [_undeclared_spot(one, present[one.component]) for one in drift.undeclared if one.why not in ("system", "merged")]
    if system:
        spots.append(Spot("system", Place(system[0].path), facts_of(count=len(system)), "system", _CONDITION))
    return failed(spots, facts)


def _undeclared_spot(one: Undeclared, judged: JudgedComponent) -> Spot:
    component = judged.component
    code = one.why if one.why in ("other-version", "guess", "aside") else "undeclared"
    facts = facts_of(name=called(judged), license=judged.license.expression or "?", versions=one.versions or "-", path=one.path)
    return Spot(code, Place(one.path), facts, component.purl or f"{component.name}@{component.version}", _LESS.get(one.why))


def _absent(drift: Drift, _: _Told, declared: _Told) -> Looked:
    spots = []
    for one in drift.absent:
        if one.why in _EXPLAINED:
            continue
        judged = declared[one.component]
        code = one.why or "absent"
        weight = _HINT if one.why == "built-in" else None
        spots.append(Spot(code, Place(one.bill), facts_of(name=called(judged)), judged.component.purl or one.component, weight))
    built_in = [spot for spot in spots if spot.code == "built-in"]
    facts = facts_of(
        declared=len(drift.pairs) + len(drift.files) + len(drift.versions) + len(drift.absent),
        scope=sum(one.why == "scope" for one in drift.absent),
        locked=sum(one.why == "locked" for one in drift.absent),
        built_in=len(built_in),
    )
    if built_in and len(built_in) == len(spots):
        return unknown("only-built-in", facts)._replace(spots=tuple(spots))
    return failed(spots, facts)


def _differing(drift: Drift, _: _Told, declared: _Told) -> Looked:
    spots = [
        Spot(
            "other-version",
            Place(one.path),
            facts_of(name=declared[one.declared].component.name, said=one.said, found=one.found, path=one.path),
            declared[one.declared].component.purl or one.declared,
        )
        for one in drift.versions
    ]
    spots += [
        Spot(
            "other-hash",
            Place(one.path),
            facts_of(name=called(declared[one.declared]), algorithm=one.algorithm, said=one.said[:16], found=one.found[:16]),
            declared[one.declared].component.purl or one.declared,
        )
        for one in drift.hashes
    ]
    return failed(spots, facts_of(compared=len(drift.pairs)))


def _relicensed(drift: Drift, present: _Told, _: _Told) -> Looked:
    spots = [
        Spot(
            one.step,
            Place(one.path),
            facts_of(name=called(present[one.present]), said=one.said, found=one.found),
            present[one.present].component.purl or one.present,
            _HINT if one.step == "more-choice" else None,
        )
        for one in drift.licenses
    ]
    compared = len(drift.pairs) - drift.unseen
    if not compared and drift.pairs and not spots:
        return unknown("nothing-to-compare", facts_of(compared=0, silent=drift.unseen))
    if not drift.pairs:
        return not_applicable("nothing-in-common")
    return failed(spots, facts_of(compared=compared, silent=drift.unseen))


def called(judged: JudgedComponent) -> str:
    """Name and version."""
    return f"{judged.component.name} {judged.component.version}".strip()


CHECKS = (
    DeliveryCheck("V-08", _BLOCKER, criteria("S"), (bsi("5.1"), openchain("3.3.1"), evb_it("SBOM")), undeclared),
    DeliveryCheck("V-09", _CONDITION, criteria("Z"), (bsi("5.1"), openchain("3.3.1")), absent),
    DeliveryCheck("V-10", _CONDITION, criteria("SZ"), (bsi("5.2.2"),), agreeing),
    DeliveryCheck("V-11", _CONDITION, criteria("S"), (bsi("5.2.4"), openchain("3.3.2")), licensed_alike),
)
