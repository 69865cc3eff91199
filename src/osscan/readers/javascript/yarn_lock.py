"""yarn.lock of Yarn 1 (a format of its own) and of Yarn 2 and later (YAML of one fixed layout), read line by line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from json.encoder import encode_basestring as quoted
from typing import NamedTuple
from urllib.parse import unquote

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.integrity import from_integrity
from osscan.readers.npm import asked_of, folder_in
from osscan.readers.npm_lock import Locked, Start, inventory_of
from osscan.readers.npm_manifest import Wish, folder_claims, manifest_beside

_OPENING = re.compile(rb"^# yarn lockfile v1$|^__metadata:\r?\n  version: |^\"?@?[\w./-]+@[^\n]*:\r?\n  version \"", re.MULTILINE)
_NEED = re.compile(r'(?:"([^"]+)"|([^\s":]+)):? "?([^"]*)"?').fullmatch
_PATTERN = re.compile(r'"([^"]*)"|([^\s",]+)').finditer
_NAMED = re.compile(r"(@?[^@]+)(?:@(.*))?", re.DOTALL).fullmatch
_IN_REGISTRY = re.compile(r"/((?:@[^/]+/)?[^/@]+)/-/").search
"""The name under which a registry serves a package, which `resolutions` may have put in the place of another."""
_LOCATOR = re.compile(r"[:&]locator=@?[^@]+@workspace:([^&]+)").search
_OWN = "workspace:"
_NO_VERSION = "0.0.0-use.local"
_KNOWN = ("1", "4", "5", "6", "7", "8", "9")
_TABLES = ("dependencies", "optionalDependencies")
_META = "__metadata"
_LONGEST_SHOWN = 80
_MOST_OF_A_NAME = 50
"""Versions that a bent requirement may mean; no project has so many, a hostile file would."""


class _Row:
    """An entry as it stands in the file."""

    __slots__ = ("fields", "less", "line", "needs", "patterns", "without")

    def __init__(self, patterns: list[str], line: int) -> None:
        self.patterns = patterns
        self.line = line
        self.fields: dict[str, str] = {}
        self.needs: list[tuple[str, str]] = []
        self.less: list[tuple[str, str]] = []
        self.without: set[str] = set()
        """What `dependenciesMeta` calls optional."""


class _Index(NamedTuple):
    """Refs by what is asked for: `name@range`, and by name alone."""

    by_pattern: dict[str, str]
    by_name: dict[str, list[str]]


def read(source: Source) -> Inventory:
    """One component for each package that is no folder of the project's own."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    rows = list(_rows(text, fields))
    version = next((row.fields.get("version", "") for row in rows if row.patterns == [_META]), "1")
    rows = [row for row in rows if row.patterns != [_META]]
    index = _index(rows)
    entries = [_locked(row, index, fields) for row in rows]
    root, starts = _project(source, rows, index)
    fields.expect_version(version, _KNOWN, _META)
    return inventory_of(entries, starts, root, fields, READER, "yarn.lock", version)


def _rows(text: str, fields: Fields) -> Iterator[_Row]:
    """The entries in their order; a line that Yarn does not write is told and passed."""
    row: _Row | None = None
    table = meta = ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if depth == 0:
            table = ""
            if bare == ":" and row is not None:
                continue
            row = _opened(bare, number)
            if row is None:
                fields.error("lock-line-unclear", fields.source.place("", number), line=bare[:_LONGEST_SHOWN])
            else:
                yield row
        elif row is None:
            continue
        elif depth == 2:
            table = _field(row, bare)
        elif depth == 4:
            meta = bare.rstrip(":").strip('"')
            if table in _TABLES:
                _need(row, table, bare, number, fields)
        elif table == "dependenciesMeta" and bare == "optional: true":
            row.without.add(meta)
        elif not table:
            fields.warning("lock-line-unclear", fields.source.place("", number), line=bare[:_LONGEST_SHOWN])


def _opened(line: str, number: int) -> _Row | None:
    """`"a@^1", b@2:`, in the newer layout `"a@npm:^1, a@npm:^2":`; a very long key stands behind `? `, its colon on the next line."""
    if line.startswith("? "):
        line = f"{line[2:]}:"
    if not line.endswith(":"):
        return None
    patterns = [part.strip() for found in _PATTERN(line[:-1]) for part in (found[1] or found[2] or "").split(", ")]
    patterns = [pattern for pattern in patterns if pattern]
    return _Row(patterns, number) if patterns else None


def _field(row: _Row, line: str) -> str:
    """Takes a field in; says which table begins here, if one does."""
    if line.endswith(":"):
        return line[:-1].strip('"')
    key, _, value = line.partition(" ")
    row.fields[key.rstrip(":").strip('"')] = value.strip().strip('"')
    return ""


