"""Conversion: a document in another family or version, with a list of all that could not go over as it was.

The list is measured: what was written is read and written back, and every member that differs from the original is told and carried along,
so that converting back restores it. Where the target has no place to carry anything, it is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from osscan.model.bom import Bom, Fate, Loss, Part
from osscan.sbom import luggage
from osscan.sbom.anatomy import PART_LISTS, Anatomy, put_together, take_apart
from osscan.sbom.carriage import Patch, differences, missing, patched, spelled
from osscan.sbom.codec import VERSIONS, Target, document_of, facts_of, names_of
from osscan.sbom.fit import clone
from osscan.sbom.fitting import version_of, versioned
from osscan.sbom.likeness import Sayings
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3, Opened
from osscan.sbom.subjects import at, called, pointer_of

_NO_LOSS = frozenset({"bomFormat", "specVersion", "$schema", "spdxVersion", "@context"})
"""Members that say which format a document is in."""
_KEYS = {CYCLONEDX: "bom-ref", SPDX: "SPDXID", SPDX3: "spdxId"}
_SHOWN = 80
_MUTE = "1.2"
"""A version that can carry nothing."""
_CHAIN = 10
"""Conversions one after the other that are followed back."""


class Converted(NamedTuple):
    """The document in the target's JSON form, and what could not go over as it was."""

    document: dict[str, Any]
    losses: tuple[Loss, ...]


def convert(opened: Opened, target: Target) -> Converted:
    """The document as `target` has it. Raises KeyError for a family that has no facts."""
    family, document = opened.family, opened.document
    same = family == target.family and version_of(family, document) == target.version
    if same and opened.notation != target.notation and not luggage.level(family, document):
        # What only the old notation had words for, no schema knows.
        return _to_version(family, document, target)
    return converted(family, document, target)


def converted(family: str, document: dict[str, Any], target: Target) -> Converted:
    """The document as `target` has it; one that came from the target's family once becomes what it was."""
    if family not in VERSIONS:
        # Nothing is written in this format: there is no way back by which to measure.
        return Converted(document_of(facts_of(family, document), target), (Loss(Fate.LOST, "", "", "one-way"),))
    here, current = family, document
    changes: list[Loss] = []
    for _ in range(_CHAIN):
        if not luggage.level(here, current):
            break
        undone = _undone(here, current)
        added = _with_additions(here, undone)
        here, current = undone.family, undone.document
        changes += undone.losses
        if here == target.family:
            inner = converted(here, current, target) if added is None else _as_asked(here, added, target)
            return Converted(inner.document, (*changes, *inner.losses))
        if added is not None:
            break
    if family == target.family:
        if version_of(family, document) == target.version:
            return Converted(document, ())
        return _to_version(family, document, target)
    return _to_family(family, document, target)


def _as_asked(family: str, added: Converted, target: Target) -> Converted:
    """A restored document that carries additions, in the version that is asked for."""
    if version_of(family, added.document) == target.version:
        return added
    inner = _to_version(family, added.document, target)
    return Converted(inner.document, (*added.losses, *inner.losses))


def _with_additions(family: str, undone: _Undone) -> Converted | None:
    """What was restored with luggage for all that stands in the converted document and nowhere in it; None where that is nothing.

    Whoever completes or merges a converted document may put there what the facts do not tell.
    """
    if undone.family == family:
        return None
    origin = Target(family, _known_version(family, version_of(family, undone.bare)))
    bom, read = facts_of(family, undone.bare), facts_of(undone.family, undone.document)
    refs = {part.pointer: part.ref for part in bom.parts}
    luggage.own_holder(family, undone.bare)
    original = take_apart(family, undone.bare, refs)
    written = document_of(read, origin)
    luggage.own_holder(family, written)
    back = take_apart(family, written, {part.pointer: part.ref for part in facts_of(family, written).parts})
    if spelled(original.shell) == spelled(back.shell) and spelled(original.parts) == spelled(back.parts):
        return None
    packing = _Packing(family, bom, original, back, "no-place", origin)
    places = {undone.refs[part.ref]: (part.pointer, part.ref) for part in read.parts if part.ref in undone.refs}
    here = Target(undone.family, version_of(undone.family, undone.document))
    return packing.loaded(undone.document, luggage.own_holder(undone.family, undone.document), here, places)


def compared(family: str, document: dict[str, Any], read: dict[str, Any], target: Target | None) -> Converted:
    """A document with luggage for what is not there when it is read from its text, where `target` has a place for luggage."""
    copy: dict[str, Any] = clone(document)
    own = luggage.own_holder(family, copy)
    if target is not None:
        luggage.own_holder(family, read)
    bom, after = facts_of(family, document), facts_of(family, read)
    original = take_apart(family, document, {part.pointer: part.ref for part in bom.parts})
    back = take_apart(family, read, {part.pointer: part.ref for part in after.parts})
    packing = _Packing(family, bom, original, back, "notation", Target(family, version_of(family, document)))
    places = {part.ref: (part.pointer, part.ref) for part in bom.parts}
    return packing.loaded(copy, own, target or Target(CYCLONEDX, _MUTE), places)


