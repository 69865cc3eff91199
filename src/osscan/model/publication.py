"""Publication: what a gate before publication asks, what came out, and what follows for the whole."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.place import Place
from osscan.model.problem import Facts, Problem
from osscan.model.report import CheckSeverity, CheckStatus


class Criterion(StrEnum):
    """The seven criteria of the city for assessing software (Drucksache 23758-22), by their German initials."""

    SECURITY = "S"
    ECONOMY = "W"
    RELIABILITY = "Z"
    FUNCTIONALITY = "F"
    ERGONOMICS = "E"
    SUSTAINABILITY = "N"
    PRACTICABILITY = "P"


class ProjectKind(StrEnum):
    """What a project is; it decides which checks make sense."""

    APPLICATION = "application"
    SERVICE = "service"
    LIBRARY = "library"
    DATA = "data"
    DOCS = "docs"


class Profile(StrEnum):
    """How much is asked: for openCode, for sharing inside of the administration, or only what can't be taken back."""

    OPENCODE = "opencode"
    INTERN = "intern"
    MINIMAL = "minimal"


class PublicationVerdict(StrEnum):
    """What follows for the whole."""

    READY = "ready"
    READY_WITH_CONDITIONS = "ready-with-conditions"
    NOT_READY = "not-ready"
    INCONCLUSIVE = "inconclusive"


class Spot(NamedTuple):
    """One thing that a check objects to (sentence `publish.<check>.<code>`); `key` names it in waivers and baselines, whatever the line."""

    code: str
    place: Place
    facts: Facts = ()
    key: str = ""
    weight: CheckSeverity | None = None
    """Where it weighs less than the check can: how much."""


class Looked(NamedTuple):
    """What one check saw. `reason` is the code of the sentence that says why nothing was looked at, does not apply or is left to people."""

    status: CheckStatus
    spots: tuple[Spot, ...] = ()
    reason: str = ""
    facts: Facts = ()
    beneath: CheckStatus = CheckStatus.PASSED
    """What remains where people answer for every spot: unknown where not everything was looked at."""


class Clause(NamedTuple):
    """Where a demand comes from: a source (`OSPS Baseline`, `openCode`) and the place in it; `also` holds ids of other catalogues that say the same."""

    source: str
    place: str
    also: tuple[str, ...] = ()


class Waiving(NamedTuple):
    """A waiver of the project or the policy: which check, which spots (patterns of paths or keys), who by role, why, until when."""

    check: str
    only: str
    role: str
    reason: str
    expires: str
    place: Place


class Decision(NamedTuple):
    """What people answered: to which check, how, by which role, when, why, and where it is on file."""

    check: str
    answer: str
    """yes | no | not-applicable, or a word of the check's own list (`refuse` of PUB-REL-03)"""
    role: str
    date: str
    reference: str = ""
    reason: str = ""
    expires: str = ""
    place: Place | None = None
    about: str = ""
    """Of a decision about a delivery the SHA-256 of its content: what was decided about another one does not count."""


class Checked(NamedTuple):
    """One check with all that a report says of it. `spots` are those that count, `waived` those that somebody answers for."""

    id: str
    status: CheckStatus
    severity: CheckSeverity
    criteria: tuple[Criterion, ...]
    clauses: tuple[Clause, ...]
    spots: tuple[Spot, ...] = ()
    waived: tuple[tuple[Spot, Waiving], ...] = ()
    reason: str = ""
    facts: Facts = ()
    fix: str = ""
    """Words behind `osscan publish` that mend it; empty where only people can."""
    decision: Decision | None = None


class CriterionScore(NamedTuple):
    """Of the checks that belong to a criterion and apply: how many were answered, and how many of these are met."""

    criterion: Criterion
    asked: int
    answered: int
    met: int

    @property
    def grade(self) -> bool:
        """Whether enough was answered to say anything: at least 60 percent."""
        return self.asked > 0 and 100 * self.answered >= 60 * self.asked


class BadgeLevel(NamedTuple):
    """One condition of a badge of openCode: met, not met, or not to be seen from git (None), with the figures."""

    badge: str
    level: int
    condition: str
    met: bool | None
    facts: Facts = ()


class PublicationReport(NamedTuple):
    """The whole answer. `revision` is the commit that was looked at, empty outside of git; `policy_hash` binds the report to its policy."""

    path: str
    profile: Profile
    kind: ProjectKind
    verdict: PublicationVerdict
    checks: tuple[Checked, ...]
    criteria: tuple[CriterionScore, ...]
    badges: tuple[BadgeLevel, ...]
    problems: tuple[Problem, ...]
    revision: str
    generated_at: str
    tool: tuple[str, str]
    data: tuple[tuple[str, str], ...]
    policy_hash: str
    unused_waivers: tuple[Waiving, ...] = ()
    expired_waivers: tuple[Waiving, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every check that applies was answered."""
        return all(one.status not in (CheckStatus.UNKNOWN, CheckStatus.MANUAL) for one in self.checks)

    @property
    def refusal(self) -> Decision | None:
        """The decision not to publish, where one stands."""
        told = (one.decision for one in self.checks if one.id == "PUB-REL-03" and one.decision is not None)
        return next((one for one in told if one.answer == "refuse"), None)
