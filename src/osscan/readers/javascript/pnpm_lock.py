"""pnpm-lock.yaml (versions 5 to 9): every package that pnpm resolved, for which parts of the project, and who needs it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.inputs.yaml_events import YamlObject, yaml_of
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.integrity import from_integrity
from osscan.readers.npm_lock import Locked, Start, inventory_of
from osscan.readers.npm_manifest import folder_claims, manifest_beside
from osscan.readers.pnpm_layout import PAIRS, row_of, scanned

_OPENING = re.compile(rb"^lockfileVersion: ['\"]?\d", re.MULTILINE)
_ANOTHER = re.compile(r"^---(?=[ \n]|$)", re.MULTILINE)
_KNOWN = ("5", "6", "7", "9")
_VERSION = re.compile(r"\d+\.\d+\.\d+").match
_KEY = re.compile(r"/?(?:[^@/]+/)?((?:@[^/@]+/)?[^/@]+)@(.+)").fullmatch
_USUAL_KEY = re.compile(
    r"/?((?:@[a-z0-9._~-]++/)?+[a-z0-9._~-]++)@(\d++\.\d++\.\d++[\w.~-]*+)(?:\([^:\"\\]*+)?", re.ASCII
).fullmatch
_RUNTIME = "runtime:"
_LINK = "link:"
_NOBODY = ("", "")
_STARTS = {
    "dependencies": Scope.RUNTIME,
    "optionalDependencies": Scope.OPTIONAL,
    "devDependencies": Scope.DEV,
    "configDependencies": Scope.DEV,
    "packageManagerDependencies": Scope.DEV,
}


class _Lock(NamedTuple):
    """One document. `graph` is the table that says who needs whom: the snapshots, before version 9 the packages themselves."""

    packages: dict[str, Any]
    graph: dict[str, Any]
    importers: dict[str, Any]
    fields: Fields
    is_old: bool


def read(source: Source) -> Inventory:
    """One component for each package that is no folder of the project's own; peers do not make several of one."""
    documents, problems = _documents(source)
    fields = Fields(source, problems)
    entries: list[Locked] = []
    starts: list[Start] = []
    version = ""
    for document in documents:
        if not isinstance(document, dict):
            fields.wrong_type(source.place(), "object", document, lost=True)
            continue
        lock = _lock(document, fields)
        found = _entries(lock)
        entries += found
        for ref, scope, missing in _starts(lock, {entry.name for entry in found}):
            starts.append((ref, scope))
            if missing is not None:
                entries.append(missing)
        version = fields.text(document, "lockfileVersion", "")
        if not version:
            fields.error("lock-version-unknown", source.place(), version="?", known=", ".join(_KNOWN))
    fields.expect_version(version, _KNOWN, "lockfileVersion")
    manifest = manifest_beside(source)
    root = manifest.root() if manifest else None
    return inventory_of(entries, starts, root, fields, READER, "pnpm-lock.yaml", version)


def _documents(source: Source) -> tuple[tuple[Any, ...], tuple[Problem, ...]]:
    """All documents: in pnpm's own layout line by line, in any other by the rules of YAML."""
    text, problems = text_of(source)
    usual = scanned(text)
    if usual is not None:
        return usual, problems
    found = []
    begin, before = 0, 0
    for end in (*(mark.start() for mark in _ANOTHER.finditer(text)), len(text)):
        part = "\n" * before + text[begin:end]
        document, more = yaml_of(source._replace(held=part.encode()))
        problems += more
        if document is not None:
            found.append(document)
        before += text.count("\n", begin, end)
        begin = end
    return tuple(found), problems


def _lock(document: dict[str, Any], fields: Fields) -> _Lock:
    packages = fields.table(document, "packages", "", lost=True)
    fields.doubled(packages, "packages")
    graph = fields.table(document, "snapshots", "", lost=True) or packages
    importers = fields.table(document, "importers", "", lost=True) or {".": document}
    is_old = fields.text(document, "lockfileVersion", "") < "6"
    return _Lock(packages, graph, importers, fields, is_old)


