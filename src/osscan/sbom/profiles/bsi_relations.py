"""What BSI TR-03183-2 asks of dependencies: that they are told, as far as the delivery goes, and that it is said whether all are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.bom import Part
from osscan.sbom.profiles.base import Gap, Subject, Told, of, over
from osscan.sbom.profiles.bsi_classes import COMPONENTS, PRESENT, imported, of_class, primary
from osscan.sbom.profiles.parts import JOINTS, telling
from osscan.sbom.taking import tables, text, texts

_SAY_IT = ("complete", "incomplete", "unknown")
"""Beginnings of what `aggregate` may say; `not_specified` says nothing."""


def dependencies(subject: Subject) -> Told:
    """5.2.2: what it needs or holds, and an empty entry where that is nothing; what is named must be there (5.1)."""
    told = telling(subject)
    absent = _absent(subject)
    elsewhere = imported(subject.document)

    def look(part: Part) -> Iterator[Gap]:
        if part.ref not in told:
            yield of(part)
        for ref in absent.get(part.ref, ()):
            code = "bsi-dependency-elsewhere" if ref in elsewhere or ref.startswith("urn:cdx:") else "bsi-dependency-absent"
            yield of(part, code, ref=ref)

    return over(of_class(subject, *PRESENT), look)


def _absent(subject: Subject) -> dict[str, list[str]]:
    """By part, what it needs although the document does not have it."""
    there = {part.ref for part in subject.bom.parts}
    found: dict[str, list[str]] = {}
    others: set[str] | None = None
    for link in subject.bom.links:
        if link.joint in JOINTS and link.target not in there:
            others = _others(subject.document) if others is None else others
            if link.target not in others:
                found.setdefault(link.source, []).append(link.target)
    return found


def _others(document: dict[str, Any]) -> set[str]:
    """Keys of what is there without being a component: services, files that belong to a package."""
    found = {text(element, "spdxId") for _, element in tables(document, "@graph")}
    waiting = [row for _, row in tables(document, "services")]
    while waiting:
        service = waiting.pop()
        found.add(text(service, "bom-ref"))
        waiting += [row for _, row in tables(service, "services")]
    return found


def completeness(subject: Subject) -> Told:
    """5.2.2: whether these are all; that it is unknown may be said, too (table 9)."""
    said = _cyclonedx(subject.document) if subject.bom.format == "CycloneDX" else {ref for ref, _ in subject.bom.completeness}
    return over(of_class(subject, *PRESENT), lambda part: [] if part.ref in said or "" in said else [of(part)])


def _cyclonedx(document: dict[str, Any]) -> set[str]:
    """Refs of compositions that say something; one that names nothing speaks of the whole document."""
    found: set[str] = set()
    for _, row in tables(document, "compositions"):
        refs = (*texts(row, "dependencies"), *texts(row, "assemblies"))
        if text(row, "aggregate").startswith(_SAY_IT) and (refs or "vulnerabilities" not in row):
            found.update(refs or ("",))
    return found


def reached(subject: Subject) -> Told:
    """5.1: every component lies on a way that begins at the product. One that does not may be further information (3.1)."""
    root = primary(subject)
    if not root:
        return Told(0)
    on_the_way = _from(root, subject)
    kept = (part for part in of_class(subject, *COMPONENTS) if part.ref != root)
    return over(kept, lambda part: [] if part.ref in on_the_way else [of(part)])


def _from(root: str, subject: Subject) -> set[str]:
    needs: dict[str, list[str]] = {}
    for link in subject.bom.links:
        if link.joint in JOINTS:
            needs.setdefault(link.source, []).append(link.target)
    found, waiting = {root}, [root]
    while waiting:
        for target in needs.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found
