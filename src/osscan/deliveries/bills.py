"""The SBOMs of a delivery: there and readable (V-04), complete (V-05), of this delivery (V-06), without vulnerability data (V-07)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import bsi, criteria, evb_it, openchain
from osscan.deliveries.delivery import Bill, Delivery
from osscan.deliveries.works import bare_name, version_key
from osscan.model.bom import Checksum, Part
from osscan.model.looks import failed, incomplete, not_applicable, unknown
from osscan.model.place import Place
from osscan.model.problem import Severity, facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity
from osscan.model.sbom_report import Level, ProfileVerdict

_CONDITION, _BLOCKER = CheckSeverity.CONDITION, CheckSeverity.BLOCKER
_NEWEST = {"CycloneDX": (1, 6), "SPDX": (3, 0, 1), "SPDX3": (3, 0, 1)}
"""The versions that BSI TR-03183-2 2.1.0, chapter 4, asks for at least."""
_NUMBERS = re.compile(r"\d+")
_MOSTLY = 0.5
"""Share of the declared components that have to lie in the delivery for name and version to be believed."""


def speaking(delivery: Delivery) -> tuple[Bill, ...]:
    """The SBOMs that speak of the whole delivery: those inside of packages do only where there is no other."""
    bills = delivery.bills or ()
    return tuple(bill for bill in bills if not bill.inner) or bills


def is_bound(bill: Bill, delivery: Delivery) -> bool | None:
    """Whether an SBOM is about this delivery: by the hash of what it describes, else by name and contents; None where it can't be told."""
    root = _root(bill)
    if root is None:
        return None
    digests = {one.digest.lower() for one in _digests(root)}
    if digests:
        return any(not digests.isdisjoint((file.sha256, file.sha512, file.sha1)) for file in (*delivery.targets, *delivery.files))
    if _is_named(root, delivery) and _found_share(bill, delivery) >= _MOSTLY:
        return True
    return None


def readable(delivery: Delivery) -> Looked:
    bills = speaking(delivery)
    if delivery.bills is None:
        return unknown(delivery.missing.get("bills", "not-looked"))
    if not bills:
        return failed((Spot("missing", Place(delivery.target.path), (), "missing"),))
    faulty = {bill.path: tuple(_faults(bill)) for bill in bills}
    good = any(all(spot.weight is _CONDITION for spot in spots) for spots in faulty.values())
    spots = [spot._replace(weight=_CONDITION) if good else spot for found in faulty.values() for spot in found]
    unsure = any(bill.report is None or bill.report.schema_valid is None for bill in bills)
    looked = failed(spots, facts_of(bills=len(bills), formats=", ".join(sorted({_format(bill) for bill in bills}))))
    return incomplete(looked, complete=not unsure)


def complete(delivery: Delivery) -> Looked:
    bills = speaking(delivery)
    if not bills:
        return incomplete(not_applicable("no-sbom"), complete=delivery.is_whole)
    spots = []
    verdicts = set()
    for bill in bills:
        result = bill.report.profiles[0] if bill.report is not None and bill.report.profiles else None
        if result is None:
            verdicts.add(ProfileVerdict.UNKNOWN)
            continue
        verdicts.add(result.verdict)
        if result.verdict is ProfileVerdict.FAIL:
            for field in result.missing_most:
                if field.level is Level.MUST:
                    facts = facts_of(field=field.code, clause=field.clause, missing=field.asked - field.met, asked=field.asked)
                    spots.append(Spot("field", Place(bill.path), facts, f"{bill.path}:{field.code}"))
            if not spots:
                spots.append(Spot("failed", Place(bill.path), (), bill.path))
    if not spots and ProfileVerdict.UNKNOWN in verdicts:
        return unknown("sbom-not-read")
    return incomplete(failed(spots, facts_of(bills=len(bills))), complete=ProfileVerdict.UNKNOWN not in verdicts)


def bound(delivery: Delivery) -> Looked:
    bills = speaking(delivery)
    if not bills:
        return incomplete(not_applicable("no-sbom"), complete=delivery.is_whole)
    spots = []
    answers = {}
    for bill in bills:
        answers[bill.path] = is_bound(bill, delivery)
        root = _root(bill)
        name = f"{root.name} {root.version}".strip() if root is not None else "-"
        facts = facts_of(name=name, delivery=delivery.target.path)
        if answers[bill.path] is False:
            spots.append(Spot("other-hash", Place(bill.path), facts, bill.path))
        elif answers[bill.path] is None and root is None:
            spots.append(Spot("no-product", Place(bill.path), facts, bill.path))
        elif answers[bill.path] is None:
            spots.append(Spot("not-told", Place(bill.path), facts, bill.path))
        if bill.created and bill.created[:10] > delivery.as_of.isoformat():
            spots.append(Spot("future", Place(bill.path), facts_of(created=bill.created), f"{bill.path}:created"))
    facts = facts_of(bills=len(bills), bound=sum(answer is True for answer in answers.values()))
    if not any(spot.code in ("other-hash", "future") for spot in spots) and spots:
        if any(answers.values()):
            return failed([spot._replace(weight=_CONDITION) for spot in spots], facts)
        return unknown("not-bound", facts)._replace(spots=tuple(spots))
    return failed(spots, facts)


