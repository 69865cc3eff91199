"""pylock.toml (PEP 751): what is to be installed, whichever tool resolved it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering, strongest
from osscan.readers.integrity import Hash, from_label, of_component
from osscan.readers.pypi import group_scope, normal_name
from osscan.readers.pypi_lock import Locked, by_name, locked_packages

_OWN_WORDS = re.compile(rb"^lock-version\s*=", re.MULTILINE)
_PACKAGES = re.compile(rb"^(?:\[\[packages\]\]|packages\s*=\s*\[|created-by\s*=)", re.MULTILINE)
_CONDITION = re.compile(r"""["']([^"']+)["']\s+in\s+(extras|dependency_groups)\b""")


def read(source: Source) -> Inventory:
    """One component for each package that is no folder of the project's own."""
    document, problems = toml_of(source)
    fields = Fields(source, problems)
    if document:
        fields.expect_any(document, ("lock-version", "packages"))
    packages = locked_packages(document, "packages", fields)
    defaults = frozenset(normal_name(name) for name in fields.rows(document, "default-groups", "") if isinstance(name, str))
    named = by_name(packages)
    gathering = Gathering()
    for package in packages:
        if "directory" in package.row:
            folder = fields.table(package.row, "directory", package.route)
            fields.not_outside(fields.text(folder, "path", f"{package.route}.directory"), package.place)
        else:
            gathering.add(package.component(_scope(package, defaults, fields), _hashes(package.row)))
        for needed in _needed(package, named, fields):
            gathering.need(package.ref, needed.ref)
    version = fields.text(document, "lock-version", "")
    fields.expect_version(version, ("1",), "lock-version")
    return gathering.inventory(fields, READER, "pylock.toml", version)


def _scope(package: Locked, defaults: frozenset[str], fields: Fields) -> Scope:
    """A package that no extra and no group has to ask for is always installed."""
    asked = _CONDITION.findall(fields.text(package.row, "marker", package.route))
    if not asked:
        return Scope.RUNTIME
    return strongest(_condition_scope(name, kind, defaults) for name, kind in asked)


def _condition_scope(name: str, kind: str, defaults: frozenset[str]) -> Scope:
    if kind == "extras":
        return Scope.OPTIONAL
    return Scope.RUNTIME if normal_name(name) in defaults else group_scope(name)


def _needed(package: Locked, named: Mapping[str, Sequence[Locked]], fields: Fields) -> Iterator[Locked]:
    """The entries that fit all that a dependency says of its package."""
    for entry, route in fields.tables(package.row, "dependencies", package.route):
        said = {key: value for key, value in entry.items() if key != "name"}
        candidates = named.get(normal_name(fields.text(entry, "name", route)), ())
        for candidate in candidates:
            if len(candidates) == 1 or all(candidate.row.get(key) == value for key, value in said.items()):
                yield candidate


def _hashes(row: dict[str, Any]) -> tuple[Hash, ...]:
    wheels = row.get("wheels")
    archives = [row.get("sdist"), row.get("archive"), *(wheels if isinstance(wheels, list) else [])]
    return of_component((_file(archive), _labels(archive.get("hashes"))) for archive in archives if isinstance(archive, dict))


def _file(archive: dict[str, Any]) -> str:
    return next((str(archive[key]) for key in ("name", "url", "path") if key in archive), "")


def _labels(hashes: object) -> tuple[Hash, ...]:
    if not isinstance(hashes, dict):
        return ()
    return tuple(found for algorithm, digest in hashes.items() for found in from_label(f"{algorithm}:{digest}"))


def _recognises(head: bytes) -> bool:
    return _OWN_WORDS.search(head) is not None and _PACKAGES.search(head) is not None


READER = Reader(
    name="python/pylock",
    title="pylock.toml (PEP 751)",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.SOME, hashes=Extent.SOME),
    recognises=_recognises,
)