def _entries(lock: _Lock) -> list[Locked]:
    """The packages as the graph knows them; one that the graph does not know needs nobody and nobody needs it.

    A package that is written as usual and comes from a registry is taken at once, as `_entry` would take it.
    """
    packages, graph, path, is_own = lock.packages, lock.graph, lock.fields.source.path, "" in lock.importers
    lines = packages.lines if isinstance(packages, YamlObject) else {}
    entries: list[Locked] = []
    found: Locked | None
    for key, needing in graph.items():
        row, base = packages.get(key), key
        if row is None and key not in packages:
            base = key.partition("(")[0]
            row = packages.get(base)
        if type(row) is tuple and type(needing) is tuple and not lock.is_old:
            base = row[1] or row[0]
            usual = _USUAL_KEY(base)
            if usual is not None:
                name, version = usual.groups()
                integrity, dev, optional = row[2], row[5], row[6]
                needs, less = needing[3], needing[4]
                url = f"pkg:npm/%40{name[1:]}@{version}" if name[0] == "@" else f"pkg:npm/{name}@{version}"
                place = Place(path, f'packages["{base}"]', lines[base])
                hashes = from_integrity(integrity) if integrity else ()
                needed = _usual_targets(needs, graph) if needs else ()
                can_miss = _usual_targets(less, graph) if less else ()
                told = _told(dev, optional) if dev or optional else None
                entries.append(Locked(key, name, version, place, needed, can_miss, hashes, is_own, told, url))
                continue
        table, inner = (packages, base) if base in packages else (graph, key)
        found = _entry(key, inner, table, needing, lock)
        if found is not None:
            entries.append(found)
    if graph is not packages:
        known = {key.partition("(")[0] for key in graph}
        for key in packages:
            if key not in known and key not in graph:
                found = _entry(key, key, packages, None, lock)
                if found is not None:
                    entries.append(found)
    return entries


def _usual_targets(lines: str, graph: dict[str, Any]) -> tuple[str, ...]:
    """What `_targets` says of needs that are still lines: the very keys of the graph, which are found again fastest."""
    usual = lines[6:-1].replace("'", "").replace(": ", "@").split("\n      ")
    if len(usual) == 1 or len({key[: key.index("@", 1)] for key in usual}) == len(usual):
        keys = []
        for key in usual:
            row = graph.get(key)
            if type(row) is not tuple:
                break
            keys.append(row[1] or row[0])
        else:
            return tuple(keys)
    found = []
    for name, version in dict(PAIRS(lines)).items():
        target = f"{name}@{version}"
        known = target if target in graph else _target(name, version, graph)
        if known is not None:
            found.append(known)
    return tuple(found)


def _entry(key: str, inner: str, table: dict[str, Any], needing: Any, lock: _Lock) -> Locked | None:
    fields = lock.fields
    row = table[inner]
    if isinstance(row, tuple):
        row = row_of(row)
    if isinstance(needing, tuple):
        needing = row_of(needing)
    line = table.lines.get(inner) if isinstance(table, YamlObject) else None
    route = f"{'packages' if table is lock.packages else 'snapshots'}[{quoted(inner)}]"
    place = Place(fields.source.path, route, line)
    if not isinstance(row, dict):
        if row is not None:
            fields.wrong_type(place, "object", row)
        row = {}
    name, version = _identity(inner, row, route, lock)
    if not name:
        fields.error("package-without-name", place)
        return None
    if not isinstance(needing, dict):
        needing = {}
    found = row.get("resolution")
    resolution: dict[str, Any] = found if isinstance(found, dict) else {}
    integrity = resolution.get("integrity")
    folder = resolution.get("directory")
    folder = posixpath.normpath(folder) if isinstance(folder, str) else ""
    fields.not_outside(folder, place)
    return Locked(
        key,
        name,
        version,
        place,
        _targets(needing, "dependencies", route, lock) if "dependencies" in needing else (),
        _targets(needing, "optionalDependencies", route, lock) if "optionalDependencies" in needing else (),
        from_integrity(integrity) if isinstance(integrity, str) else (),
        folder in lock.importers,
        _told(row.get("dev"), row.get("optional")),
        purl("generic", name, version) if f"@{_RUNTIME}" in inner else "",
        folder_claims(fields.source, folder) if folder else (),
    )


def _identity(key: str, row: dict[str, Any], route: str, lock: _Lock) -> tuple[str, str]:
    """Name and version: as the entry says them (tarballs, git, folders), else as its key does.

    Keys are `/name/1.0.0_peer@2.0.0` in version 5, `/name@1.0.0(peer@2.0.0)` in 6, `name@1.0.0` in 9; a registry of one's
    own stands before the first slash.
    """
    fields = lock.fields
    said = fields.text(row, "name", route) if "name" in row else ""
    version = fields.text(row, "version", route) if "version" in row else ""
    if not said:
        bare = key.partition("(")[0]
        said, found = _old_identity(bare) if lock.is_old else _new_identity(bare)
        if not said:
            said, found = _new_identity(bare) if lock.is_old else _old_identity(bare)
        version = version or found
    return said, version


