"""SBOMs that are read whole: what `open_document` gives is handed to the taker of its family, with the lines of its routes."""

from __future__ import annotations

from typing import Any

from osscan.inputs.faults import Faults
from osscan.inputs.json_route import route_of
from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.model.problem import error
from osscan.readers import cyclonedx, spdx2, spdx3, syft
from osscan.readers.refusal import SUPPORTED, is_beyond, refusal
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3, SYFT, Opened
from osscan.sbom.opening import open_document


def read_as(source: Source, reader: str, expected: str) -> Inventory:
    """The Inventory of the document in an input, whatever it is wrapped in."""
    opened = open_document(source)
    faults = Faults(source, opened.problems)
    if opened.notation not in ("json", ""):
        faults.lines = _lines(opened)
    above = route_of(step if isinstance(step, int) else (step, 1) for step in opened.above)
    told, version = opened.document, opened.version
    if opened.family == CYCLONEDX:
        if is_beyond(version, cyclonedx.VERSIONS):
            return refusal(source, cyclonedx.FORMAT, version)
        return _cyclonedx(told, faults, reader, version, above)
    if opened.family == SPDX:
        if is_beyond(version, spdx2.VERSIONS):
            return refusal(source, spdx2.FORMAT, version)
        return _spdx2(told, faults, reader, version, above)
    if opened.family == SPDX3:
        if is_beyond(version, spdx3.VERSIONS) and version != "3":
            return refusal(source, spdx2.FORMAT, version)
        return spdx3.inventory_of(told, faults, reader, version, above)
    if opened.family == SYFT:
        return syft.inventory_of(told, faults, reader, version, above)
    known = [problem for problem in opened.problems if problem.code != "format-not-recognised"]
    told_so = error("format-not-recognised", source.place(), expected=expected, supported=SUPPORTED)
    return Inventory(source.path, problems=(*known, told_so))


def _cyclonedx(told: dict[str, Any], faults: Faults, reader: str, version: str, above: str) -> Inventory:
    bom = cyclonedx.Bom(faults)
    metadata = told.get("metadata")
    if isinstance(metadata, dict) and metadata.get("component") is not None:
        bom.product(metadata["component"], _route(above, "metadata.component"))
    for key, take in (("components", bom.component), ("services", bom.service), ("dependencies", bom.dependency)):
        for value, route in _rows(told, key, faults, above):
            take(value, route)
    return bom.inventory(reader, version)


def _spdx2(told: dict[str, Any], faults: Faults, reader: str, version: str, above: str) -> Inventory:
    document = spdx2.Document(faults)
    takers = (
        ("packages", document.package),
        ("files", document.file),
        ("snippets", document.file),
        ("documentDescribes", document.describes),
        ("hasExtractedLicensingInfos", document.own_licenses.take),
        ("relationships", document.relationship),
    )
    for key, take in takers:
        for value, route in _rows(told, key, faults, above):
            take(value, route)
    return document.inventory(reader, version)


def _rows(told: dict[str, Any], key: str, faults: Faults, above: str) -> list[tuple[Any, str]]:
    """The elements of a list with their routes; an object in place of a list is its only element."""
    value, route = told.get(key), _route(above, key)
    if value is None:
        return []
    if isinstance(value, list):
        return [(one, f"{route}[{position}]") for position, one in enumerate(value)]
    single = isinstance(value, dict)
    faults.wrong_type(route, "array", value, lost=not single)
    return [(value, route)] if single else []


def _route(above: str, key: str) -> str:
    return f"{above}.{key}" if above else key


def _lines(opened: Opened) -> dict[str, int]:
    """The lines of all routes of a notation that is no JSON; JSON's are found at the end, for what is shown."""
    if opened.locate is None:
        return {}
    found = opened.locate(opened.source, ())
    return {route_of(step if isinstance(step, int) else (step, 1) for step in way): line for way, (line, _) in found.items()}
