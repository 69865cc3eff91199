"""The Minimum Elements of the NTIA, July 2021: seven data fields. CISA's of 2026 took their place."""

from __future__ import annotations

import datetime as dt

from osscan.model.bom import Part
from osscan.model.sbom_report import Level
from osscan.sbom.profiles.base import Demand, Gap, Profile, Subject, Told, of, once, over
from osscan.sbom.profiles.parts import at_each, names, telling
from osscan.sbom.sense import moment_of


def _supplier(subject: Subject) -> Told:
    return at_each(subject, lambda part: [] if names((part.supplier, part.creator)) or part.publisher else [of(part)])


def _name(subject: Subject) -> Told:
    return at_each(subject, lambda part: [] if part.name.strip() else [of(part)])


def _version(subject: Subject) -> Told:
    return at_each(subject, lambda part: [] if part.version.strip() else [of(part)])


def _identifiers(subject: Subject) -> Told:
    return at_each(subject, lambda part: [] if part.identifiers else [of(part)])


def _dependencies(subject: Subject) -> Told:
    """At least what the product needs: deeper down, that something is unknown may stay unsaid."""
    told = telling(subject)
    top: list[Part] = [part for part in subject.bom.parts if part.ref == subject.bom.root]
    if not top:
        return once([] if told else [Gap("")])
    return over(top, lambda part: [] if part.ref in told else [of(part)])


def _author(subject: Subject) -> Told:
    bom = subject.bom
    return once([] if names((bom.manufacturer, *bom.authors)) else [Gap("")])


def _timestamp(subject: Subject) -> Told:
    return once([] if moment_of(subject.bom.created) else [Gap("")])


PROFILE = Profile(
    "ntia-2021",
    "2021",
    "NTIA Minimum Elements",
    "NTIA Minimum Elements 2021",
    dt.date(2021, 7, 12),
    dt.date(2026, 7, 28),
    (
        Demand("ntia-supplier", Level.MUST, "Supplier Name", _supplier),
        Demand("ntia-name", Level.MUST, "Component Name", _name),
        Demand("ntia-version", Level.MUST, "Version of the Component", _version),
        Demand("ntia-identifiers", Level.MUST, "Other Unique Identifiers", _identifiers),
        Demand("ntia-dependencies", Level.MUST, "Dependency Relationship", _dependencies),
        Demand("ntia-author", Level.MUST, "Author of SBOM Data", _author),
        Demand("ntia-timestamp", Level.MUST, "Timestamp", _timestamp),
    ),
)
