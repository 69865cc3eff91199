"""The schema layer of SPDX 3.0.1: the frame of the document, and each object of the graph held to the shape of its own type."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from osscan.model.problem import facts_of
from osscan.model.sbom_finding import SbomFinding
from osscan.sbom.schema import Fault, faults, told_of
from osscan.sbom.spdx3_graph import kind_of
from osscan.sbom.spdx3_model import shapes, validator

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
"""The only context that a document of 3.0.1 names (SPDX 3.0.1, Serialization information, JSON-LD)."""


def spdx3_findings(document: dict[str, Any], version: str) -> tuple[SbomFinding, ...]:
    """What SPDX 3.0.1 refuses in a document in JSON-LD; documents of other 3.0 versions are held to 3.0.1 and told so."""
    return told_of(document, _faults(document, version), lambda fault: f"SPDX 3.0.1, {fault.schema.strip('/')}")


def _faults(document: dict[str, Any], version: str) -> Iterator[Fault]:
    context = document.get("@context")
    if context is None:
        yield Fault("missing", (), "Serialization", facts_of(member="@context"))
    elif context != CONTEXT and not (version == "3.0.0" and context == CONTEXT.replace("3.0.1", "3.0.0")):
        yield Fault("value", ("@context",), "Serialization", facts_of(value=context, allowed=CONTEXT))
    if version != "3.0.1":
        yield Fault("version", (), "Serialization", facts_of(version=version or "?", known="3.0.1"))
    graph = document.get("@graph")
    if graph is None:
        yield from _object(document, (), top=True)
    elif isinstance(graph, list):
        for position, element in enumerate(graph):
            yield from _object(element, ("@graph", position), top=True)
    else:
        yield from _object(graph, ("@graph",), top=True)


def _object(told: Any, steps: tuple[str | int, ...], *, top: bool = False) -> Iterator[Fault]:
    """An object and those inside of it, each by the shape of its type."""
    waiting: list[tuple[Any, tuple[str | int, ...], str]] = [(told, steps, "")]
    while waiting:
        here, way, wanted = waiting.pop()
        if not isinstance(here, dict):
            yield Fault("type", way, "Core/Element", facts_of(value=type(here).__name__, expected="object"))
            continue
        name = kind_of(here)
        shape = shapes().get(name)
        if shape is None and ":" in name:
            # A type of another vocabulary, as extensions have them: nothing is known of its members.
            continue
        if shape is None or shape.abstract:
            yield from _wrong_type(here, name, way, wanted)
            continue
        if wanted and wanted not in shape.ancestors:
            yield Fault("value", (*way, "type"), wanted.replace("_", "/"), facts_of(value=name, allowed=wanted))
        yield from _by_shape(here, name, way, top=top and way == steps)
        for key, member in shape.members.items():
            value = here.get(key)
            for position, one in enumerate(value if isinstance(value, list) else (value,)):
                if isinstance(one, dict):
                    waiting.append((one, (*way, key, position) if isinstance(value, list) else (*way, key), member.range))


def _by_shape(told: dict[str, Any], name: str, way: tuple[str | int, ...], *, top: bool) -> Iterator[Fault]:
    where = name.replace("_", "/")
    shape = shapes()[name]
    if top and shape.id_member == "spdxId" and "spdxId" not in told:
        yield Fault("missing", way, where, facts_of(member="spdxId"))
    held = {key: value for key, value in told.items() if key != "@graph"} if "@graph" in told else told
    for fault in faults(held, validator(name)):
        yield fault._replace(steps=(*way, *fault.steps), schema=where)


def _wrong_type(told: dict[str, Any], name: str, way: tuple[str | int, ...], wanted: str) -> Iterator[Fault]:
    if not name:
        yield Fault("missing", way, (wanted or "Core/Element").replace("_", "/"), facts_of(member="type"))
        return
    known = [one for one, shape in shapes().items() if not shape.abstract and (not wanted or wanted in shape.ancestors)]
    near = difflib.get_close_matches(name, known, 3) or sorted(known)[:8]
    key = "type" if "type" in told else "@type"
    yield Fault("value", (*way, key), "Core/Element", facts_of(value=name, allowed=", ".join(near)))
