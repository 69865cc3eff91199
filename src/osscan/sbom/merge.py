"""Merging: documents of one family become one. What is the same is united, what contradicts is kept beside each other and told."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from typing import Any
from uuid import UUID, uuid5

from osscan.model.sbom_merge import Frame, Given, Whole
from osscan.sbom.codec import VERSIONS, Target
from osscan.sbom.fitting import version_of
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3
from osscan.sbom.taking import tables, text
from osscan.sbom.uniting import canonical

_MODULES = {CYCLONEDX: "merge_cyclonedx", SPDX: "merge_spdx2", SPDX3: "merge_spdx3"}
_SPACE = UUID("0b8f7f3e-52c1-5d39-9a53-3f0a3c3b1a7e")
_OLDEST = {CYCLONEDX: "1.3", SPDX: "2.2", SPDX3: "3.0.1"}
"""Versions that have a place for where a merged document comes from."""


def merge(family: str, given: Sequence[Given], frame: Frame) -> Whole:
    """One document out of several in the JSON form of `family`, the same one whatever their order; equal documents count once."""
    keyed = {sha256(canonical(one.document)).hexdigest(): one for one in sorted(given, key=lambda one: (one.digest, one.path))}
    ordered = [keyed[key] for key in sorted(keyed)]
    identity = uuid5(_SPACE, "\n".join([*sorted(keyed), family, frame.name, frame.version]))
    whole: Whole = import_module(f"osscan.sbom.{_MODULES[family]}").merged(ordered, frame, identity)
    return whole


def common_target(documents: Sequence[tuple[str, dict[str, Any]]]) -> Target:
    """The family that most documents have, in the highest version that they have in it; of several, CycloneDX, then SPDX 2."""
    counts = {family: sum(one == family for one, _ in documents) for family in (CYCLONEDX, SPDX, SPDX3)}
    family = max(counts, key=lambda one: counts[one])
    versions = [version_of(one, document) for one, document in documents if one == family]
    return Target(family, max([_OLDEST[family], *(version for version in versions if version in VERSIONS[family])]))


def in_version(family: str, document: dict[str, Any], version: str) -> dict[str, Any] | None:
    """The document with another version's number where that is all it takes; None where more has to change."""
    if version_of(family, document) == version:
        return document
    if family == CYCLONEDX:
        from osscan.sbom.schema import validator

        lifted = {**document, "specVersion": version}
        if "$schema" in document:
            lifted["$schema"] = f"http://cyclonedx.org/schema/bom-{version}.schema.json"
        return lifted if validator(version).is_valid(lifted) else None
    if family == SPDX:
        from osscan.sbom.spdx2_document import shape

        lifted = {**document, "spdxVersion": f"SPDX-{version}"}
        return lifted if shape(version).is_valid(lifted) else None
    return None


def address(family: str, document: dict[str, Any]) -> str:
    """How others name this document: its BOM-Link, its namespace or its id."""
    if family == CYCLONEDX:
        from osscan.sbom.merge_cyclonedx import address as bom_link

        return bom_link(document)
    if family == SPDX:
        return text(document, "documentNamespace")
    rows = [row for _, row in tables(document, "@graph") if text(row, "type").endswith("SpdxDocument")]
    return text(rows[0], "spdxId") if rows else ""