def _new_identity(key: str) -> tuple[str, str]:
    """Since version 6 an at sign stands between name and version; a URL or folder behind it is no version."""
    found = _KEY(key)
    if found is None:
        return _NOBODY
    behind = found[2].removeprefix(_RUNTIME)
    return found[1], (behind if _VERSION(behind) else "")


def _old_identity(key: str) -> tuple[str, str]:
    """Version 5: the part before the version, with its scope; a key without a version is no package of a registry."""
    parts = key.split("/")
    for position, part in enumerate(parts):
        if position and _VERSION(part):
            scoped = position > 1 and parts[position - 2].startswith("@")
            return "/".join(parts[position - 1 - scoped : position]), part.partition("_")[0]
    return _NOBODY


def _told(dev: Any, optional: Any) -> Scope | None:
    """Until version 8 each entry says whether it is for development only, or can be done without."""
    if dev == "true":
        return Scope.DEV
    if optional == "true":
        return Scope.OPTIONAL
    return Scope.RUNTIME if dev == "false" else None


def _starts(lock: _Lock, described: set[str]) -> Iterator[tuple[str, Scope, Locked | None]]:
    """What each part of the project asks for; a package whose name the lock describes nowhere comes with an entry, and is told."""
    missing: set[str] = set()
    for path, importer in lock.importers.items():
        route = f"importers[{quoted(path)}]" if importer is not None and path != "." else ""
        if not isinstance(importer, dict):
            if importer is not None:
                lock.fields.wrong_type(lock.fields.source.place(route), "object", importer, lost=True)
            continue
        for key, scope in _STARTS.items():
            for name, version in _wanted(importer, key, route, lock):
                ref = _known(name, version, lock.graph)
                if version.startswith(_LINK):
                    place = lock.fields.source.place(f"{route}.{key}[{quoted(name)}]".lstrip("."))
                    lock.fields.not_outside(posixpath.join(path, version.removeprefix(_LINK)), place)
                if ref is not None:
                    yield ref, scope, None
                elif name not in described and not version.startswith((_LINK, "workspace:")):
                    ref = f"{name}@{version}"
                    yield ref, scope, None if ref in missing else _missing(ref, name, version, f"{route}.{key}".lstrip("."), lock)
                    missing.add(ref)


def _missing(ref: str, name: str, version: str, route: str, lock: _Lock) -> Locked:
    """The entry of a package that is asked for and stands nowhere: it is listed by the name under which it is asked for."""
    place = Place(lock.fields.source.path, f"{route}[{quoted(name)}]")
    lock.fields.warning("locked-package-missing", place, name=name, version=version)
    exact = re.split(r"[(_]", version, maxsplit=1)[0]
    return Locked(ref, name, exact if _VERSION(exact) else "", place)


def _targets(table: dict[str, Any], key: str, route: str, lock: _Lock) -> tuple[str, ...]:
    """The keys of the packages that a table of dependencies asks for; links lead to the project's own folders."""
    found = (_known(name, version, lock.graph) for name, version in _wanted(table, key, route, lock))
    return tuple(ref for ref in found if ref is not None)


def _wanted(table: dict[str, Any], key: str, route: str, lock: _Lock) -> Iterator[tuple[str, str]]:
    """Names and versions in a table of dependencies."""
    if key not in table:
        return
    for name, wanted in lock.fields.table(table, key, route).items():
        version = wanted.get("version") if isinstance(wanted, dict) else wanted
        if isinstance(version, str):
            yield name, version


def _known(name: str, version: str, graph: dict[str, Any]) -> str | None:
    usual = f"{name}@{version}"
    return usual if usual in graph else _target(name, version, graph)


def _target(name: str, version: str, graph: dict[str, Any]) -> str | None:
    for key in (version, f"/{name}@{version}", f"/{name}/{version}"):
        if key in graph:
            return key
    return None


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head) is not None


READER = Reader(
    name="javascript/pnpm-lock",
    title="pnpm-lock.yaml 5-9",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.COMPLETE, hashes=Extent.SOME),
    recognises=_recognises,
)
