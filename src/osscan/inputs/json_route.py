"""Routes: the symbolic way to a value inside a JSON document, and how it becomes line and column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from osscan.inputs.json_value import Values

Step = tuple[str, int] | int
"""A key with its occurrence (1 for the first, as nearly always), or a position in an array."""

_simple = re.compile(r"[A-Za-z_$][\w$-]*").fullmatch
_step = re.compile(r'\.?([A-Za-z_$][\w$-]*)(?:~(\d+))?|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\](?:~(\d+))?').match
_start = re.compile(r"[\ufeff \t\n\r]*").match
_space = re.compile(r"[ \t\n\r]*").match
_gap = re.compile(r"[ \t\n\r,]*").match
_DEPTH = 1_000_000


def route_key(route: str, key: str, occurrence: int = 1) -> str:
    """The route of a member: `a.b`, `packages["node_modules/a"]`; a key's second occurrence is `a.b~2`."""
    nth = f"~{occurrence}" if occurrence > 1 else ""
    if not _simple(key):
        return f"{route}[{quoted(key)}]{nth}"
    return f"{route}.{key}{nth}" if route else f"{key}{nth}"


def route_of(steps: Iterable[Step]) -> str:
    """The route that takes these steps."""
    # Joined once: routes of deeply nested values are long.
    return "".join([f"[{step}]" if step.__class__ is int else _member(step) for step in steps]).removeprefix(".")


@lru_cache(maxsize=4096)
def _member(step: tuple[str, int]) -> str:
    """A member as it stands behind a route."""
    return route_key(".", *step)[1:]


def steps_of(route: str) -> tuple[Step, ...]:
    """The steps of a route; reading ends where it is no route any more."""
    steps: list[Step] = []
    found = _step(route)
    while found:
        key, nth, position, quoted_key, quoted_nth = found.groups()
        if position is not None:
            steps.append(int(position))
        else:
            steps.append((key if key is not None else json.loads(quoted_key), int(nth or quoted_nth or 1)))
        found = _step(route, found.end())
    return tuple(steps)


def lines_and_columns(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Line and column (from 1) of each offset, counted in one pass."""
    places: dict[int, tuple[int, int]] = {}
    line, reached, begin = 1, 0, 0
    for offset in sorted(set(offsets)):
        line += text.count("\n", reached, offset)
        begin = text.rfind("\n", reached, offset) + 1 or begin
        places[offset] = (line, offset - begin + 1)
        reached = offset
    return places


class Wanted:
    """Values to be found: the routes that end here, and the steps that lead further."""

    __slots__ = ("below", "routes")

    def __init__(self) -> None:
        self.below: dict[Step, Wanted] = {}
        self.routes: list[str] = []

    def add(self, steps: Iterable[Step], route: str) -> None:
        """Adds a route that is reached by these steps."""
        here = self
        for step in steps:
            inner = here.below.get(step)
            if inner is None:
                inner = here.below[step] = Wanted()
            here = inner
        here.routes.append(route)


_NOTHING = Wanted()


class _Container:
    """An open object or array: how many of its keys or elements went by."""

    __slots__ = ("keys", "position", "wanted")

    def __init__(self, sign: str, wanted: Wanted) -> None:
        self.wanted = wanted
        self.keys: dict[str, int] | None = {} if sign == "{" else None
        self.position = -1


def offsets(text: str, wanted: Wanted, start: int = 0) -> tuple[dict[str, int], bool]:
    """Offsets of the wanted routes in the value at `start`, and whether all that was passed on the way was sound.

    Opens only the containers on the way to wanted values; everything else is passed by the C scanner.
    """
    values = Values(text, _DEPTH)
    found: dict[str, int] = {}
    missing = _count(wanted)
    opened: list[_Container] = []
    step: Step | None = 0
    at, below = _end(_start(text, start)), wanted
    while missing and values.patient:
        found.update(dict.fromkeys(below.routes, at))
        missing -= len(below.routes)
        sign = text[at : at + 1]
        # An array right under the top may be most of the document: it is passed one element after the other.
        if sign and sign in "{[" and (below.below or (sign == "[" and len(opened) == 1)):
            opened.append(_Container(sign, below))
            at += 1
        else:
            at = values.at(at)[1]
        while opened:
            at = _end(_gap(text, at))
            if text[at : at + 1] in ("]", "}"):
                opened.pop()
                at += 1
                continue
            step, at = _next_step(text, at, opened[-1], values)
            break
        if not opened or step is None:
            break
        below = opened[-1].wanted.below.get(step, _NOTHING)
    return found, not values.broken and step is not None


def _next_step(text: str, at: int, container: _Container, values: Values) -> tuple[Step | None, int]:
    """The key or position that comes next in a container, and the offset of its value; None where the text breaks."""
    if container.keys is None:
        container.position += 1
        return (container.position if at < len(text) else None), at
    if text[at : at + 1] != '"':
        return None, at
    key, at = values.at(at)
    at = _end(_space(text, at))
    if text[at : at + 1] != ":":
        return None, at
    nth = container.keys[key] = container.keys.get(key, 0) + 1
    return (key, nth), _end(_space(text, at + 1))


def _count(wanted: Wanted) -> int:
    waiting, routes = [wanted], 0
    while waiting:
        here = waiting.pop()
        routes += len(here.routes)
        waiting += here.below.values()
    return routes


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
