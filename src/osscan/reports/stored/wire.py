"""What stored reports have in common as JSON, and how it becomes values of the model again."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from osscan.model.place import Place
from osscan.model.problem import Facts, Problem, Severity
from osscan.model.publication import Checked, Clause, Criterion, CriterionScore, Decision, Spot, Waiving
from osscan.model.report import CheckSeverity, CheckStatus

FactsTold = dict[str, str]
Count = Annotated[int, Meta(ge=0, le=2**53)]
"""How many there are; what no program counts exactly is none."""


class ToolTold(Struct):
    name: str
    version: str

    def value(self) -> tuple[str, str]:
        return self.name, self.version


class PlaceTold(Struct):
    input: str
    route: str
    line: int | None
    column: int | None

    def value(self) -> Place:
        return Place(self.input, self.route, self.line, self.column)


class ProblemTold(Struct):
    """A Problem of a delivery or a publication; those of `osscan/report/1` have their place as one value."""

    code: str
    severity: Severity
    at: PlaceTold
    facts: FactsTold

    def value(self) -> Problem:
        return Problem(self.code, self.severity, self.at.value(), facts_of(self.facts))


class WaiverTold(Struct):
    check: str
    only: str
    role: str
    reason: str
    expires: str
    place: PlaceTold

    def value(self) -> Waiving:
        return Waiving(self.check, self.only, self.role, self.reason, self.expires, self.place.value())


class WaiversTold(Struct):
    unused: list[WaiverTold]
    expired: list[WaiverTold]


class DecisionTold(Struct):
    check: str
    answer: str
    role: str
    date: str
    reference: str
    reason: str
    expires: str
    place: PlaceTold | None
    about: str = ""

    def value(self) -> Decision:
        place = None if self.place is None else self.place.value()
        return Decision(
            self.check, self.answer, self.role, self.date, self.reference, self.reason, self.expires, place, self.about
        )


class ScoreTold(Struct):
    criterion: Criterion
    asked: Count
    answered: Count
    met: Count

    def value(self) -> CriterionScore:
        return CriterionScore(self.criterion, self.asked, self.answered, self.met)


class SourceTold(Struct):
    source: str
    place: str
    also: list[str]

    def value(self) -> Clause:
        return Clause(self.source, self.place, tuple(self.also))


class SpotTold(Struct):
    code: str
    path: str
    line: int | None
    column: int | None
    route: str
    key: str
    facts: FactsTold
    weight: CheckSeverity | None

    def value(self) -> Spot:
        place = Place(self.path, self.route, self.line, self.column)
        return Spot(self.code, place, facts_of(self.facts), self.key, self.weight)


class WaivedTold(SpotTold):
    waiver: WaiverTold


class CheckTold(Struct):
    id: str
    status: CheckStatus
    severity: CheckSeverity
    criteria: list[Criterion]
    reason_code: str
    fix: str | None
    sources: list[SourceTold]
    facts: FactsTold
    places: list[SpotTold]
    waived: list[WaivedTold]
    decision: DecisionTold | None

    def value(self) -> Checked:
        return Checked(
            self.id,
            self.status,
            self.severity,
            tuple(self.criteria),
            tuple(one.value() for one in self.sources),
            tuple(one.value() for one in self.places),
            tuple((one.value(), one.waiver.value()) for one in self.waived),
            self.reason_code,
            facts_of(self.facts),
            fix_of(self.fix),
            None if self.decision is None else self.decision.value(),
        )


class Told(Struct):
    """What stands at the head of every stored report."""

    language: Literal["de", "en"]
    tool: ToolTold
    data: dict[str, str]
    generated_at: str


def facts_of(told: FactsTold) -> Facts:
    return tuple(told.items())


def fix_of(command: str | None) -> str:
    """The words of a card behind the command that a report tells."""
    return (command or "").removeprefix("osscan ").removeprefix("publish ")
