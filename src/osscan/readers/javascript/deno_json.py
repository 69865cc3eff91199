"""deno.json: the project with its license, and what its import map leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.decode import json_of, text_of
from osscan.inputs.json_route import route_key
from osscan.inputs.json_walk import opening
from osscan.inputs.jsonc import without_comments
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.problem import Problem
from osscan.readers.base import Reader
from osscan.readers.deno import jsr_purl, specified
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.npm import local_folder
from osscan.readers.npm_license import npm_claims

_FOREIGN = ("npm:", "jsr:", "https://", "http://")


def read(source: Source) -> Inventory:
    """The project as root and one component for each package, or place of modules, in its import map."""
    document, problems = _document(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "deno.json")
    gathering = Gathering(_root(document, fields))
    for wish in (*_mapped(document, fields), *_map_beside(document, fields)):
        gathering.add(wish)
        gathering.need(ROOT, wish.ref)
    return gathering.inventory(fields, READER, "deno.json")


def _document(source: Source) -> tuple[object, tuple[Problem, ...]]:
    text, _ = text_of(source)
    return json_of(source._replace(held=without_comments(text).encode()))


def _root(document: dict[str, Any], fields: Fields) -> Component:
    name, version = fields.text(document, "name", ""), fields.text(document, "version", "")
    shown = name or posixpath.basename(posixpath.dirname(fields.source.path)) or "project"
    claims = npm_claims(document, "", Method.MANIFEST, fields)
    return Component(shown, version, fields.source.place(), ROOT, jsr_purl(name, version), claims, first_party=True)


def _mapped(document: dict[str, Any], fields: Fields) -> Iterator[Component]:
    """What `imports` and, for parts of the project, `scopes` lead to; two names may lead to one package."""
    yield from _led_to(fields.table(document, "imports", "", lost=True), "imports", fields)
    scopes = fields.table(document, "scopes", "", lost=True)
    for part in scopes:
        yield from _led_to(fields.table(scopes, part, "scopes", lost=True), route_key("scopes", part), fields)


def _led_to(table: dict[str, Any], route: str, fields: Fields) -> Iterator[Component]:
    fields.doubled(table, route)
    for name, specifier, nth in members(table):
        place = fields.source.place(route_key(route, name, nth))
        if not isinstance(specifier, str):
            fields.wrong_type(place, "string", specifier)
            continue
        fields.not_outside(local_folder(specifier), place)
        one = specified(specifier)
        if one is not None and one.name:
            yield Component(one.name, one.version, place, one.purl, one.purl, (), Scope.RUNTIME, requirement=one.range)


def _map_beside(document: dict[str, Any], fields: Fields) -> Iterator[Component]:
    """The import map in a file of its own, which Deno reads only where deno.json has none."""
    path = document.get("importMap")
    if not isinstance(path, str) or "imports" in document:
        return
    beside = fields.source.beside(path)
    try:
        told, problems = _document(beside) if beside is not None else (None, ())
    except UnreadableError as fault:
        fields.retell((fault.problem,))
        return
    if beside is not None and isinstance(told, dict):
        inner = Fields(beside, problems)
        yield from _mapped(told, inner)
        fields.retell(inner.problems())


def _recognises(head: bytes) -> bool:
    """An import map with a specifier that Node does not know."""
    imports = opening(head).get("imports")
    return isinstance(imports, dict) and any(isinstance(one, str) and one.startswith(_FOREIGN) for one in imports.values())


READER = Reader(
    name="javascript/deno-json",
    title="deno.json, deno.jsonc",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
