"""The vendor's own code: its source is complete (V-19), and fits what was compiled (V-20)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, evb_it, law
from osscan.deliveries.coverage import Covered, of_assemblies, of_classes, of_python
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.seen import Seen
from osscan.deliveries.shipped import Owner, Places, shipped
from osscan.model.contract import Contract
from osscan.model.looks import PASSED, failed, incomplete, not_applicable, unknown
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, CheckStatus

HALF = 50
"""Percent; where fewer classes have a source, the source was not delivered (V-19); where more, some of it is missing (V-20)."""
_SHOWN = 20
_ARCHIVES = (".jar", ".war", ".ear", ".aar")
_OF_OTHERS = ("site-packages/", "dist-packages/", "node_modules/", ".dist-info/", "/vendor/", "bower_components/")


class Part(NamedTuple):
    """Something compiled, whose it is, and how much of it has a source."""

    path: str
    owner: Owner
    covered: Covered


def parts_of(delivery: Delivery, seen: Seen) -> tuple[Part, ...]:
    """All compiled code that is not a published package's, unit by unit."""
    contract = delivery.agreed
    places = Places(delivery, shipped(delivery), contract)
    found = []
    for unit in seen.units:
        owner = places.of(unit)
        if owner is not Owner.PUBLIC:
            rooted = unit.is_product or unit.layer.lower().endswith(_ARCHIVES)
            covered = of_classes(places.classes_of(unit) if owner is Owner.OWN else unit.classes, seen, rooted=rooted)
            found.append(Part(unit.path or delivery.target.path, owner, covered))
    for covered in (of_python(seen, _own(seen.python_compiled)), of_assemblies(seen, _own_files(delivery, seen.assemblies))):
        if covered.asked:
            first = covered.missing[0] if covered.missing else delivery.target.path
            owner = Owner.OWN if first.endswith((".pyc", ".pyo")) else Owner.UNKNOWN
            found.append(Part(posixpath.dirname(first) if covered.missing else first, owner, covered))
    return tuple(found)


def custom_source(delivery: Delivery) -> Looked:
    """What the vendor made for the city lies there as source, with every part that the build names."""
    seen = delivery.seen
    if seen is None or delivery.present is None:
        return unknown("not-looked")
    owed = _owed(delivery.agreed)
    if owed is False:
        return not_applicable("not-owed")
    found = parts_of(delivery, seen)
    without = [part for part in found if part.covered.percent < HALF]
    spots = [*_without(without, Owner.OWN), *_modules(seen)]
    doubtful = [*_without(without, Owner.UNKNOWN), *_natives(delivery, seen)]
    told = facts_of(parts=len(found), without=len(without))
    if owed is None and (spots or doubtful):
        return incomplete(unknown("no-contract", told)._replace(spots=(*spots, *doubtful)), complete=_whole(delivery))
    if not spots and doubtful:
        return incomplete(unknown("owner-unknown", told)._replace(spots=tuple(doubtful)), complete=_whole(delivery))
    if not spots and owed and not seen.builds and not seen.sources and not seen.with_sources:
        return failed([Spot("no-sources", Place(delivery.target.path), key="no-sources")], told)
    less = [spot._replace(weight=CheckSeverity.CONDITION) for spot in doubtful]
    return incomplete(failed((*spots, *less), told), complete=_whole(delivery) and not doubtful)


