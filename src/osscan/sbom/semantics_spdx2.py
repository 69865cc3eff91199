"""What no schema says of an SPDX 2 document: identifiers, relationships, digests and licenses that contradict themselves or each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from osscan.model.sbom_finding import SbomFinding
from osscan.sbom import sense
from osscan.sbom.circles import circles
from osscan.sbom.sense import Findings
from osscan.sbom.taking import tables, text, texts

DOCUMENT = "SPDXRef-DOCUMENT"
_Row = tuple[str, str, str, str]
"""Of a relationship: pointer, source, type, target."""
_NOBODY = frozenset({"NONE", "NOASSERTION"})
_FORWARD = frozenset({"DEPENDS_ON", "HAS_PREREQUISITE"})
_BACKWARD = frozenset({"DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "PREREQUISITE_FOR"})
_email_inside = re.compile(r"\(([^()]*)\)\s*$").search
_LICENSES = (("licenseConcluded", "7.13"), ("licenseDeclared", "7.15"))
_FILE_LICENSES = (("licenseConcluded", "8.5"),)


def findings(document: dict[str, Any], version: str, now: datetime) -> tuple[SbomFinding, ...]:
    """The findings about the JSON form of a document, in one pass over its parts; linear in its size."""
    found = Findings(document)
    spdx = f"SPDX {version}"
    own = {text(one, "licenseId") for _, one in tables(document, "hasExtractedLicensingInfos")}
    refs: dict[str, str] = {DOCUMENT: ""}
    used: set[str] = set()
    for member in ("packages", "files", "snippets"):
        for position, part in tables(document, member):
            _key(found, part, f"/{member}/{position}", refs, spdx)
    for position, package in tables(document, "packages"):
        used |= _package(found, package, f"/packages/{position}", own, spdx)
    for position, file in tables(document, "files"):
        way = f"/files/{position}"
        _digests(found, file, way, f"{spdx}, 8.4")
        used |= _licenses(found, file, way, _FILE_LICENSES, own, spdx)
        used |= _each(found, file, "licenseInfoInFiles", way, own, f"{spdx}, 8.6")
    for position, snippet in tables(document, "snippets"):
        way, holder = f"/snippets/{position}", text(snippet, "snippetFromFile")
        if holder and holder not in refs and ":" not in holder:
            found.error("ref-dangling", f"{way}/snippetFromFile", f"{spdx}, 9.2", ref=holder)
        used |= _licenses(found, snippet, way, (("licenseConcluded", "9.5"),), own, spdx)
        used |= _each(found, snippet, "licenseInfoInSnippets", way, own, f"{spdx}, 9.6")
    for position, extracted in tables(document, "hasExtractedLicensingInfos"):
        id_ = text(extracted, "licenseId")
        if id_ and id_ not in used:
            found.note("license-explained-unused", f"/hasExtractedLicensingInfos/{position}", f"{spdx}, 10.1", word=id_)
    _relationships(found, document, refs, spdx)
    _document(found, document, spdx, now)
    return found.all()


def _key(found: Findings, part: dict[str, Any], pointer: str, refs: dict[str, str], spdx: str) -> None:
    ref = text(part, "SPDXID")
    if ref in refs:
        found.error("ref-repeated", f"{pointer}/SPDXID", f"{spdx}, 7.2", ref=ref, first=refs[ref] or "/")
    elif ref:
        refs[ref] = pointer


def _package(found: Findings, package: dict[str, Any], pointer: str, own: set[str], spdx: str) -> frozenset[str]:
    _digests(found, package, pointer, f"{spdx}, 7.10")
    used = _licenses(found, package, pointer, _LICENSES, own, spdx)
    used |= _each(found, package, "licenseInfoFromFiles", pointer, own, f"{spdx}, 7.14")
    if package.get("filesAnalyzed") is False:
        for member, chapter in (("packageVerificationCode", "7.9"), ("licenseInfoFromFiles", "7.14")):
            if package.get(member):
                found.warning("files-not-analyzed", f"{pointer}/{member}", f"{spdx}, {chapter}", member=member)
    for position, reference in tables(package, "externalRefs"):
        way = f"{pointer}/externalRefs/{position}"
        kind, locator = text(reference, "referenceType"), text(reference, "referenceLocator")
        if kind in ("purl", "http://spdx.org/rdf/references/purl"):
            name, version = text(package, "name"), text(package, "versionInfo")
            sense.purl(found, locator, f"{way}/referenceLocator", f"{spdx}, 7.21", name, version)
        elif kind in ("cpe22Type", "cpe23Type"):
            sense.cpe(found, locator, f"{way}/referenceLocator", f"{spdx}, 7.21")
    for member, chapter in (("supplier", "7.5"), ("originator", "7.6")):
        _party(found, text(package, member), f"{pointer}/{member}", f"{spdx}, {chapter}")
    return used


def _digests(found: Findings, told: dict[str, Any], pointer: str, clause: str) -> None:
    if "checksums" in told:
        rows = [
            (text(one, "algorithm"), text(one, "checksumValue"), f"{pointer}/checksums/{position}/checksumValue")
            for position, one in tables(told, "checksums")
        ]
        # A file's SHA1 is what the format asks for (8.4): only packages are told that it proves little.
        if pointer.startswith("/packages/") or len(rows) != 1 or rows[0][0] != "SHA1":
            sense.digests(found, rows, f"{pointer}/checksums", clause)


def _licenses(
    found: Findings, part: dict[str, Any], pointer: str, fields: tuple[tuple[str, str], ...], own: set[str], spdx: str
) -> frozenset[str]:
    used: frozenset[str] = frozenset()
    for member, chapter in fields:
        value = text(part, member)
        if value and value not in _NOBODY:
            used |= sense.expression(found, value, f"{pointer}/{member}", f"{spdx}, {chapter}", own)
    return used


def _each(found: Findings, part: dict[str, Any], member: str, pointer: str, own: set[str], clause: str) -> frozenset[str]:
    used: frozenset[str] = frozenset()
    for position, value in enumerate(texts(part, member)):
        if value and value not in _NOBODY:
            used |= sense.expression(found, value, f"{pointer}/{member}/{position}", clause, own)
    return used


def _party(found: Findings, value: str, pointer: str, clause: str) -> None:
    """An e-mail address in brackets behind a name can be written to."""
    inside = _email_inside(value)
    if inside and "@" in inside[1]:
        sense.email(found, inside[1].strip(), pointer, clause)
    elif value.startswith(("Person:", "Organization:")) and inside and inside[1].strip():
        found.note("email-malformed", pointer, clause, value=inside[1].strip())


def _relationships(found: Findings, document: dict[str, Any], refs: dict[str, str], spdx: str) -> None:
    clause = f"{spdx}, 11.1"
    rows = [
        (f"/relationships/{position}", text(one, "spdxElementId"), text(one, "relationshipType"), text(one, "relatedSpdxElement"))
        for position, one in tables(document, "relationships")
    ]
    _ends(found, document, rows, refs, clause)
    _circles(found, rows, clause)
    described = set(texts(document, "documentDescribes"))
    described |= {target for _, source, word, target in rows if word == "DESCRIBES" and source == DOCUMENT}
    described |= {source for _, source, word, target in rows if word == "DESCRIBED_BY" and target == DOCUMENT}
    packages = [ref for ref, way in refs.items() if way.startswith("/packages/")]
    if not described and len(refs) > 1 and len(packages) != 1:
        found.error("describes-nothing", "", clause, count=len(packages))
    related = described | {source for _, source, _, _ in rows} | {target for _, _, _, target in rows}
    alone = [ref for ref in packages if ref not in related]
    if alone and len(packages) > 1:
        found.warning("parts-unrelated", refs[alone[0]], clause, count=len(alone), first=alone[0])


def _ends(found: Findings, document: dict[str, Any], rows: list[_Row], refs: dict[str, str], clause: str) -> None:
    """Both ends of a relationship are there, or in a document that is named, or nobody."""
    others = {text(one, "externalDocumentId") for _, one in tables(document, "externalDocumentRefs")}

    def known(ref: str) -> bool:
        return not ref or ref in refs or ref in _NOBODY or ref.partition(":")[0] in others

    for position, ref in enumerate(texts(document, "documentDescribes")):
        if not known(ref):
            found.error("ref-dangling", f"/documentDescribes/{position}", clause, ref=ref)
    for way, source, _, target in rows:
        for member, ref in (("spdxElementId", source), ("relatedSpdxElement", target)):
            if not known(ref):
                found.error("ref-dangling", f"{way}/{member}", clause, ref=ref)
        if source and source == target:
            found.error("dependency-on-itself", way, clause, ref=source)


def _circles(found: Findings, rows: list[_Row], clause: str) -> None:
    needs: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for way, source, word, target in rows:
        if word in _FORWARD or word in _BACKWARD:
            needing, needed = (source, target) if word in _FORWARD else (target, source)
            needs.setdefault(needing, []).append(needed)
            places.setdefault(needing, way)
    for circle in circles(needs):
        found.note("dependency-circle", places[circle[0]], clause, length=len(circle) - 1, way=" → ".join(circle[:6]))


def _document(found: Findings, document: dict[str, Any], spdx: str, now: datetime) -> None:
    creation = document.get("creationInfo")
    creation = creation if isinstance(creation, dict) else {}
    if "created" in creation:
        sense.moment(found, text(creation, "created"), "/creationInfo/created", f"{spdx}, 6.9", now)
    for position, creator in enumerate(texts(creation, "creators")):
        _party(found, creator, f"/creationInfo/creators/{position}", f"{spdx}, 6.8")
    for pointer, annotation in _annotations(document):
        if "annotationDate" in annotation:
            sense.moment(found, text(annotation, "annotationDate"), f"{pointer}/annotationDate", f"{spdx}, 12.2", now)


def _annotations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for position, annotation in tables(document, "annotations"):
        yield f"/annotations/{position}", annotation
    for member in ("packages", "files", "snippets"):
        for part_position, part in tables(document, member):
            for position, annotation in tables(part, "annotations"):
                yield f"/{member}/{part_position}/annotations/{position}", annotation
