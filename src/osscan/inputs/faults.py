"""Faults: the Problems of one input while it is read, each kind told at most twenty times and then counted."""

from __future__ import annotations

from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, facts_of

MOST = 20
"""As many places of one kind as a person will look at; what was an error stays one in the count."""


class Faults:
    """Gathers Problems in the order in which they are told.

    `lines` holds the lines of routes while the syntax tells them (XML, tag-value); JSON leaves it empty, and
    its places become lines at the end of a run.
    """

    def __init__(self, source: Source, problems: tuple[Problem, ...] = ()) -> None:
        self.source = source
        self.lines: dict[str, int] = {}
        self._path = source.path
        self._told = list(problems)
        self._counts: dict[tuple[str, Severity], int] = {}

    def place(self, route: str) -> Place:
        """The Place of a route, with the line of it or of what it stands in."""
        lines = self.lines
        if not lines:
            return Place(self._path, route)
        line = lines.get(route)
        return Place(self._path, route, line if line is not None else lines.get(route.rpartition(".")[0]))

    def warning(self, code: str, where: str, **facts: object) -> None:
        """Something is doubtful, nothing is lost."""
        self.tell(Severity.WARNING, code, self.place(where), **facts)

    def error(self, code: str, where: str, **facts: object) -> None:
        """Something was lost or not read."""
        self.tell(Severity.ERROR, code, self.place(where), **facts)

    def wrong_type(self, where: str, expected: str, found: object, *, lost: bool = False) -> None:
        """A value is of another type than its format says; `lost` tells that components are gone with it."""
        severity = Severity.ERROR if lost else Severity.WARNING
        self.tell(severity, "field-wrong-type", self.place(where), route=where, expected=expected, found=type_name(found))

    def tell(self, severity: Severity, code: str, place: Place, **facts: object) -> None:
        """Takes in one Problem."""
        count = self._counts[code, severity] = self._counts.get((code, severity), 0) + 1
        if count <= MOST:
            self._told.append(Problem(code, severity, place, facts_of(**facts)))

    def problems(self) -> tuple[Problem, ...]:
        """All that was told, and how many more of each kind there are."""
        more = [
            Problem("more-of-the-same", severity, self.source.place(), facts_of(code=code, count=count - MOST))
            for (code, severity), count in self._counts.items()
            if count > MOST
        ]
        return (*self._told, *more)


def type_name(value: object) -> str:
    """What JSON calls the type of a value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, dict):
        return "object"
    names = {str: "string", list: "array", int: "number", float: "number", type(None): "null"}
    return names.get(type(value), type(value).__name__)
