"""Delivery: everything that the checks of a vendor's delivery look at, gathered once. A part that could not be had is None, never empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from osscan.deliveries.contract import ContractRead
from osscan.deliveries.drift import Drift
from osscan.deliveries.former import Former
from osscan.deliveries.seen import Seen
from osscan.leaks.report import LeakReport
from osscan.model.bom import Bom
from osscan.model.contract import Contract
from osscan.model.delivery import DeliveredFile, Layer
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem, Severity
from osscan.model.publication import Decision, PublicationReport, Waiving
from osscan.model.report import Report
from osscan.model.sbom_report import SbomReport


@dataclass(frozen=True, slots=True)
class Bill:
    """An SBOM: of the delivery, or handed over beside it (`handed`)."""

    path: str
    inventory: Inventory
    report: SbomReport | None
    """What `osscan sbom validate` says, with the profile bsi-tr-03183-2; None where it could not look."""
    created: str = ""
    """ISO 8601 as the document says it."""
    handed: bool = False
    inner: bool = False
    """Whether it lies inside of a package and so speaks of that package only."""
    bom: Bom | None = field(default=None, repr=False)
    """Its facts; None where it could not be read."""


class Paper(NamedTuple):
    """A file with license texts, notices or copyright lines. `texts` are the licenses whose whole text stands in it."""

    path: str
    texts: tuple[str, ...] = ()
    has_holders: bool = False
    is_notice: bool = False
    words: str = ""
    """Of a NOTICE or a list of foreign works all words, in lower case."""


class Evidence(NamedTuple):
    """Something that says where a delivery comes from: checksums, a signature, a delivery note; `holds` is None where that wasn't verified."""

    kind: str
    """checksums | signature | note"""
    path: str
    holds: bool | None = None
    about: str = ""
    """The file whose checksum differs; where all hold, the first that is named and does not lie there."""
    absent: int = 0
    """How many files checksums inside of the delivery name that do not lie there."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery."""

    target: DeliveredFile
    files: tuple[DeliveredFile, ...]
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]
    """What the doors noticed: traversal, links, bombs, odd names, what was not looked into."""
    as_of: date
    targets: tuple[DeliveredFile, ...] = ()
    """Every file or folder that was named; `target` speaks of them as one."""
    bills: tuple[Bill, ...] | None = None
    present: Report | None = None
    """The license report on what really lies in the delivery, SBOMs put aside."""
    whole: Report | None = None
    """The same with what the SBOMs say."""
    declared: Report | None = None
    """What the SBOMs alone say; None without any."""
    drift: Drift | None = None
    """How SBOMs and delivery differ; None without an SBOM."""
    belonging: Mapping[str, str] = field(default_factory=dict)
    """Ids of files without a name of their own, with the id of the package that they are a part of."""
    papers: tuple[Paper, ...] | None = None
    evidence: tuple[Evidence, ...] | None = None
    leaks: LeakReport | None = None
    publication: PublicationReport | None = None
    contract: ContractRead | None = None
    """What `vertrag.yml` says; None where there is none."""
    seen: Seen | None = None
    """What was noticed of code, papers and hosts while the files passed by."""
    former: Former | None = None
    """The previous delivery; None where none was named."""
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiving, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part of the Delivery and the code of the reason why it is None."""

    @property
    def is_whole(self) -> bool:
        """Whether everything in it was looked at."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    @property
    def covered(self) -> frozenset[str]:
        """Ids of what the description of a package of others speaks for; inside of the product's own packages nothing does."""
        own = set(self.drift.own) if self.drift is not None else set()
        return frozenset(id_ for id_, holder in self.belonging.items() if holder not in own)

    @property
    def agreed(self) -> Contract | None:
        """The contract as far as it could be read; None where there is none."""
        return self.contract.contract if self.contract is not None else None
