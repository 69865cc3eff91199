"""Fields: takes values out of a foreign document; one of a wrong type becomes a Problem and costs nothing beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from osscan.inputs.decode import JsonObject
from osscan.inputs.faults import Faults, type_name
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity


def members(table: dict[str, Any]) -> Iterator[tuple[str, Any, int]]:
    """All keys with their values and occurrence; a value that a later, equal key hides comes too."""
    if not isinstance(table, JsonObject):
        yield from ((key, value, 1) for key, value in table.items())
        return
    seen: Counter[str] = Counter()
    for key, value in (*table.hidden, *table.items()):
        seen[key] += 1
        yield key, value, seen[key]


class Fields:
    """Reads the fields of one input and remembers what was wrong with them. What is absent or null is empty."""

    def __init__(self, source: Source, problems: tuple[Problem, ...] = ()) -> None:
        self.source = source
        self._faults = Faults(source, problems)

    def problems(self) -> tuple[Problem, ...]:
        """All that was wrong."""
        return self._faults.problems()

    def error(self, code: str, place: Place, **facts: object) -> None:
        """Remembers that something was lost or not read."""
        self._faults.tell(Severity.ERROR, code, place, **facts)

    def warning(self, code: str, place: Place, **facts: object) -> None:
        """Remembers that something is doubtful."""
        self._faults.tell(Severity.WARNING, code, place, **facts)

    def note(self, code: str, place: Place, **facts: object) -> None:
        """Remembers something worth knowing about how the input was read."""
        self._faults.tell(Severity.NOTE, code, place, **facts)

    def wrong_type(self, place: Place, expected: str, found: object, *, lost: bool = False) -> None:
        """Remembers a value of another type than its format says; `lost` says that components are gone with it."""
        severity = Severity.ERROR if lost else Severity.WARNING
        self._faults.tell(severity, "field-wrong-type", place, route=place.route, expected=expected, found=type_name(found))

    def retell(self, problems: Iterable[Problem]) -> None:
        """Takes in what was told elsewhere on behalf of this input."""
        for problem in problems:
            self._faults.tell(problem.severity, problem.code, problem.place, **dict(problem.facts))

    def text(self, table: dict[str, Any], key: str, route: str) -> str:
        """The text of a field, without the blanks around it."""
        value = table.get(key)
        if isinstance(value, str):
            return value.strip()
        if value is not None:
            self.wrong_type(self.source.place(route_key(route, key)), "string", value)
        return ""

    def table(self, table: dict[str, Any], key: str, route: str, *, lost: bool = False) -> dict[str, Any]:
        """The object of a field; `lost` says that components are lost when it is none."""
        value = table.get(key)
        if isinstance(value, dict):
            return value
        if value is not None:
            self.wrong_type(self.source.place(route_key(route, key)), "object", value, lost=lost)
        return {}

    def rows(self, table: dict[str, Any], key: str, route: str, *, lost: bool = False) -> list[Any]:
        """The list of a field; `lost` says that components are lost when it is none."""
        value = table.get(key)
        if isinstance(value, list):
            return value
        if value is not None:
            self.wrong_type(self.source.place(route_key(route, key)), "array", value, lost=lost)
        return []

    def tables(self, table: dict[str, Any], key: str, route: str, *, lost: bool = False) -> Iterator[tuple[dict[str, Any], str]]:
        """The objects in the list of a field, each with its route; `lost` says that an entry which is none is a lost component."""
        inner = route_key(route, key)
        for position, row in enumerate(self.rows(table, key, route, lost=lost)):
            if isinstance(row, dict):
                yield row, f"{inner}[{position}]"
            else:
                self.wrong_type(self.source.place(f"{inner}[{position}]"), "object", row, lost=lost)

    def doubled(self, table: dict[str, Any], route: str) -> None:
        """Remembers the keys that stand twice in a table."""
        if isinstance(table, JsonObject):
            for key in dict.fromkeys(key for key, _ in table.hidden):
                inner = route_key(route, key)
                self.warning("duplicate-key", self.source.place(inner), key=key, route=inner)

    def expect_any(self, document: dict[str, Any], keys: tuple[str, ...]) -> None:
        """Remembers that an intact lockfile has not one field of its format, so that it tells nothing."""
        if not self.problems() and not any(key in document for key in keys):
            self.error("lock-without-content", self.source.place(), keys=", ".join(keys))

    def not_outside(self, folder: str, place: Place) -> None:
        """Remembers that a package lies in a folder that is no part of what was asked for."""
        if folder and self.source.leads_outside(folder):
            self.error("folder-outside", place, folder=folder)

    def expect_version(self, found: str, known: tuple[str, ...], route: str) -> None:
        """Remembers that a format's major version is newer, or other, than those that osscan knows."""
        if found and found.partition(".")[0] not in known:
            self.warning("lock-version-unknown", self.source.place(route), version=found, known=", ".join(known))
