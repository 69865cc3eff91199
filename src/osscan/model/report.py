"""Report: the one hand-off from the engine to every renderer. Decided, counted, in a fixed order."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.changes import Changes
from osscan.model.component import Component, PathRole, Relation, Scope
from osscan.model.inventory import Gives
from osscan.model.place import Place
from osscan.model.problem import Facts, Problem
from osscan.model.verdict import Reason, Resolution, Verdict


class Outcome(StrEnum):
    """The word over the whole run; the CLI makes an exit code of it."""

    PASSED = "passed"
    OBJECTIONS = "objections"
    INCOMPLETE = "incomplete"
    NOTHING_TO_JUDGE = "nothing-to-judge"


class CheckStatus(StrEnum):
    """What came out of one check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not-applicable"
    MANUAL = "manual"
    UNKNOWN = "unknown"


class CheckSeverity(StrEnum):
    """What a failed check means for the whole."""

    BLOCKER = "blocker"
    CONDITION = "condition"
    HINT = "hint"


class InputRecord(NamedTuple):
    """What became of one input."""

    path: str
    kind: str
    format: str
    version: str
    reader: str
    components: int
    complete: bool
    role: PathRole
    gives: Gives


class JudgedComponent(NamedTuple):
    """One component of the union: what all inputs say of it, and which license counts.

    `component.claims` holds the claims of all inputs; `path` leads from the root to it by names and versions
    and is filled for components that somebody has to look at.
    """

    id: str
    component: Component
    scope: Scope
    relation: Relation
    role: PathRole
    inputs: tuple[str, ...]
    license: Resolution
    path: tuple[str, ...] = ()


class Conflict(NamedTuple):
    """Claims about one component that can't all be true (sentence `conflict.<kind>`)."""

    component: str
    kind: str
    claims: tuple[int, ...]
    """Positions in the component's claims."""
    facts: Facts = ()


class CheckResult(NamedTuple):
    """What one check found (sentences `check.<id>.*`)."""

    id: str
    status: CheckStatus
    severity: CheckSeverity
    places: tuple[Place, ...] = ()
    facts: Facts = ()


class WaiverRecord(NamedTuple):
    """A waiver of the policy: who, why, until when, and whether it was used, unused, void or expired.

    `approved_by` is the role as the policy names it, with its title in both languages; `void` says why it does not hold.
    """

    id: str
    state: str
    owner: str
    reason_de: str
    reason_en: str
    ticket: str
    expires: str
    place: Place
    approved_by: str = ""
    approver_de: str = ""
    approver_en: str = ""
    granted: str = ""
    evidence: str = ""
    void: Reason | None = None


class Summary(NamedTuple):
    """Counts that renderers show; each pair is (word, number), zero counts left out."""

    components: int
    judged: int
    not_evaluated: int
    policy: tuple[tuple[str, int], ...]
    compatibility: tuple[tuple[str, int], ...]
    objections: int
    new_objections: int
    waived: int
    baseline: int
    remarks: int = 0
    """Problems with the policy or the baseline that count against the run, because the policy or the caller wants it."""


class PolicyRecord(NamedTuple):
    """Which policy judged."""

    id: str
    version: str
    path: str
    outbound: str
    doctrine: str
    fail_on: str


class Report(NamedTuple):
    """All that a run found, ready to be said in any language and format."""

    tool: tuple[str, str]
    data: tuple[tuple[str, str], ...]
    generated_at: str
    policy: PolicyRecord
    outcome: Outcome
    complete: bool
    inputs: tuple[InputRecord, ...]
    components: tuple[JudgedComponent, ...]
    verdicts: tuple[Verdict, ...]
    """One for each component, in the same order."""
    conflicts: tuple[Conflict, ...]
    checks: tuple[CheckResult, ...]
    problems: tuple[Problem, ...]
    waivers: tuple[WaiverRecord, ...]
    summary: Summary
    changes: Changes | None = None
    """What has changed since a former state; None in a run that compares nothing."""
