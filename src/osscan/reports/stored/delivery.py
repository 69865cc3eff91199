"""`osscan/delivery/1` becomes a DeliveryReport again."""

from __future__ import annotations

from msgspec import Struct, field

from osscan.model.delivery import (
    Agreement,
    BillRecord,
    ContractAnswer,
    Counts,
    DeliveredFile,
    DeliveryReport,
    DeliveryVerdict,
    Layer,
    Part,
)
from osscan.reports.stored.wire import (
    CheckTold,
    Count,
    DecisionTold,
    FactsTold,
    PlaceTold,
    ProblemTold,
    ScoreTold,
    Told,
    WaiversTold,
    facts_of,
)


class FileTold(Struct):
    path: str
    size: Count
    sha256: str
    sha512: str
    sha1: str
    layer: str

    def value(self) -> DeliveredFile:
        return DeliveredFile(self.path, self.size, self.sha256, self.sha512, self.sha1, self.layer)


class LayerTold(Struct):
    path: str
    format: str
    files: Count
    size: Count
    depth: int
    reason: str

    def value(self) -> Layer:
        return Layer(self.path, self.format, self.files, self.size, self.depth, self.reason)


class BillTold(Struct):
    path: str
    format: str
    version: str
    components: Count
    present: Count
    absent: Count
    differing: Count
    bound: bool | None

    def value(self) -> BillRecord:
        figures = self.components, self.present, self.absent, self.differing
        return BillRecord(self.path, self.format, self.version, *figures, self.bound)


class AnswerTold(Struct):
    promise: str
    promised: str
    found: str
    kept: bool | None
    check: str
    facts: FactsTold
    place: PlaceTold | None

    def value(self) -> ContractAnswer:
        place = None if self.place is None else self.place.value()
        return ContractAnswer(self.promise, self.promised, self.found, self.kept, self.check, facts_of(self.facts), place)


class PartTold(Struct):
    name: str
    version: str
    purl: str
    license: str
    verdict: str
    path: str
    declared: bool | None
    way: list[str]

    def value(self) -> Part:
        return Part(self.name, self.version, self.purl, self.license, self.verdict, self.path, self.declared, tuple(self.way))


class AgreementTold(Struct):
    number: str = ""
    title: str = ""
    client: str = ""
    vendor: str = ""
    days: Count = 0
    until: str = ""

    def value(self) -> Agreement:
        return Agreement(self.number, self.title, self.client, self.vendor, self.days, self.until)


class LicenseCount(Struct):
    expression: str
    components: Count


class CountsTold(Struct):
    files: Count
    bytes: Count
    layers: Count
    components: Count
    undeclared: Count
    licenses: list[LicenseCount]
    verdicts: dict[str, Count]

    def value(self) -> Counts:
        licenses = tuple((one.expression, one.components) for one in self.licenses)
        verdicts = tuple(self.verdicts.items())
        return Counts(self.files, self.bytes, self.layers, self.components, self.undeclared, licenses, verdicts)


class DeliveryTold(Told):
    delivery: FileTold
    previous: str
    policy_hash: str
    verdict: DeliveryVerdict
    counts: CountsTold
    checks: list[CheckTold]
    criteria: list[ScoreTold]
    layers: list[LayerTold]
    bills: list[BillTold]
    contract: list[AnswerTold]
    parts: list[PartTold]
    decisions: list[DecisionTold]
    waivers: WaiversTold
    problems: list[ProblemTold]
    agreement: AgreementTold = field(default_factory=AgreementTold)
    """Not in reports of earlier versions."""

    def value(self) -> DeliveryReport:
        return DeliveryReport(
            delivery=self.delivery.value(),
            verdict=self.verdict,
            checks=tuple(one.value() for one in self.checks),
            criteria=tuple(one.value() for one in self.criteria),
            layers=tuple(one.value() for one in self.layers),
            bills=tuple(one.value() for one in self.bills),
            contract=tuple(one.value() for one in self.contract),
            counts=self.counts.value(),
            decisions=tuple(one.value() for one in self.decisions),
            problems=tuple(one.value() for one in self.problems),
            generated_at=self.generated_at,
            tool=self.tool.value(),
            data=tuple(self.data.items()),
            policy_hash=self.policy_hash,
            previous=self.previous,
            unused_waivers=tuple(one.value() for one in self.waivers.unused),
            expired_waivers=tuple(one.value() for one in self.waivers.expired),
            parts=tuple(one.value() for one in self.parts),
            agreement=self.agreement.value(),
        )
