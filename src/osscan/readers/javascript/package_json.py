"""package.json of a project: the project with its license, and what it asks for at runtime, optionally and for development."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.json_walk import opening
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.npm import Asked, asked_of, npm_purl
from osscan.readers.npm_license import npm_claims

_TABLES = {
    "dependencies": Scope.RUNTIME,
    "peerDependencies": Scope.PROVIDED,
    "optionalDependencies": Scope.OPTIONAL,
    "devDependencies": Scope.DEV,
}
_OWN_WORDS = frozenset({"main", "private", "engines", "devDependencies"})
_FOREIGN_WORDS = frozenset({"lockfileVersion", "bomFormat", "spdxVersion", "@context", "require", "imports"})


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that it asks for.

    A package.json deeper inside an installed package (its fixtures, its builds) is no project and no package.
    """
    if is_installed(source.path):
        return Inventory(source.path, READER.name, "package.json", gives=READER.gives)
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "package.json")
    gathering = Gathering(_root(document, fields))
    for asked, scope, route in _asked(document, fields):
        if not asked.local:
            ref = f"{asked.name}@{asked.version}" if asked.version else asked.name
            purl = npm_purl(asked.name, asked.version)
            place = source.place(route)
            gathering.add(Component(asked.name, asked.version, place, ref, purl, (), scope, requirement=asked.range))
            gathering.need(ROOT, ref)
    return gathering.inventory(fields, READER, "package.json")


def _root(document: dict[str, Any], fields: Fields) -> Component:
    name = fields.text(document, "name", "") or posixpath.basename(posixpath.dirname(fields.source.path)) or "project"
    version = fields.text(document, "version", "")
    claims = npm_claims(document, "", Method.MANIFEST, fields)
    return Component(name, version, fields.source.place(), ROOT, npm_purl(name, version), claims, first_party=True)


def _asked(document: dict[str, Any], fields: Fields) -> Iterator[tuple[Asked, Scope, str]]:
    """All that is asked for; npm takes what stands under `optionalDependencies` out of `dependencies`."""
    optional = fields.table(document, "optionalDependencies", "", lost=True)
    meta = fields.table(document, "peerDependenciesMeta", "")
    for key, scope in _TABLES.items():
        table = fields.table(document, key, "", lost=True)
        fields.doubled(table, key)
        for name, spec, nth in members(table):
            route = route_key(key, name, nth)
            if not isinstance(spec, str):
                fields.wrong_type(fields.source.place(route), "string", spec)
            if name in optional and key == "dependencies":
                continue
            yield asked_of(name, spec if isinstance(spec, str) else ""), _peer_scope(meta.get(name), scope), route


def _peer_scope(meta: object, scope: Scope) -> Scope:
    """A peer that need not be there is optional."""
    return Scope.OPTIONAL if scope is Scope.PROVIDED and isinstance(meta, dict) and meta.get("optional") is True else scope


def _recognises(head: bytes) -> bool:
    """A name beside a table or a word that only npm's manifest has, and nothing that belongs to another format."""
    told = opening(head)
    has_table = any(isinstance(told.get(key), dict) for key in (*_TABLES, "scripts"))
    return (
        isinstance(told.get("name"), str) and (has_table or not _OWN_WORDS.isdisjoint(told)) and _FOREIGN_WORDS.isdisjoint(told)
    )


READER = Reader(
    name="javascript/package-json",
    title="package.json",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
