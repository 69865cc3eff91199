"""conda-lock.yml and pixi.lock: every package of conda and of pip that an environment is made of, for all platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.inputs.source import Source
from osscan.inputs.yaml_events import yaml_of
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.conda import archive_name, is_archive
from osscan.readers.conda_list import conda_component
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering, strongest
from osscan.readers.integrity import Hash, from_label
from osscan.readers.pypi import Requirement, component_of, extra_scope, folder_of, group_scope, is_local, normal_name, version_in
from osscan.readers.pypi_lock import MOST_OF_A_NAME

_CONDA, _PIP = "conda", "pypi"
_RECOGNISED = re.compile(rb"^(?:package:[ \t]*\r?\n- |environments:[ \t]*\r?\n  [\w-]+:[ \t]*\r?\n    channels:)", re.MULTILINE)
_VERSION = re.compile(rb"^(?:version: *\d+[ \t\r]*$|metadata:[ \t]*\r?\n  (?:channels|content_hash|platforms):)", re.MULTILINE)


class _Row(NamedTuple):
    """One archive: of which kind, where it is had, what is needed with it."""

    kind: str
    name: str
    version: str
    address: str
    hashes: tuple[Hash, ...]
    license: str
    scope: Scope
    needs: tuple[str, ...]
    place: Place


def read(source: Source) -> Inventory:
    """One component for each package, however many archives of it there are; folders of the project's own are none."""
    document, problems = yaml_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        if document is not None:
            fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "conda-lock")
    fields.expect_any(document, ("version", "package", "packages", "environments"))
    is_pixi = "packages" in document or "environments" in document
    rows = [row for row in (_pixi_rows if is_pixi else _lock_rows)(document, fields) if _counts(row, fields)]
    version = fields.text(document, "version", "")
    fields.expect_version(version, ("4", "5", "6", "7") if is_pixi else ("1",), "version")
    return _gathered(rows).inventory(fields, READER, "pixi.lock" if is_pixi else "conda-lock.yml", version)


def _gathered(rows: list[_Row]) -> Gathering:
    """The archives of one package become one component; a digest only where there is one archive."""
    archives: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        archives.setdefault(row[:3], set()).add(row.address)
    gathering = Gathering()
    refs: dict[tuple[str, str], list[str]] = {}
    refs_of = []
    for row in rows:
        component = _component(row if len(archives[row[:3]]) == 1 else row._replace(hashes=()))
        gathering.add(component)
        refs_of.append(component.ref)
        known = refs.setdefault((row.kind, normal_name(row.name)), [])
        if component.ref not in known and len(known) < MOST_OF_A_NAME:
            known.append(component.ref)
    for row, ref in zip(rows, refs_of, strict=True):
        for name in map(normal_name, row.needs):
            gathering.need_all(ref, tuple(refs.get((row.kind, name), refs.get((_CONDA, name), ()))))
    return gathering


def _component(row: _Row) -> Component:
    if row.kind == _CONDA:
        component = conda_component(row.name, row.version, row.place, row.scope, row.hashes)
    else:
        component = component_of(Requirement(row.name, version=row.version), row.place, row.scope, row.hashes)
    if not row.license:
        return component
    place = row.place._replace(route=f"{row.place.route}.license")
    return component._replace(claims=(LicenseClaim(ClaimRole.DECLARED, row.license, Form.EXPRESSION, Method.LOCKFILE, place),))


def _counts(row: _Row, fields: Fields) -> bool:
    """Whether a row is a package from elsewhere; a folder is the project's own."""
    if row.address and not is_archive(row.address) and is_local(row.address):
        fields.not_outside(folder_of(row.address), row.place)
        return False
    if not row.name:
        fields.error("package-without-name", row.place)
    return bool(row.name)


def _lock_rows(document: dict[str, Any], fields: Fields) -> Iterator[_Row]:
    """conda-lock: one entry for each package and platform, with its category."""
    for entry, route in fields.tables(document, "package", "", lost=True):
        category = fields.text(entry, "category", route)
        yield _Row(
            _CONDA if fields.text(entry, "manager", route) == "conda" else _PIP,
            fields.text(entry, "name", route),
            fields.text(entry, "version", route),
            fields.text(entry, "url", route),
            _labeled(entry, route, fields),
            "",
            Scope.RUNTIME if category in ("", "main") else group_scope(category),
            tuple(fields.table(entry, "dependencies", route)),
            _place(entry, route, fields),
        )


def _labeled(entry: dict[str, Any], route: str, fields: Fields) -> tuple[Hash, ...]:
    """The digests of an archive; the first conda-lock of that layout wrote one as `sha256:…`."""
    told = entry.get("hash")
    return from_label(told) if isinstance(told, str) else _hashes(fields.table(entry, "hash", route))


def _pixi_rows(document: dict[str, Any], fields: Fields) -> Iterator[_Row]:
    """pixi: since version 6 name and version of a conda package stand only in its address."""
    scopes = _scopes(document, fields)
    for entry, route in fields.tables(document, "packages", "", lost=True):
        kind = next((kind for kind in (_CONDA, _PIP) if kind in entry), fields.text(entry, "kind", route))
        address = next((fields.text(entry, key, route) for key in (kind, "url", "path") if entry.get(key)), "")
        name, version = archive_name(address) if kind == _CONDA else ("", "")
        name = fields.text(entry, "name", route) or name
        version = fields.text(entry, "version", route) or version or version_in(address, name)
        needs = [text for key in ("depends", "requires_dist") for text in fields.rows(entry, key, route) if isinstance(text, str)]
        yield _Row(
            _CONDA if kind == _CONDA else _PIP,
            name,
            version,
            address,
            _hashes(entry),
            fields.text(entry, "license", route),
            scopes.get(address, Scope.UNKNOWN),
            tuple(found[0] for text in needs if "extra" not in text.partition(";")[2] and (found := re.match(r"[\w.-]+", text))),
            _place(entry, route, fields),
        )


def _scopes(document: dict[str, Any], fields: Fields) -> dict[str, Scope]:
    """What each address is for, by the names of the environments that hold it: `test`, `docs`, else the product."""
    found: dict[str, list[Scope]] = {}
    environments = fields.table(document, "environments", "", lost=True)
    for name in environments:
        route = f"environments.{name}"
        scope = next(
            (said for word in re.split(r"[-_.]", name) if (said := extra_scope(word)) is not Scope.OPTIONAL), Scope.RUNTIME
        )
        platforms = fields.table(fields.table(environments, name, "environments"), "packages", route)
        for platform in platforms:
            for entry, _ in fields.tables(platforms, platform, f"{route}.packages"):
                for address in entry.values():
                    if isinstance(address, str):
                        found.setdefault(address, []).append(scope)
    return {address: strongest(scopes) for address, scopes in found.items()}


def _hashes(table: dict[str, Any]) -> tuple[Hash, ...]:
    return tuple(found for kind in ("sha256", "md5") for found in from_label(f"{kind}:{table.get(kind)}"))


def _place(entry: dict[str, Any], route: str, fields: Fields) -> Place:
    lines: dict[str, int] = getattr(entry, "lines", {})
    return fields.source.place(route, min(lines.values(), default=None))


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None and _VERSION.search(head) is not None


READER = Reader(
    name="python/conda-lock",
    title="conda-lock.yml, pixi.lock 4-7",
    read=read,
    gives=Gives(licenses=Extent.SOME, edges=Extent.SOME, scopes=Extent.SOME, hashes=Extent.SOME),
    recognises=_recognises,
)
