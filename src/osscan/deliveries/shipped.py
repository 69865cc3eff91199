"""Shipped: packages of others that lie in the delivery with the license that counts, how they lie there, and whose a place is."""

from __future__ import annotations

import posixpath
from enum import StrEnum
from typing import NamedTuple

from osscan.deliveries.absence import ASIDE
from osscan.deliveries.delivery import Delivery
from osscan.deliveries.lying import Lies, file_of, lies
from osscan.deliveries.seen import Seen, Unit
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import Leaf, leaves
from osscan.knowledge import profiles
from osscan.model.contract import Contract
from osscan.model.purl import parts
from osscan.model.report import JudgedComponent

_COMPILED_PACKAGES = (".jar", ".war", ".ear", ".aar", ".nupkg", ".deb", ".rpm", ".apk", ".dll", ".exe", ".so")
_COMPILED_KINDS = frozenset({"maven", "nuget", "deb", "rpm", "apk", "golang"})

_MAY_BE_IN = frozenset({"built-in", "named"})


class Form(StrEnum):
    """In which form somebody gets a package."""

    COMPILED = "compiled"
    READABLE = "readable"
    """As its makers wrote it: scripts, Python files, sources."""
    BUNDLED = "bundled"
    """A script made for machines only."""


class Shipped(NamedTuple):
    """One package. `expression` is the branch that was chosen, or what is established; None where neither is."""

    judged: JudgedComponent
    lies: Lies
    expression: str | None
    leaves: tuple[Leaf, ...]
    form: Form

    @property
    def name(self) -> str:
        component = self.judged.component
        return f"{component.name} {component.version}".strip()


class Named(NamedTuple):
    """A package that an SBOM names and that does not lie there by itself: it may be built into a program."""

    judged: JudgedComponent
    expression: str | None
    leaves: tuple[Leaf, ...]
    bill: str

    @property
    def name(self) -> str:
        component = self.judged.component
        return f"{component.name} {component.version}".strip()


class Owner(StrEnum):
    """Whose a place is."""

    OWN = "own"
    PUBLIC = "public"
    """A published package under an open license."""
    UNKNOWN = "unknown"


def shipped(delivery: Delivery) -> tuple[Shipped, ...]:
    """Every package of others that really lies there; none where nobody looked (`delivery.present` is None)."""
    report = delivery.present
    if report is None:
        return ()
    readers = {record.path: record.reader for record in report.inputs}
    files = {file.path: file for file in delivery.files}
    left_out = delivery.covered.union(delivery.drift.own if delivery.drift is not None else ())
    found = []
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        place = None if judged.id in left_out else lies(judged, readers, files)
        if place is not None:
            expression = verdict.judgement.chosen or judged.license.expression
            found.append(Shipped(judged, place, expression, leaves_of(expression), _form(judged, place, delivery.seen)))
    return tuple(found)


def named(delivery: Delivery, *, planned: bool = False) -> tuple[Named, ...]:
    """Every package that only an SBOM names and that may be built in; with `planned` also those that a lockfile of the delivery names."""
    if delivery.drift is None or delivery.whole is None:
        return ()
    bills = {
        one.component: one.bill for one in delivery.drift.absent if one.why in _MAY_BE_IN or (planned and one.why == "locked")
    }
    found = []
    for judged, verdict in zip(delivery.whole.components, delivery.whole.verdicts, strict=True):
        if judged.id in bills and judged.scope not in ASIDE:
            expression = verdict.judgement.chosen or judged.license.expression
            found.append(Named(judged, expression, leaves_of(expression), bills[judged.id]))
    return tuple(found)


def leaves_of(expression: str | None) -> tuple[Leaf, ...]:
    """The single licenses of an expression; none where there is none."""
    tree = parse(expression) if expression else None
    return () if tree is None or isinstance(tree, Fault) else tuple(leaves(tree))


def is_open(found: Shipped | Named) -> bool | None:
    """Whether all its licenses are open ones; None where a license is not known."""
    if not found.leaves:
        return None
    known = [profiles.profile(leaf.license) for leaf in found.leaves]
    if any(one is not None and not one.is_open for one in known):
        return False
    return None if None in known else True