def without_vulnerabilities(delivery: Delivery) -> Looked:
    bills = speaking(delivery)
    if not bills:
        return incomplete(not_applicable("no-sbom"), complete=delivery.is_whole)
    spots = [
        Spot("inside", Place(bill.path), facts_of(count=bill.bom.vulnerabilities), bill.path)
        for bill in bills
        if bill.bom is not None and bill.bom.vulnerabilities
    ]
    return incomplete(failed(spots), complete=delivery.is_whole and all(bill.bom is not None for bill in bills))


def _faults(bill: Bill) -> Iterator[Spot]:
    """Why an SBOM is of no use, and what is only old about it."""
    report = bill.report
    place = Place(bill.path)
    wanted = _NEWEST.get(report.format) if report is not None else None
    if report is None or not report.format or any(one.severity is Severity.ERROR for one in report.problems):
        yield Spot("unreadable", place, (), bill.path)
    elif wanted is None:
        yield Spot("foreign", place, facts_of(format=report.format), bill.path)
    else:
        if report.schema_valid is False:
            count = sum(one.severity is Severity.ERROR for one in report.findings)
            yield Spot("not-valid", place, facts_of(format=_format(bill), count=count), bill.path)
        if _numbers(report.version) < wanted:
            facts = facts_of(format=_format(bill), wanted=f"{report.format.removesuffix('3')} {'.'.join(map(str, wanted))}")
            yield Spot("old", place, facts, f"{bill.path}:version", _CONDITION)


def _numbers(version: str) -> tuple[int, ...]:
    found = tuple(int(digits[:9]) for digits in _NUMBERS.findall(version)[:4])
    return (*found, *(0 for _ in range(3 - len(found)))) if len(found) < 3 else found


def _format(bill: Bill) -> str:
    return f"{bill.report.format.removesuffix('3')} {bill.report.version}".strip() if bill.report is not None else "-"


def _root(bill: Bill) -> Part | None:
    bom = bill.bom
    if bom is None or not bom.root:
        return None
    return next((part for part in bom.parts if part.ref == bom.root), None)


def _digests(root: Part) -> Iterator[Checksum]:
    yield from (one for one in root.checksums if one.digest)
    for reference in root.references:
        if reference.type in ("distribution", "build-meta"):
            yield from (one for one in reference.checksums if one.digest)


def _is_named(root: Part, delivery: Delivery) -> bool:
    """Whether a file or a manifest of the delivery is called as the product is, with its version where it has one."""
    name, version = bare_name(root.name), version_key(root.version)
    if not name:
        return False
    own = set(delivery.drift.own) if delivery.drift is not None else set()
    for judged in delivery.present.components if delivery.present is not None else ():
        component = judged.component
        is_product = component.first_party or judged.id in own
        if is_product and bare_name(component.name) == name and version in ("", version_key(component.version)):
            return True
    names = (file.path.rpartition("/")[2].lower() for file in (*delivery.targets, *delivery.files))
    return any(_holds(bare_name(one), name) and (not version or _holds(one, version)) for one in names)


def _holds(text: str, word: str) -> bool:
    """Whether a word stands there by itself: `3.1` is no version of `permits-3.10.zip` nor of `permits-13.1.zip`."""
    at = text.find(word)
    while at >= 0:
        if not _goes_on(text[:at][-2:][::-1], word[:1]) and not _goes_on(text[at + len(word) :][:2], word[-1:]):
            return True
        at = text.find(word, at + 1)
    return False


def _goes_on(rest: str, edge: str) -> bool:
    """Whether what follows belongs to the same word or number: `0` after `3.1`, and `.1` after `3`."""
    if rest[:1] == "." and edge.isdigit():
        return rest[1:].isdigit()
    return (rest[:1].isdigit() and edge.isdigit()) or (rest[:1].isalpha() and edge.isalpha())


def _found_share(bill: Bill, delivery: Delivery) -> float:
    """How many of the declared components lie in the delivery, or are named by a lockfile in it; those that are only for building don't count."""
    if delivery.drift is None or delivery.declared is None:
        return 0.0
    listed = {one.id for one in delivery.declared.components if bill.path in one.inputs}
    absent = {one.component: one.why for one in delivery.drift.absent if one.bill == bill.path and one.why != "scope"}
    found = {pair.declared for pair in delivery.drift.pairs} & listed | {id_ for id_, why in absent.items() if why == "locked"}
    missing = absent.keys() - found
    return len(found) / (len(found) + len(missing)) if found else 0.0


CHECKS = (
    DeliveryCheck("V-04", _BLOCKER, criteria("SN"), (bsi("4"), evb_it("SBOM")), readable),
    DeliveryCheck("V-05", _CONDITION, criteria("S"), (bsi("5.2"), openchain("3.3.1")), complete),
    DeliveryCheck("V-06", _BLOCKER, criteria("SZ"), (bsi("3.2.2"), openchain("3.3.1")), bound),
    DeliveryCheck("V-07", _CONDITION, criteria("S"), (bsi("3.1"),), without_vulnerabilities),
)
