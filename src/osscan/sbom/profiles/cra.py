"""What the Cyber Resilience Act itself asks of an SBOM: a common machine-readable format that covers the product's direct dependencies, no more."""

from __future__ import annotations

import datetime as dt

from osscan.model.sbom_report import Level
from osscan.sbom.profiles.base import Demand, Gap, Profile, Subject, Told, once
from osscan.sbom.profiles.bsi_classes import primary
from osscan.sbom.profiles.parts import components, telling

_CLAUSE = "Annex I, Part II(1)"


def _format(subject: Subject) -> Told:
    """Whatever was read as one of the two formats is common and machine-readable; how well it keeps its schema is not asked."""
    if not subject.bom.version:
        return once([Gap("")])
    return once([Gap("", code="cra-format-invalid", note=True)] if subject.valid is False else [])


def _product(subject: Subject) -> Told:
    """That the document names its product the regulation takes for granted and does not demand."""
    root = primary(subject)
    return once([] if any(part.name for part in subject.bom.parts if part.ref == root) else [Gap("")])


def _top_level(subject: Subject) -> Told:
    """The direct dependencies must be among what is listed; that they are marked as such is not demanded."""
    root = primary(subject)
    if root and root in telling(subject):
        return once([])
    if any(part.ref != root for part in components(subject)):
        return once([Gap("", code="cra-top-level-unmarked", note=True)])
    return once([Gap("")])


PROFILE = Profile(
    "cra",
    "2024-2847",
    "Cyber Resilience Act",
    "Regulation (EU) 2024/2847",
    dt.date(2024, 12, 10),
    None,
    (
        Demand("cra-format", Level.MUST, _CLAUSE, _format),
        Demand("cra-product", Level.SHOULD, _CLAUSE, _product),
        Demand("cra-top-level", Level.MUST, _CLAUSE, _top_level),
    ),
)
