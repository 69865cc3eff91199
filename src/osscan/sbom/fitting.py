"""Versions: brings a document to another version of its own family, with as little taken away as possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osscan.model.bom import Bom
from osscan.sbom.codec import Target, document_of, facts_of
from osscan.sbom.fit import clone, fitted
from osscan.sbom.opened import CYCLONEDX, SPDX
from osscan.sbom.taking import number_or_text, table, tables, text


def version_of(family: str, document: dict[str, Any]) -> str:
    """The version that a document says it is of."""
    if family == CYCLONEDX:
        return number_or_text(document, "specVersion")
    if family == SPDX:
        return text(document, "spdxVersion").removeprefix("SPDX-")
    return facts_of(family, document).version


def versioned(family: str, document: dict[str, Any], bom: Bom, version: str) -> dict[str, Any]:
    """A copy in another version. What the version refuses is said as its facts can be said there, or not at all."""
    copy: dict[str, Any] = clone(document)
    if family == CYCLONEDX:
        from osscan.sbom.schema import validator

        copy |= {"bomFormat": "CycloneDX", "specVersion": version}
        if "$schema" in copy:
            copy["$schema"] = f"http://cyclonedx.org/schema/bom-{version}.schema.json"
        judge = validator(version)
    elif family == SPDX:
        from osscan.sbom.spdx2_document import shape

        copy["spdxVersion"] = f"SPDX-{version}"
        judge = shape(version)
    else:
        return _spdx3(copy, version)
    first = fitted(copy, judge)
    if first is copy:
        return copy
    told = document_of(bom, Target(family, version))
    _stand_in(copy, first, told, facts_of(family, first), facts_of(family, told))
    return fitted(first, judge)


def _stand_in(before: dict[str, Any], after: dict[str, Any], told: dict[str, Any], fitted_bom: Bom, told_bom: Bom) -> None:
    """Puts members that the facts give where the schema took some away."""
    from osscan.sbom.subjects import at

    for name in ("metadata", "creationInfo"):
        if isinstance(after.get(name), dict):
            _take_over(table(before, name), after[name], table(told, name))
    places = {part.ref: part.pointer for part in told_bom.parts}
    for part in fitted_bom.parts:
        mine, theirs = at(after, part.pointer), at(told, places.get(part.ref, "/-"))
        source = at(before, part.pointer)
        if isinstance(mine, dict) and isinstance(theirs, dict) and isinstance(source, dict):
            _take_over(source, mine, theirs)


def _take_over(before: Mapping[str, Any], after: dict[str, Any], told: Mapping[str, Any]) -> None:
    if before == after:
        return
    for name, value in told.items():
        if name in ("component", "components"):
            continue
        if before.get(name) != after.get(name) or (name not in before and _OLDER.get(name) in before):
            after[name] = value


_OLDER = {"author": "authors", "manufacture": "manufacturer"}
"""Members of older versions of CycloneDX that say less exactly what a newer one says."""


def _spdx3(copy: dict[str, Any], version: str) -> dict[str, Any]:
    """Between 3.0.0 and 3.0.1 nothing but the number and the context changed that a document would show."""
    copy["@context"] = f"https://spdx.org/rdf/{version}/spdx-context.jsonld"
    infos = [copy, *(one for _, one in tables(copy, "@graph"))]
    for holder in [*infos, *(table(one, "creationInfo") for one in infos)]:
        if "specVersion" in holder:
            holder["specVersion"] = version
    return copy