def source_fits(delivery: Delivery) -> Looked:
    """Of what comes with source each compiled class has its own, and no script lies there that only machines can read."""
    seen = delivery.seen
    if seen is None or delivery.present is None:
        return unknown("not-looked")
    found = [part for part in parts_of(delivery, seen) if part.covered.asked and part.covered.percent >= HALF]
    bundles = tuple(path for path in _own(seen.minified) if path not in _banners(delivery))
    if not found and not bundles:
        looked = not_applicable("nothing-compiled") if not seen.units and not seen.assemblies else PASSED
        return incomplete(looked, complete=_whole(delivery))
    asked = sum(part.covered.asked for part in found)
    missing = sum(len(part.covered.missing) for part in found)
    told = facts_of(percent=100 * (asked - missing) // asked if asked else 100, asked=asked, missing=missing)
    spots = [_partly(part) for part in found if part.covered.missing]
    spots += [Spot("minified", Place(path), facts_of(path=path), path) for path in bundles]
    return incomplete(failed(spots, told), complete=_whole(delivery))


def _owed(contract: Contract | None) -> bool | None:
    """Whether the source of what was made for the city is owed; None where nobody says."""
    if contract is None:
        return None
    handed = contract.word("quellcode_uebergabe")
    if handed:
        return handed != "keine"
    kind = contract.word("evb_it.typ")
    return True if kind == "Erstellung" else None


def _without(parts: list[Part], owner: Owner) -> Iterator[Spot]:
    for part in parts:
        if part.owner is owner:
            covered = part.covered
            facts = facts_of(
                path=part.path, percent=covered.percent, asked=covered.asked, missing=len(covered.missing), names=_names(covered)
            )
            yield Spot("without-source" if owner is Owner.OWN else "unknown-owner", Place(part.path), facts, part.path)


def _partly(part: Part) -> Spot:
    covered = part.covered
    facts = facts_of(
        path=part.path, percent=covered.percent, asked=covered.asked, missing=len(covered.missing), names=_names(covered)
    )
    return Spot("partly", Place(part.path), facts, part.path)


def _names(covered: Covered) -> str:
    more = len(covered.missing) - _SHOWN
    shown = ", ".join(
        name.replace("/", ".") if not name.endswith((".pyc", ".dll", ".exe")) else name for name in covered.missing[:_SHOWN]
    )
    return f"{shown}, … (+{more})" if more > 0 else shown


def _modules(seen: Seen) -> Iterator[Spot]:
    """Parts that a build of Maven names and that were not delivered."""
    for module in seen.modules:
        folder = posixpath.normpath(posixpath.join(posixpath.dirname(module.path), module.text))
        named = folder.removesuffix("/pom.xml").removesuffix(".xml")
        if "${" not in module.text and named not in seen.folders and folder not in seen.builds:
            yield Spot("module-missing", Place(module.path, "", module.line), facts_of(module=module.text), module.text)


def _natives(delivery: Delivery, seen: Seen) -> Iterator[Spot]:
    """Programs for the machine itself: whether a source belongs to them can't be told."""
    for path in _own_files(delivery, seen.natives):
        yield Spot("native", Place(path), facts_of(path=path), path)


def _own(paths: tuple[str, ...]) -> list[str]:
    """Without what lies in folders of installed packages."""
    return [path for path in paths if not any(mark in path for mark in _OF_OTHERS)]


def _own_files(delivery: Delivery, paths: tuple[str, ...]) -> list[str]:
    """Without files and archives that are known as packages of others."""
    packages = shipped(delivery)
    known = {one.lies.path for one in packages} | {one.lies.file for one in packages}
    inside = tuple(f"{path}!/" for path in known if path)
    names = {one.judged.component.name.lower() for one in packages}
    return [
        path
        for path in _own(paths)
        if path not in known
        and not path.startswith(inside or ("\0",))
        and posixpath.basename(path).rpartition(".")[0].lower() not in names
    ]


def _banners(delivery: Delivery) -> frozenset[str]:
    """Scripts that are known as works of others."""
    return frozenset(one.lies.path for one in shipped(delivery))


def _whole(delivery: Delivery) -> bool:
    return delivery.present is not None and delivery.present.complete and delivery.is_whole


CHECKS = (
    DeliveryCheck(
        "V-19",
        CheckSeverity.BLOCKER,
        criteria("ZN"),
        (evb_it("Erstellung"), law("Ratsbeschluss", "11.02.2021")),
        custom_source,
        answerable=frozenset({CheckStatus.UNKNOWN}),
    ),
    DeliveryCheck("V-20", CheckSeverity.CONDITION, criteria("ZN"), (evb_it("Erstellung"),), source_fits),
)
