"""package-lock.json, npm-shrinkwrap.json (versions 1 to 3): every package that npm resolved, where it is installed, what for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.integrity import from_integrity
from osscan.readers.npm import MODULES, asked_of, local_folder, name_in, npm_purl
from osscan.readers.npm_license import npm_claims

_VERSION = re.compile(rb'"lockfileVersion"\s*:\s*\d+\s*(?:,\s*"(?!workspaces"|configVersion")|\})')
"""bun.lock opens with the same key, but `workspaces` or `configVersion` follow it."""
_NEEDS = ("dependencies", "optionalDependencies", "peerDependencies")
_OWN_NEEDS = (*_NEEDS, "devDependencies")


class _Entry(NamedTuple):
    """A package at its install path, with its real name and version; `own` says that it is a part of the project."""

    path: str
    name: str
    version: str
    row: dict[str, Any]
    route: str
    needs: tuple[str, ...]
    own: bool


def read(source: Source) -> Inventory:
    """One component for each package that is not the project's own; edges as Node would find them."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "package-lock.json")
    fields.expect_any(document, ("lockfileVersion", "packages", "dependencies"))
    packages = fields.table(document, "packages", "", lost=True)
    is_new = len(packages) > 1 or not document.get("dependencies")
    entries = tuple(_entries(packages, fields) if is_new else _old_entries(document, fields))
    paths = {entry.path for entry in entries}
    links = _links(entries)
    gathering = Gathering(_root(document, packages, fields))
    for entry in entries:
        if entry.own:
            gathering.own(entry.path)
        else:
            gathering.add(_component(entry, fields))
        for name in entry.needs:
            needed = _found(name, entry.path, paths)
            if needed is not None:
                gathering.need(entry.path, links.get(needed, needed))
    if not is_new:
        _need_the_unneeded(gathering, entries, paths)
    version = str(document.get("lockfileVersion", ""))
    fields.expect_version(version, ("1", "2", "3"), "lockfileVersion")
    return gathering.inventory(fields, READER, "package-lock.json", version)


def _links(entries: tuple[_Entry, ...]) -> dict[str, str]:
    """Where the links lead that stand for a component."""
    components = {entry.path for entry in entries if not entry.own}
    told = ((entry.path, entry.row.get("resolved")) for entry in entries if entry.own)
    return {path: folder for path, folder in told if isinstance(folder, str) and folder in components}


def _need_the_unneeded(gathering: Gathering, entries: tuple[_Entry, ...], paths: set[str]) -> None:
    """Version 1 does not list what the project itself needs; that is at least what no package needs."""
    needed = {_found(name, entry.path, paths) for entry in entries for name in entry.needs}
    for entry in entries:
        if entry.path not in needed:
            gathering.need(ROOT, entry.path)


def _root(document: dict[str, Any], packages: dict[str, Any], fields: Fields) -> Component | None:
    """The project itself; the lock that npm hides in node_modules has none."""
    if is_installed(fields.source.path):
        return None
    row, route = packages.get(""), 'packages[""]'
    if not isinstance(row, dict):
        row, route = {key: document[key] for key in ("name", "version") if key in document}, ""
    folder = posixpath.basename(posixpath.dirname(fields.source.path)) or "project"
    name = fields.text(row, "name", route) or fields.text(document, "name", "") or folder
    version = fields.text(row, "version", route)
    claims = npm_claims(row, route, Method.LOCKFILE, fields)
    return Component(name, version, fields.source.place(route), ROOT, npm_purl(name, version), claims, first_party=True)


def _entries(packages: dict[str, Any], fields: Fields) -> Iterator[_Entry]:
    """Versions 2 and 3: a flat table by install path; links are the project's own, and so are the members of its workspace.

    A folder beside that a dependency names is a package like others.
    """
    fields.doubled(packages, "packages")
    folders = _folders(packages)
    for path, found, nth in members(packages):
        route = route_key("packages", path, nth)
        row = found if isinstance(found, dict) else {}
        if row is not found:
            fields.wrong_type(fields.source.place(route), "object", found)
        at_path = name_in(path)
        name = fields.text(row, "name", route) or at_path
        version = fields.text(row, "version", route)
        own = row.get("link") is True
        if not at_path:
            own = path not in folders
            fields.not_outside(path, fields.source.place(route))
            name = name or folders.get(path, "")
        needs = tuple(name for key in (_NEEDS if at_path else _OWN_NEEDS) if key in row for name in fields.table(row, key, route))
        yield _Entry(path, name, version, row, route, needs, own)


