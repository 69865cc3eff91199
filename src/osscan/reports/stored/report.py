"""`osscan/report/1` becomes a Report again."""

from __future__ import annotations

from msgspec import Struct

from osscan.model.changes import Change, ChangeKind, Changes, State
from osscan.model.component import Scope
from osscan.model.problem import Problem, Severity
from osscan.model.report import (
    CheckResult,
    CheckSeverity,
    CheckStatus,
    Conflict,
    Outcome,
    PolicyRecord,
    Report,
    Summary,
    WaiverRecord,
)
from osscan.model.verdict import CompatibilityWord, Level, PolicyWord
from osscan.reports.stored.components import ComponentTold, InputTold
from osscan.reports.stored.verdicts import Both, ReasonTold, VerdictTold
from osscan.reports.stored.wire import Count, FactsTold, PlaceTold, Told, facts_of


class RecordTold(Struct):
    id: str
    version: str
    path: str
    outbound: str
    doctrine: str
    fail_on: str

    def value(self) -> PolicyRecord:
        return PolicyRecord(self.id, self.version, self.path, self.outbound, self.doctrine, self.fail_on)


class SummaryTold(Struct):
    components: Count
    judged: Count
    not_evaluated: Count
    policy: dict[str, Count]
    compatibility: dict[str, Count]
    objections: Count
    new_objections: Count
    waived: Count
    baseline: Count
    remarks: Count

    def value(self) -> Summary:
        words = tuple(self.policy.items()), tuple(self.compatibility.items())
        counts = self.objections, self.new_objections, self.waived, self.baseline, self.remarks
        return Summary(self.components, self.judged, self.not_evaluated, *words, *counts)


class ConflictTold(Struct):
    component: str
    kind: str
    claims: list[int]
    facts: FactsTold

    def value(self) -> Conflict:
        return Conflict(self.component, self.kind, tuple(self.claims), facts_of(self.facts))


class ResultTold(Struct):
    id: str
    status: CheckStatus
    severity: CheckSeverity
    places: list[PlaceTold]
    facts: FactsTold

    def value(self) -> CheckResult:
        places = tuple(one.value() for one in self.places)
        return CheckResult(self.id, self.status, self.severity, places, facts_of(self.facts))


class NoticedTold(Struct):
    code: str
    severity: Severity
    place: PlaceTold
    facts: FactsTold

    def value(self) -> Problem:
        return Problem(self.code, self.severity, self.place.value(), facts_of(self.facts))


class ExceptionTold(Struct):
    id: str
    state: str
    owner: str
    reasons: Both
    ticket: str
    expires: str
    place: PlaceTold
    approved_by: str | None
    approver: Both | None
    granted: str | None
    evidence: str | None
    void: ReasonTold | None

    def value(self) -> WaiverRecord:
        approver = self.approver or Both("", "")
        return WaiverRecord(
            self.id,
            self.state,
            self.owner,
            self.reasons.de,
            self.reasons.en,
            self.ticket,
            self.expires,
            self.place.value(),
            self.approved_by or "",
            approver.de,
            approver.en,
            self.granted or "",
            self.evidence or "",
            None if self.void is None else self.void.value(),
        )


class StateTold(Struct):
    component: str
    version: str | None
    license: str | None
    stated: list[str]
    scope: Scope
    level: Level
    policy: PolicyWord
    compatibility: CompatibilityWord
    objects: bool

    def value(self) -> State:
        words = self.scope, self.level, self.policy, self.compatibility
        return State(self.component, self.version or "", self.license, tuple(self.stated), *words, self.objects)


class ChangeTold(Struct):
    change: ChangeKind
    name: str
    relicensed: bool
    new_objection: bool
    before: StateTold | None
    after: StateTold | None

    def value(self) -> Change:
        before, after = (None if one is None else one.value() for one in (self.before, self.after))
        return Change(self.change, self.name, before, after, self.relicensed, self.new_objection)


class ChangesTold(Struct):
    since: str
    commit: str
    complete: bool
    components: list[ChangeTold]

    def value(self) -> Changes:
        return Changes(self.since, self.commit, tuple(one.value() for one in self.components), self.complete)


class ReportTold(Told, kw_only=True):
    outcome: Outcome
    complete: bool
    policy: RecordTold
    summary: SummaryTold
    inputs: list[InputTold]
    components: list[ComponentTold]
    verdicts: list[VerdictTold]
    conflicts: list[ConflictTold]
    checks: list[ResultTold]
    problems: list[NoticedTold]
    waivers: list[ExceptionTold]
    changes: ChangesTold | None = None

    def value(self) -> Report:
        return Report(
            tool=self.tool.value(),
            data=tuple(self.data.items()),
            generated_at=self.generated_at,
            policy=self.policy.value(),
            outcome=self.outcome,
            complete=self.complete,
            inputs=tuple(one.value() for one in self.inputs),
            components=tuple(one.value() for one in self.components),
            verdicts=tuple(one.value() for one in self.verdicts),
            conflicts=tuple(one.value() for one in self.conflicts),
            checks=tuple(one.value() for one in self.checks),
            problems=tuple(one.value() for one in self.problems),
            waivers=tuple(one.value() for one in self.waivers),
            summary=self.summary.value(),
            changes=None if self.changes is None else self.changes.value(),
        )
