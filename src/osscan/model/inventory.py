"""Inventory: what one reader saw in one input."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.component import Component
from osscan.model.problem import Problem, Severity

Edge = tuple[str, str]
"""(ref of the one that needs, ref of what it needs), refs as in Component.ref"""


class Extent(StrEnum):
    """How much of a kind of fact a format can hold."""

    NEVER = "never"
    SOME = "some"
    COMPLETE = "complete"


class Gives(NamedTuple):
    """What a format can tell at best, so that a report can say why something is unknown."""

    licenses: Extent = Extent.NEVER
    edges: Extent = Extent.NEVER
    scopes: Extent = Extent.NEVER
    hashes: Extent = Extent.NEVER


class Inventory(NamedTuple):
    """The components of one input, `root` being what they belong to (never one of `components`)."""

    path: str
    reader: str = ""
    """Name of the reader's card; empty when no reader took the input."""
    format: str = ""
    version: str = ""
    """Version of the format, as written in the input."""
    root: Component | None = None
    components: tuple[Component, ...] = ()
    edges: tuple[Edge, ...] = ()
    problems: tuple[Problem, ...] = ()
    gives: Gives = Gives()
    consulted: tuple[str, ...] = ()
    """Full paths of other files that the reader asked for, there or not: what it saw holds as long as they do not change."""

    @property
    def complete(self) -> bool:
        """Whether all that the input holds was read."""
        return bool(self.reader) and all(p.severity is not Severity.ERROR for p in self.problems)
