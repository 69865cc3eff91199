"""Delivery: everything that the checks of a vendor's delivery look at, gathered once. A part that could not be had is None, never empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from osscan.leaks.report import LeakReport
from osscan.model.delivery import DeliveredFile, Layer
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem
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


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery."""

    target: DeliveredFile
    files: tuple[DeliveredFile, ...]
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]
    """What the doors noticed: traversal, links, bombs, odd names, what was not looked into."""
    as_of: date
    bills: tuple[Bill, ...] | None = None
    present: Report | None = None
    """The license report on what really lies in the delivery, SBOMs put aside."""
    whole: Report | None = None
    """The same with what the SBOMs say."""
    leaks: LeakReport | None = None
    publication: PublicationReport | None = None
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiving, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    """Part of the Delivery and the code of the reason why it is None."""
