"""SbomDifference: what two SBOM documents say differently about the same parts, and what a policy thinks of that."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.bom import LicenseRole
from osscan.model.changes import Change
from osscan.model.problem import Problem
from osscan.model.report import JudgedComponent, PolicyRecord
from osscan.model.verdict import Verdict


class PartChangeKind(StrEnum):
    """What happened to a part, the weightiest first; one part can have several."""

    REHASHED = "rehashed"
    """Another content under the same name and version."""
    ADDED = "added"
    REMOVED = "removed"
    RELICENSED = "relicensed"
    UPDATED = "updated"
    """Another version."""
    RESUPPLIED = "resupplied"
    """Another supplier or creator."""
    REWIRED = "rewired"
    """It needs other parts."""
    RECOMPLETED = "recompleted"
    """Another word on whether all that it needs or holds is named."""
    RESPELLED = "respelled"
    """The same licenses in other words."""


class LicenseStep(StrEnum):
    """What a change of the words means."""

    SAME = "same"
    """Other words, the same meaning."""
    WIDENED = "widened"
    """Whoever keeps to what was said before keeps to what is said now: more choice or less to do."""
    NARROWED = "narrowed"
    """The opposite: less choice or more to do."""
    REPLACED = "replaced"
    STATED = "stated"
    """Nothing was said before."""
    WITHDRAWN = "withdrawn"
    """Nothing is said any more."""
    SILENCE = "silence"
    """Nothing was said and nothing is said, but of absent, NONE and NOASSERTION another one."""
    UNCLEAR = "unclear"
    """A list without an operator, or words that nobody can read for certain."""


class LicenseChange(NamedTuple):
    """What is said in one role, before and after; entries of a list apart, none where nothing is said."""

    role: LicenseRole
    step: LicenseStep
    before: tuple[str, ...]
    after: tuple[str, ...]
    gained: tuple[str, ...] = ()
    """Licenses that are new in what is said."""
    lost: tuple[str, ...] = ()


class HashChange(NamedTuple):
    """One algorithm with another digest; `url` where it is the hash of something that is distributed."""

    algorithm: str
    before: str
    after: str
    url: str = ""


class PartyChange(NamedTuple):
    """`role` is supplier, creator or publisher; empty where nobody is named."""

    role: str
    before: str
    after: str


class PartTold(NamedTuple):
    """A part as one document tells it."""

    ref: str
    pointer: str
    name: str
    version: str
    purl: str
    licenses: tuple[str, ...]


class PartChange(NamedTuple):
    """One part that is told differently; `before` is None for what was added, `after` for what was removed."""

    name: str
    kinds: tuple[PartChangeKind, ...]
    matched_by: str
    """purl | name | ref, empty where only one document has it."""
    before: PartTold | None
    after: PartTold | None
    licenses: tuple[LicenseChange, ...] = ()
    hashes: tuple[HashChange, ...] = ()
    parties: tuple[PartyChange, ...] = ()
    needs: tuple[str, ...] = ()
    """Names of parts that it needs and did not need before."""
    needs_no_more: tuple[str, ...] = ()
    completeness: tuple[str, str] | None = None


class DocumentChange(NamedTuple):
    """A fact about the whole document: `field` is format, subject, completeness, signed or vulnerabilities."""

    field: str
    before: str
    after: str


class Facts(NamedTuple):
    """All that two documents tell differently; `pairs` are positions of the parts that belong together."""

    parts: tuple[PartChange, ...]
    document: tuple[DocumentChange, ...]
    unchanged: int
    pairs: tuple[tuple[int, int], ...] = ()


class Possible(StrEnum):
    """Whether a product with these parts may be published under the outbound license."""

    YES = "yes"
    NO = "no"
    OPEN = "open"
    """Some answers are missing or contested."""


class VerdictChange(NamedTuple):
    """A component that is judged otherwise, with all that the judgement rests on; `told` is of the newer side where there is one."""

    change: Change
    told: JudgedComponent
    verdict: Verdict


class Judgements(NamedTuple):
    """What the policy thinks of both documents."""

    policy: PolicyRecord
    changes: tuple[VerdictChange, ...]
    before: Possible
    after: Possible
    blocking: tuple[str, ...]
    """Names of parts that stand against the outbound license now."""

    @property
    def new_objections(self) -> tuple[VerdictChange, ...]:
        return tuple(one for one in self.changes if one.change.new_objection)

    @property
    def settled(self) -> tuple[VerdictChange, ...]:
        return tuple(one for one in self.changes if one.change.settles)


class Side(NamedTuple):
    """One of the two documents."""

    path: str
    format: str
    version: str
    notation: str
    parts: int
    problems: tuple[Problem, ...]
    whole: bool


class SbomDifference(NamedTuple):
    """The whole comparison, decided and counted."""

    old: Side
    new: Side
    facts: Facts
    judgements: Judgements | None
    """None where a side could not be read at all."""

    @property
    def whole(self) -> bool:
        return self.old.whole and self.new.whole

    @property
    def suspicious(self) -> tuple[PartChange, ...]:
        return tuple(one for one in self.facts.parts if PartChangeKind.REHASHED in one.kinds)

    def counts(self) -> dict[str, int]:
        """How many parts each kind of change has."""
        counts = dict.fromkeys((kind.value for kind in PartChangeKind), 0)
        for change in self.facts.parts:
            for kind in change.kinds:
                counts[kind] += 1
        return counts

    def license_counts(self) -> dict[str, int]:
        """How many changes of licenses mean what."""
        counts = dict.fromkeys((step.value for step in LicenseStep), 0)
        for change in self.facts.parts:
            for one in change.licenses:
                counts[one.step] += 1
        return counts
