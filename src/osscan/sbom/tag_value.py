"""SPDX 2 in tag-value becomes the JSON form of SPDX 2, line by line; what no tag fits stays under `osscan:foreign`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from osscan.inputs.faults import Faults
from osscan.model.problem import Severity
from osscan.sbom.opened import FOREIGN, Steps

_line = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9_-]*)[ \t]*:[ \t]*(<text>)?([^\r\n]*)\r?\n?").match
_other_line = re.compile(r"[ \t]*(#)?[^\r\n]*\r?\n?").match
_tag_in_text = re.compile(r"\n[A-Z][A-Za-z0-9]+:[ \t]*<text>").search
_external_document = re.compile(r"(\S+)\s+(\S+)\s+([A-Za-z0-9_-]+)\s*:?\s*(\S+)").fullmatch
_range = re.compile(r"(\d+)\s*:\s*(\d+)").fullmatch
_verification = re.compile(r"([0-9A-Fa-f]+)\s*(?:\(\s*(?:excludes\s*:)?\s*(.*?)\s*\))?", re.DOTALL).fullmatch
_CLOSE = "</text>"
_MARK = "\ufeff"

Record = Callable[[Steps, int], None]

_DOCUMENT = {
    "SPDXVersion": "spdxVersion",
    "DataLicense": "dataLicense",
    "DocumentName": "name",
    "DocumentNamespace": "documentNamespace",
    "DocumentComment": "comment",
}
_PACKAGE = {
    "PackageName": "name",
    "PackageVersion": "versionInfo",
    "PackageFileName": "packageFileName",
    "PackageSupplier": "supplier",
    "PackageOriginator": "originator",
    "PackageDownloadLocation": "downloadLocation",
    "PackageHomePage": "homepage",
    "PackageSourceInfo": "sourceInfo",
    "PackageLicenseConcluded": "licenseConcluded",
    "PackageLicenseDeclared": "licenseDeclared",
    "PackageLicenseComments": "licenseComments",
    "PackageCopyrightText": "copyrightText",
    "PackageSummary": "summary",
    "PackageDescription": "description",
    "PackageComment": "comment",
    "PrimaryPackagePurpose": "primaryPackagePurpose",
    "ReleaseDate": "releaseDate",
    "BuiltDate": "builtDate",
    "ValidUntilDate": "validUntilDate",
}
_FILE = {
    "FileName": "fileName",
    "LicenseConcluded": "licenseConcluded",
    "LicenseComments": "licenseComments",
    "FileCopyrightText": "copyrightText",
    "FileComment": "comment",
    "FileNotice": "noticeText",
}
_SNIPPET = {
    "SnippetFromFileSPDXID": "snippetFromFile",
    "SnippetLicenseConcluded": "licenseConcluded",
    "SnippetLicenseComments": "licenseComments",
    "SnippetCopyrightText": "copyrightText",
    "SnippetComment": "comment",
    "SnippetName": "name",
}
_LICENSE = {"ExtractedText": "extractedText", "LicenseName": "name", "LicenseComment": "comment"}
_ANNOTATION = {"AnnotationDate": "annotationDate", "AnnotationType": "annotationType", "AnnotationComment": "comment"}
_REVIEW = {"ReviewDate": "reviewDate", "ReviewComment": "comment"}
_CREATION = {"Created": "created", "LicenseListVersion": "licenseListVersion", "CreatorComment": "comment"}
_WORDS = {
    "document": _DOCUMENT,
    "creation": _CREATION,
    "package": _PACKAGE,
    "file": _FILE,
    "snippet": _SNIPPET,
    "license": _LICENSE,
    "annotation": _ANNOTATION,
    "review": _REVIEW,
}
_SECTION_OF = {tag: section for section, words in _WORDS.items() for tag in words}
_ROWS = {
    "PackageLicenseInfoFromFiles": ("package", "licenseInfoFromFiles"),
    "PackageAttributionText": ("package", "attributionTexts"),
    "FileType": ("file", "fileTypes"),
    "LicenseInfoInFile": ("file", "licenseInfoInFiles"),
    "FileContributor": ("file", "fileContributors"),
    "FileDependency": ("file", "fileDependencies"),
    "FileAttributionText": ("file", "attributionTexts"),
    "LicenseInfoInSnippet": ("snippet", "licenseInfoInSnippets"),
    "SnippetAttributionText": ("snippet", "attributionTexts"),
    "LicenseCrossReference": ("license", "seeAlsos"),
    "Creator": ("creation", "creators"),
}
_BEGINS = {
    "PackageName": ("package", "packages"),
    "FileName": ("file", "files"),
    "SnippetSPDXID": ("snippet", "snippets"),
    "SnippetSPDXIdentifier": ("snippet", "snippets"),
    "LicenseID": ("license", "hasExtractedLicensingInfos"),
    "Annotator": ("annotation", "annotations"),
    "Reviewer": ("review", "revieweds"),
}
"""Tags that begin a section, and the list that it stands in."""


def json_form_of(text: str, faults: Faults, record: Record | None = None) -> dict[str, Any]:
    """The JSON form of a document; `record` gets the way to each member and the line on which it stands."""
    reading = _Reading(faults, record)
    reading.take(text.removeprefix(_MARK))
    return reading.finished()


class _Reading:
    """Follows the lines; a section lasts until the next one begins, and stray tags find the section that they belong to."""

    def __init__(self, faults: Faults, record: Record | None) -> None:
        self.document: dict[str, Any] = {}
        self._faults = faults
        self._record = record
        self._now: dict[str, tuple[dict[str, Any], Steps]] = {"document": (self.document, ())}
        """The section of each kind that was begun last, and the way to it."""
        self._element: tuple[dict[str, Any], Steps] = (self.document, ())
        """Package, file, snippet or document that was begun last: ids and relationships belong to it."""
        self._kind = "document"
        self._package: dict[str, Any] | None = None
        self._contains: list[tuple[str, str]] = []
        self._annotations: list[tuple[str, dict[str, Any], Steps]] = []
        self._related: dict[str, Any] | None = None
        self._line = 1

    def take(self, text: str) -> None:
        """Takes the whole document."""
        if "\n" not in text:
            text = text.replace("\r", "\n")  # lines as they ended on old Macintoshes
        at, line, last_close = 0, 1, text.rfind(_CLOSE)
        while at < len(text):
            self._line = line
            found = _line(text, at)
            if found is None:
                at = self._other(text, at)
                line += 1
                continue
            tag, opened, value = found.groups()
            begin, at = found.start(3), found.end()
            line += 1
            if opened:
                end = text.find(_CLOSE, begin) if begin <= last_close else -1
                if end < 0 or _tag_in_text(text, begin, end):
                    self._warn("tag-value-text-open")
                else:
                    value = text[begin:end]
                    at = text.find("\n", end) + 1 or len(text)
                    line += text.count("\n", begin, at) - 1
            self._tag(tag, value if opened else value.strip())

    def finished(self) -> dict[str, Any]:
        """The document; files stand in the packages after which they came, annotations with what they speak of."""
        homes = {one.get("SPDXID"): one for key in ("packages", "files", "snippets") for one in self.document.get(key, ())}
        for ref, annotation, _ in self._annotations:
            home = homes.get(ref) if ref not in ("", "SPDXRef-DOCUMENT") else self.document
            if home is None:
                annotation["spdxElementId"] = ref
                home = self.document
            home.setdefault("annotations", []).append(annotation)
        told = {
            (r.get("spdxElementId"), r.get("relatedSpdxElement"))
            for r in self.document.get("relationships", ())
            if r.get("relationshipType") in ("CONTAINS", "CONTAINED_BY")
        }
        for package, file in self._contains:
            if (package, file) not in told and (file, package) not in told:
                self.document.setdefault("relationships", []).append(
                    {"spdxElementId": package, "relationshipType": "CONTAINS", "relatedSpdxElement": file}
                )
        return self.document

    def _tag(self, tag: str, value: str) -> None:
        if tag in _BEGINS:
            self._begin(tag, value)
        elif tag in _SECTION_OF:
            self._put(_SECTION_OF[tag], _WORDS[_SECTION_OF[tag]][tag], value)
        elif tag in _ROWS:
            section, key = _ROWS[tag]
            self._append(section, key, value)
        elif tag in _SPECIAL:
            _SPECIAL[tag](self, value)
        else:
            rows = self.document.setdefault(FOREIGN, [])
            rows.append({"tag": tag, "value": value})
            self._note((FOREIGN, len(rows) - 1))

    def _begin(self, tag: str, value: str) -> None:
        kind, key = _BEGINS[tag]
        told: dict[str, Any] = {}
        if kind == "annotation":
            way: Steps = ("annotations", len(self._annotations))
            ref = str(self._element[0].get("SPDXID", ""))
            self._annotations.append((ref, told, way))
        else:
            rows = self.document.setdefault(key, [])
            way = (key, len(rows))
            rows.append(told)
        self._now[kind] = (told, way)
        self._note(way)
        if kind in ("package", "file", "snippet"):
            self._element, self._kind = (told, way), kind
        if kind == "package":
            self._package = told
        if kind == "license":
            self._kind = kind
        name = {"snippet": "SPDXID", "license": "licenseId", "annotation": "annotator", "review": "reviewer"}.get(kind)
        self._put(kind, name or _WORDS[kind][tag], value)

    def _home(self, section: str) -> tuple[dict[str, Any], Steps]:
        """The section of a kind that was begun last; a stray tag begins one."""
        if section == "creation":
            return self.document.setdefault("creationInfo", {}), ("creationInfo",)
        found = self._now.get(section)
        if found is None:
            key = next(key for kind, key in _BEGINS.values() if kind == section)
            rows = self.document.setdefault(key, [])
            rows.append({})
            found = self._now[section] = (rows[-1], (key, len(rows) - 1))
            if section in ("package", "file", "snippet"):
                self._element, self._kind = found, section
        return found

    def _put(self, section: str, key: str, value: str) -> None:
        told, way = self._home(section)
        if key in told:
            self._faults.tell(
                Severity.WARNING, "duplicate-key", self._faults.source.place("", self._line), key=key, route=_route(way, key)
            )
        told[key] = value
        self._note((*way, key))

    def _append(self, section: str, key: str, value: Any) -> None:
        told, way = self._home(section)
        rows = told.setdefault(key, [])
        rows.append(value)
        self._note((*way, key, len(rows) - 1))

    def id(self, value: str) -> None:
        told, way = self._element
        if self._kind == "package" and told.get("SPDXID") not in (None, value):
            # A second id in a package tells that the line which began the next one was lost.
            rows = self.document["packages"]
            rows.append({})
            told, way = self._element = self._now["package"] = (rows[-1], ("packages", len(rows) - 1))
            self._package = told
        told["SPDXID"] = value
        self._note((*way, "SPDXID"))
        if self._kind == "file" and self._package is not None and self._package.get("SPDXID"):
            self._contains.append((self._package["SPDXID"], value))

    def analyzed(self, value: str) -> None:
        told, way = self._home("package")
        told["filesAnalyzed"] = {"true": True, "false": False}.get(value.lower(), value)
        self._note((*way, "filesAnalyzed"))

    def verification_code(self, value: str) -> None:
        found = _verification(value)
        told, way = self._home("package")
        code: dict[str, Any] = {"packageVerificationCodeValue": found[1] if found else value}
        if found and found[2]:
            code["packageVerificationCodeExcludedFiles"] = [one.strip() for one in found[2].split(",") if one.strip()]
        told["packageVerificationCode"] = code
        self._note((*way, "packageVerificationCode"))

    def package_checksum(self, value: str) -> None:
        self._append("package", "checksums", _checksum(value))

    def file_checksum(self, value: str) -> None:
        self._append("file", "checksums", _checksum(value))

    def reference(self, value: str) -> None:
        words = value.split(None, 2)
        told = dict(zip(("referenceCategory", "referenceType", "referenceLocator"), words, strict=False))
        if len(words) < 3:
            self._warn("tag-value-line")
        self._append("package", "externalRefs", told)

    def reference_comment(self, value: str) -> None:
        told, way = self._home("package")
        rows = told.get("externalRefs")
        if rows:
            rows[-1]["comment"] = value
            self._note((*way, "externalRefs", len(rows) - 1, "comment"))
        else:
            self._warn("tag-value-line")

    def document_reference(self, value: str) -> None:
        found = _external_document(value)
        told: dict[str, Any] = {"externalDocumentId": value}
        if found:
            checksum = {"algorithm": found[3], "checksumValue": found[4]}
            told = {"externalDocumentId": found[1], "spdxDocument": found[2], "checksum": checksum}
        else:
            self._warn("tag-value-line")
        self._append("document", "externalDocumentRefs", told)

    def relationship(self, value: str) -> None:
        words = value.split()
        if len(words) < 3:
            self._warn("tag-value-line")
        told = dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), words[:3], strict=False))
        self._related = told
        self._append("document", "relationships", told)

    def relationship_comment(self, value: str) -> None:
        if self._related is None:
            self._warn("tag-value-line")
        else:
            self._related["comment"] = value

    def annotated(self, value: str) -> None:
        if self._annotations:
            _, told, way = self._annotations[-1]
            self._annotations[-1] = (value, told, way)
        else:
            self._warn("tag-value-line")

    def byte_range(self, value: str) -> None:
        self._ranges(value, "offset")

    def line_range(self, value: str) -> None:
        self._ranges(value, "lineNumber")

    def _ranges(self, value: str, unit: str) -> None:
        found = _range(value)
        file = str(self._home("snippet")[0].get("snippetFromFile", ""))
        if found is None:
            self._warn("tag-value-line")
            self._append("snippet", "ranges", {FOREIGN: [{"value": value}]})
            return
        ends = ({"reference": file, unit: int(end[:18])} for end in found.groups())
        self._append("snippet", "ranges", dict(zip(("startPointer", "endPointer"), ends, strict=True)))

    def artifact(self, key: str, value: str) -> None:
        """ArtifactOfProject… of SPDX 2.0 and 1.2."""
        told, way = self._home("file")
        rows = told.setdefault("artifactOfs", [])
        if not rows or key in rows[-1]:
            rows.append({})
        rows[-1][key] = value
        self._note((*way, "artifactOfs", len(rows) - 1, key))

    def _other(self, text: str, at: int) -> int:
        """Passes a line that is no tag; one that is neither empty nor a comment is told."""
        found = _other_line(text, at)
        end = found.end() if found else len(text)
        if text[at:end].strip() and not (found and found[1]):
            self._warn("tag-value-line")
        return max(end, at + 1)

    def _note(self, way: Steps) -> None:
        if self._record is not None:
            self._record(way, self._line)

    def _warn(self, code: str) -> None:
        self._faults.tell(Severity.WARNING, code, self._faults.source.place("", self._line))


_SPECIAL: dict[str, Callable[[_Reading, str], None]] = {
    "SPDXID": _Reading.id,
    "FilesAnalyzed": _Reading.analyzed,
    "PackageVerificationCode": _Reading.verification_code,
    "PackageChecksum": _Reading.package_checksum,
    "FileChecksum": _Reading.file_checksum,
    "ExternalRef": _Reading.reference,
    "ExternalRefComment": _Reading.reference_comment,
    "ExternalDocumentRef": _Reading.document_reference,
    "Relationship": _Reading.relationship,
    "RelationshipComment": _Reading.relationship_comment,
    "SPDXREF": _Reading.annotated,
    "SnippetByteRange": _Reading.byte_range,
    "SnippetLineRange": _Reading.line_range,
    "ArtifactOfProjectName": lambda reading, value: reading.artifact("name", value),
    "ArtifactOfProjectHomePage": lambda reading, value: reading.artifact("homePage", value),
    "ArtifactOfProjectURI": lambda reading, value: reading.artifact("projectUri", value),
}


def _checksum(value: str) -> dict[str, str]:
    algorithm, _, digest = value.partition(":")
    return {"algorithm": algorithm.strip(), "checksumValue": digest.strip()}


def _route(way: Steps, key: str) -> str:
    return ".".join(str(step) for step in (*way, key))
