"""Reads SPDX 2 documents in JSON, one package after the other, also where a code host wraps them in `{"sbom": ...}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from osscan.inputs.decode import text_of
from osscan.inputs.faults import Faults
from osscan.inputs.json_plain import no_collection
from osscan.inputs.json_rows import document_of, unset
from osscan.inputs.json_walk import JsonWalk, opening
from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem
from osscan.readers.base import Reader
from osscan.readers.refusal import is_beyond, refusal, stranger
from osscan.readers.spdx2 import DOCUMENT, FORMAT, GIVES, VERSIONS, WHOLE, Document

_OURS = ("packages", "spdxVersion")
_WANTED = (*_OURS, "documentDescribes", "files", "hasExtractedLicensingInfos", "relationships", "snippets")
_PLAIN = ("files", "relationships", "snippets")
"""Arrays that say nothing of a package's license: a doubled key in them can hide none."""
_WRAPPER = "sbom"


def read(source: Source) -> Inventory:
    """All packages of the document."""
    with no_collection():
        content = source.content()
        told = document_of(content, WHOLE)
        if told is not None and _is_common(told):
            return _quickly(told, source)
        text, problems = text_of(source._replace(held=content))
        return _taken(JsonWalk(text, source, _WANTED, within=(_WRAPPER,), plain=_PLAIN), source, problems)


def _is_common(told: Any) -> bool:
    """Whether a document is what it says it is, and its parts are of the types that they should have."""
    version = told.spdxVersion
    if version.__class__ is not str or is_beyond(version.removeprefix("SPDX-"), VERSIONS) or told.packages is unset():
        return False
    lists = (told.documentDescribes, told.snippets, told.hasExtractedLicensingInfos)
    return all(one is unset() or one.__class__ is list for one in lists)


def _quickly(told: Any, source: Source) -> Inventory:
    """The inventory of a decoded document in which nothing is broken or doubled."""
    document, missing = Document(Faults(source)), unset()
    document.package_rows(told.packages, "packages")
    if told.files is not missing:
        document.file_rows(told.files)
    for position, snippet in enumerate(() if told.snippets is missing else told.snippets):
        document.file(snippet, f"snippets[{position}]")
    for position, ref in enumerate(() if told.documentDescribes is missing else told.documentDescribes):
        document.describes(ref, f"documentDescribes[{position}]")
    own = told.hasExtractedLicensingInfos
    for position, license_ in enumerate(() if own is missing else own):
        document.own_licenses.take(license_, f"hasExtractedLicensingInfos[{position}]")
    if told.relationships is not missing:
        document.relationship_rows(told.relationships, "relationships")
    return document.inventory(READER.name, told.spdxVersion)


def _taken(walk: JsonWalk, source: Source, problems: tuple[Problem, ...]) -> Inventory:
    faults = Faults(source, problems)
    document = Document(faults)
    takers: dict[str, Callable[[Any, str], None]] = {
        "packages": document.package,
        "relationships": document.relationship,
        "documentDescribes": document.describes,
        "files": document.file,
        "snippets": document.file,
        "hasExtractedLicensingInfos": document.own_licenses.take,
    }
    version, ours = "", False
    for key, route, position, value, _ in walk:
        take = takers.get(key)
        if take is not None and position >= 0:
            take(value, f"{route}[{position}]")
            continue
        ours = ours or key in _OURS
        if key == "spdxVersion":
            version = str(value)
            if is_beyond(version.removeprefix("SPDX-"), VERSIONS):
                return refusal(source, FORMAT, version)
        elif value is not None:
            faults.wrong_type(route, "array", value, lost=key == "packages" and not isinstance(value, dict))
            if isinstance(value, dict):
                takers[key](value, route)
    if walk.is_object and not ours and not document.components:
        return stranger(source, FORMAT)
    walk.tell(faults)
    return document.inventory(READER.name, version)


def recognises(head: bytes) -> bool:
    """Whether an SPDX 2 document in JSON begins with these bytes."""
    told = opening(head)
    inner = told.get(_WRAPPER)
    told = inner if isinstance(inner, dict) else told
    if told.get("SPDXID") != DOCUMENT and "spdxVersion" not in told:
        return False
    return not is_beyond(str(told.get("spdxVersion")).removeprefix("SPDX-"), VERSIONS)


READER = Reader(
    name="sbom/spdx-json",
    title="SPDX 2.2-2.3 JSON",
    read=read,
    gives=GIVES,
    recognises=recognises,
)
