"""conan.lock: the graph of Conan 1, and the lists of Conan 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.conan import Reference, reference_of
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.reach import reached

_RECOGNISED = re.compile(rb'"graph_lock"\s*:|"(?:build|python)_requires"\s*:[^{]*"(?:build|python|config)_requires"\s*:')
_LISTS = {
    "requires": Scope.RUNTIME,
    "build_requires": Scope.BUILD,
    "python_requires": Scope.BUILD,
    "config_requires": Scope.BUILD,
}
"""What the packages of a list are for; `python_requires` extend the recipes, which only run while building."""


class _Node(NamedTuple):
    """A node of the graph; without a reference it is what the lock was made for."""

    route: str
    reference: Reference | None = None
    requires: tuple[str, ...] = ()
    build_requires: tuple[str, ...] = ()
    for_build: bool = False
    has_path: bool = False


def read(source: Source) -> Inventory:
    """One component for each package that is not what the lock was made for."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    fields.doubled(document, "")
    fields.expect_any(document, ("version", "graph_lock", *_LISTS))
    gathering = _graph(document, fields) if "graph_lock" in document else _lists(document, fields)
    version = fields.text(document, "version", "")
    fields.expect_version(version, ("0",), "version")
    return gathering.inventory(fields, READER, "conan.lock", version)


def _lists(document: dict[str, Any], fields: Fields) -> Gathering:
    gathering = Gathering()
    for key, scope in _LISTS.items():
        for position, entry in enumerate(fields.rows(document, key, "", lost=True)):
            route = f"{key}[{position}]"
            reference = _reference(entry[0] if isinstance(entry, list) and entry else entry, route, fields)
            if reference is not None:
                gathering.add(reference.component(fields.source.place(route), scope))
    return gathering


def _graph(document: dict[str, Any], fields: Fields) -> Gathering:
    graph = fields.table(document, "graph_lock", "", lost=True)
    told = fields.table(graph, "nodes", "graph_lock", lost=True)
    fields.doubled(told, "graph_lock.nodes")
    nodes = {key: _node(row, route_key("graph_lock.nodes", key), fields) for key, row in told.items()}
    needed = {target for node in nodes.values() for target in (*node.requires, *node.build_requires)}
    for key, node in nodes.items():
        if key in needed and node.reference is None and isinstance(told[key], dict) and not told[key].get("ref"):
            fields.error("package-without-name", fields.source.place(node.route))
    own = {key for key, node in nodes.items() if key not in needed and (node.has_path or node.reference is None)}
    scopes = reached(_starts(nodes, own), {key: node.requires for key, node in nodes.items()})
    root = _root([nodes[key] for key in own], fields)
    gathering = Gathering(root)
    refs: dict[str, str] = dict.fromkeys(own, ROOT) if root is not None else {}
    for key, node in nodes.items():
        if key not in own and node.reference is not None:
            scope = Scope.BUILD if node.for_build else scopes.get(key, Scope.UNKNOWN)
            gathering.add(node.reference.component(fields.source.place(node.route), scope))
            refs[key] = node.reference.key
    for key, node in nodes.items():
        for target in (*node.requires, *node.build_requires):
            if key in refs and target in refs:
                gathering.need(refs[key], refs[target])
    return gathering


def _node(row: object, route: str, fields: Fields) -> _Node:
    if not isinstance(row, dict):
        fields.wrong_type(fields.source.place(route), "object", row, lost=True)
        return _Node(route)
    text = fields.text(row, "ref", route) or fields.text(row, "pref", route)
    reference = _reference(text, route, fields) if text else None
    context, path = fields.text(row, "context", route), fields.text(row, "path", route)
    needs, build_needs = _targets(row, "requires"), _targets(row, "build_requires")
    return _Node(route, reference, needs, build_needs, context == "build", bool(path))


def _targets(row: dict[str, Any], key: str) -> tuple[str, ...]:
    """The nodes that a node names: a list of keys, in the oldest locks an object of references and keys."""
    value = row.get(key)
    listed = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return tuple(str(target) for target in listed if isinstance(target, str | int))


def _starts(nodes: dict[str, _Node], own: set[str]) -> Iterator[tuple[str, Scope]]:
    """What the project asks for, and what anybody asks for only to be built."""
    for key, node in nodes.items():
        yield from ((target, Scope.BUILD) for target in node.build_requires)
        if key in own:
            yield from ((target, Scope.RUNTIME) for target in node.requires)


def _root(own: list[_Node], fields: Fields) -> Component | None:
    """What the lock was made for, if it is one thing with a name."""
    named = [node for node in own if node.reference is not None]
    if len(named) != 1 or named[0].reference is None:
        return None
    component = named[0].reference.component(fields.source.place(named[0].route), Scope.UNKNOWN)
    return component._replace(ref=ROOT, first_party=True)


def _reference(value: object, route: str, fields: Fields) -> Reference | None:
    if not isinstance(value, str):
        fields.wrong_type(fields.source.place(route), "string", value, lost=True)
        return None
    reference = reference_of(value)
    if reference is None:
        fields.error("package-without-name", fields.source.place(route))
    return reference


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None


READER = Reader(
    name="cpp/conan-lock",
    title="conan.lock (Conan 1 and 2)",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
