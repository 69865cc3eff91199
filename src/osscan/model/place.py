"""Place: where in an input a fact stands."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """An input as the user named it, and where in it.

    `route` is symbolic (`components[3].licenses[0].expression`, `packages["node_modules/a"].license`);
    `line` and `column` count from 1 and are filled in once, at the end, for places that are shown.
    """

    input: str
    route: str = ""
    line: int | None = None
    column: int | None = None

    def sort_key(self) -> tuple[str, int, int, str]:
        return (self.input, self.line or 0, self.column or 0, self.route)