def _to_version(family: str, document: dict[str, Any], target: Target) -> Converted:
    """The document itself without what the version refuses."""
    bom = facts_of(family, document)
    written = versioned(family, document, bom, target.version)
    own = luggage.own_holder(family, written)
    refs = _aligned(bom, facts_of(family, written))
    original = take_apart(family, document, {part.pointer: part.ref for part in bom.parts})
    back = take_apart(family, written, {pointer: ref for pointer, _, ref in refs})
    packing = _Packing(family, bom, original, back, "refused", Target(family, version_of(family, document)))
    return packing.loaded(written, own, target, {ref: (pointer, name) for pointer, name, ref in refs})


def _to_family(family: str, document: dict[str, Any], target: Target) -> Converted:
    """The facts of the document as the target tells them."""
    bom = facts_of(family, document)
    names = names_of(bom, target)
    written = document_of(bom, target)
    own = luggage.own_holder(target.family, written)
    ours = {name: ref for ref, name in names.items()}
    read = facts_of(target.family, written)
    origin = Target(family, _known_version(family, version_of(family, document)))
    back = _written_back(renamed(read, ours), origin)
    original = take_apart(family, document, {part.pointer: part.ref for part in bom.parts})
    packing = _Packing(family, bom, original, back, "no-place", origin)
    places = {ours[part.ref]: (part.pointer, part.ref) for part in read.parts if part.ref in ours}
    return packing.loaded(written, own, target, places)


def _written_back(bom: Bom, origin: Target) -> Anatomy:
    written = document_of(bom, origin)
    ours = {name: ref for ref, name in names_of(bom, origin).items()}
    parts = facts_of(origin.family, written).parts
    return take_apart(origin.family, written, {part.pointer: ours.get(part.ref, part.ref) for part in parts})


class _Packing:
    """Compares the original with what the way back gives, and packs and tells the difference."""

    def __init__(self, family: str, bom: Bom, original: Anatomy, back: Anatomy, reason: str, origin: Target) -> None:
        self._family = family
        self._bom = bom
        self._original = original
        self._back = back
        self._reason = reason
        self._origin = origin

    def loaded(
        self, written: dict[str, Any], own: dict[str, Any], target: Target, places: Mapping[str, tuple[str, str]]
    ) -> Converted:
        """The written document with its luggage. `places` has pointer and key in it of each part."""
        carries = luggage.can_carry(target.family, target.version)
        shell = differences(self._original.shell, self._back.shell, listed=True)
        losses = list(self._shell_losses(shell, carries=carries))
        level = luggage.level(target.family, written) + 1
        for part in self._bom.parts:
            is_apart = part.ref in self._original.parts
            before, after = self._original.parts.get(part.ref, {}), self._back.parts.get(part.ref, {})
            patch = differences(before, after) if is_apart else {}
            losses += self._losses(patch, before, after, part.pointer, _title(part), carries=carries)
            pointer, name = places.get(part.ref, ("", part.ref))
            bag = ({"ref": part.ref} if name != part.ref else {}) | ({"members": patch} if patch else {})
            holder = at(written, pointer) if bag and carries and pointer else None
            if isinstance(holder, dict) and holder is not own:
                luggage.load(target.family, written, holder, {"level": level, **bag})
        if carries:
            told = {"level": level, "of": [self._origin.family, self._origin.version], "members": shell}
            luggage.load(target.family, written, own, told)
        return Converted(written, tuple(losses))

    def _shell_losses(self, patch: Patch, *, carries: bool) -> Iterator[Loss]:
        shell, back = self._original.shell, self._back.shell
        plain = {}
        for path, told in patch.items():
            if len(told) < 3:
                plain[path] = told
                continue
            rows, moved = shell[path], False
            said = self._said_again(rows, back[path]) if path == "@graph" else frozenset()
            for position in missing(told[2]):
                row = rows[position]
                is_part = path in PART_LISTS and not (isinstance(row, dict) and "is" in row)
                moved = moved or is_part
                if not is_part:
                    content = row["is"] if path in PART_LISTS else row
                    reason = "own-id" if position in said else self._reason
                    yield Loss(self._fate(carries=carries), f"/{path}/{position}", called(content), reason)
            if moved:
                fate = Fate.CHANGED if carries else Fate.LOST
                yield Loss(fate, f"/{path}", "", "arrangement")
        quiet = {path: told for path, told in plain.items() if path not in _NO_LOSS}
        yield from self._losses(quiet, shell, back, "", "", carries=carries)

    def _said_again(self, rows: list[Any], back: list[Any]) -> frozenset[int]:
        """Positions of elements that the way back gives under another id."""
        mine, theirs = ([row["is"] for row in some if isinstance(row, dict) and "is" in row] for some in (rows, back))
        before, after = Sayings(mine), Sayings(theirs)
        known = {after.of(element) for element in theirs}
        found = (position for position, row in enumerate(rows) if isinstance(row, dict) and before.of(row.get("is")) in known)
        return frozenset(found)

    def _losses(
        self, patch: Patch, before: Mapping[str, Any], after: Mapping[str, Any], pointer: str, part: str, *, carries: bool
    ) -> Iterator[Loss]:
        for name, told in patch.items():
            if len(told) < 2 or name not in before:
                continue
            place = f"{pointer}/{name}" if not pointer else pointer + pointer_of((name,))
            if name == "creationInfo" and pointer:
                # An element of SPDX 3 names there, by an id, who made it; where it differs, the id does.
                yield Loss(self._fate(carries=carries), place, part, "own-id")
            elif name not in after or not carries:
                yield Loss(self._fate(carries=carries), place, part, self._reason)
            else:
                yield Loss(Fate.CHANGED, place, part, "less-exact", _short(after[name]))

    def _fate(self, *, carries: bool) -> Fate:
        return Fate.CARRIED if carries else Fate.LOST


