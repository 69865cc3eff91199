"""project.assets.json: what NuGet restored for a project."""

from __future__ import annotations

from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.nuget import Asked, nuget_purl, package
from osscan.readers.nuget_targets import add_edges, libraries

_MOST_OF_A_NAME = 50
"""Versions of a package that one project may have; a hostile file would have more."""


def read(source: Source) -> Inventory:
    """The project as root and one component for each package; other projects are first party."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "project.assets.json")
    fields.expect_any(document, ("version", "libraries", "targets"))
    gathering = Gathering(_root(document, fields))
    refs: dict[str, str] = {}
    by_name: dict[str, list[str]] = {}
    for library in libraries(document, fields):
        if library.type == "project":
            gathering.own(library.key)
            refs[library.key] = library.key
        else:
            component = package(library.name, Asked(library.version), source.place(library.route), Scope.UNKNOWN)
            gathering.add(component)
            refs[library.key] = component.ref
        named = by_name.setdefault(library.name.lower(), [])
        if len(named) < _MOST_OF_A_NAME:
            named.append(refs[library.key])
    groups = fields.table(document, "projectFileDependencyGroups", "")
    for group in groups:
        for text in fields.rows(groups, group, "projectFileDependencyGroups"):
            for ref in by_name.get(text.partition(" ")[0].lower(), ()) if isinstance(text, str) else ():
                gathering.need(ROOT, ref)
    add_edges(document, refs, gathering, fields)
    return gathering.inventory(fields, READER, "project.assets.json", str(document.get("version") or ""))


def _root(document: dict[str, Any], fields: Fields) -> Component | None:
    project = fields.table(document, "project", "")
    restore = fields.table(project, "restore", "project")
    name = fields.text(restore, "projectName", "project.restore")
    version = fields.text(project, "version", "project")
    if not name:
        return None
    return Component(name, version, fields.source.place("project"), ROOT, nuget_purl(name, version), first_party=True)


def _recognises(head: bytes) -> bool:
    told = opening(head)
    return isinstance(told.get("targets"), dict) and "runtimeTarget" not in told and told.get("version") in (1, 2, 3, 4)


READER = Reader(
    name="dotnet/project-assets",
    title="project.assets.json",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
