"""What a pyproject.toml asks for: every requirement with its scope, from the standard tables and from Poetry's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from osscan.inputs.json_route import route_key
from osscan.model.component import Scope
from osscan.readers.fields import Fields
from osscan.readers.pypi import (
    Requirement,
    extra_scope,
    folder_of,
    group_scope,
    is_local,
    normal_name,
    requirement_of,
    version_in,
)
from osscan.readers.reach import reached

_POETRY_PIN = re.compile(r"={0,3}\s*(v?\d[A-Za-z0-9.!+-]*)")


class Need(NamedTuple):
    """One requirement of the project, what for, and where it stands."""

    requirement: Requirement
    scope: Scope
    route: str


def needs_of(document: dict[str, Any], fields: Fields) -> tuple[Need, ...]:
    """The requirements in the order of the document's tables; the project itself and its own folders are none."""
    project = fields.table(document, "project", "", lost=True)
    tool = fields.table(document, "tool", "")
    found = [
        *_project_needs(project, fields),
        *_groups_needs(document, fields),
        *_tool_needs(tool, fields),
        *_poetry_needs(tool, fields),
    ]
    found += _listed(fields.table(document, "build-system", ""), "requires", "build-system", Scope.BUILD, fields)
    _tell_dynamic(project, tool, fields)
    own = _own_names(project, tool)
    _tell_outside(found, tool, fields)
    return tuple(
        need for need in found if normal_name(need.requirement.name) not in own and not _leads_inside(need.requirement.url)
    )


def _project_needs(project: dict[str, Any], fields: Fields) -> Iterator[Need]:
    yield from _listed(project, "dependencies", "project", Scope.RUNTIME, fields)
    extras = fields.table(project, "optional-dependencies", "project", lost=True)
    for extra in extras:
        yield from _listed(extras, extra, "project.optional-dependencies", extra_scope(extra), fields)


def _tool_needs(tool: dict[str, Any], fields: Fields) -> Iterator[Need]:
    """Development requirements as uv and PDM wrote them before there were dependency groups."""
    yield from _listed(fields.table(tool, "uv", "tool"), "dev-dependencies", "tool.uv", Scope.DEV, fields)
    groups = fields.table(fields.table(tool, "pdm", "tool"), "dev-dependencies", "tool.pdm", lost=True)
    for group in groups:
        yield from _listed(groups, group, "tool.pdm.dev-dependencies", group_scope(group), fields)


def _groups_needs(document: dict[str, Any], fields: Fields) -> Iterator[Need]:
    """Dependency groups (PEP 735): what a group includes is needed for everything that the group is for."""
    groups = fields.table(document, "dependency-groups", "", lost=True)
    names = {normal_name(group): group for group in groups}
    includes: dict[str, list[str]] = {group: [] for group in groups}
    own: list[tuple[str, object, str]] = []
    for group in groups:
        for position, entry in enumerate(fields.rows(groups, group, "dependency-groups", lost=True)):
            route = f"{route_key('dependency-groups', group)}[{position}]"
            if not isinstance(entry, dict):
                own.append((group, entry, route))
            elif (included := names.get(normal_name(str(entry.get("include-group", ""))))) is not None:
                includes[group].append(included)
            else:
                fields.error("group-missing", fields.source.place(route), group=entry.get("include-group", ""))
    scopes = reached([(group, group_scope(group)) for group in groups], includes)
    for group, entry, route in own:
        yield from _parsed(entry, route, scopes[group], fields)


def _listed(table: dict[str, Any], key: str, route: str, scope: Scope, fields: Fields) -> Iterator[Need]:
    inner = route_key(route, key)
    for position, entry in enumerate(fields.rows(table, key, route, lost=True)):
        yield from _parsed(entry, f"{inner}[{position}]", scope, fields)


def _parsed(entry: object, route: str, scope: Scope, fields: Fields) -> Iterator[Need]:
    if not isinstance(entry, str):
        fields.wrong_type(fields.source.place(route), "string", entry, lost=True)
        return
    requirement = requirement_of(entry)
    if requirement is not None:
        yield Need(requirement, scope, route)
    else:
        fields.error("requirement-syntax", fields.source.place(route), text=entry)


