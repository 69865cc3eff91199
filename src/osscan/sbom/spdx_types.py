"""Which members of SPDX 2 are lists, numbers and truth values: JSON says it by itself, YAML's texts and XML's elements do not."""

from __future__ import annotations

from typing import Any

LISTS = frozenset(
    (
        *("annotations", "artifactOfs", "attributionTexts", "checksums", "creators", "crossRefs", "documentDescribes"),
        *("externalDocumentRefs", "externalRefs", "fileContributors", "fileDependencies", "fileTypes", "files", "hasFiles"),
        *("hasExtractedLicensingInfos", "licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInSnippets"),
        *("packageVerificationCodeExcludedFiles", "packages", "ranges", "relationships", "revieweds", "seeAlsos", "snippets"),
    )
)
_TRUTHS = frozenset({"filesAnalyzed", "isLive", "isValid", "isWayBackLink", "match"})
_NUMBERS = frozenset({"offset", "lineNumber", "order"})
_OBJECTS = frozenset({"creationInfo", "packageVerificationCode", "checksum", "startPointer", "endPointer"})


def typed(key: str, text: str) -> Any:
    """The text of a member as the number or truth value that it is; any other text as it is."""
    if key in _TRUTHS:
        return {"true": True, "false": False}.get(text.strip().lower(), text)
    plain = text.strip()
    if key in _NUMBERS and plain.isdecimal() and len(plain) < 18:
        return int(plain)
    return text


def is_object(key: str) -> bool:
    """Whether a member is an object, and no text, even where nothing stands in it."""
    return key in _OBJECTS
