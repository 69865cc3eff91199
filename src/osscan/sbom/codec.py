"""Codec: facts of a document and document of facts, whichever family it belongs to."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from osscan.model.bom import Bom
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3, SYFT

_MODULES = {CYCLONEDX: "cyclonedx", SPDX: "spdx2", SPDX3: "spdx3", SYFT: "syft"}
VERSIONS = {
    CYCLONEDX: ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7"),
    SPDX: ("2.2", "2.3"),
    SPDX3: ("3.0.1",),
}
"""Versions that documents are written in, by family."""


class Target(NamedTuple):
    """What a document is to become: `cyclonedx-1.6-xml` is CycloneDX, 1.6, xml."""

    family: str
    version: str
    notation: str = "json"


def facts_of(family: str, document: dict[str, Any]) -> Bom:
    """The facts of a document in the JSON form of its family. Raises KeyError for a family that has no facts."""
    bom: Bom = import_module(f"osscan.sbom.{_MODULES[family]}_facts").facts(document)
    return bom


def document_of(bom: Bom, target: Target) -> dict[str, Any]:
    """The JSON form of the document that tells these facts."""
    written: dict[str, Any] = import_module(f"osscan.sbom.{_MODULES[target.family]}_document").document(bom, target.version)
    return written


def names_of(bom: Bom, target: Target) -> dict[str, str]:
    """The key that each part has in `document_of`."""
    if target.family == CYCLONEDX:
        return {part.ref: part.ref for part in bom.parts}
    given: dict[str, str] = import_module(f"osscan.sbom.{_MODULES[target.family]}_document").names(bom)
    return given
