"""SPDX 2 in YAML becomes the JSON form of SPDX 2; a version `1.10` stays the text that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.decode import JsonObject, text_of
from osscan.inputs.faults import Faults
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.inputs.yaml_events import YamlObject, yaml_so_far
from osscan.model.problem import Severity, error
from osscan.sbom.opened import Steps
from osscan.sbom.spdx_types import typed

_MOST_VALUES = 2_000_000
"""Aliases are written out in JSON: a few lines of them could say more than any memory holds."""


def json_form_of(source: Source, faults: Faults) -> Any:
    """The JSON form of the first document of a Source, as far as it is whole.

    Raises UnreadableError where its aliases say more than can be held.
    """
    value, problems = yaml_so_far(source)
    for problem in problems:
        faults.tell(problem.severity, problem.code, problem.place, **dict(problem.facts))
    line = _second_document(text_of(source)[0])
    if line:
        faults.tell(Severity.ERROR, "document-behind-document", source.place("", line))
    return _Plain(source, faults).value(value, "", "")


def lines_of(source: Source) -> dict[Steps, tuple[int, int]]:
    """The line of each member, by the way to it."""
    lines: dict[Steps, tuple[int, int]] = {}
    value, _ = yaml_so_far(source)
    waiting: list[tuple[Any, Steps, int]] = [(value, (), 1)]
    while waiting and len(lines) < _MOST_VALUES:
        here, way, line = waiting.pop()
        lines[way] = (line, 0)
        if len(way) > source.limits.depth:
            continue
        if isinstance(here, YamlObject) and _MERGE in here:
            here = _lined(here)
        for step, inner in _children(here):
            known = here.lines.get(step, line) if isinstance(here, YamlObject) and isinstance(step, str) else _first(inner, line)
            waiting.append((inner, (*way, step), known))
    return lines


_MERGE = "<<"
_MOST_BASES = 64
_begins = re.compile(r"^---(?:[ \t]|\r?$)", re.MULTILINE).finditer
_content = re.compile(r"^(?![#%\r\n]|---|\.\.\.)", re.MULTILINE).search


class _Plain:
    """Makes plain dicts and lists of what the events gave."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self._source = source
        self._faults = faults
        self._made = 0
        self._depth = 0
        self._told_depth = False

    def value(self, told: Any, key: str, route: str) -> Any:
        """The plain value."""
        self._made += 1
        if self._made > _MOST_VALUES:
            raise UnreadableError(error("input-too-large", self._source.place(), limit=_MOST_VALUES))
        if isinstance(told, str):
            return typed(key, told)
        if not isinstance(told, (list, dict)):
            return told
        if self._depth >= self._source.limits.depth:
            self._tell_depth()
            return None
        self._depth += 1
        found = self._rows(told, route) if isinstance(told, list) else self._members(told, route)
        self._depth -= 1
        return found

    def _rows(self, told: list[Any], route: str) -> list[Any]:
        return [self.value(inner, "", f"{route}[{position}]") for position, inner in enumerate(told)]

    def _members(self, told: dict[str, Any], route: str) -> dict[str, Any]:
        if isinstance(told, JsonObject) and told.hidden:
            self._tell_doubled(told, route)
        if _MERGE in told:
            told = _with_merged(told)
        return {name: self.value(inner, name, route_key(route, name)) for name, inner in told.items()}

    def _tell_depth(self) -> None:
        """Aliases within aliases nest deeper than the text does."""
        if not self._told_depth:
            self._told_depth = True
            self._faults.tell(Severity.ERROR, "too-deep", self._source.place(), limit=self._source.limits.depth)

    def _tell_doubled(self, told: JsonObject, route: str) -> None:
        for name in dict.fromkeys(name for name, _ in told.hidden):
            inner = route_key(route, name)
            line = told.lines.get(name) if isinstance(told, YamlObject) else None
            place = self._source.place(inner, line)
            self._faults.tell(Severity.WARNING, "duplicate-key", place, key=name, route=inner)


def _lined(told: YamlObject) -> YamlObject:
    """The mapping with what it merges, whose members stand where it does."""
    merged = YamlObject(_with_merged(told))
    merged.lines = told.lines
    return merged


def _second_document(text: str) -> int:
    """The line on which another document begins behind the first one; 0 where there is none."""
    text = text.removeprefix("\ufeff")
    first = _content(text)
    for found in _begins(text, first.start()) if first and "\n---" in text else ():
        behind = _content(text, found.end() + 1)
        return text.count("\n", 0, found.start()) + 1 if behind and behind.start() < len(text) else 0
    return 0


def _with_merged(told: dict[str, Any]) -> dict[str, Any]:
    """The mapping with the members of those that it merges (`<<: *base`, YAML 1.1): its own count more, then the first."""
    merged: dict[str, Any] = {}
    waiting, seen = [told], {id(told)}
    while waiting and len(seen) < _MOST_BASES:
        here = waiting.pop(0)
        merged = {**here, **merged}
        base = here.get(_MERGE)
        for one in base if isinstance(base, list) else [base]:
            if isinstance(one, dict) and id(one) not in seen:
                seen.add(id(one))
                waiting.append(one)
    merged.pop(_MERGE, None)
    return merged


def _children(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _first(value: Any, line: int) -> int:
    """The line of the first key of a mapping in a list."""
    return min(value.lines.values(), default=line) if isinstance(value, YamlObject) else line
