"""Pipfile.lock: what Pipenv installs, by category."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import Gathering
from osscan.readers.integrity import Hash, from_label, of_component
from osscan.readers.pypi import Requirement, archive_name, component_of, extra_scope, folder_of, is_local, pinned, version_in

_OWN_WORDS = re.compile(rb'"pipfile-spec"\s*:')
_SCOPES = {"default": Scope.RUNTIME, "develop": Scope.DEV}
_META = "_meta"


def read(source: Source) -> Inventory:
    """One component for each package that is no folder of the project's own."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    fields.doubled(document, "")
    fields.expect_any(document, (_META, *_SCOPES))
    gathering = Gathering()
    for category, packages, nth in members(document):
        route = route_key("", category, nth)
        if category == _META:
            continue
        if isinstance(packages, dict):
            scope = _SCOPES.get(category) or extra_scope(category)
            for component in _packages(packages, route, scope, fields):
                gathering.add(component)
        elif packages is not None:
            fields.wrong_type(source.place(route), "object", packages, lost=True)
    meta = document.get(_META)
    version = str(meta.get("pipfile-spec", "")) if isinstance(meta, dict) else ""
    fields.expect_version(version, ("6",), "_meta.pipfile-spec")
    return gathering.inventory(fields, READER, "Pipfile.lock", version)


def _packages(packages: dict[str, Any], route: str, scope: Scope, fields: Fields) -> Iterator[Component]:
    fields.doubled(packages, route)
    for name, entry, nth in members(packages):
        inner = route_key(route, name, nth)
        place = fields.source.place(inner)
        if not isinstance(entry, dict):
            fields.wrong_type(place, "object", entry)
        component = _package(name, entry if isinstance(entry, dict) else {}, place, scope, fields)
        if component is not None:
            yield component


def _package(name: str, entry: dict[str, Any], place: Place, scope: Scope, fields: Fields) -> Component | None:
    """An entry without a version is from a repository or an archive; the project itself stands there as a path."""
    route = place.route
    url = fields.text(entry, "file", route) or fields.text(entry, "path", route)
    if url and is_local(url):
        fields.not_outside(folder_of(url), place)
        return None
    if not name:
        fields.error("package-without-name", place)
        return None
    range_ = fields.text(entry, "version", route)
    version = pinned(range_) or version_in(url, name) or (archive_name(url)[1] if url else "")
    requirement = Requirement(name, range="" if range_ == "*" else range_, version=version, url=url)
    return component_of(requirement, place, scope, _hashes(fields.rows(entry, "hashes", route)))


def _hashes(labels: list[Any]) -> tuple[Hash, ...]:
    """The list does not say which archive a hash is of, so only a single one tells anything."""
    return of_component(("", from_label(label)) for label in labels)


def _recognises(head: bytes) -> bool:
    return _OWN_WORDS.search(head) is not None


READER = Reader(
    name="python/pipfile-lock",
    title="Pipfile.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.SOME),
    recognises=_recognises,
)
