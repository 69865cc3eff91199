"""Reads SPDX 2 documents in tag-value, line by line: each package becomes the shape that JSON gives it."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import pairs_to_object, text_of
from osscan.inputs.faults import Faults
from osscan.inputs.json_walk import route_key
from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.model.problem import Severity
from osscan.readers.base import Reader
from osscan.readers.refusal import is_beyond, refusal, stranger
from osscan.readers.spdx2 import FORMAT, GIVES, VERSIONS, Document

_line = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9]*)[ \t]*:[ \t]*(<text>)?([^\r\n]*)\r?\n?").match
_other_line = re.compile(r"[ \t]*(#)?[^\r\n]*\r?\n?").match
_version = re.compile(r"^.{0,3}SPDXVersion:[ \t]*(?:SPDX-)?(\S+)", re.MULTILINE).search
_title = re.compile(r"^(?:DocumentName|PackageName):", re.MULTILINE).search
_tag_in_text = re.compile(r"\n[A-Z][A-Za-z0-9]+:[ \t]*<text>").search
_CLOSE = "</text>"

_WORDS = {
    "PackageName": "name",
    "PackageVersion": "versionInfo",
    "PackageLicenseConcluded": "licenseConcluded",
    "PackageLicenseDeclared": "licenseDeclared",
    "PrimaryPackagePurpose": "primaryPackagePurpose",
}
_ROWS = {"PackageChecksum": "checksums", "ExternalRef": "externalRefs", "PackageLicenseInfoFromFiles": "licenseInfoFromFiles"}
_SECTIONS = {"FileName": "file", "SnippetSPDXID": "snippet", "SnippetSPDXIdentifier": "snippet"}
_LICENSE = {"LicenseID": "licenseId", "ExtractedText": "extractedText", "LicenseName": "name"}
_ADDRESSES = ("LicenseCrossReference", "LicenseCrossReferences")
_ANNOTATION = ("Annotator", "AnnotationComment", "SPDXREF")
_ENTRIES = frozenset({*_ANNOTATION, *_WORDS, *_ROWS, *_SECTIONS, *_LICENSE, *_ADDRESSES, "SPDXID", "Relationship", "SPDXVersion"})


def read(source: Source) -> Inventory:
    """All packages of the document."""
    text, problems = text_of(source)
    faults = Faults(source, problems)
    reading = _Reading(faults)
    reading.take(text)
    if is_beyond(reading.version.removeprefix("SPDX-"), VERSIONS):
        return refusal(source, FORMAT, reading.version)
    if not reading.version and not reading.document.components:
        return stranger(source, FORMAT)
    return reading.document.inventory(READER.name, reading.version)


def recognises(head: bytes) -> bool:
    """Whether an SPDX 2 document in tag-value begins with these bytes."""
    text, _ = text_of(Source("", held=head))
    found = _version(text)
    return found is not None and _title(text) is not None and not is_beyond(found[1], VERSIONS)


class _Reading:
    """Follows the lines; a package is handed over when the next one begins, so that stray tags still find it."""

    def __init__(self, faults: Faults) -> None:
        self.document = Document(faults)
        self.version = ""
        self._faults = faults
        self._lines = faults.lines
        self._section = "document"
        self._pairs: list[tuple[str, Any]] = []
        self._rows: dict[str, list[Any]] = {}
        self._counts: dict[str, int] = {}
        self._ref = ""
        self._is_package = False
        self._packages = 0
        self._relationships = 0
        self._annotation: dict[str, str] = {}
        self._license: dict[str, Any] = {}
        self._licenses = 0

    def take(self, text: str) -> None:
        """Takes the whole document."""
        if "\n" not in text:
            text = text.replace("\r", "\n")  # lines as they ended on old Macintoshes
        at, line, last_close = 0, 1, text.rfind(_CLOSE)
        while at < len(text):
            found = _line(text, at)
            if found is None:
                at = self._other(text, at, line)
                line += 1
                continue
            tag, opened, value = found.groups()
            begin, at, first = found.start(3), found.end(), line
            line += 1
            if opened:
                end = text.find(_CLOSE, begin) if begin <= last_close else -1
                if end < 0 or _tag_in_text(text, begin, end):
                    self._warn("tag-value-text-open", first)
                else:
                    value = text[begin:end]
                    at = text.find("\n", end) + 1 or len(text)
                    line += text.count("\n", begin, at) - 1
            if tag in _ENTRIES:
                self._entry(tag, value.strip(), first)
        self._close_package()
        self._close_license()

    def _entry(self, tag: str, value: str, line: int) -> None:
        if tag == "PackageName":
            self._close_package()
            self._section, self._is_package = "package", True
        if tag in _WORDS:
            self._word(_WORDS[tag], value, line)
        elif tag in _ROWS:
            self._row(tag, value, line)
        elif tag == "SPDXID":
            self._id(value, line)
        elif tag == "Relationship":
            self._relationship(value, line)
        elif tag == "SPDXVersion":
            self.version = self.version or value
        elif tag in _ANNOTATION:
            self._annotation = {} if tag == "Annotator" else {**self._annotation, tag: value}
            if len(self._annotation) > 1:
                self.document.annotated(self._annotation["SPDXREF"], self._annotation["AnnotationComment"])
        elif tag in _LICENSE or tag in _ADDRESSES:
            self._own_license(tag, value, line)
        else:
            self._section = _SECTIONS[tag]
            if self._section == "snippet":
                self.document.file({"SPDXID": value})

    def _own_license(self, tag: str, value: str, line: int) -> None:
        """What the document says of a license of its own; an id begins the next one."""
        if tag == "LicenseID":
            self._close_license()
            self._section = "license"
            self._license = {"licenseId": value, "line": line}
        elif tag in _ADDRESSES:
            self._license.setdefault("seeAlsos", []).extend(value.split(","))
        else:
            self._license.setdefault(_LICENSE[tag], value)

    def _close_license(self) -> None:
        told, self._license = self._license, {}
        if told:
            route = f"hasExtractedLicensingInfos[{self._licenses}]"
            self._licenses += 1
            place = self._faults.source.place(route, told.get("line"))
            urls = [url.strip() for url in told.get("seeAlsos", ())]
            name, text = told.get("name", ""), told.get("extractedText", "")
            self.document.own_licenses.add(told.get("licenseId", ""), name, text, urls, place)

    def _word(self, key: str, value: str, line: int) -> None:
        self._is_package = True
        nth = self._counts[key] = self._counts.get(key, 0) + 1
        self._pairs.append((key, value))
        self._lines[route_key(self._route(), key, nth)] = line

    def _row(self, tag: str, value: str, line: int) -> None:
        self._is_package = True
        key = _ROWS[tag]
        rows = self._rows.setdefault(key, [])
        self._lines[f"{self._route()}.{key}[{len(rows)}]"] = line
        if tag == "PackageChecksum":
            algorithm, _, digest = value.partition(":")
            rows.append({"algorithm": algorithm.strip(), "checksumValue": digest.strip()})
        elif tag == "ExternalRef":
            words = value.split(None, 2)
            rows.append({"referenceType": words[1], "referenceLocator": words[2]} if len(words) == 3 else value)
        else:
            rows.append(value)

    def _id(self, value: str, line: int) -> None:
        """The id of what was begun last; a second one in a package tells that the line which began the next was lost."""
        if self._section == "file":
            self.document.file({"SPDXID": value})
        elif self._section == "package":
            if self._ref not in ("", value):
                self._close_package()
            if not self._ref:
                self._pairs.append(("SPDXID", value))
            self._ref = value
            self._lines[f"{self._route()}.SPDXID"] = line

    def _relationship(self, value: str, line: int) -> None:
        route = f"relationships[{self._relationships}]"
        self._relationships += 1
        words = value.split()
        told = dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), words[:3], strict=False))
        self._lines[route] = line
        self.document.relationship(told, route)
        del self._lines[route]

    def _close_package(self) -> None:
        if self._is_package:
            route = self._route()
            self._lines[route] = min(self._lines.values(), default=1)
            self.document.package(pairs_to_object([*self._pairs, *self._rows.items()]), route)
            self._packages += 1
        self._pairs, self._rows, self._counts = [], {}, {}
        self._ref, self._is_package = "", False
        self._lines.clear()

    def _other(self, text: str, at: int, line: int) -> int:
        """Passes a line that is no tag; one that is neither empty nor a comment is told."""
        found = _other_line(text, at)
        end = found.end() if found else len(text)
        if text[at:end].strip() and not (found and found[1]):
            version = _version(text, at, end)
            if version and not self.version:
                self.version = f"SPDX-{version[1]}"
            else:
                self._warn("tag-value-line", line)
        return max(end, at + 1)

    def _route(self) -> str:
        return f"packages[{self._packages}]"

    def _warn(self, code: str, line: int) -> None:
        self._faults.tell(Severity.WARNING, code, self._faults.source.place("", line))


READER = Reader(
    name="sbom/spdx-tagvalue",
    title="SPDX 2.1-2.3 tag-value",
    read=read,
    gives=GIVES,
    recognises=recognises,
)
