"""The check's card: what it is called, how grave it is, where its demand comes from, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from osscan.checks.project import Project
from osscan.model.problem import Facts
from osscan.model.publication import Clause, Criterion, Looked, Profile, ProjectKind, Spot
from osscan.model.report import CheckSeverity, CheckStatus

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


PASSED = Looked(CheckStatus.PASSED)


def failed(spots: Iterable[Spot], facts: Facts = ()) -> Looked:
    """Failed with these spots; passed where there are none."""
    found = tuple(spots)
    return Looked(CheckStatus.FAILED, found, facts=facts) if found else Looked(CheckStatus.PASSED, facts=facts)


def incomplete(looked: Looked, *, complete: bool) -> Looked:
    """Where not everything could be read: no pass, and waivers make none of it."""
    if complete:
        return looked
    if looked.status is CheckStatus.PASSED:
        return unknown("incomplete", looked.facts)
    return looked._replace(beneath=CheckStatus.UNKNOWN)


def unknown(reason: str, facts: Facts = ()) -> Looked:
    """It could not be looked at."""
    return Looked(CheckStatus.UNKNOWN, reason=reason, facts=facts)


def not_applicable(reason: str, facts: Facts = ()) -> Looked:
    """It makes no sense here."""
    return Looked(CheckStatus.NOT_APPLICABLE, reason=reason, facts=facts)


def left_to_people() -> Looked:
    """Nobody has answered yet."""
    return Looked(CheckStatus.MANUAL, reason="nobody-answered")


def by_people(_project: Project) -> Looked:
    """The look of a check that only people can answer; what they recorded takes its place."""
    return left_to_people()