class _Undone(NamedTuple):
    """What a document was before its last conversion, and the converted one without the luggage of that conversion."""

    family: str
    document: dict[str, Any]
    losses: tuple[Loss, ...]
    bare: dict[str, Any]
    refs: dict[str, str]
    """Keys of the parts in the converted document by their keys in the restored one."""


def restored(family: str, document: dict[str, Any]) -> tuple[str, dict[str, Any], tuple[Loss, ...]]:
    """What a document was before its last conversion; members that somebody changed since keep the change, and that is told."""
    undone = _undone(family, document)
    return undone.family, undone.document, undone.losses


def _undone(family: str, document: dict[str, Any]) -> _Undone:
    level = luggage.level(family, document)
    bare: dict[str, Any] = clone(document)
    bom = facts_of(family, bare)
    own_holder = luggage.looked_at(family, bare)
    own = luggage.unload(family, own_holder, level)
    bags = {}
    for part in bom.parts:
        holder = at(bare, part.pointer)
        if isinstance(holder, dict) and holder is not own_holder:
            bags[part.ref] = luggage.unload(family, holder, level)
    origin = _origin(own)
    ours = {ref: said for ref, bag in bags.items() if isinstance(said := bag.get("ref"), str)}
    if origin.family == family:
        back = take_apart(family, bare, {part.pointer: ours.get(part.ref, part.ref) for part in bom.parts})
    else:
        back = _written_back(renamed(bom, ours), origin)
    losses = []
    parts = dict(back.parts)
    for ref, bag in bags.items():
        own_ref = ours.get(ref, ref)
        if own_ref in parts and "members" in bag:
            parts[own_ref], changed = patched(parts[own_ref], bag["members"])
            losses += [Loss(Fate.CHANGED, pointer_of((name,)), called(parts[own_ref]), "changed-since") for name in changed]
    shell, changed = patched(back.shell, own.get("members"))
    losses += [Loss(Fate.CHANGED, f"/{path}", "", "changed-since") for path in changed]
    refs: dict[str, str] = {}
    for ref in bags:
        own_ref = ours.get(ref, ref)
        key = parts.get(own_ref, {}).get(_KEYS[origin.family])
        refs.setdefault(key if isinstance(key, str) else own_ref, ref)
    return _Undone(origin.family, put_together(origin.family, Anatomy(shell, parts)), tuple(losses), bare, refs)


def _origin(told: Mapping[str, Any]) -> Target:
    """Where luggage says that it comes from; what nobody could have written comes from CycloneDX."""
    match told.get("of"):
        case [str(family), str(version)] if family in VERSIONS:
            return Target(family, _known_version(family, version))
    return Target(CYCLONEDX, VERSIONS[CYCLONEDX][-1])


def renamed(bom: Bom, names: Mapping[str, str]) -> Bom:
    """A Bom whose parts have other keys; keys that are not in `names`, or would meet another, stay."""
    taken = {part.ref for part in bom.parts if part.ref not in names}
    chosen: dict[str, str] = {}
    for part in bom.parts:
        name = names.get(part.ref, part.ref)
        if part.ref in names and name in taken:
            continue
        taken.add(name)
        chosen[part.ref] = name

    def name_of(ref: str) -> str:
        return chosen.get(ref, ref)

    return bom._replace(
        root=name_of(bom.root),
        parts=tuple(part._replace(ref=name_of(part.ref)) for part in bom.parts),
        links=tuple(link._replace(source=name_of(link.source), target=name_of(link.target)) for link in bom.links),
        told_dependencies=tuple(map(name_of, bom.told_dependencies)),
        completeness=tuple((name_of(ref), word) for ref, word in bom.completeness),
    )


def _aligned(before: Bom, after: Bom) -> list[tuple[str, str, str]]:
    """Pointer and key of each part in the new document with its key in the old one; fitting leaves their order as it is."""
    return [(new.pointer, new.ref, old.ref) for old, new in zip(before.parts, after.parts, strict=False)]


def _known_version(family: str, version: str) -> str:
    """The version itself, or the oldest or newest that documents are written in."""
    known = VERSIONS[family]
    if version in known:
        return version
    return known[0] if version and version < known[0] else known[-1]


def _title(part: Part) -> str:
    return f"{part.group}/{part.name} {part.version}".strip() if part.group else f"{part.name} {part.version}".strip()


def _short(value: Any) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
