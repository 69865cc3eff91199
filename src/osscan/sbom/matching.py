"""Matching: which part of one document is which part of another. Package URLs decide, then names, then keys; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import NamedTuple

from osscan.model.bom import Bom, Part
from osscan.model.purl import parts as purl_parts
from osscan.sbom.license_steps import dialect

PURL, NAME, REF = "purl", "name", "ref"
_FILE = "file"
_numbers = re.compile(r"\d+").findall
_telling = re.compile(r"[A-Za-z]").search
_NO_WORK = ("", "", "")
_Key = Callable[["Named"], Hashable]


class Match(NamedTuple):
    """Positions of two parts that are the same one, and what says so."""

    old: int
    new: int
    by: str


class Named(NamedTuple):
    """A part by all that it can be known by; `work` is type, namespace and name of its package URL, empty without one."""

    part: Part
    purl: str
    work: tuple[str, str, str]


def matches(old: Bom, new: Bom) -> list[Match]:
    """Parts that belong together, in the order of the new document.

    Parts with package URLs are the same when their URLs are, versions and qualifiers aside; others when group and name are; what is left
    when their keys are, as long as not both have a package URL. Of several with one name those with the same version and hashes belong
    together, then those with the same key, then those with the same version, then those with the same qualifiers and first number, then the
    rest from the lowest version on.
    """
    matcher = _Matcher([named(part) for part in old.parts], [named(part) for part in new.parts])
    matcher.match(PURL, lambda one: one.work if one.work is not _NO_WORK else None)
    matcher.match(NAME, _full_name)
    if dialect(old) != dialect(new):
        matcher.match(NAME, _bare_name, alone=True)
    matcher.match(REF, _telling_ref, alone=True)
    return sorted(matcher.found, key=lambda match: match.new)


def named(part: Part) -> Named:
    """A part with its package URL taken apart."""
    for identifier in part.identifiers:
        if identifier.type == "purl":
            kind, namespace, name, _ = purl_parts(identifier.value)
            if kind:
                return Named(part, identifier.value.strip(), (kind, namespace, name))
    return Named(part, "", _NO_WORK)


class _Matcher:
    """Takes out of both lists what belongs together, rule by rule."""

    def __init__(self, old: list[Named], new: list[Named]) -> None:
        self._all = (old, new)
        self._open = (dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new))))
        self.found: list[Match] = []

    def match(self, by: str, key: _Key, *, alone: bool = False) -> None:
        """Brings together what has one key; with `alone` only where nothing else on either side has it."""
        old, new = self._by(0, key), self._by(1, key)
        for common in old.keys() & new.keys() if len(old) < len(new) else new.keys() & old.keys():
            mine, theirs = old[common], new[common]
            if len(mine) == len(theirs) == 1:
                self._pair(mine[0], theirs[0], by)
            elif not alone:
                self._pair_several(mine, theirs, by)

    def _by(self, side: int, key: _Key) -> dict[Hashable, list[int]]:
        found: dict[Hashable, list[int]] = {}
        rows = self._all[side]
        for position in self._open[side]:
            known_by = key(rows[position])
            if known_by is not None:
                found.setdefault(known_by, []).append(position)
        return found

    def _pair_several(self, mine: list[int], theirs: list[int], by: str) -> None:
        for nearness in _NEAREST_FIRST:
            groups: dict[Hashable, tuple[list[int], list[int]]] = {}
            for side, rows in enumerate((mine, theirs)):
                for position in rows:
                    groups.setdefault(nearness(self._all[side][position]), ([], []))[side].append(position)
            for olds, news in groups.values():
                if olds and news:
                    if nearness is _same_line or nearness is _nothing:
                        olds.sort(key=lambda position: _order(self._all[0][position].part.version))
                        news.sort(key=lambda position: _order(self._all[1][position].part.version))
                    for one, other in zip(olds, news, strict=False):
                        self._pair(one, other, by)
            mine = [position for position in mine if position in self._open[0]]
            theirs = [position for position in theirs if position in self._open[1]]
            if not mine or not theirs:
                return

    def _pair(self, mine: int, theirs: int, by: str) -> None:
        if by != PURL and self._all[0][mine].purl and self._all[1][theirs].purl:
            return
        del self._open[0][mine], self._open[1][theirs]
        self.found.append(Match(mine, theirs, by))


def _full_name(one: Named) -> Hashable:
    part = one.part
    if not part.name:
        return None
    return (part.kind == _FILE, f"{part.group}/{part.name}" if part.group else part.name)


def _bare_name(one: Named) -> Hashable:
    """Without the group, which SPDX does not have."""
    return (one.part.kind == _FILE, one.part.name) if one.part.name else None


def _telling_ref(one: Named) -> Hashable:
    """A key that somebody chose; positions and bare numbers say nothing unless a part has no name at all."""
    ref = one.part.ref
    if not one.part.name:
        return ref
    return None if ref.startswith("/") or not _telling(ref) else ref


def _same(one: Named) -> Hashable:
    return (one.purl, one.part.version, one.part.ref) if one.purl else (one.part.version, one.part.ref)


def _same_content(one: Named) -> Hashable:
    digests = tuple(sorted((told.algorithm, told.digest.lower()) for told in one.part.checksums))
    return (_qualifiers(one.purl), one.part.version, digests)


def _same_in_all(one: Named) -> Hashable:
    return (_same(one), _same_content(one))


def _same_version(one: Named) -> Hashable:
    return (one.part.version, _qualifiers(one.purl))


def _same_line(one: Named) -> Hashable:
    return (next(iter(_numbers(one.part.version)), ""), _qualifiers(one.purl))


def _nothing(_: Named) -> Hashable:
    return ""


_NEAREST_FIRST = (_same_in_all, _same_content, _same, _same_version, _same_line, _nothing)


def _qualifiers(purl: str) -> str:
    return purl.partition("?")[2]


def _order(version: str) -> tuple[tuple[int, ...], str]:
    """Numbers count as numbers; Python reads none of more than 4300 digits."""
    return (tuple(int(digits[:18]) for digits in _numbers(version)), version)
