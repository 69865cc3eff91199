"""A big JSON document, walked without holding it: each element of its arrays is decoded, handed out and dropped."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from osscan.inputs.decode import text_of
from osscan.inputs.faults import Faults
from osscan.inputs.json_array import Found, JsonArray
from osscan.inputs.json_route import Step, Wanted, lines_and_columns, offsets, route_key, route_of, steps_of
from osscan.inputs.json_salvage import LOST, Break, CutObject
from osscan.inputs.json_value import Values
from osscan.inputs.source import Source
from osscan.model.problem import Severity

__all__ = ["CutObject", "Found", "JsonWalk", "locate", "opening", "route_key"]

_space = re.compile(r"[ \t\n\r]*").match
_start = re.compile(r"[\ufeff \t\n\r]*").match
_key_begins = re.compile(r'"[^"\\\n]{1,80}"[ \t]*:').match
_next_member = re.compile(r'[^{}\[\]]*?,\s*(?="[^"\\\n]{1,80}"\s*:)').match


@lru_cache(maxsize=1)
def opening(head: bytes) -> dict[str, Any]:
    """The JSON object that begins with these bytes, as far as it goes; empty when they begin no object."""
    text, _ = text_of(Source("", held=head))
    start = _end(_start(text))
    told = Values(text, Source("").limits.depth).at(start)[0] if text.startswith("{", start) else None
    return told if isinstance(told, dict) else {}


def locate(text: str, routes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Line and column (from 1) of the values at these routes, found in one pass; a route that leads nowhere is left out."""
    steps = {route: steps_of(route) for route in routes}
    wanted = Wanted()
    for route, way in steps.items():
        wanted.add(way, route)
    found, sound = offsets(text, wanted)
    if not sound:
        found = _offsets_as_walked(text, steps)
    places = lines_and_columns(text, found.values())
    return {route: places[offset] for route, offset in found.items()}


def _offsets_as_walked(text: str, routes: dict[str, tuple[Step, ...]]) -> dict[str, int]:
    """Offsets in a broken text, where only the walk that read it knows which element is which."""
    heads: dict[str, Wanted] = {}
    names, wrappers = set(), set()
    for route, steps in routes.items():
        keys = [step[0] for step in steps[:2] if isinstance(step, tuple)]
        length = len(keys) + (len(steps) > len(keys) and isinstance(steps[len(keys)], int))
        heads.setdefault(route_of(steps[:length]), Wanted()).add(steps[length:], route)
        names.update(keys[-1:])
        wrappers.update(keys[:-1])
    found: dict[str, int] = {}
    for _, route, position, _, offset in JsonWalk(text, Source(""), names, wrappers):
        wanted = heads.get(route if position < 0 else f"{route}[{position}]")
        if wanted is not None:
            found.update(offsets(text, wanted, offset)[0])
    return found


