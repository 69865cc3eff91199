"""deno.lock (versions 2 to 5): packages of npm and JSR that Deno resolved, and modules that it fetched from URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.deno import jsr_purl, module_at, module_purl
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.integrity import from_integrity, from_label
from osscan.readers.npm_lock import Locked, Start, inventory_of
from osscan.readers.npm_manifest import manifest_beside

_OPENING = re.compile(rb'\A\s*\{\s*"version"\s*:\s*"[2-5]"\s*,\s*"(?:specifiers|packages|remote|npm|jsr|redirects|workspace)"')
_MOST_OF_A_NAME = 50
"""Versions that a requirement without one may mean; no project has so many, a hostile file would."""
_KNOWN = ("2", "3", "4", "5")


class _Lock(NamedTuple):
    """The tables of a document, wherever its version keeps them."""

    npm: dict[str, Any]
    jsr: dict[str, Any]
    specifiers: dict[str, Any]
    inside: str
    """The route before them."""
    fields: Fields
    by_name: dict[str, list[str]]
    """Refs by kind and name."""


def read(source: Source) -> Inventory:
    """One component for each package, and one for each place that modules were fetched from."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "deno.lock")
    fields.expect_any(document, ("version", "packages", "remote"))
    version = str(document.get("version", ""))
    fields.expect_version(version, _KNOWN, "version")
    lock = _lock(document, version, fields)
    entries = [*_packages(lock, "npm", lock.npm), *_packages(lock, "jsr", lock.jsr), *_remotes(document, fields)]
    starts = list(_starts(document, lock))
    manifest = manifest_beside(source)
    return inventory_of(entries, starts, manifest.root() if manifest else None, fields, READER, "deno.lock", version)


def _lock(document: dict[str, Any], version: str, fields: Fields) -> _Lock:
    """Version 2 keeps all below `npm`, version 3 below `packages`, later ones at the top."""
    table = fields.table
    if version == "2":
        npm = table(document, "npm", "", lost=True)
        packages = table(npm, "packages", "npm", lost=True)
        return _Lock(packages, {}, table(npm, "specifiers", "npm"), "", fields, _by_name(packages, {}))
    route = "packages" if version == "3" else ""
    holder = table(document, "packages", "", lost=True) if route else document
    npm, jsr = table(holder, "npm", route, lost=True), table(holder, "jsr", route, lost=True)
    return _Lock(npm, jsr, table(holder, "specifiers", route), route, fields, _by_name(npm, jsr))


def _by_name(npm: dict[str, Any], jsr: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, rows in (("npm", npm), ("jsr", jsr)):
        for key in rows:
            found.setdefault(f"{kind}:{_split(key)[0]}", []).append(f"{kind}:{key}")
    return found


def _packages(lock: _Lock, kind: str, rows: dict[str, Any]) -> Iterator[Locked]:
    route = route_key(lock.inside, kind)
    for key, said in rows.items():
        place = lock.fields.source.place(route_key(route, key))
        row = said if isinstance(said, dict) else {}
        if row is not said:
            lock.fields.wrong_type(place, "object", said)
        name, version = _split(key)
        if not name or not version:
            lock.fields.error("package-without-name", place)
            continue
        integrity = lock.fields.text(row, "integrity", place.route)
        hashes = from_integrity(integrity) if kind == "npm" else from_label(f"sha256:{integrity}")
        needs = tuple(_needs(row, "dependencies", kind, place.route, lock))
        less = tuple(_needs(row, "optionalDependencies", kind, place.route, lock))
        url = jsr_purl(name, version) if kind == "jsr" else ""
        yield Locked(f"{kind}:{key}", name, version, place, needs, less, hashes, purl=url)


def _split(key: str) -> tuple[str, str]:
    """Name and version of `@scope/name@1.0.0_peer@2.0.0`."""
    at = key.find("@", 1)
    return (key[:at], key[at + 1 :].partition("_")[0]) if at > 0 else (key, "")


def _needs(row: dict[str, Any], field: str, kind: str, route: str, lock: _Lock) -> Iterator[str]:
    """A list of specifiers or keys, in older versions a table of keys by name; the version is left out where there is only one."""
    found = row.get(field)
    for wanted in found.values() if isinstance(found, dict) else lock.fields.rows(row, field, route):
        if isinstance(wanted, str):
            yield from _refs(wanted if wanted.startswith(("npm:", "jsr:")) else f"{kind}:{wanted}", lock)


def _refs(wanted: str, lock: _Lock) -> Iterator[str]:
    kind, _, key = wanted.partition(":")
    rows = lock.npm if kind == "npm" else lock.jsr
    told = lock.specifiers.get(wanted, lock.specifiers.get(key))
    name = _split(key)[0]
    says = told.removeprefix(f"{kind}:") if isinstance(told, str) else ""
    for candidate in (key, says, f"{name}@{says}"):
        if candidate in rows:
            yield f"{kind}:{candidate}"
            return
    yield from lock.by_name.get(f"{kind}:{name}", ())[:_MOST_OF_A_NAME]


def _remotes(document: dict[str, Any], fields: Fields) -> Iterator[Locked]:
    """Modules from URLs (`host/std@0.140.0/path/mod.ts`), each place once."""
    seen: set[str] = set()
    for url in fields.table(document, "remote", "", lost=True):
        name, version = module_at(url)
        ref = f"{name}@{version}"
        if ref not in seen:
            seen.add(ref)
            where = fields.source.place(route_key("remote", url))
            yield Locked(ref, name, version, where, told=Scope.RUNTIME, purl=module_purl(name, version))


def _starts(document: dict[str, Any], lock: _Lock) -> Iterator[Start]:
    """What deno.json and package.json of the project and its members ask for; Deno does not say what is for development only."""
    told = lock.fields.table(document, "workspace", "")
    places = [(told, "workspace")]
    below = lock.fields.table(told, "members", "workspace")
    places += [(row, route_key("workspace.members", key)) for key, row in below.items() if isinstance(row, dict)]
    wanted: list[object] = []
    for row, route in places:
        wanted += lock.fields.rows(row, "dependencies", route)
        manifest = lock.fields.table(row, "packageJson", route)
        wanted += lock.fields.rows(manifest, "dependencies", route_key(route, "packageJson"))
    for one in wanted or lock.specifiers:
        if isinstance(one, str):
            yield from ((ref, Scope.RUNTIME) for ref in _refs(one if ":" in one else f"npm:{one}", lock))


def _recognises(head: bytes) -> bool:
    return _OPENING.match(head) is not None


READER = Reader(
    name="javascript/deno-lock",
    title="deno.lock 2-5",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.SOME, hashes=Extent.SOME),
    recognises=_recognises,
)