class Places:
    """Whose compiled code lies where."""

    def __init__(self, delivery: Delivery, packages: tuple[Shipped, ...], contract: Contract | None) -> None:
        self._by_layer: dict[str, list[Shipped]] = {}
        for one in packages:
            self._by_layer.setdefault(one.lies.holder or one.lies.path, []).append(one)
        self._own = _own_layers(delivery)
        self._holders = _holders(delivery)
        names = contract.words("eigene_pakete") if contract is not None else ()
        self._prefixes = tuple(name.strip(".").replace(".", "/") + "/" for name in names)

    def of(self, unit: Unit) -> Owner:
        """The vendor's own, a published package's, or nobody knows whose. Where the contract names the own packages, all others are none."""
        if unit.is_product or unit.layer in self._own:
            return Owner.OWN
        if self._prefixes:
            is_own = any(name.startswith(self._prefixes) for name in unit.classes)
            return Owner.OWN if is_own else Owner.PUBLIC
        return self.of_layer(unit.layer)

    def of_layer(self, layer: str) -> Owner:
        """The same for an archive of any kind."""
        if layer in self._own:
            return Owner.OWN
        holder = self._holders.get(layer, layer)
        known = [one for one in self._by_layer.get(holder, ()) if not one.lies.is_merged]
        return Owner.PUBLIC if known and all(is_open(one) for one in known) else Owner.UNKNOWN

    def classes_of(self, unit: Unit) -> dict[str, str]:
        """The classes of a unit without those of packages that were merged into it."""
        merged = tuple(
            parts(one.judged.component.purl)[1].replace(".", "/") + "/"
            for one in self._by_layer.get(unit.layer, ())
            if one.lies.is_merged
        )
        others = tuple(prefix for prefix in merged if prefix != "/" and not prefix.startswith(self._prefixes or ("\0",)))
        return {name: source for name, source in unit.classes.items() if not (others and name.startswith(others))}


def _own_layers(delivery: Delivery) -> frozenset[str]:
    """Archives that are the product itself, or a part of it by its own word."""
    report = delivery.present
    if report is None:
        return frozenset()
    own = set(delivery.drift.own) if delivery.drift is not None else set()
    return frozenset(one.component.place.input for one in report.components if one.component.first_party or one.id in own)


def _holders(delivery: Delivery) -> dict[str, str]:
    """Where files lie that are parts of packages, with the place of the package."""
    report = delivery.present
    if report is None:
        return {}
    readers = {record.path: record.reader for record in report.inputs}
    places = {one.id: file_of(one, readers) for one in report.components}
    return {places[id_]: places[delivery.belonging[id_]] for id_ in delivery.covered if id_ in places}


def _form(judged: JudgedComponent, place: Lies, seen: Seen | None) -> Form:
    path = place.path.lower()
    kind = parts(judged.component.purl)[0]
    if place.is_merged or path.endswith(_COMPILED_PACKAGES) or kind in _COMPILED_KINDS or ".dll" in path:
        return Form.COMPILED
    folder = posixpath.dirname(place.path)
    if kind in ("pypi", "conda"):
        return Form.COMPILED if seen is not None and _has_natives(judged, place, seen) else Form.READABLE
    if kind == "npm":
        return Form.BUNDLED if seen is not None and _only_bundles(folder, seen) else Form.READABLE
    return Form.BUNDLED if ".min." in path else Form.READABLE


def _has_natives(judged: JudgedComponent, place: Lies, seen: Seen) -> bool:
    """Whether a Python package comes with compiled parts: in its wheel, or in the folder of its name beside its description."""
    if place.file:
        return any(path.startswith(f"{place.file}!/") for path in seen.natives)
    site = posixpath.dirname(posixpath.dirname(place.path))
    name = judged.component.name.replace("-", "_")
    return any(path.startswith((f"{site}/{name}/", f"{site}/{name}.", f"{site}/{name.lower()}/")) for path in seen.natives)


def _only_bundles(folder: str, seen: Seen) -> bool:
    """Whether all scripts of a package are made for machines only."""
    return folder not in seen.plain_scripts and any(path.startswith(f"{folder}/") for path in seen.minified)
