"""Verdicts of `osscan/report/1` become values again, with the whole chain of reasons."""

from __future__ import annotations

from msgspec import Struct

from osscan.model.component import Relation
from osscan.model.problem import Severity
from osscan.model.verdict import (
    Branch,
    Compatibility,
    CompatibilityWord,
    Judgement,
    Level,
    Modifier,
    PolicyJudgement,
    PolicyWord,
    Proviso,
    Reason,
    Remedy,
    Verdict,
)
from osscan.reports.stored.wire import FactsTold, PlaceTold, facts_of


class Both(Struct):
    de: str
    en: str


class ReasonTold(Struct):
    key: str
    source: str | None
    facts: FactsTold
    place: PlaceTold | None

    def value(self) -> Reason:
        return Reason(self.key, facts_of(self.facts), self.source or "", None if self.place is None else self.place.value())


class PolicyTold(Struct):
    verdict: PolicyWord
    rule: str | None
    texts: Both | None
    place: PlaceTold | None
    reasons: list[ReasonTold]
    severity: Severity | None
    remedies: Both | None

    def value(self) -> PolicyJudgement:
        texts, remedies = self.texts or Both("", ""), self.remedies or Both("", "")
        return PolicyJudgement(
            self.verdict,
            self.rule or "",
            texts.de,
            texts.en,
            None if self.place is None else self.place.value(),
            tuple(one.value() for one in self.reasons),
            self.severity,
            remedies.de,
            remedies.en,
        )


class ConditionTold(Struct):
    key: str
    source: str | None
    open: bool
    facts: FactsTold

    def value(self) -> Proviso:
        return Proviso(self.key, facts_of(self.facts), self.source or "", self.open)


class RemedyTold(Struct):
    key: str
    command: str | None
    facts: FactsTold

    def value(self) -> Remedy:
        return Remedy(self.key, facts_of(self.facts), self.command or "")


class CompatibilityTold(Struct):
    verdict: CompatibilityWord
    outbound: str
    relation: Relation
    reasons: list[ReasonTold]
    conditions: list[ConditionTold]
    remedies: list[RemedyTold]

    def value(self) -> Compatibility:
        return Compatibility(
            self.verdict,
            self.outbound,
            self.relation,
            tuple(one.value() for one in self.reasons),
            tuple(one.value() for one in self.remedies),
            tuple(one.value() for one in self.conditions),
        )


class BranchTold(Struct):
    expression: str
    policy: PolicyWord
    compatibility: CompatibilityWord

    def value(self) -> Branch:
        return Branch(self.expression, self.policy, self.compatibility)


class ObligationTold(Struct):
    id: str


class VerdictTold(Struct):
    component: str
    modifier: Modifier | None
    waiver: str | None
    objects: bool
    evidence: str | None
    void: ReasonTold | None
    level: Level
    policy: PolicyTold
    compatibility: CompatibilityTold
    chosen: str | None
    rejected: list[BranchTold]
    obligations: list[ObligationTold]

    def value(self) -> Verdict:
        judgement = Judgement(
            self.policy.value(),
            self.compatibility.value(),
            self.level,
            self.chosen,
            tuple(one.value() for one in self.rejected),
            tuple(one.id for one in self.obligations),
        )
        void = None if self.void is None else self.void.value()
        return Verdict(self.component, judgement, self.modifier, self.waiver or "", self.objects, self.evidence or "", void)