def _poetry_needs(tool: dict[str, Any], fields: Fields) -> Iterator[Need]:
    poetry = fields.table(tool, "poetry", "tool")
    yield from _poetry_table(poetry, "dependencies", "tool.poetry", Scope.RUNTIME, fields)
    yield from _poetry_table(poetry, "dev-dependencies", "tool.poetry", Scope.DEV, fields)
    groups = fields.table(poetry, "group", "tool.poetry", lost=True)
    for name in groups:
        group = fields.table(groups, name, "tool.poetry.group", lost=True)
        scope = Scope.RUNTIME if name == "main" else group_scope(name)
        yield from _poetry_table(group, "dependencies", route_key("tool.poetry.group", name), scope, fields)


def _poetry_table(table: dict[str, Any], key: str, route: str, scope: Scope, fields: Fields) -> Iterator[Need]:
    inner = route_key(route, key)
    for name, value in fields.table(table, key, route, lost=True).items():
        if normal_name(name) == "python":
            continue
        for position, entry in enumerate(value if isinstance(value, list) else [value]):
            place = route_key(inner, name) if not isinstance(value, list) else f"{route_key(inner, name)}[{position}]"
            yield _poetry_need(name, entry, place, scope, fields)


def _poetry_need(name: str, entry: object, route: str, scope: Scope, fields: Fields) -> Need:
    """A range in Poetry's own notation (`^1.2`), alone or in a table with source and extras."""
    if isinstance(entry, dict):
        scope = Scope.OPTIONAL if entry.get("optional") is True and scope is Scope.RUNTIME else scope
        url = next((str(entry[key]) for key in ("path", "url") if key in entry), "")
        url = f"git+{entry['git']}" if "git" in entry else url
        clauses = fields.text(entry, "version", route)
        extras = tuple(normal_name(extra) for extra in fields.rows(entry, "extras", route) if isinstance(extra, str))
    else:
        url, extras = "", ()
        clauses = fields.text({"": entry}, "", route)
    pin = _POETRY_PIN.fullmatch(clauses)
    version = pin[1] if pin else version_in(url, name)
    return Need(Requirement(name, extras, "" if clauses == "*" else clauses, version, url), scope, route)


def _own_names(project: dict[str, Any], tool: dict[str, Any]) -> set[str]:
    """The project's own name, and those that uv takes from the workspace or from a folder."""
    own = {normal_name(name) for name in (project.get("name"), _within(tool, "poetry").get("name")) if isinstance(name, str)}
    for name, source in _within(_within(tool, "uv"), "sources").items():
        kinds = source if isinstance(source, list) else [source]
        if kinds and all(
            isinstance(kind, dict) and (kind.get("workspace") is True or _leads_inside(str(kind.get("path", ""))))
            for kind in kinds
        ):
            own.add(normal_name(name))
    return own


def _tell_outside(found: list[Need], tool: dict[str, Any], fields: Fields) -> None:
    """Folders that requirements and uv's sources lead to, where they lie outside of what was asked for."""
    for need in found:
        if _leads_inside(need.requirement.url):
            fields.not_outside(folder_of(need.requirement.url), fields.source.place(need.route))
    for name, source in _within(_within(tool, "uv"), "sources").items():
        for kind in source if isinstance(source, list) else [source]:
            path = kind.get("path") if isinstance(kind, dict) else None
            if isinstance(path, str) and _leads_inside(path):
                fields.not_outside(path, fields.source.place(route_key("tool.uv.sources", name)))


def _leads_inside(url: str) -> bool:
    return bool(url) and is_local(url)


def _within(table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _tell_dynamic(project: dict[str, Any], tool: dict[str, Any], fields: Fields) -> None:
    """Requirements that a build backend makes up on its own can't be read here; Poetry's stand in its own table."""
    for position, name in enumerate(fields.rows(project, "dynamic", "project")):
        if name in ("dependencies", "optional-dependencies") and "dependencies" not in _within(tool, "poetry"):
            fields.warning("dependencies-dynamic", fields.source.place(f"project.dynamic[{position}]"), field=name)
