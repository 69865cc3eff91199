"""uv.lock: every package that uv resolved, who needs it, and what for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.integrity import Hash, from_label, of_component
from osscan.readers.pypi import group_scope, normal_name, pypi_purl
from osscan.readers.pypi_lock import Locked, by_name, locked_packages
from osscan.readers.reach import reached

_OPENING = re.compile(rb"^version = \d+$", re.MULTILINE)
_OWN_WORDS = re.compile(
    rb"^(?:requires-python = |revision = |source = \{ (?:registry|git|url|path|directory|editable|virtual) = )", re.MULTILINE
)

_MEMBERS = frozenset({"editable", "virtual"})
_OWN = frozenset({"editable", "virtual", "directory"})

_Node = tuple[str, str]
"""(ref, "") for a package, (ref, extra) for one of its extras."""
_Named = Mapping[str, Sequence[Locked]]


def read(source: Source) -> Inventory:
    """One component for each package that is not the project's own."""
    document, problems = toml_of(source)
    fields = Fields(source, problems)
    if document:
        fields.expect_any(document, ("version", "package"))
    packages = locked_packages(document, "package", fields)
    named = by_name(packages)
    needs = {node: targets for package in packages for node, targets in _needs(package, named, fields)}
    starts = [*_member_starts(packages, needs, named, fields), *_manifest_starts(document, named, fields)]
    scopes = reached(starts, needs)
    gathering = Gathering(_root(packages))
    for package in packages:
        if _kind(package) in _OWN:
            gathering.own(package.ref)
            fields.not_outside(fields.text(package.row["source"], _kind(package), f"{package.route}.source"), package.place)
        else:
            gathering.add(package.component(scopes.get((package.ref, ""), Scope.UNKNOWN), _hashes(package)))
    for (needed, _), _ in starts:
        gathering.need(ROOT, needed)
    for (needing, _), targets in needs.items():
        for needed, _ in targets:
            gathering.need(needing, needed)
    version = str(document.get("version", ""))
    fields.expect_version(version, ("1",), "version")
    return gathering.inventory(fields, READER, "uv.lock", version)


def _kind(package: Locked) -> str:
    """The one key of an entry's source: registry, git, url, path, directory, editable or virtual."""
    source = package.row.get("source")
    return next(iter(source), "") if isinstance(source, dict) else ""


def _root(packages: tuple[Locked, ...]) -> Component | None:
    """The member that lies beside the lockfile, or the only one there is."""
    members = [package for package in packages if _kind(package) in _MEMBERS]
    beside = [package for package in members if package.row["source"][_kind(package)] == "."] or members
    if len(beside) != 1:
        return None
    only = beside[0]
    return Component(only.name, only.version, only.place, ROOT, pypi_purl(only.name, only.version), first_party=True)


def _needs(package: Locked, named: _Named, fields: Fields) -> Iterator[tuple[_Node, list[_Node]]]:
    """What a package and each of its extras need."""
    yield (package.ref, ""), _targets(package.row, "dependencies", package.route, named, fields)
    extras = fields.table(package.row, "optional-dependencies", package.route)
    for extra in extras:
        route = route_key(package.route, "optional-dependencies")
        yield (package.ref, normal_name(extra)), _targets(extras, extra, route, named, fields)


def _targets(table: dict[str, Any], key: str, route: str, named: _Named, fields: Fields) -> list[_Node]:
    """The packages that a list of dependencies names, with the extras it asks of them."""
    found = []
    for entry, place in fields.tables(table, key, route):
        version = entry.get("version")
        candidates = named.get(normal_name(fields.text(entry, "name", place)), ())
        extras = [normal_name(extra) for extra in fields.rows(entry, "extra", place) if isinstance(extra, str)]
        for package in candidates:
            if len(candidates) == 1 or version is None or version == package.version:
                found += [(package.ref, extra) for extra in ("", *extras)]
    return found


def _member_starts(
    packages: tuple[Locked, ...], needs: Mapping[_Node, Sequence[_Node]], named: _Named, fields: Fields
) -> Iterator[tuple[_Node, Scope]]:
    """What the project's own packages need: at runtime, as extras, and for development."""
    members = {package.ref for package in packages if _kind(package) in _MEMBERS}
    for (ref, extra), targets in needs.items():
        if ref in members:
            yield from ((target, Scope.OPTIONAL if extra else Scope.RUNTIME) for target in targets)
    for package in packages:
        if package.ref in members:
            yield from _group_starts(package.row, "dev-dependencies", package.route, named, fields)


def _manifest_starts(document: dict[str, Any], named: _Named, fields: Fields) -> Iterator[tuple[_Node, Scope]]:
    """What a script or a workspace without a project of its own asks for."""
    manifest = fields.table(document, "manifest", "")
    yield from ((target, Scope.RUNTIME) for target in _targets(manifest, "requirements", "manifest", named, fields))
    yield from _group_starts(manifest, "dependency-groups", "manifest", named, fields)


def _group_starts(table: dict[str, Any], key: str, route: str, named: _Named, fields: Fields) -> Iterator[tuple[_Node, Scope]]:
    groups = fields.table(table, key, route)
    for group in groups:
        yield from ((target, group_scope(group)) for target in _targets(groups, group, route_key(route, key), named, fields))


def _hashes(package: Locked) -> tuple[Hash, ...]:
    wheels, sdist = package.row.get("wheels"), package.row.get("sdist")
    archives = [*(wheels if isinstance(wheels, list) else []), *([sdist] if isinstance(sdist, dict) else [])]
    return of_component(
        (str(row.get("url", row.get("path", ""))), from_label(row.get("hash"))) for row in archives if isinstance(row, dict)
    )


def _recognises(head: bytes) -> bool:
    return _OPENING.match(head) is not None and _OWN_WORDS.search(head) is not None


READER = Reader(
    name="python/uv-lock",
    title="uv.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.COMPLETE, hashes=Extent.SOME),
    recognises=_recognises,
)
