"""Which parts of a document are components, and what both families call a party that has a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from osscan.model.bom import Joint, Part, Party, PartyKind
from osscan.sbom.profiles.base import Subject
from osscan.sbom.subjects import at
from osscan.sbom.taking import text

JOINTS = (Joint.DEPENDS_ON, Joint.CONTAINS)


def components(subject: Subject) -> Iterator[Part]:
    """The parts without those that SPDX has for single files and passages of them."""
    if subject.bom.format == "CycloneDX":
        return iter(subject.bom.parts)
    return (part for part in subject.bom.parts if not is_file(part, subject.document))


def is_file(part: Part, document: dict[str, Any]) -> bool:
    """SPDX: whether the part is a file or a passage of one."""
    if part.pointer.startswith(("/files/", "/snippets/")):
        return True
    told = at(document, part.pointer)
    return isinstance(told, dict) and text(told, "type") in ("software_File", "software_Snippet")


def names(parties: Iterable[Party | None]) -> list[str]:
    """Names of people and organizations."""
    return [party.name for party in parties if party is not None and party.name.strip() and party.kind is not PartyKind.TOOL]


def telling(subject: Subject) -> set[str]:
    """Refs of parts of which the document says what they need or hold, even if that is nothing."""
    return {*subject.bom.told_dependencies, *(link.source for link in subject.bom.links if link.joint in JOINTS)}
