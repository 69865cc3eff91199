"""The shape of an SPDX 2 document in JSON, written down from the specification: members, their kinds and their chapters.

Sources: SPDX 2.2.2 and 2.3, chapters 6 to 12 (the number stands in each member's `$comment`); spelling of enumerated values in JSON as in the
specification's own examples, where categories of external references occur with `-` and with `_`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

Schema = dict[str, Any]

CHECKSUMS_22 = ("SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "MD2", "MD4", "MD5", "MD6")
CHECKSUMS_23 = (
    *CHECKSUMS_22,
    *("SHA3-256", "SHA3-384", "SHA3-512", "BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3", "ADLER32"),
)
"""SPDX 2.3, 7.10.1 and 8.4.1"""
PURPOSES = (
    *("APPLICATION", "FRAMEWORK", "LIBRARY", "CONTAINER", "OPERATING-SYSTEM", "DEVICE", "FIRMWARE", "SOURCE"),
    *("ARCHIVE", "FILE", "INSTALL", "OTHER"),
)
"""SPDX 2.3, 7.24.1"""
FILE_TYPES = (
    *("SOURCE", "BINARY", "ARCHIVE", "APPLICATION", "AUDIO", "IMAGE", "TEXT", "VIDEO", "DOCUMENTATION", "SPDX"),
    *("OTHER",),
)
"""SPDX 2.3, 8.3.1"""
RELATIONSHIPS_22 = (
    *("DESCRIBES", "DESCRIBED_BY", "CONTAINS", "CONTAINED_BY", "DEPENDS_ON", "DEPENDENCY_OF"),
    *("DEPENDENCY_MANIFEST_OF", "BUILD_DEPENDENCY_OF", "DEV_DEPENDENCY_OF", "OPTIONAL_DEPENDENCY_OF"),
    *("PROVIDED_DEPENDENCY_OF", "TEST_DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "EXAMPLE_OF", "GENERATES"),
    *("GENERATED_FROM", "ANCESTOR_OF", "DESCENDANT_OF", "VARIANT_OF", "DISTRIBUTION_ARTIFACT", "PATCH_FOR"),
    *("PATCH_APPLIED", "COPY_OF", "FILE_ADDED", "FILE_DELETED", "FILE_MODIFIED", "EXPANDED_FROM_ARCHIVE"),
    *("DYNAMIC_LINK", "STATIC_LINK", "DATA_FILE_OF", "TEST_CASE_OF", "BUILD_TOOL_OF", "DEV_TOOL_OF", "TEST_OF"),
    *("TEST_TOOL_OF", "DOCUMENTATION_OF", "OPTIONAL_COMPONENT_OF", "METAFILE_OF", "PACKAGE_OF", "AMENDS"),
    *("PREREQUISITE_FOR", "HAS_PREREQUISITE", "OTHER"),
)
RELATIONSHIPS_23 = (*RELATIONSHIPS_22, "REQUIREMENT_DESCRIPTION_FOR", "SPECIFICATION_FOR")
"""SPDX 2.3, 11.1.1"""

_TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"
_ID = r"^SPDXRef-[A-Za-z0-9.-]+$"
_END = r"^(NONE|NOASSERTION|(DocumentRef-[A-Za-z0-9.+-]+:)?SPDXRef-[A-Za-z0-9.-]+)$"
_CREATOR = r"^(Person|Organization|Tool): ?\S"
_SUPPLIER = r"^(NOASSERTION|(Person|Organization): ?\S)"
_URI = r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+$"


@cache
def schema(version: str) -> Schema:
    """JSON Schema (draft 7) of a document in 2.2 or 2.3; older ones are held to 2.2."""
    newer = version == "2.3"
    checksums = _list(
        _object(
            ("algorithm", "checksumValue"),
            algorithm=_one_of(CHECKSUMS_23 if newer else CHECKSUMS_22),
            checksumValue=_text("^[0-9a-fA-F]+$"),
        )
    )
    annotation = _object(
        ("annotationDate", "annotationType", "annotator", "comment"),
        annotationDate=_text(_TIME, "12.2"),
        annotationType=_one_of(("REVIEW", "OTHER"), "12.3"),
        annotator=_text(_CREATOR, "12.1"),
        comment=_text("", "12.5"),
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **_object(
            ("spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo"),
            spdxVersion=_text(r"^SPDX-2\.\d$", "6.1"),
            dataLicense={"const": "CC0-1.0", "$comment": "6.2"},
            SPDXID={"const": "SPDXRef-DOCUMENT", "$comment": "6.3"},
            name=_text(".", "6.4"),
            documentNamespace=_text(_URI, "6.5"),
            externalDocumentRefs=_list(_reference_to_document(checksums), "6.6"),
            comment=_text("", "6.11"),
            creationInfo=_creation(),
            packages=_list(_package(checksums, annotation, newer=newer), "7"),
            files=_list(_file(checksums, annotation, newer=newer), "8"),
            snippets=_list(_snippet(annotation, newer=newer), "9"),
            hasExtractedLicensingInfos=_list(_extracted(), "10"),
            relationships=_list(_relationship(newer=newer), "11.1"),
            annotations=_list(annotation, "12"),
            documentDescribes=_list(_text(), "11.1"),
            revieweds=_list(_object(("reviewDate",), reviewDate=_text(_TIME), reviewer=_text(_CREATOR), comment=_text()), "13"),
        ),
    }


def _creation() -> Schema:
    return _object(
        ("created", "creators"),
        comment=_text("", "6.10"),
        created=_text(_TIME, "6.9"),
        creators=_list(_text(_CREATOR), "6.8", least=1),
        licenseListVersion=_text(r"^\d+\.\d+(\.\d+)?$", "6.7"),
    ) | {"$comment": "6.8"}


def _reference_to_document(checksums: Schema) -> Schema:
    return _object(
        ("externalDocumentId", "spdxDocument", "checksum"),
        externalDocumentId=_text(r"^DocumentRef-[A-Za-z0-9.+-]+$"),
        spdxDocument=_text(_URI),
        checksum=checksums["items"],
    )


def _package(checksums: Schema, annotation: Schema, *, newer: bool) -> Schema:
    required = ("SPDXID", "name", "downloadLocation")
    return _object(
        required if newer else (*required, "licenseConcluded", "licenseDeclared", "copyrightText"),
        name=_text(".", "7.1"),
        SPDXID=_text(_ID, "7.2"),
        versionInfo=_text("", "7.3"),
        packageFileName=_text("", "7.4"),
        supplier=_text(_SUPPLIER, "7.5"),
        originator=_text(_SUPPLIER, "7.6"),
        downloadLocation=_text(r"^(NONE|NOASSERTION|[A-Za-z][A-Za-z0-9+.-]*:\S+|git@\S+)$", "7.7"),
        filesAnalyzed={"type": "boolean", "$comment": "7.8"},
        packageVerificationCode=_object(
            ("packageVerificationCodeValue",),
            packageVerificationCodeValue=_text("^[0-9a-fA-F]{40}$"),
            packageVerificationCodeExcludedFiles=_list(_text()),
        )
        | {"$comment": "7.9"},
        checksums={**checksums, "$comment": "7.10"},
        homepage=_text(r"^(NONE|NOASSERTION|[A-Za-z][A-Za-z0-9+.-]*:\S+)$", "7.11"),
        sourceInfo=_text("", "7.12"),
        licenseConcluded=_text(".", "7.13"),
        licenseInfoFromFiles=_list(_text("."), "7.14"),
        licenseDeclared=_text(".", "7.15"),
        licenseComments=_text("", "7.16"),
        copyrightText=_text("", "7.17"),
        summary=_text("", "7.18"),
        description=_text("", "7.19"),
        comment=_text("", "7.20"),
        externalRefs=_list(_external(), "7.21"),
        attributionTexts=_list(_text(), "7.23"),
        annotations=_list(annotation, "12"),
        hasFiles=_list(_text(), "11.1"),
        **(
            {
                "primaryPackagePurpose": _one_of((*PURPOSES, "OPERATING_SYSTEM"), "7.24"),
                "releaseDate": _text(_TIME, "7.25"),
                "builtDate": _text(_TIME, "7.26"),
                "validUntilDate": _text(_TIME, "7.27"),
            }
            if newer
            else {}
        ),
    )


def _external() -> Schema:
    return _object(
        ("referenceCategory", "referenceType", "referenceLocator"),
        referenceCategory=_one_of(
            ("SECURITY", "PACKAGE-MANAGER", "PACKAGE_MANAGER", "PERSISTENT-ID", "PERSISTENT_ID", "OTHER"), "7.21"
        ),
        referenceType=_text(".", "7.21"),
        referenceLocator=_text(r"^\S+$", "7.21"),
        comment=_text("", "7.22"),
    )


def _file(checksums: Schema, annotation: Schema, *, newer: bool) -> Schema:
    required = ("SPDXID", "fileName", "checksums")
    return _object(
        required if newer else (*required, "licenseConcluded", "licenseInfoInFiles", "copyrightText"),
        fileName=_text(".", "8.1"),
        SPDXID=_text(_ID, "8.2"),
        fileTypes=_list(_one_of(FILE_TYPES), "8.3"),
        checksums={**checksums, "minItems": 1, "$comment": "8.4"},
        licenseConcluded=_text(".", "8.5"),
        licenseInfoInFiles=_list(_text("."), "8.6"),
        licenseComments=_text("", "8.7"),
        copyrightText=_text("", "8.8"),
        comment=_text("", "8.12"),
        noticeText=_text("", "8.13"),
        fileContributors=_list(_text(), "8.14"),
        attributionTexts=_list(_text(), "8.15"),
        annotations=_list(annotation, "12"),
        fileDependencies=_list(_text(), "8.16"),
        artifactOfs=_list({"type": "object"}, "8.9"),
    )


def _snippet(annotation: Schema, *, newer: bool) -> Schema:
    pointer = {
        "type": "object",
        "properties": {"offset": {"type": "integer"}, "lineNumber": {"type": "integer"}, "reference": _text()},
    }
    required = ("SPDXID", "snippetFromFile", "ranges")
    return _object(
        required if newer else (*required, "licenseConcluded", "copyrightText", "name"),
        SPDXID=_text(_ID, "9.1"),
        snippetFromFile=_text(r"^(DocumentRef-[A-Za-z0-9.+-]+:)?SPDXRef-[A-Za-z0-9.-]+$", "9.2"),
        ranges=_list(_object(("startPointer", "endPointer"), startPointer=pointer, endPointer=pointer), "9.3", least=1),
        licenseConcluded=_text(".", "9.5"),
        licenseInfoInSnippets=_list(_text("."), "9.6"),
        licenseComments=_text("", "9.7"),
        copyrightText=_text("", "9.8"),
        comment=_text("", "9.9"),
        name=_text("", "9.10"),
        attributionTexts=_list(_text(), "9.11"),
        annotations=_list(annotation, "12"),
    )


def _extracted() -> Schema:
    return _object(
        ("licenseId", "extractedText"),
        licenseId=_text(r"^LicenseRef-[A-Za-z0-9.+-]+$", "10.1"),
        extractedText=_text(".", "10.2"),
        name=_text("", "10.3"),
        seeAlsos=_list(_text(), "10.4"),
        crossRefs=_list({"type": "object"}, "10.4"),
        comment=_text("", "10.5"),
    )


def _relationship(*, newer: bool) -> Schema:
    return _object(
        ("spdxElementId", "relationshipType", "relatedSpdxElement"),
        spdxElementId=_text(_END, "11.1"),
        relationshipType=_one_of(RELATIONSHIPS_23 if newer else RELATIONSHIPS_22, "11.1"),
        relatedSpdxElement=_text(_END, "11.1"),
        comment=_text("", "11.2"),
    )


def _object(required: tuple[str, ...], **members: Schema) -> Schema:
    """An object that knows these members and no others."""
    return {"type": "object", "properties": members, "required": list(required), "additionalProperties": False}


def _list(of: Schema, clause: str = "", least: int = 0) -> Schema:
    return {"type": "array", "items": of} | ({"minItems": least} if least else {}) | _clause(clause)


def _text(pattern: str = "", clause: str = "") -> Schema:
    return {"type": "string"} | ({"pattern": pattern} if pattern else {}) | _clause(clause)


def _one_of(words: tuple[str, ...], clause: str = "") -> Schema:
    return {"enum": list(words)} | _clause(clause)


def _clause(clause: str) -> Schema:
    return {"$comment": clause} if clause else {}
