"""Changes: what came, went, or became something else between a former state of the targets and the present one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.component import Scope
from osscan.model.verdict import CompatibilityWord, Level, PolicyWord


class ChangeKind(StrEnum):
    """What happened to one component; of several things the first in this order is named."""

    ADDED = "added"
    REMOVED = "removed"
    UPDATED = "updated"
    """Another version."""
    RELICENSED = "relicensed"
    """The same version, and another license is established or stated."""
    REJUDGED = "rejudged"
    """The same license, but another scope or verdict."""


class State(NamedTuple):
    """A component in one of the two states."""

    id: str
    version: str
    """Exact, or the range where nothing more is known."""
    license: str | None
    stated: tuple[str, ...]
    """License statements as found."""
    scope: Scope
    level: Level
    policy: PolicyWord
    compatibility: CompatibilityWord
    objects: bool
    """Whether the verdict asks for a look, and no waiver covers it."""


class Change(NamedTuple):
    """One component that is not as it was; `before` is None for what was added, `after` for what was removed."""

    kind: ChangeKind
    name: str
    before: State | None
    after: State | None
    relicensed: bool
    new_objection: bool
    """Whether its verdict objects, and no objection of the former state was the same."""

    @property
    def settles(self) -> bool:
        """Whether an objection is gone."""
        return self.before is not None and self.before.objects and (self.after is None or not self.after.objects)


class Changes(NamedTuple):
    """All changes since `revision`, by name; `complete` tells whether both states could be read in full."""

    revision: str
    commit: str
    items: tuple[Change, ...]
    complete: bool
