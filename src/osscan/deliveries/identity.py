"""What came, and whether it is safe to handle: identity (V-01), archives (V-02), names (V-03)."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import bsi, criteria, evb_it, law, openchain
from osscan.deliveries.delivery import Delivery
from osscan.inputs.archives.oddities import ODDITIES, Kind
from osscan.model.looks import failed, incomplete, unknown
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity

_HINT, _CONDITION, _BLOCKER = CheckSeverity.HINT, CheckSeverity.CONDITION, CheckSeverity.BLOCKER
_USUAL_IN_PACKAGES = frozenset(
    {"member-duplicate", "archive-contradicts", "member-device-name", "member-device", "archive-checksum"}
)
"""What tools that build packages leave behind; nobody unpacks these by hand."""
_PACKAGES = (".jar", ".war", ".ear", ".aar", ".whl", ".nupkg", ".deb", ".rpm", ".apk", ".gem", ".tgz")


def identified(delivery: Delivery) -> Looked:
    """Whether what was looked at can be told from any other delivery, and whether it is what was sent."""
    told = delivery.evidence
    if told is None:
        return unknown(delivery.missing.get("evidence", "not-looked"))
    proven = [one for one in told if one.holds]
    facts = facts_of(
        size=delivery.target.size,
        sha256=delivery.target.sha256 or "-",
        sha512=delivery.target.sha512 or "-",
        checksums=", ".join(one.path for one in proven) or "-",
        signatures=", ".join(one.path for one in told if one.kind == "signature") or "-",
        notes=", ".join(one.path for one in told if one.kind == "note") or "-",
    )
    spots = [
        Spot("checksum-differs", Place(one.path), facts_of(file=one.about), f"{one.path}:{one.about}")
        for one in told
        if one.holds is False
    ]
    spots += [
        Spot(
            "checksum-without-file", Place(one.path), facts_of(file=one.about, count=one.absent), f"{one.path}:absent", _CONDITION
        )
        for one in told
        if one.absent
    ]
    if not spots and not proven:
        signed = next((one for one in told if one.kind == "signature"), None)
        code = "not-verified" if signed is not None else "nothing-beside"
        place = Place(signed.path if signed is not None else delivery.target.path)
        spots.append(Spot(code, place, (), code, _HINT if signed is not None else _CONDITION))
    return failed(spots, facts)


def safe(delivery: Delivery) -> Looked:
    """Whether archives hold what they say, and nothing that could harm whoever unpacks them."""
    spots = [_spot(one) for one in _of_kind(delivery, Kind.UNSAFE, Kind.DAMAGED)]
    unseen = [one for one in delivery.problems if one.severity is Severity.ERROR]
    facts = facts_of(archives=len(delivery.layers), files=len(delivery.files), unseen=len(unseen))
    looked = failed(spots, facts)
    if spots or not unseen:
        return incomplete(looked, complete=not unseen)
    open_one = unknown("not-all-seen", facts)._replace(spots=tuple(_spot(one) for one in unseen))
    return incomplete(open_one, complete=False)


def clean(delivery: Delivery) -> Looked:
    """Whether names mean the same on every machine."""
    spots = [_spot(one) for one in _of_kind(delivery, Kind.NAME)]
    return incomplete(failed(spots, facts_of(files=len(delivery.files))), complete=delivery.is_whole)


def _of_kind(delivery: Delivery, *kinds: Kind) -> Iterator[Problem]:
    return (one for one in delivery.problems if one.code in ODDITIES and ODDITIES[one.code][0] in kinds)


def _spot(problem: Problem) -> Spot:
    path = problem.place.input
    inside = any(f"{ending}!/" in path.lower() for ending in _PACKAGES)
    weight = _HINT if inside and problem.code in _USUAL_IN_PACKAGES else None
    return Spot(problem.code, problem.place, problem.facts, f"{problem.code}:{path}", weight)


CHECKS = (
    DeliveryCheck("V-01", _BLOCKER, criteria("SZ"), (evb_it("Lieferung"), openchain("3.3.1")), identified),
    DeliveryCheck("V-02", _BLOCKER, criteria("S"), (law("CWE-22, CWE-409"), bsi("5.1")), safe),
    DeliveryCheck("V-03", _HINT, criteria("P"), (law("ISO/IEC 10646"),), clean),
)
