"""Classes of components in BSI TR-03183-2: how much of a component must be told, as far as the document shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

from osscan.model.bom import Deliverable, Joint, Part, Reference
from osscan.sbom.profiles.base import Subject, Told
from osscan.sbom.profiles.parts import JOINTS, file_element, is_loose_file
from osscan.sbom.subjects import at
from osscan.sbom.taking import tables, text, texts


class Class(StrEnum):
    """2.1.0, 3.2.1-3.2.5 and 5.1; the first that fits counts, in the order of 5.1."""

    EXTRA = "extra"
    """A file of SPDX that is no component: only what can run or be unpacked is one (3.2.1), further information is free (3.1)."""
    REFERENCED = "referenced"
    """3.2.5: recorded in another BOM that this one names."""
    IDENTIFIED = "identified"
    """3.2.4: the first level outside the scope of delivery."""
    LOGICAL = "logical"
    """3.2.2: combines several components and is no file itself."""
    EMBEDDED = "embedded"
    """3.2.1: went into an unstructured component; what can't be told of it any more has to be left out."""
    FULL = "full"


FILES = (Class.FULL,)
"""Components that are files of their own."""
PRESENT = (Class.FULL, Class.EMBEDDED, Class.LOGICAL)
COMPONENTS = (*PRESENT, Class.IDENTIFIED, Class.REFERENCED)

_LOGICAL = frozenset({"operating-system", "application", "framework", "container", "platform", "device"})
_ABSTRACT = frozenset({"operating-system", "platform", "device"})
"""Logical even where nothing is told that they hold (8.1.3: a dependency on an installed operating system)."""

_OLD = {Class.LOGICAL: Class.FULL, Class.IDENTIFIED: Class.FULL, Class.REFERENCED: Class.EXTRA}


def of_class(subject: Subject, *wanted: Class) -> Iterator[Part]:
    """The parts of these classes, in the order of the document."""
    return (part for part, class_ in zip(_parts(subject), classes(subject), strict=True) if class_ in wanted)


def classes(subject: Subject) -> tuple[Class, ...]:
    """The class of each part."""
    found: tuple[Class, ...] | None = subject.held.get("bsi-classes")
    if found is None:
        sorting = _Sorting(subject)
        found = tuple(sorting.class_of(part) for part in _parts(subject))
        subject.held["bsi-classes"] = found
    return found


def _parts(subject: Subject) -> tuple[Part, ...]:
    """The parts; a file of SPDX is what it is delivered as."""
    if subject.bom.format == "CycloneDX":
        return subject.bom.parts
    found: tuple[Part, ...] | None = subject.held.get("bsi-parts")
    if found is None:
        found = tuple(_as_delivered(part, file_element(part, subject)) for part in subject.bom.parts)
        subject.held["bsi-parts"] = found
    return found


def _as_delivered(part: Part, told: dict[str, Any] | None) -> Part:
    if told is None:
        return part
    purposes = {text(told, "software_primaryPurpose"), *texts(told, "software_additionalPurpose")}
    structured = "structured" if "container" in purposes else "unstructured" if "firmware" in purposes else ""
    said = Deliverable(
        part.name,
        "executable" if "executable" in purposes else "non-executable" if structured else "",
        "archive" if "archive" in purposes else "no archive" if structured else "",
        structured,
    )
    return part._replace(deliverable=said, references=(*part.references, Reference("distribution", "", checksums=part.checksums)))


def of_files(look: Callable[[Subject], Told]) -> Callable[[Subject], Told]:
    """The demand as 2.0.0 has it: components are files, and one that is told in a linked SBOM is not asked here (5.1)."""

    def asked(subject: Subject) -> Told:
        found = tuple(_OLD.get(class_, class_) for class_ in classes(subject))
        return look(replace(subject, held={**subject.held, "bsi-classes": found}))

    return asked


def primary(subject: Subject) -> str:
    """ref of the component that the document is about; empty when that is not one."""
    if subject.bom.root or subject.bom.format == "CycloneDX":
        return subject.bom.root
    elsewhere = _records(subject.document)
    known = {part.ref for part in subject.bom.parts}
    described = [
        link.target
        for link in subject.bom.links
        if link.joint is Joint.DESCRIBES and link.source not in elsewhere and link.target in known
    ]
    return described[0] if len(set(described)) == 1 else ""


class _Sorting:
    """Puts parts into classes by what the whole document says of them."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._cyclonedx = subject.bom.format == "CycloneDX"
        self._primary = primary(subject)
        self._recorded = set() if self._cyclonedx else _recorded(subject)
        self._combining: set[str] = set()
        self._embedded: set[str] = set()
        provided: set[str] = set()
        delivered: set[str] = set()
        unstructured = {part.ref for part in subject.bom.parts if part.deliverable.structured == "unstructured"}
        for link in subject.bom.links:
            if link.joint is Joint.CONTAINS and link.source in unstructured:
                self._embedded.add(link.target)
            if link.joint in JOINTS:
                self._combining.add(link.source)
                outside = link.word.partition(":")[0] == "hasProvidedDependency"
                (provided if outside else delivered).add(link.target)
        self._outside = provided - delivered

    def class_of(self, part: Part) -> Class:
        if part.ref != self._primary and is_loose_file(part, self._subject):
            return Class.EXTRA
        if part.ref != self._primary:
            if part.ref in self._recorded or (self._cyclonedx and any(one.type == "bom" and one.url for one in part.references)):
                return Class.REFERENCED
            if part.ref in self._outside or part.scope == "excluded" or is_external(part, self._subject):
                return Class.IDENTIFIED
        if part.kind in _LOGICAL and not says_of_file(part) and (part.kind in _ABSTRACT or part.ref in self._combining):
            return Class.LOGICAL
        return Class.EMBEDDED if part.ref in self._embedded else Class.FULL


def is_external(part: Part, subject: Subject) -> bool:
    """CycloneDX 1.7: the component is no part of what is delivered."""
    if subject.bom.format != "CycloneDX":
        return False
    told = at(subject.document, part.pointer)
    return isinstance(told, dict) and told.get("isExternal") in (True, "true")


def says_of_file(part: Part) -> bool:
    """Whether anything is told of the file that a part is."""
    return any(part.deliverable) or any(one.type == "distribution" for one in part.references)


def _recorded(subject: Subject) -> set[str]:
    elsewhere = _records(subject.document)
    return {link.target for link in subject.bom.links if link.joint is Joint.DESCRIBES and link.source in elsewhere}


def _records(document: dict[str, Any]) -> set[str]:
    """SPDX 3 (table 12): SBOMs that stand for another document, to which they refer."""
    found = set()
    for _, element in tables(document, "@graph"):
        rows = tables(element, "externalRef") if text(element, "type") == "software_Sbom" else iter(())
        if any(text(row, "externalRefType") == "buildMeta" and texts(row, "locator") for _, row in rows):
            found.add(text(element, "spdxId"))
    return found


def imported(document: dict[str, Any]) -> set[str]:
    """SPDX 3: ids of elements that the document takes from others (`import`)."""
    return {text(row, "externalSpdxId") for _, element in tables(document, "@graph") for _, row in tables(element, "import")}
