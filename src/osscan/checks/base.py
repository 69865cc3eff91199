"""The check's card: what it is called, how grave it is, where its demand comes from, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from osscan.checks.project import Project
from osscan.model.looks import PASSED, failed, incomplete, left_to_people, not_applicable, unknown
from osscan.model.publication import Clause, Criterion, Looked, Profile, ProjectKind
from osscan.model.report import CheckSeverity

__all__ = ["EVERY_KIND", "PASSED", "Check", "by_people", "failed", "incomplete", "left_to_people", "not_applicable", "unknown"]

EVERY_KIND = frozenset(ProjectKind)


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Its sentences are `publish.<id>.*`: title, why, next, and one for each code of its spots and reasons.

    `severity` holds for the profile `opencode`; `others` says what differs. A profile that `others` maps to None leaves the check out.
    """

    id: str
    severity: CheckSeverity
    criteria: tuple[Criterion, ...]
    clauses: tuple[Clause, ...]
    look: Callable[[Project], Looked]
    fix: str = ""
    kinds: frozenset[ProjectKind] = EVERY_KIND
    by_people: bool = False
    """Whether only a recorded decision answers it."""
    others: tuple[tuple[Profile, CheckSeverity | None], ...] = ()

    def severity_in(self, profile: Profile) -> CheckSeverity | None:
        """How grave it is in a profile; None where the profile does not ask for it."""
        return dict(self.others).get(profile, self.severity)


def by_people(_project: Project) -> Looked:
    """The look of a check that only people can answer; what they recorded takes its place."""
    return left_to_people()
