"""Which parts of a document are components, and what both families call a party that has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from osscan.model.bom import Joint, Part, Party, PartyKind
from osscan.sbom.profiles.base import Gap, Subject, Told, once, over
from osscan.sbom.subjects import at
from osscan.sbom.taking import text, texts

JOINTS = (Joint.DEPENDS_ON, Joint.CONTAINS)


def components(subject: Subject) -> tuple[Part, ...]:
    """The parts without single files of SPDX that are neither the product nor anything that could run or be unpacked."""
    found: tuple[Part, ...] | None = subject.held.get("components")
    if found is None:
        found = tuple(part for part in subject.bom.parts if not is_loose_file(part, subject))
        subject.held["components"] = found
    return found


def at_each(subject: Subject, missing: Callable[[Part], Iterable[Gap]]) -> Told:
    """Asks each component; a document that has none misses it once."""
    found = components(subject)
    return over(found, missing) if found else once([Gap("")])


def is_loose_file(part: Part, subject: Subject) -> bool:
    """SPDX: whether the part is a passage, or a file that is neither the product nor executable nor an archive."""
    told = file_element(part, subject)
    if told is None:
        return False
    if text(told, "type") == "software_Snippet" or part.pointer.startswith("/snippets/"):
        return True
    purposes = {text(told, "software_primaryPurpose"), *texts(told, "software_additionalPurpose"), *texts(told, "fileTypes")}
    return part.ref != subject.bom.root and purposes.isdisjoint(_DELIVERED)


def file_element(part: Part, subject: Subject) -> dict[str, Any] | None:
    """The element of a part that SPDX calls a file or snippet; None for packages and components of CycloneDX."""
    if subject.bom.format == "CycloneDX":
        return None
    told = at(subject.document, part.pointer)
    if not isinstance(told, dict):
        return None
    is_file = part.pointer.startswith(("/files/", "/snippets/")) or text(told, "type") in ("software_File", "software_Snippet")
    return told if is_file else None


_DELIVERED = frozenset(
    {
        *("application", "archive", "container", "deviceDriver", "diskImage", "executable", "filesystemImage", "firmware"),
        *("framework", "install", "library", "module", "operatingSystem", "platform"),
        *("APPLICATION", "ARCHIVE", "BINARY"),
    }
)
"""Purposes of SPDX 3 and file types of SPDX 2 that a file has which could run or be unpacked."""


def names(parties: Iterable[Party | None]) -> list[str]:
    """Names of people and organizations."""
    return [party.name for party in parties if party is not None and party.name.strip() and party.kind is not PartyKind.TOOL]


def telling(subject: Subject) -> set[str]:
    """Refs of parts of which the document says what they need or hold, even if that is nothing."""
    return {*subject.bom.told_dependencies, *(link.source for link in subject.bom.links if link.joint in JOINTS)}