def _folders(packages: dict[str, Any]) -> dict[str, str]:
    """The folders that links lead to and that are no members of the workspace, with the names of the links."""
    root = packages.get("")
    if not isinstance(root, dict):
        return {}
    told = root.get("workspaces")
    told = told.get("packages") if isinstance(told, dict) else told
    members_are = (
        [text.removeprefix("./").rstrip("/") for text in told if isinstance(text, str)] if isinstance(told, list) else []
    )
    found = {}
    for path, row in packages.items():
        if isinstance(row, dict) and row.get("link") is True:
            folder = row.get("resolved")
            if isinstance(folder, str) and folder and not any(fnmatchcase(folder, member) for member in members_are):
                found[folder] = name_in(path)
    return found


def _old_entries(document: dict[str, Any], fields: Fields) -> Iterator[_Entry]:
    """Version 1: nested as the packages are installed; a version that is a URL says no version, `npm:` says the real name."""
    waiting = [("", "dependencies", fields.table(document, "dependencies", "", lost=True))]
    while waiting:
        above, outer, table = waiting.pop()
        fields.doubled(table, outer)
        for key, found, nth in members(table):
            path, route = f"{above}{MODULES}{key}", route_key(outer, key, nth)
            row = found if isinstance(found, dict) else {}
            if row is not found:
                fields.wrong_type(fields.source.place(route), "object", found)
            told = fields.text(row, "version", route)
            asked = asked_of(key, told)
            own = asked.local and not told.startswith("file:")
            fields.not_outside(local_folder(told), fields.source.place(route))
            requires = row.get("requires")
            needs = tuple(requires) if isinstance(requires, dict) else ()
            yield _Entry(path, asked.name, asked.version or asked.range, row, route, needs, own)
            if "dependencies" in row:
                waiting.append(
                    (f"{path}/", route_key(route, "dependencies"), fields.table(row, "dependencies", route, lost=True))
                )


def _component(entry: _Entry, fields: Fields) -> Component:
    row = entry.row
    return Component(
        entry.name,
        entry.version,
        Place(fields.source.path, entry.route),
        entry.path,
        npm_purl(entry.name, entry.version),
        npm_claims(row, entry.route, Method.LOCKFILE, fields),
        _scope(row),
        hashes=from_integrity(fields.text(row, "integrity", entry.route)),
    )


def _scope(row: dict[str, Any]) -> Scope:
    """npm's flags: `dev` and `optional` hold strictly; `devOptional` is development and something optional beside it."""
    if row.get("dev") is True:
        return Scope.DEV
    if row.get("optional") is True or row.get("devOptional") is True:
        return Scope.OPTIONAL
    if row.get("extraneous") is True:
        return Scope.UNKNOWN
    return Scope.PROVIDED if row.get("peer") is True else Scope.RUNTIME


def _found(name: str, path: str, paths: set[str]) -> str | None:
    """The install path at which a package finds another: in its own node_modules, else in those of the folders above."""
    here = path
    while True:
        candidate = f"{here}/{MODULES}{name}" if here else MODULES + name
        if candidate in paths:
            return candidate
        if not here:
            return None
        here = _above(here)


def _above(path: str) -> str:
    """The folder in which the package lies that holds this one, or simply the folder above outside of node_modules."""
    cut = path.rfind("/" + MODULES)
    if cut >= 0:
        return path[:cut]
    return "" if path.startswith(MODULES) else path.rpartition("/")[0]


def _recognises(head: bytes) -> bool:
    return _VERSION.search(head) is not None


READER = Reader(
    name="javascript/package-lock",
    title="package-lock.json, npm-shrinkwrap.json 1-3",
    read=read,
    gives=Gives(licenses=Extent.SOME, edges=Extent.COMPLETE, scopes=Extent.COMPLETE, hashes=Extent.COMPLETE),
    recognises=_recognises,
)