def _need(row: _Row, table: str, line: str, number: int, fields: Fields) -> None:
    found = _NEED(line)
    if found is None:
        fields.warning("lock-line-unclear", fields.source.place("", number), line=line[:_LONGEST_SHOWN])
        return
    (row.needs if table == "dependencies" else row.less).append((found[1] or found[2], found[3]))


def _index(rows: Iterable[_Row]) -> _Index:
    index = _Index({}, {})
    for row in rows:
        ref = row.patterns[0]
        for pattern in row.patterns:
            index.by_pattern.setdefault(pattern, ref)
            name = _split(pattern)[0]
            known = index.by_name.setdefault(name, [])
            if not known or known[-1] != ref:
                known.append(ref)
    return index


def _split(pattern: str) -> tuple[str, str]:
    found = _NAMED(pattern)
    return (found[1], found[2] or "") if found else (pattern, "")


def _locked(row: _Row, index: _Index, fields: Fields) -> Locked:
    place = fields.source.place(f"[{quoted(row.patterns[0])}]", row.line)
    name, spec = _split(row.fields.get("resolution") or row.patterns[0])
    if "resolution" not in row.fields:
        served = _IN_REGISTRY(unquote(row.fields.get("resolved", "")))
        name = served[1] if served else asked_of(name, spec).name
    own = _is_own(row, spec)
    version = row.fields.get("version", "").removesuffix(_NO_VERSION)
    folder = _folder(row.patterns[0])
    fields.not_outside(folder, place)
    claims = folder_claims(fields.source, folder) if folder else ()
    needs = [ref for wish in row.needs if wish[0] not in row.without for ref in _refs(*wish, index)]
    less = [*row.less, *(wish for wish in row.needs if wish[0] in row.without)]
    optional = tuple(ref for wish in less for ref in _refs(*wish, index))
    hashes = from_integrity(row.fields.get("integrity", ""))
    return Locked(row.patterns[0], name, version, place, tuple(needs), optional, hashes, own, claims=claims)


def _is_own(row: _Row, spec: str) -> bool:
    """Whether an entry is a member of the workspace; Yarn 1 knows no `workspace:` and takes such packages from the registry."""
    if "resolution" in row.fields:
        return spec.startswith(_OWN)
    return "resolved" not in row.fields and all(_split(one)[1].startswith(_OWN) for one in row.patterns)


def _folder(pattern: str) -> str:
    """The folder that an entry leads to, as seen from the lockfile: Yarn 2 names the member that asks for it as its locator."""
    spec = _split(pattern)[1]
    folder = folder_in(spec)
    member = _LOCATOR(unquote(spec)) if folder else None
    return posixpath.normpath(posixpath.join(member[1], folder)) if member else folder


def _refs(name: str, asked: str, index: _Index) -> tuple[str, ...]:
    """The entry for what is asked for; where `resolutions` have bent it, all entries of that name."""
    for pattern in (f"{name}@{asked}", f"{name}@npm:{asked}"):
        found = index.by_pattern.get(pattern)
        if found is not None:
            return (found,)
    return tuple(index.by_name.get(name, ())[:_MOST_OF_A_NAME])


def _project(source: Source, rows: list[_Row], index: _Index) -> tuple[Component | None, list[Start]]:
    """The project beside the lockfile and what it needs.

    Yarn 2 and later list the members of a workspace with their folders, so each one's package.json can tell; Yarn 1 does not,
    so that in a workspace the manifests of the members settle the scopes when they are read themselves.
    """
    manifest = manifest_beside(source)
    if manifest is None:
        return None, []
    folders = list(dict.fromkeys(folder for row in rows for folder in _member_folders(row)))
    if manifest.has_members and not folders:
        return manifest.root(), []
    starts: list[Start] = []
    for folder in dict.fromkeys([".", *folders]):
        member = manifest if folder == "." else manifest_beside(source, folder)
        if member is None:
            return manifest.root(), []
        starts += (start for wish in member.wishes() for start in _starts(wish, index))
    return manifest.root(), starts


def _member_folders(row: _Row) -> Iterator[str]:
    name, spec = _split(row.fields.get("resolution", ""))
    if name and spec.startswith("workspace:"):
        yield posixpath.normpath(spec.removeprefix("workspace:"))


def _starts(wish: Wish, index: _Index) -> Iterator[Start]:
    """What a manifest asks for; a peer is there only where somebody else brings it in."""
    name, spec, scope, _ = wish
    if scope is not Scope.PROVIDED or f"{name}@{spec}" in index.by_pattern:
        yield from ((ref, scope) for ref in _refs(name, spec, index))


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head) is not None


READER = Reader(
    name="javascript/yarn-lock",
    title="yarn.lock 1, Yarn 2-4",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.SOME, hashes=Extent.SOME),
    recognises=_recognises,
)
