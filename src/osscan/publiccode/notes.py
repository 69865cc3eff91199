"""Findings as they are made: each with its key, its place and the clause of the version that the file claims."""

from __future__ import annotations

from osscan.model.place import Place
from osscan.model.problem import Facts, Severity
from osscan.model.publiccode import PubliccodeFinding
from osscan.publiccode import schema
from osscan.publiccode.schema import Key

Spot = tuple[int, int]
NOWHERE: Spot = (0, 0)
"""Something is missing together with the section that would hold it."""

_MOST = 1000
_LASTING = ("wrong-kind-", "key-unknown", "key-misspelt", "key-doubled", "boolean-as-word")


class Notes:
    """Findings about one file; more than a thousand say nothing new, so what comes after them is left out and told."""

    __slots__ = ("_errors", "_found", "_path", "version")

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[PubliccodeFinding] = []
        self._errors: set[tuple[str, int]] = set()
        self.version = ""

    def say(
        self,
        code: str,
        route: str,
        spot: Spot,
        key: Key | None = None,
        facts: Facts = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        """One finding; `key` names the clause, the route does where there is none."""
        if self.full:
            return
        if len(self._found) == _MOST:
            code, route, key, facts, severity = "too-many", "", None, (), Severity.ERROR
        if severity is Severity.ERROR:
            self._errors.add((route, spot[0]))
        place = Place(self._path, route, spot[0] or None, spot[1] or None)
        clause = schema.named(key.path if key else route, self.version)
        self._found.append(PubliccodeFinding(code, severity, route, clause, place, facts))

    @property
    def full(self) -> bool:
        """Whether nothing more is taken."""
        return len(self._found) > _MOST

    def has_error(self, route: str, spot: Spot) -> bool:
        """Whether an error about this key is shown in this line already."""
        return (route, spot[0]) in self._errors

    def forget_below(self, route: str) -> None:
        """Findings about the values of a key that must not be there at all; what makes the file unreadable stays."""
        self._found = [one for one in self._found if not one.key.startswith(route) or one.code.startswith(_LASTING)]

    def sorted(self) -> tuple[PubliccodeFinding, ...]:
        """In the order of the file, each once."""
        return tuple(sorted(dict.fromkeys(self._found), key=PubliccodeFinding.sort_key))


def below(route: str, name: str) -> str:
    """The route of a key in a mapping; a language with more than letters stands in brackets, as `description[en-US]`."""
    if not route:
        return name
    return f"{route}[{name}]" if route == "description" and not name.isalpha() else f"{route}.{name}"
