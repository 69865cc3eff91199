"""How Cargo names packages and asks for them: purls, dependency tables, what a workspace hands down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.decode import toml_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.purl import purl
from osscan.readers.fields import Fields

_TABLES = {
    "dependencies": Scope.RUNTIME,
    "build-dependencies": Scope.BUILD,
    "build_dependencies": Scope.BUILD,
    "dev-dependencies": Scope.DEV,
    "dev_dependencies": Scope.DEV,
}
_PIN = re.compile(r"=\s*(\d+\.\d+\.\d+[0-9A-Za-z.+-]*)")
_MOST_FOLDERS = 40


class Need(NamedTuple):
    """One dependency of a manifest under the package's real name; `local` is a folder of the project's own."""

    name: str
    version: str
    range: str
    scope: Scope
    route: str
    local: bool


def cargo_purl(name: str, version: str = "") -> str:
    """The purl of a crate."""
    return purl("cargo", name, version)


def needs_of(document: dict[str, Any], workspace: dict[str, Any], fields: Fields) -> Iterator[Need]:
    """The dependencies of a manifest, those for single platforms included; `workspace` is what may be inherited."""
    yield from _tables(document, "", workspace, fields)
    targets = fields.table(document, "target", "", lost=True)
    for target in targets:
        table = fields.table(targets, target, "target", lost=True)
        yield from _tables(table, route_key("target", target), workspace, fields)


def shared_needs(workspace: dict[str, Any], fields: Fields) -> Iterator[Need]:
    """What a workspace keeps for its members; which of them take it and what for, their manifests tell."""
    for need in _table(workspace, "dependencies", "workspace", Scope.UNKNOWN, {}, fields):
        yield need._replace(scope=Scope.UNKNOWN)


def workspace_above(source: Source, document: dict[str, Any]) -> dict[str, Any]:
    """The `workspace` table that a package belongs to: its own, or that of the nearest manifest above."""
    own = document.get("workspace")
    if isinstance(own, dict):
        return own
    package = document.get("package")
    told = package.get("workspace") if isinstance(package, dict) else None
    folders = [told] if isinstance(told, str) else ["../" * steps for steps in range(1, _MOST_FOLDERS)]
    for folder in folders if source.file else ():
        above = read_beside(source, f"{folder.rstrip('/')}/Cargo.toml")
        found = above.get("workspace") if above is not None else None
        if isinstance(found, dict):
            return found
    return {}


def read_beside(source: Source, path: str) -> dict[str, Any] | None:
    """Another manifest; its own faults are told where it is read itself."""
    try:
        beside = source.beside(path)
        return toml_of(beside)[0] if beside is not None else None
    except (UnreadableError, OSError, ValueError):
        return None


def inherited(package: dict[str, Any], key: str, workspace: dict[str, Any]) -> Any:
    """A field of a package, or what the workspace says in its place."""
    value = package.get(key)
    if not (isinstance(value, dict) and value.get("workspace") is True):
        return value
    shared = workspace.get("package")
    return shared.get(key) if isinstance(shared, dict) else None


def _tables(table: dict[str, Any], route: str, workspace: dict[str, Any], fields: Fields) -> Iterator[Need]:
    for key, scope in _TABLES.items():
        yield from _table(table, key, route, scope, workspace, fields)


def _table(
    table: dict[str, Any], key: str, route: str, scope: Scope, workspace: dict[str, Any], fields: Fields
) -> Iterator[Need]:
    inner = route_key(route, key)
    for name, value in fields.table(table, key, route, lost=True).items():
        yield _need(name, value, scope, route_key(inner, name), workspace, fields)


def _need(name: str, value: object, scope: Scope, route: str, workspace: dict[str, Any], fields: Fields) -> Need:
    """A range alone, or a table; the version of a crate from git is that of its own manifest, which is elsewhere."""
    if not isinstance(value, dict):
        value = {"version": value}
    is_optional = value.get("optional") is True
    if value.get("workspace") is True:
        shared = workspace.get("dependencies")
        value = shared.get(name) if isinstance(shared, dict) else {}
        value = value if isinstance(value, dict) else {"version": value}
    text = fields.text(value, "version", route)
    pin = _PIN.fullmatch(text)
    if "path" in value and "git" not in value:
        fields.not_outside(fields.text(value, "path", route), fields.source.place(route))
    real = fields.text(value, "package", route) or name
    scope = Scope.OPTIONAL if is_optional and scope is Scope.RUNTIME else scope
    open_range = "" if pin or text == "*" else text
    return Need(real, pin[1] if pin else "", open_range, scope, route, "path" in value and "git" not in value)
