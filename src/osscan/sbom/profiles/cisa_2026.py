"""Minimum Elements for an SBOM of CISA and others, July 2026: 17 fields; that something is unknown counts, silence does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from osscan.model.bom import LicenseRole, Part
from osscan.model.sbom_report import Level
from osscan.sbom.profiles.base import Demand, Gap, Profile, Subject, Told, of, once
from osscan.sbom.profiles.parts import at_each, names, telling
from osscan.sbom.sense import moment_of
from osscan.sbom.subjects import at

_UNKNOWN = ("NOASSERTION", "unknown")


def _there(told: Callable[[Subject], object]) -> Callable[[Subject], Told]:
    return lambda subject: once([] if told(subject) else [Gap("")])


def _at_each(told: Callable[[Subject, Part], object]) -> Callable[[Subject], Told]:
    return lambda subject: at_each(subject, lambda part: [] if told(subject, part) else [of(part)])


def _author(subject: Subject) -> list[str]:
    return names((subject.bom.manufacturer, *subject.bom.authors))


def _edition(subject: Subject) -> Told:
    """SPDX 3 has no place for it; in SPDX 2 every version of a document has a namespace of its own."""
    bom = subject.bom
    if bom.format != "CycloneDX" and bom.version.startswith("3"):
        return Told(0)
    return once([] if (bom.edition if bom.format == "CycloneDX" else bom.serial) else [Gap("")])


def _producer(subject: Subject, part: Part) -> object:
    if names((part.creator,)) or _said_unknown(subject, part, "originator"):
        return True
    return subject.bom.format == "CycloneDX" and names((part.supplier,))


def _version(subject: Subject, part: Part) -> bool:
    return bool(part.version.strip()) or _said_unknown(subject, part, "versionInfo")


def _said_unknown(subject: Subject, part: Part, *keys: str) -> bool:
    told = at(subject.document, part.pointer)
    return isinstance(told, dict) and any(told.get(key) in _UNKNOWN for key in keys)


def _dependencies(subject: Subject) -> Told:
    told = telling(subject) | {ref for ref, _ in subject.bom.completeness}
    return at_each(subject, lambda part: [] if part.ref in told or "" in told else [of(part)])


def _checksums(part: Part) -> Iterable[tuple[str, str]]:
    yield from part.checksums
    for reference in part.references:
        if reference.type == "distribution":
            yield from reference.checksums


PROFILE = Profile(
    "cisa-2026",
    "2026",
    "2026 Minimum Elements for an SBOM",
    "CISA 2026 Minimum Elements",
    dt.date(2026, 7, 29),
    None,
    (
        Demand("cisa-author", Level.MUST, "SBOM Author", _there(_author)),
        # A signature may lie beside the document, where nobody sees it from here.
        Demand("cisa-signature", Level.MUST_IF_KNOWN, "SBOM Author Signature", _there(lambda subject: subject.bom.signed)),
        Demand("cisa-format-name", Level.MUST, "SBOM Format Name", _there(lambda subject: subject.bom.format)),
        Demand("cisa-format-version", Level.MUST, "SBOM Format Version", _there(lambda subject: subject.bom.version)),
        Demand("cisa-context", Level.MUST, "SBOM Generation Context", _there(lambda subject: subject.bom.lifecycles)),
        Demand("cisa-timestamp", Level.MUST, "SBOM Timestamp", _there(lambda subject: moment_of(subject.bom.created))),
        Demand(
            "cisa-tool-name", Level.MUST, "SBOM Tool Name", _there(lambda subject: any(one.name for one in subject.bom.tools))
        ),
        Demand(
            "cisa-tool-version",
            Level.MUST,
            "SBOM Tool Version",
            _there(lambda subject: any(one.version for one in subject.bom.tools)),
        ),
        Demand("cisa-sbom-version", Level.MUST, "SBOM Version", _edition),
        Demand("cisa-producer", Level.MUST, "Component Producer", _at_each(_producer)),
        Demand("cisa-name", Level.MUST, "Component Name", _at_each(lambda _, part: part.name.strip())),
        Demand("cisa-version", Level.MUST, "Component Version", _at_each(_version)),
        Demand("cisa-identifiers", Level.MUST, "Component Identifiers", _at_each(lambda _, part: part.identifiers)),
        Demand("cisa-dependencies", Level.MUST, "Component Dependency Relationship", _dependencies),
        Demand(
            "cisa-hash-algorithm",
            Level.MUST,
            "Component Hash Algorithm",
            _at_each(lambda _, part: any(a for a, _ in _checksums(part))),
        ),
        Demand(
            "cisa-hash", Level.MUST, "Component Hash Value", _at_each(lambda _, part: any(value for _, value in _checksums(part)))
        ),
        Demand(
            "cisa-license",
            Level.MUST,
            "Component License",
            _at_each(lambda _, part: any(one.role is not LicenseRole.OBSERVED for one in part.licenses)),
        ),
    ),
)
