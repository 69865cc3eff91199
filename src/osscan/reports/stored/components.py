"""Inputs and components of `osscan/report/1` become values again, with every claim."""

from __future__ import annotations

from msgspec import Struct

from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component, Kind, PathRole, Relation, Scope
from osscan.model.inventory import Extent, Gives
from osscan.model.report import InputRecord, JudgedComponent
from osscan.model.verdict import LicenseStatus, Resolution
from osscan.reports.stored.verdicts import ReasonTold
from osscan.reports.stored.wire import PlaceTold


class GivesTold(Struct):
    licenses: Extent
    edges: Extent
    scopes: Extent
    hashes: Extent

    def value(self) -> Gives:
        return Gives(self.licenses, self.edges, self.scopes, self.hashes)


class InputTold(Struct):
    path: str
    kind: str
    format: str
    version: str
    reader: str
    components: int
    complete: bool
    role: PathRole
    gives: GivesTold

    def value(self) -> InputRecord:
        return InputRecord(
            self.path,
            self.kind,
            self.format,
            self.version,
            self.reader,
            self.components,
            self.complete,
            self.role,
            self.gives.value(),
        )


class ClaimTold(Struct):
    role: ClaimRole
    raw: str
    expression: str | None
    form: Form
    method: Method
    joined: Joined
    group: str
    confidence: float
    place: PlaceTold

    def value(self) -> LicenseClaim:
        place = self.place.value()
        return LicenseClaim(self.role, self.raw, self.form, self.method, place, self.joined, self.group, self.confidence)


class LicenseTold(Struct):
    expression: str | None
    either: str | None
    status: LicenseStatus
    because: list[ReasonTold]


class ComponentTold(Struct):
    id: str
    purl: str | None
    name: str
    version: str | None
    requirement: str | None
    kind: Kind
    count: int
    scope: Scope
    relation: Relation
    role: PathRole
    first_party: bool
    inputs: list[str]
    place: PlaceTold
    path: list[str]
    hashes: dict[str, str]
    claims: list[ClaimTold]
    license: LicenseTold

    def value(self) -> JudgedComponent:
        """The component; its key inside of its input is not stored, its id stands for that."""
        license_ = self.license
        resolution = Resolution(
            license_.status,
            license_.expression,
            tuple(one.value() for one in license_.because),
            tuple(one.expression for one in self.claims),
            license_.either,
        )
        return JudgedComponent(
            self.id, self._component(), self.scope, self.relation, self.role, tuple(self.inputs), resolution, tuple(self.path)
        )

    def _component(self) -> Component:
        return Component(
            name=self.name,
            version=self.version or "",
            place=self.place.value(),
            ref=self.id,
            purl=self.purl or "",
            claims=tuple(one.value() for one in self.claims),
            scope=self.scope,
            kind=self.kind,
            requirement=self.requirement or "",
            first_party=self.first_party,
            hashes=tuple(self.hashes.items()),
            files=self.count,
        )
