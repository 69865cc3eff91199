"""package.json as the project's own word: its name, its license, and what it asks for in which scope."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.claim import LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import ROOT
from osscan.readers.npm import npm_purl
from osscan.readers.npm_license import npm_claims

TABLES = {
    "dependencies": Scope.RUNTIME,
    "peerDependencies": Scope.PROVIDED,
    "optionalDependencies": Scope.OPTIONAL,
    "devDependencies": Scope.DEV,
}
Wish = tuple[str, str, Scope, str]
"""(name, specifier, scope, route)"""


class Manifest:
    """A package.json beside a lockfile; its faults are told where it is read itself."""

    def __init__(self, source: Source, document: dict[str, Any]) -> None:
        self.fields = Fields(source)
        self.document = document

    @property
    def has_members(self) -> bool:
        """Whether other folders are parts of the same project."""
        return bool(self.document.get("workspaces"))

    def wishes(self) -> list[Wish]:
        """All that it asks for."""
        return list(wishes_of(self.document, self.fields))

    def root(self) -> Component:
        """The project itself."""
        return root_of(self.document, self.fields)


def manifest_beside(source: Source, folder: str = "") -> Manifest | None:
    """The package.json beside a lockfile, or in a folder below; None where there is none that can be read."""
    beside = source.beside(f"{folder}/package.json" if folder else "package.json")
    if beside is None:
        return None
    try:
        document, _ = json_of(beside)
    except UnreadableError:
        return None
    return Manifest(beside, document) if isinstance(document, dict) else None


def folder_claims(source: Source, folder: str) -> tuple[LicenseClaim, ...]:
    """What the package.json in a folder that a lockfile takes for a package says of its license."""
    manifest = manifest_beside(source, folder)
    return manifest.root().claims if manifest else ()


def root_of(document: dict[str, Any], fields: Fields) -> Component:
    """The project as the root of an inventory, named by its folder where it has no name."""
    name = fields.text(document, "name", "") or posixpath.basename(posixpath.dirname(fields.source.path)) or "project"
    version = fields.text(document, "version", "")
    claims = npm_claims(document, "", Method.MANIFEST, fields)
    return Component(name, version, fields.source.place(), ROOT, npm_purl(name, version), claims, first_party=True)


def wishes_of(document: dict[str, Any], fields: Fields) -> Iterator[Wish]:
    """All that is asked for; npm takes what stands under `optionalDependencies` out of `dependencies`."""
    optional = fields.table(document, "optionalDependencies", "", lost=True)
    meta = fields.table(document, "peerDependenciesMeta", "")
    for key, scope in TABLES.items():
        table = fields.table(document, key, "", lost=True)
        fields.doubled(table, key)
        for name, spec, nth in members(table):
            route = route_key(key, name, nth)
            if not isinstance(spec, str):
                fields.wrong_type(fields.source.place(route), "string", spec)
            if name in optional and key == "dependencies":
                continue
            yield name, (spec if isinstance(spec, str) else ""), _peer_scope(meta.get(name), scope), route


def _peer_scope(meta: object, scope: Scope) -> Scope:
    """A peer that need not be there is optional."""
    return Scope.OPTIONAL if scope is Scope.PROVIDED and isinstance(meta, dict) and meta.get("optional") is True else scope
