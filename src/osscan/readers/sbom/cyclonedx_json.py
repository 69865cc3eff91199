"""Reads CycloneDX SBOMs in JSON, one component after the other, however big or broken the document is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from osscan.inputs.decode import text_of
from osscan.inputs.faults import Faults
from osscan.inputs.json_plain import no_collection
from osscan.inputs.json_rows import document_of, unset
from osscan.inputs.json_walk import JsonWalk, opening, route_key
from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem
from osscan.readers.base import Reader
from osscan.readers.cyclonedx import DOCUMENT, FORMAT, GIVES, VERSIONS, Bom
from osscan.readers.refusal import is_beyond, refusal, stranger

_WANTED = ("bomFormat", "components", "dependencies", "metadata", "services", "specVersion")
_schema = re.compile(r"cyclonedx\.org/schema/bom[/-]([0-9]+(?:\.[0-9]+)*)").search
_OURS = ("bomFormat", "components", "specVersion")


def read(source: Source) -> Inventory:
    """The components that the document names, with everything nested in them."""
    with no_collection():
        content = source.content()
        told = document_of(content, DOCUMENT)
        if told is not None and _is_common(told):
            return _quickly(told, source)
        text, problems = text_of(source._replace(held=content))
        return _taken(JsonWalk(text, source, _WANTED, plain=("dependencies",)), source, problems)


def _is_common(told: Any) -> bool:
    """Whether a document is what it says it is, and its parts are of the types that they should have."""
    version = told.specVersion
    if told.bomFormat != FORMAT or version.__class__ is not str or is_beyond(version, VERSIONS) or told.components is unset():
        return False
    metadata, services = told.metadata, told.services
    return (metadata is unset() or metadata.__class__ is dict) and (services is unset() or services.__class__ is list)


def _quickly(told: Any, source: Source) -> Inventory:
    """The inventory of a decoded document in which nothing is broken or doubled."""
    bom = Bom(Faults(source))
    if told.metadata is not unset() and told.metadata.get("component") is not None:
        bom.product(told.metadata["component"], "metadata.component")
    bom.rows(told.components, "components")
    for service in () if told.services is unset() else told.services:
        bom.service(service)
    if told.dependencies is not unset():
        bom.dependency_rows(told.dependencies, "dependencies")
    return bom.inventory(READER.name, told.specVersion)


def _taken(walk: JsonWalk, source: Source, problems: tuple[Problem, ...]) -> Inventory:
    faults = Faults(source, problems)
    bom = Bom(faults)
    takers: dict[str, Callable[[Any, str], None]] = {
        "components": bom.component,
        "dependencies": bom.dependency,
        "services": bom.service,
    }
    version, ours = "", False
    for key, route, position, value, _ in walk:
        take = takers.get(key)
        if take is not None and position >= 0:
            take(value, f"{route}[{position}]")
            continue
        ours = ours or key in _OURS
        if take is not None:
            _not_a_list(value, route, take, faults)
        elif key == "metadata":
            _metadata(value, route, bom, faults)
        elif key == "bomFormat" and value != FORMAT:
            faults.warning("field-unknown-value", route, value=value, expected=FORMAT)
        elif key == "specVersion":
            version = str(value)
            if is_beyond(version, VERSIONS):
                return refusal(source, FORMAT, version)
    if walk.is_object and not ours and not bom.components:
        return stranger(source, FORMAT)
    walk.tell(faults)
    return bom.inventory(READER.name, version)


def recognises(head: bytes) -> bool:
    """Whether a CycloneDX document in JSON begins with these bytes."""
    told = opening(head)
    schema = _schema(str(told.get("$schema")))
    if "bomFormat" in told or schema:
        version = told.get("specVersion") or (schema[1] if schema else "")
        return not is_beyond(str(version), VERSIONS)
    components = told.get("components")
    return isinstance(components, list) and any(isinstance(one, dict) and "bom-ref" in one for one in components[:3])


def _not_a_list(value: Any, route: str, take: Callable[[Any, str], None], faults: Faults) -> None:
    """What should be a list may be its only entry; anything else is lost."""
    if value is None:
        return
    single = isinstance(value, dict)
    faults.wrong_type(route, "array", value, lost=not single)
    if single:
        take(value, route)


def _metadata(value: Any, route: str, bom: Bom, faults: Faults) -> None:
    if not isinstance(value, dict):
        faults.wrong_type(route, "object", value)
    elif value.get("component") is not None:
        bom.product(value["component"], route_key(route, "component"))


READER = Reader(
    name="sbom/cyclonedx-json",
    title="CycloneDX 1.2-1.7 JSON",
    read=read,
    gives=GIVES,
    recognises=recognises,
)
