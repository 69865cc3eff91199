"""SPDX 2 in facts: what a document in JSON form (2.0-2.3) says; garbage in a field costs that field and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osscan.model.bom import (
    Bom,
    Checksum,
    Completeness,
    Deliverable,
    Identifier,
    Joint,
    LicenseEntry,
    LicenseRole,
    LicenseText,
    Link,
    Part,
    Party,
    PartyKind,
    Reference,
)
from osscan.model.claim import NOASSERTION, NONE, Form
from osscan.sbom.taking import Refs, table, tables, text, texts
from osscan.sbom.words import LIFECYCLES, PURPOSE_KINDS, SPDX2_IDENTIFIER_TYPES, SPDX2_REFERENCE_TYPES

FORMAT = "SPDX"
DOCUMENT = "SPDXRef-DOCUMENT"
_NOTHING = frozenset({"", NONE, NOASSERTION})
_DEPENDS = frozenset({"DEPENDS_ON", "HAS_PREREQUISITE", "STATIC_LINK", "DYNAMIC_LINK"})
_NEEDED_BY = frozenset(
    {
        "DEPENDENCY_OF",
        "RUNTIME_DEPENDENCY_OF",
        "PROVIDED_DEPENDENCY_OF",
        "OPTIONAL_DEPENDENCY_OF",
        "BUILD_DEPENDENCY_OF",
        "TEST_DEPENDENCY_OF",
        "DEV_DEPENDENCY_OF",
        "BUILD_TOOL_OF",
        "TEST_TOOL_OF",
        "DEV_TOOL_OF",
        "OPTIONAL_COMPONENT_OF",
        "PREREQUISITE_FOR",
    }
)
_CONTAINED = frozenset({"CONTAINED_BY", "PACKAGE_OF"})
_actor = re.compile(r"\s*(person|organization|tool)\s*:\s*(.*?)\s*(?:\(([^()]*)\))?\s*", re.IGNORECASE | re.DOTALL).fullmatch
_tool = re.compile(r"(.+?)-(v?\d\S*)", re.DOTALL).fullmatch
_vcs = re.compile(r"(?:git|hg|svn|bzr)(?:\+[a-z]+)?://", re.IGNORECASE).match
_sbom_type = re.compile(
    r"(?:.*\bsbom[ -]?type\b\W*)?(design|source|build|analyzed|deployed|runtime)\b", re.IGNORECASE | re.DOTALL
).match
_KINDS = {"person": PartyKind.PERSON, "organization": PartyKind.ORGANIZATION, "tool": PartyKind.TOOL}


def facts(document: dict[str, Any]) -> Bom:
    """What the document says; packages come first, then files, then snippets."""
    info = table(document, "creationInfo")
    parties = [party for creator in texts(info, "creators") if (party := actor(creator)) is not None]
    refs = Refs()
    parts = [_package(row, f"/packages/{position}", refs) for position, row in tables(document, "packages")]
    parts += [_file(row, f"/files/{position}", refs) for position, row in tables(document, "files")]
    parts += [_snippet(row, f"/snippets/{position}", refs) for position, row in tables(document, "snippets")]
    links, completeness = _links(document)
    own = (text(document, "SPDXID"), DOCUMENT)
    described = [link.target for link in links if link.joint is Joint.DESCRIBES and link.source in own]
    known = {part.ref for part in parts}
    return Bom(
        FORMAT,
        text(document, "spdxVersion").removeprefix("SPDX-"),
        serial=text(document, "documentNamespace"),
        name=text(document, "name"),
        created=text(info, "created"),
        authors=tuple(party for party in parties if party.kind is not PartyKind.TOOL),
        tools=tuple(party for party in parties if party.kind is PartyKind.TOOL),
        lifecycles=_lifecycles(text(info, "comment")),
        comment=text(document, "comment"),
        data_license=text(document, "dataLicense"),
        root=described[0] if len(described) == 1 and described[0] in known else "",
        parts=tuple(parts),
        links=tuple(links),
        told_dependencies=_told(links, completeness),
        completeness=tuple(completeness.items()),
        license_texts=tuple(_license_texts(document)),
    )


def actor(said: str) -> Party | None:
    """Who `Person: …`, `Organization: …` or `Tool: …` names, with the address in brackets; None for nobody."""
    if said.strip() in _NOTHING:
        return None
    found = _actor(said)
    if found is None:
        return Party(said.strip())
    kind = _KINDS[found[1].lower()]
    if kind is PartyKind.TOOL:
        name = f"{found[2]} ({found[3]})" if found[3] else found[2]
        versioned = _tool(name)
        return Party(versioned[1], kind, version=versioned[2]) if versioned else Party(name, kind)
    email = (found[3] or "").strip()
    return Party(found[2], kind, (email,) if email else ())


def _lifecycles(comment: str) -> tuple[str, ...]:
    """The kind of SBOM that OpenChain's Telco guide wants in the creator's comment."""
    said = comment.strip()
    found = _sbom_type(said) if said else None
    if found is None or (found.start(1) == 0 and found.end(1) != len(said)):
        return ()
    return (LIFECYCLES[found[1].lower()],)


def _package(told: dict[str, Any], pointer: str, refs: Refs) -> Part:
    identifiers, references = _external(told) if "externalRefs" in told else ([], [])
    purpose = text(told, "primaryPackagePurpose").upper().replace("_", "-")
    version = text(told, "versionInfo")
    return Part(
        refs.give(text(told, "SPDXID"), pointer),
        text(told, "name"),
        version="" if version in _NOTHING else version,
        kind=PURPOSE_KINDS.get(purpose, ""),
        pointer=pointer,
        supplier=actor(text(told, "supplier")),
        creator=actor(text(told, "originator")),
        description=text(told, "description") or text(told, "summary"),
        copyright=text(told, "copyrightText"),
        identifiers=tuple(identifiers),
        checksums=_checksums(told) if "checksums" in told else (),
        references=(*_locations(told), *references),
        licenses=_licenses(told, "licenseInfoFromFiles"),
        deliverable=Deliverable(filename=text(told, "packageFileName")),
    )


def _file(told: dict[str, Any], pointer: str, refs: Refs) -> Part:
    ref = refs.give(text(told, "SPDXID"), pointer)
    licenses, checksums = _licenses(told, "licenseInfoInFiles"), _checksums(told)
    name, holders = text(told, "fileName"), text(told, "copyrightText")
    return Part(ref, name, kind="file", pointer=pointer, copyright=holders, checksums=checksums, licenses=licenses)


def _snippet(told: dict[str, Any], pointer: str, refs: Refs) -> Part:
    ref = refs.give(text(told, "SPDXID"), pointer)
    licenses = _licenses(told, "licenseInfoInSnippets")
    return Part(ref, text(told, "name"), pointer=pointer, copyright=text(told, "copyrightText"), licenses=licenses)


def _checksums(told: dict[str, Any]) -> tuple[Checksum, ...]:
    found = []
    for _, row in tables(told, "checksums"):
        algorithm, digest = text(row, "algorithm").removeprefix("checksumAlgorithm_"), text(row, "checksumValue")
        if algorithm or digest:
            found.append(Checksum(algorithm, digest))
    return tuple(found)


def _locations(told: dict[str, Any]) -> Iterator[Reference]:
    download, homepage = text(told, "downloadLocation"), text(told, "homepage")
    if download not in _NOTHING:
        yield Reference("vcs" if _vcs(download) else "distribution", download)
    if homepage not in _NOTHING:
        yield Reference("website", homepage)


def _external(told: dict[str, Any]) -> tuple[list[Identifier], list[Reference]]:
    """Identifiers and other references; the type may be an address that ends in the word."""
    identifiers, references = [], []
    for _, row in tables(told, "externalRefs"):
        type_, locator = text(row, "referenceType"), text(row, "referenceLocator")
        word = type_.rsplit("/", 1)[-1]
        if word in SPDX2_IDENTIFIER_TYPES:
            type_ = SPDX2_IDENTIFIER_TYPES[word]
            identifiers.append(Identifier(type_, locator.removeprefix("swid:") if type_ == "swid" else locator))
        elif locator.startswith("pkg:"):
            identifiers.append(Identifier("purl", locator))
        elif type_ or locator:
            references.append(Reference(SPDX2_REFERENCE_TYPES.get(word, word), locator, text(row, "comment")))
    return identifiers, references


def _licenses(told: dict[str, Any], found: str) -> tuple[LicenseEntry, ...]:
    entries = []
    if concluded := text(told, "licenseConcluded"):
        entries.append(LicenseEntry(LicenseRole.CONCLUDED, Form.EXPRESSION, concluded))
    if declared := text(told, "licenseDeclared"):
        entries.append(LicenseEntry(LicenseRole.DECLARED, Form.EXPRESSION, declared))
    if found in told:
        entries += [LicenseEntry(LicenseRole.OBSERVED, Form.EXPRESSION, raw) for raw in texts(told, found) if raw]
    return tuple(entries)


def _license_texts(document: dict[str, Any]) -> Iterator[LicenseText]:
    for _, row in tables(document, "hasExtractedLicensingInfos"):
        if id_ := text(row, "licenseId"):
            yield LicenseText(id_, text(row, "name"), text(row, "extractedText"), texts(row, "seeAlsos"))


def _links(document: dict[str, Any]) -> tuple[list[Link], dict[str, Completeness]]:
    """What belongs together; an end that is NONE or NOASSERTION says how much is known of the other."""
    links: dict[Link, None] = {}
    completeness: dict[str, Completeness] = {}
    own = text(document, "SPDXID") or DOCUMENT
    for ref in texts(document, "documentDescribes"):
        links[Link(own, ref, Joint.DESCRIBES)] = None
    for _, row in tables(document, "packages"):
        if "hasFiles" in row:
            links.update((Link(text(row, "SPDXID"), ref, Joint.CONTAINS), None) for ref in texts(row, "hasFiles"))
    for _, row in tables(document, "relationships"):
        first, word, second = text(row, "spdxElementId"), text(row, "relationshipType"), text(row, "relatedSpdxElement")
        if not (first and second):
            continue
        link = _link(first, word, second)
        if second not in _NOTHING:
            links[link] = None
        elif link.joint in (Joint.DEPENDS_ON, Joint.CONTAINS) and link.source == first:
            completeness[first] = Completeness.COMPLETE if second == NONE else Completeness.UNKNOWN
    return list(links), completeness


def _link(first: str, word: str, second: str) -> Link:
    type_ = word.upper()
    if type_ == "DEPENDS_ON":
        return Link(first, second, Joint.DEPENDS_ON)
    if type_ == "CONTAINS":
        return Link(first, second, Joint.CONTAINS)
    if type_ == "DESCRIBES":
        return Link(first, second, Joint.DESCRIBES)
    if type_ in _DEPENDS:
        return Link(first, second, Joint.DEPENDS_ON, type_)
    if type_ in _NEEDED_BY:
        return Link(second, first, Joint.DEPENDS_ON, type_)
    if type_ in _CONTAINED:
        return Link(second, first, Joint.CONTAINS, type_)
    if type_ == "DESCRIBED_BY":
        return Link(second, first, Joint.DESCRIBES)
    return Link(first, second, Joint.OTHER, type_)


def _told(links: list[Link], completeness: dict[str, Completeness]) -> tuple[str, ...]:
    told = dict.fromkeys(link.source for link in links if link.joint is Joint.DEPENDS_ON)
    told.update(dict.fromkeys(ref for ref, word in completeness.items() if word is Completeness.COMPLETE))
    return tuple(told)
