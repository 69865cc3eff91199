"""Pipfile: what a project asks of Pipenv, by category."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.pypi import Requirement, component_of, extra_scope, folder_of, is_local, pinned, version_in

_RECOGNISED = re.compile(rb"^\[(?:dev-)?packages\]\s*$", re.MULTILINE)
_NO_CATEGORY = frozenset({"source", "requires", "scripts", "pipenv", "pipfile"})
_SCOPES = {"packages": Scope.RUNTIME, "dev-packages": Scope.DEV}


def read(source: Source) -> Inventory:
    """One component for each package that is no folder of the project's own."""
    document, problems = toml_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    for category in document:
        if category in _NO_CATEGORY:
            continue
        scope = _SCOPES.get(category) or extra_scope(category)
        packages = fields.table(document, category, "", lost=True)
        for name, told in packages.items():
            component = _component(name, told, scope, route_key(route_key("", category), name), fields)
            if component is not None:
                gathering.add(component)
    return gathering.inventory(fields, READER, "Pipfile")


def _component(name: str, told: object, scope: Scope, route: str, fields: Fields) -> Component | None:
    """A range, or a table with a range or the place where the package is to be had."""
    place = fields.source.place(route)
    table: dict[str, Any] = told if isinstance(told, dict) else {}
    if not isinstance(told, str | dict):
        fields.wrong_type(place, "string", told)
    url = fields.text(table, "file", route) or fields.text(table, "path", route)
    if url and is_local(url):
        fields.not_outside(folder_of(url), place)
        return None
    if not name:
        return None
    asked = told.strip() if isinstance(told, str) else fields.text(table, "version", route)
    range_ = "" if asked == "*" else asked
    return component_of(Requirement(name, range=range_, version=pinned(range_) or version_in(url, name), url=url), place, scope)


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None


READER = Reader(
    name="python/pipfile",
    title="Pipfile",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
