"""Copyleft in a delivery: source code or an offer of it (V-17), and whether LGPL parts can be replaced (V-18)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from osscan.deliveries.base import DeliveryCheck
from osscan.deliveries.clauses import criteria, law, openchain
from osscan.deliveries.coverage import of_classes
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.seen import Offer, Seen, Unit
from osscan.deliveries.shipped import Form, Named, Places, Shipped, named, shipped
from osscan.expression.tree import Leaf
from osscan.knowledge import profiles
from osscan.model.component import Relation
from osscan.model.looks import failed, incomplete, unknown
from osscan.model.place import Place
from osscan.model.problem import Facts, facts_of
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckSeverity, JudgedComponent

ENOUGH = 95
"""Percent of the classes of a package that have a source: what is generated while building has none."""
LEAST_YEARS = 3
_OWED = frozenset({"component-source", "whole-source", "network-source"})
_FOR_YEARS = ("GPL-", "LGPL-", "AGPL-")
_TYPICAL = re.compile(r"(?:[-_.](?:sources?|src|orig|dfsg\w*))?\.(?:jar|zip|tar(?:\.\w+)?|tgz|tbz2|txz|src\.rpm|dsc|crate)$")
_SHORT = 2
_OBFUSCATED = 0.5
_FEW = 20


def copyleft_source(delivery: Delivery) -> Looked:
    """For every compiled package under copyleft its source lies there, or somebody offers it."""
    seen, report = delivery.seen, delivery.present
    if seen is None or report is None:
        return unknown("not-looked")
    owing = [one for one in shipped(delivery) if one.form is not Form.READABLE and _owed(one.leaves)]
    may_owe = [one for one in named(delivery) if _owed(one.leaves)]
    places = Places(delivery, (), None)
    spots = [spot for one in owing for spot in _without_source(one, seen, places)]
    doubtful = [
        _built_in(one) for one in may_owe if not _lies_as_archive(one.judged, seen) and not any(o.own for o in seen.offers)
    ]
    told = facts_of(owing=len(owing) + len(may_owe), offers=", ".join(offer.path for offer in seen.offers if offer.own) or "–")
    return incomplete(
        _with_doubtful(spots, doubtful, told), complete=report.complete and delivery.is_whole and "papers" not in seen.cut
    )


def relinking(delivery: Delivery) -> Looked:
    """Parts under the LGPL lie there so that somebody can put another version in their place."""
    seen, report = delivery.seen, delivery.present
    if seen is None or report is None:
        return unknown("not-looked")
    found = [one for one in shipped(delivery) if any(_is_library(leaf) for leaf in one.leaves)]
    units = {unit.layer: unit for unit in seen.units}
    spots = [spot for one in found if (spot := _tied(one, units)) is not None]
    doubtful = [_built_in(one) for one in named(delivery) if any(_is_library(leaf) for leaf in one.leaves)]
    told = facts_of(libraries=len(found) + len(doubtful))
    return incomplete(_with_doubtful(spots, doubtful, told), complete=report.complete and delivery.is_whole)


def _with_doubtful(spots: list[Spot], doubtful: list[Spot], told: Facts) -> Looked:
    """What may be built in keeps a check open; beside what is sure it weighs less."""
    if doubtful and not spots:
        return unknown("built-in-open", told)._replace(spots=tuple(doubtful))
    return failed([*spots, *(spot._replace(weight=CheckSeverity.CONDITION) for spot in doubtful)], told)


def _built_in(one: Named) -> Spot:
    facts = facts_of(name=one.name, license=one.expression or "")
    return Spot("built-in", Place(one.bill), facts, one.judged.component.purl or one.judged.component.name)


def _owed(leaves: Iterable[Leaf]) -> list[Leaf]:
    """The licenses of a package that ask for source code."""
    known = ((leaf, profiles.profile(leaf.license)) for leaf in leaves)
    return [leaf for leaf, profile in known if profile is not None and _OWED & set(profile.asks) and profile.copyleft != "none"]


def _is_library(leaf: Leaf) -> bool:
    known = profiles.profile(leaf.license)
    return known is not None and known.copyleft == "library" and "relink" in known.asks


def _without_source(one: Shipped, seen: Seen, places: Places) -> Iterable[Spot]:
    if has_source(one, seen, places):
        return
    offer = _offer(one, seen.offers)
    licenses = _owed(one.leaves)
    told = {"name": one.name, "license": one.expression or "", "path": one.lies.path}
    key = one.judged.component.purl or one.judged.component.name
    if offer is None:
        told["clause"] = _clause(licenses)
        yield Spot("no-source", Place(one.lies.path), facts_of(**told), key)
        return
    if any(leaf.license.startswith(_FOR_YEARS) for leaf in licenses) and offer.years < LEAST_YEARS:
        yield Spot("offer-too-short", Place(offer.path, "", offer.line or None), facts_of(**told), key, CheckSeverity.CONDITION)
    if not offer.address:
        yield Spot(
            "offer-without-address", Place(offer.path, "", offer.line or None), facts_of(**told), key, CheckSeverity.CONDITION
        )


def has_source(one: Shipped, seen: Seen, places: Places) -> bool:
    """Whether the source of a package lies there: as an archive of its name and version, or class by class."""
    if _lies_as_archive(one.judged, seen):
        return True
    unit = next((unit for unit in seen.units if unit.layer == one.lies.path), None)
    if unit is None or not unit.classes:
        return False
    return of_classes(places.classes_of(unit), seen, rooted=True).percent >= ENOUGH


def _lies_as_archive(judged: JudgedComponent, seen: Seen) -> bool:
    name, version = judged.component.name, judged.component.version
    return bool(version) and any(_is_source_of(path, name, version) and _holds(path, seen) for path in seen.archives)


def _holds(path: str, seen: Seen) -> bool:
    """Whether there is source code in an archive, or in one inside of it."""
    return path in seen.with_sources or any(layer.startswith(f"{path}!/") for layer in seen.with_sources)


def _is_source_of(path: str, name: str, version: str) -> bool:
    """Whether an archive is named as one with the source of a package: `log-1.2-sources.jar`, `log_1.2.orig.tar.xz`."""
    file = posixpath.basename(path).lower()
    ending = _TYPICAL.search(file)
    if ending is None or (file.endswith(".jar") and not ending[0].startswith(("-s", "_s", ".s"))):
        return False
    bare = re.split(r"[/:]", name.lower())[-1]
    upstream = version.lower().partition(":")[2] or version.lower()
    stems = {f"{bare}{mark}{one}" for mark in "-_" for one in (upstream, upstream.rpartition("-")[0] or upstream)}
    return file[: ending.start()] in stems


def _offer(one: Shipped, offers: Iterable[Offer]) -> Offer | None:
    """The best offer that speaks of a package: the vendor's own, or for copyleft by file what the package says inside of itself."""
    by_file = all(
        (known := profiles.profile(leaf.license)) is not None and known.copyleft == "file" for leaf in _owed(one.leaves)
    )
    fitting = [offer for offer in offers if offer.own or (by_file and offer.path.startswith(f"{one.lies.path}!/"))]
    return max(fitting, key=lambda offer: (offer.address, offer.years), default=None)


