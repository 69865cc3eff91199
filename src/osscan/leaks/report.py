"""LeakReport: what a look for leaks has found, all of it decided and counted."""

from __future__ import annotations

from typing import NamedTuple

from osscan.leaks.identities import Identity
from osscan.leaks.leak import Leak
from osscan.leaks.remedy import Remedy
from osscan.model.problem import Problem, Severity
from osscan.model.report import CheckSeverity


class LeakReport(NamedTuple):
    """The leaks of one project, of its tree and, where it was asked for, of its history."""

    path: str
    tree: tuple[Leak, ...] = ()
    history: tuple[Leak, ...] = ()
    """Without what stands in the tree as well."""
    identities: tuple[Identity, ...] = ()
    plan: tuple[Remedy, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: int = 0
    has_history: bool = True
    """Whether the history was asked for."""

    @property
    def is_complete(self) -> bool:
        """Whether everything that was asked for was looked at."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    @property
    def leaks(self) -> tuple[Leak, ...]:
        return self.tree + self.history

    @property
    def blocks(self) -> bool:
        return any(leak.blocks for leak in self.leaks)

    def of(self, weight: CheckSeverity) -> tuple[Leak, ...]:
        """What weighs so much and nobody has allowed."""
        return tuple(leak for leak in self.leaks if leak.weight is weight and not leak.allowed)
