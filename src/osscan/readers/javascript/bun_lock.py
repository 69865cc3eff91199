"""bun.lock: JSON with comments and trailing commas; every package that bun resolved, at its install path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.inputs.decode import json_of, text_of
from osscan.inputs.json_route import route_key
from osscan.inputs.jsonc import without_comments
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.integrity import from_integrity
from osscan.readers.npm import folder_in, npm_purl
from osscan.readers.npm_lock import Locked, Start, inventory_of
from osscan.readers.npm_manifest import TABLES, folder_claims, manifest_beside

_OPENING = re.compile(rb'\A\s*\{\s*"lockfileVersion"\s*:\s*\d+\s*,\s*"(?:workspaces|configVersion)"')
_VERSION = re.compile(r"\d+\.\d+\.\d+").match
_OWN = ("workspace:", "root:")


class _Packages(NamedTuple):
    """The table of packages by install path (`a`, `a/b`), and the paths of the project's own members."""

    rows: dict[str, Any]
    fields: Fields


def read(source: Source) -> Inventory:
    """One component for each package that is no member of the workspace."""
    text, _ = text_of(source)
    document, problems = json_of(source._replace(held=without_comments(text).encode()))
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "bun.lock")
    fields.expect_any(document, ("lockfileVersion", "workspaces", "packages"))
    packages = _Packages(fields.table(document, "packages", "", lost=True), fields)
    fields.doubled(packages.rows, "packages")
    version = str(document.get("lockfileVersion", ""))
    fields.expect_version(version, ("0", "1"), "lockfileVersion")
    workspaces = fields.table(document, "workspaces", "", lost=True)
    entries = tuple(_entries(packages))
    starts = tuple(_starts(workspaces, packages))
    return inventory_of(entries, starts, _root(workspaces, source, fields), fields, READER, "bun.lock", version)


def _root(workspaces: dict[str, Any], source: Source, fields: Fields) -> Component | None:
    """The member at the top, which bun names; its version and license are only in its package.json."""
    manifest = manifest_beside(source)
    if manifest is not None:
        return manifest.root()
    row = workspaces.get("")
    name = fields.text(row, "name", 'workspaces[""]') if isinstance(row, dict) else ""
    place = fields.source.place('workspaces[""]')
    return Component(name, "", place, ROOT, npm_purl(name), first_party=True) if name else None


def _entries(packages: _Packages) -> Iterator[Locked]:
    fields = packages.fields
    for path, row, nth in members(packages.rows):
        route = route_key("packages", path, nth)
        place = fields.source.place(route)
        said = row[0] if isinstance(row, list) and row else None
        if not isinstance(said, str):
            fields.wrong_type(place, "array", row, lost=True)
            continue
        name, spec = _split(said)
        if not name:
            fields.error("package-without-name", place)
            continue
        wishes: dict[str, Any] = next((part for part in row if isinstance(part, dict)), {})
        needs = [
            *_found(wishes, "dependencies", path, route, packages),
            *_found(wishes, "peerDependencies", path, route, packages),
        ]
        less = _found(wishes, "optionalDependencies", path, route, packages)
        integrity = row[-1] if len(row) > 3 and isinstance(row[-1], str) else ""
        version = spec if _VERSION(spec) else ""
        folder = folder_in(spec)
        fields.not_outside(folder, place)
        claims = folder_claims(fields.source, folder) if folder else ()
        own = spec.startswith(_OWN)
        yield Locked(path, name, version, place, tuple(needs), tuple(less), from_integrity(integrity), own, claims=claims)


def _split(said: str) -> tuple[str, str]:
    """Name and version, or place, of `@scope/name@1.0.0`."""
    at = said.find("@", 1)
    return (said[:at], said[at + 1 :]) if at > 0 else (said, "")


def _found(wishes: dict[str, Any], key: str, path: str, route: str, packages: _Packages) -> list[str]:
    """The paths at which a package finds what it asks for: its own first, then those of the packages above."""
    if key not in wishes:
        return []
    rows, found = packages.rows, []
    for name in packages.fields.table(wishes, key, route):
        here = path if path.count("/") <= packages.fields.source.limits.depth else ""
        while here and f"{here}/{name}" not in rows:
            here = _above(here)
        where = f"{here}/{name}" if here else name
        if where in rows:
            found.append(where)
    return found


def _above(path: str) -> str:
    """The path without its last package name, of which a scope is a part."""
    above = path.rpartition("/")[0]
    before, _, last = above.rpartition("/")
    return before if last.startswith("@") else above


def _starts(workspaces: dict[str, Any], packages: _Packages) -> Iterator[Start]:
    """What each member of the workspace asks for."""
    for folder, row, nth in members(workspaces):
        route = route_key("workspaces", folder, nth)
        if not isinstance(row, dict):
            packages.fields.wrong_type(packages.fields.source.place(route), "object", row, lost=True)
            continue
        name = packages.fields.text(row, "name", route) if folder else ""
        without = set(map(str, packages.fields.rows(row, "optionalPeers", route)))
        for key, scope in TABLES.items():
            for ref in _found(row, key, name, route, packages):
                is_optional = scope is Scope.PROVIDED and ref.removeprefix(f"{name}/") in without
                yield ref, Scope.OPTIONAL if is_optional else scope


def _recognises(head: bytes) -> bool:
    return _OPENING.match(head) is not None


READER = Reader(
    name="javascript/bun-lock",
    title="bun.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.COMPLETE, hashes=Extent.SOME),
    recognises=_recognises,
)