class JsonWalk:
    """Iterating gives what stands under the keys in `wanted`; `tell` says afterwards what was broken.

    Arrays under wanted keys come element by element, all other values whole, with position -1. The object under
    a key in `within` is walked as if it were the document (`{"sbom": {...}}`). The second occurrence of a key is
    handed out too, with the route `key~2`. In arrays under a key in `plain` doubled keys are not looked for.
    """

    def __init__(
        self, text: str, source: Source, wanted: Collection[str], within: Collection[str] = (), plain: Collection[str] = ()
    ) -> None:
        self.is_object = False
        """Whether the document is an object at all; known once the walk began."""
        self._text = text
        self._limit = source.limits.depth
        self._wanted = wanted
        self._within = within
        self._plain = plain
        self._values = Values(text, self._limit)
        self._breaks = self._values.breaks
        self._arrays: list[JsonArray] = []
        self._at = _end(_start(text))

    def __iter__(self) -> Iterator[Found]:
        self.is_object = self._sign() == "{"
        if self.is_object:
            yield from self._members("")
        elif self._at < len(self._text):
            self._broken("Expecting an object")
        else:
            self._values.ended()

    def tell(self, faults: Faults) -> None:
        """Hands what was broken over, in the order of the text, with line and column."""
        places = lines_and_columns(self._text, (one.offset for one in self._breaks))
        for one in sorted(self._breaks, key=lambda one: one.offset):
            severity = Severity.ERROR if one.lost else Severity.WARNING
            place = faults.source.place("", *places[one.offset])
            faults.tell(severity, one.code, place, **self._facts(one))

    def _facts(self, one: Break) -> dict[str, object]:
        if one.code == "too-deep":
            return {"limit": self._limit}
        if one.code == "duplicate-key":
            return {"key": one.reason, "route": one.reason}
        return {} if one.code == "json-truncated" else {"reason": one.reason}

    def _members(self, route: str) -> Iterator[Found]:
        """The members of the object that opens at the current offset."""
        seen: dict[str, int] = {}
        self._at += 1
        comma = True
        while sign := self._sign():
            if sign == "}":
                if comma and seen:
                    self._mended("Illegal trailing comma before end of object")
                self._at += 1
                if route or not self._sign():
                    return
                self._broken("Extra data")
                array = self._array_behind(self._at)
                if array is None:
                    return
                yield from self._elements(array)
                comma = False
                continue
            if sign == "," and not comma:
                self._at, comma = self._at + 1, True
                continue
            begin = self._at
            key = self._key()
            if key is None:
                array = self._array_behind(self._at) if self._values.patient else None
                if array is not None:
                    yield from self._elements(array)
                else:
                    self._resume(self._at)
                comma = array is None
                continue
            if not comma:
                self._mended("Expecting ',' delimiter", begin)
            comma = False
            nth = seen[key] = seen.get(key, 0) + 1
            if nth > 1:
                self._breaks.append(Break(begin, "duplicate-key", key, lost=False))
            yield from self._value(key, route_key(route, key, nth))
        self._values.ended()

    def _key(self) -> str | None:
        """The key at the current offset, which moves to its value; None where there is no member."""
        if self._sign() != '"':
            self._broken("Expecting property name enclosed in double quotes")
            return None
        key, self._at = self._values.at(self._at)
        sign = self._sign()
        if sign != ":" or key is LOST:
            if sign:
                self._broken("Expecting ':' delimiter")
            return None
        self._at += 1
        return str(key)

    def _value(self, key: str, route: str) -> Iterator[Found]:
        sign = self._sign()
        wanted = key in self._wanted
        if sign == "{" and key in self._within:
            yield from self._members(route)
        elif sign == "[":
            array = JsonArray(
                self._values, self._at, key, route, self._others(key), plain=key in self._plain or key not in self._wanted
            )
            if wanted:
                self._arrays.append(array)
                yield from self._elements(array)
            else:
                deque(self._elements(array), maxlen=0)
        elif sign:
            begin = self._at
            value, self._at = self._values.at(begin)
            if value is LOST:
                self._resume(self._at)
            elif wanted:
                yield key, route, -1, value, begin

    def _elements(self, array: JsonArray) -> Iterator[Found]:
        yield from array
        self._at = array.end
        if array.left and not _key_begins(self._text, self._at):
            self._resume(self._at)

    def _array_behind(self, at: int) -> JsonArray | None:
        """The array that goes on behind what seemed to be the end of the document."""
        siblings = [(array.sibling(at), array) for array in self._arrays]
        comma, array = min(
            ((comma, array) for comma, array in siblings if comma >= 0), key=lambda one: one[0], default=(-1, None)
        )
        if array is not None:
            array.go_on(comma)
        return array

    def _others(self, key: str) -> re.Pattern[str]:
        """Finds where another wanted array begins: the one that is being read ended before."""
        names = "|".join(re.escape(name) for name in sorted(self._wanted) if name != key)
        return re.compile(rf'"(?:{names})"\s*:\s*\[')

    def _resume(self, at: int) -> int:
        """Moves to the next member that can be told for one; to the end of the text when there is none."""
        found = _next_member(self._text, at)
        if not found and self._wanted:
            names = "|".join(re.escape(key) for key in sorted(self._wanted))
            found = re.compile(rf',\s*(?="(?:{names})"\s*:)').search(self._text, at)
        self._at = found.end() if found else len(self._text)
        return self._at

    def _sign(self) -> str:
        """The next sign that is no white space, at which the walk then stands; "" at the end of the text."""
        self._at = _end(_space(self._text, self._at))
        return self._text[self._at : self._at + 1]

    def _broken(self, reason: str, at: int | None = None) -> None:
        self._breaks.append(Break(self._at if at is None else at, "json-syntax", reason))

    def _mended(self, reason: str, at: int | None = None) -> None:
        self._breaks.append(Break(self._at if at is None else at, "json-mended", reason, lost=False))


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