def _clause(licenses: list[Leaf]) -> str:
    """Where the licenses say so, as `GPL-2.0-only § 3`."""
    told = ((leaf.license, profiles.clause(leaf.license, "source")) for leaf in licenses)
    return ", ".join(dict.fromkeys(f"{name} {place}".strip() for name, place in told))


def _tied(one: Shipped, units: dict[str, Unit]) -> Spot | None:
    """By what a library is tied to the product; None where nothing is seen that ties it."""
    facts = facts_of(name=one.name, license=one.expression or "", holder=one.lies.holder or one.lies.path)
    key, place = one.judged.component.purl or one.judged.component.name, Place(one.lies.path)
    if one.lies.is_merged:
        return Spot("merged", place, facts, key)
    if one.form is Form.BUNDLED:
        return Spot("bundled", place, facts, key)
    if one.judged.relation is Relation.STATIC_LINK or one.judged.component.purl.startswith("pkg:golang/"):
        return Spot("static", place, facts, key)
    unit = units.get(one.lies.path)
    return Spot("obfuscated", place, facts, key) if unit is not None and _is_obfuscated(unit) else None


def _is_obfuscated(unit: Unit) -> bool:
    """Whether most classes have names of a letter or two."""
    short = sum(len(posixpath.basename(name)) <= _SHORT for name in unit.classes)
    return len(unit.classes) >= _FEW and short >= _OBFUSCATED * len(unit.classes)


CHECKS = (
    DeliveryCheck("V-17", CheckSeverity.BLOCKER, criteria("S"), (openchain("3.1.5"), openchain("3.4.1")), copyleft_source),
    DeliveryCheck("V-18", CheckSeverity.CONDITION, criteria("S"), (law("LGPL-2.1", "§ 6"), law("LGPL-3.0", "§ 4")), relinking),
)
