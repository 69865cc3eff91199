"""SPDX 2 in YAML becomes the JSON form of SPDX 2; a version `1.10` stays the text that it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.decode import JsonObject
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
    return _Plain(source, faults).value(value, "", "")


def lines_of(source: Source) -> dict[Steps, tuple[int, int]]:
    """The line of each member, by the way to it."""
    lines: dict[Steps, tuple[int, int]] = {}
    value, _ = yaml_so_far(source)
    waiting: list[tuple[Any, Steps, int]] = [(value, (), 1)]
    while waiting and len(lines) < _MOST_VALUES:
        here, way, line = waiting.pop()
        lines[way] = (line, 0)
        for step, inner in _children(here):
            known = here.lines.get(step, line) if isinstance(here, YamlObject) and isinstance(step, str) else _first(inner, line)
            waiting.append((inner, (*way, step), known))
    return lines


class _Plain:
    """Makes plain dicts and lists of what the events gave."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self._source = source
        self._faults = faults
        self._made = 0

    def value(self, told: Any, key: str, route: str) -> Any:
        """The plain value; nesting is bounded by the decoder."""
        self._made += 1
        if self._made > _MOST_VALUES:
            raise UnreadableError(error("input-too-large", self._source.place(), limit=_MOST_VALUES))
        if isinstance(told, str):
            return typed(key, told)
        if isinstance(told, list):
            return [self.value(inner, "", f"{route}[{position}]") for position, inner in enumerate(told)]
        if isinstance(told, dict):
            if isinstance(told, JsonObject) and told.hidden:
                self._tell_doubled(told, route)
            return {name: self.value(inner, name, route_key(route, name)) for name, inner in told.items()}
        return told

    def _tell_doubled(self, told: JsonObject, route: str) -> None:
        for name in dict.fromkeys(name for name, _ in told.hidden):
            inner = route_key(route, name)
            line = told.lines.get(name) if isinstance(told, YamlObject) else None
            place = self._source.place(inner, line)
            self._faults.tell(Severity.WARNING, "duplicate-key", place, key=name, route=inner)


def _children(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _first(value: Any, line: int) -> int:
    """The line of the first key of a mapping in a list."""
    return min(value.lines.values(), default=line) if isinstance(value, YamlObject) else line
