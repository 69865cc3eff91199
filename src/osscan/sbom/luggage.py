"""Luggage: where documents of each family carry what a conversion gives them to carry."""

from __future__ import annotations

import json
from typing import Any

from osscan import __version__
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3
from osscan.sbom.taking import table, tables, text
from osscan.sbom.words import CARRIER

_MEMBERS = {CYCLONEDX: "properties", SPDX: "annotations", SPDX3: "extension"}
_EXTENSION = "extension_CdxPropertiesExtension"


def can_carry(family: str, version: str) -> bool:
    """Whether a document has a place for luggage: CycloneDX has properties since 1.3."""
    return family != CYCLONEDX or version not in ("1.0", "1.1", "1.2")


def packed(told: Any) -> str:
    """Luggage as text that no notation takes offence at: nothing but ASCII, and no `<`."""
    return json.dumps(told, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def load(family: str, document: dict[str, Any], holder: dict[str, Any], told: dict[str, Any]) -> None:
    """Gives luggage to a part, or to the document itself where `holder` is what stands for it."""
    if holder.get(_MEMBERS[family]) == []:
        told = {**told, "empty": True}
    if family == CYCLONEDX:
        _append(holder, "properties", {"name": CARRIER, "value": packed(told)})
    elif family == SPDX:
        created = text(table(document, "creationInfo"), "created")
        annotation = {
            "annotationDate": created,
            "annotationType": "OTHER",
            "annotator": f"Tool: osscan-{__version__}",
            "comment": f"{CARRIER} {packed(told)}",
        }
        _append(holder, "annotations", annotation)
    else:
        entry = {"type": "extension_CdxPropertyEntry", "extension_cdxPropName": CARRIER, "extension_cdxPropValue": packed(told)}
        _append(holder, "extension", {"type": _EXTENSION, "extension_cdxProperty": [entry]})


def own_holder(family: str, document: dict[str, Any]) -> dict[str, Any]:
    """What carries the luggage of the document itself."""
    if family == CYCLONEDX:
        metadata = document.get("metadata")
        if not isinstance(metadata, dict):
            metadata = document["metadata"] = {}
        return metadata
    if family == SPDX3:
        for _, element in tables(document, "@graph"):
            if text(element, "type") == "SpdxDocument":
                profiles = element.get("profileConformance")
                if isinstance(profiles, list) and "extension" not in profiles:
                    profiles.append("extension")
                return element
    return document


def level(family: str, document: dict[str, Any]) -> int:
    """How many conversions put luggage into the document one after the other."""
    return max((_level(told) for told, _ in _bags(family, looked_at(family, document))), default=0)


def unload(family: str, holder: dict[str, Any], wanted: int) -> dict[str, Any]:
    """Takes the luggage of one level out of a holder; empty when it has none."""
    found: dict[str, Any] = {}
    kept = []
    for told, row in _bags(family, holder, everything=True):
        if _level(told) == wanted and not found:
            found = told
        else:
            kept.append(row)
    name = _MEMBERS[family]
    if found and (kept or found.get("empty")):
        holder[name] = kept
    elif found:
        del holder[name]
    return found


def _append(holder: dict[str, Any], name: str, row: dict[str, Any]) -> None:
    rows = holder.get(name)
    holder[name] = [*(rows if isinstance(rows, list) else []), row]


def _bags(family: str, holder: dict[str, Any], *, everything: bool = False) -> list[tuple[dict[str, Any], Any]]:
    """The luggage of a holder with the rows it stands in; with `everything` also rows that hold none."""
    rows = holder.get(_MEMBERS[family])
    found = [(_luggage(family, row), row) for row in rows] if isinstance(rows, list) else []
    return [(told, row) for told, row in found if told or everything]


def looked_at(family: str, document: dict[str, Any]) -> dict[str, Any]:
    """What would carry the luggage of the document itself."""
    if family == SPDX3:
        return next((one for _, one in tables(document, "@graph") if text(one, "type") == "SpdxDocument"), document)
    return table(document, "metadata") if family == CYCLONEDX else document


def _level(told: dict[str, Any]) -> int:
    found = told.get("level")
    return found if isinstance(found, int) else 0


def _luggage(family: str, row: Any) -> dict[str, Any]:
    said = ""
    if not isinstance(row, dict):
        return {}
    if family == CYCLONEDX and row.get("name") == CARRIER:
        said = text(row, "value")
    elif family == SPDX and text(row, "comment").startswith(f"{CARRIER} "):
        said = text(row, "comment").removeprefix(CARRIER)
    elif family == SPDX3:
        entries = [entry for _, entry in tables(row, "extension_cdxProperty")]
        if len(entries) == 1 and entries[0].get("extension_cdxPropName") == CARRIER:
            said = text(entries[0], "extension_cdxPropValue")
    return _unpacked(said) if said else {}


def _unpacked(told: str) -> dict[str, Any]:
    try:
        found = json.loads(told)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and _level(found) > 0 else {}
