"""Directory.Packages.props, packages.props: the versions that all projects of a tree share."""

from __future__ import annotations

import re

from osscan.inputs.source import Source
from osscan.inputs.xml_tree import xml_of
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.msbuild import Build
from osscan.readers.nuget import asked_of, package

_OPENING = re.compile(rb"^[\s\S]{0,4000}?<Project\b(?![^>]*\b(?:Sdk|ToolsVersion)=)[^>]*>[\s\S]*?<Package(?:Version|Reference)\s")
_SCOPES = {"PackageVersion": Scope.UNKNOWN, "PackageReference": Scope.UNKNOWN, "GlobalPackageReference": Scope.BUILD}


def read(source: Source) -> Inventory:
    """One component for each package that has a version here; what for, the projects tell."""
    root, problems = xml_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if root is None or root.tag != "Project":
        if root is not None:
            fields.wrong_type(source.place("", root.line), "Project", root.tag, lost=True)
        return gathering.inventory(fields, READER, "packages.props")
    build = Build()
    build.above(source, "Directory.Build.props")
    others = len(build.items)
    build.take(source, root)
    for item in build.items[others:]:
        scope = _SCOPES.get(item.tag)
        version = item.metadata.get("version", "")
        if scope is None or item.action == "remove" or not version:
            continue
        place = item.source.place("", item.line)
        if "$(" in version + item.name:
            fields.warning("property-unknown", place, text=f"{item.name} {version}")
        else:
            gathering.add(package(item.name, asked_of(version), place, scope))
    return gathering.inventory(fields, READER, "packages.props")


def _recognises(head: bytes) -> bool:
    return _OPENING.match(head) is not None


READER = Reader(
    name="dotnet/central-versions",
    title="Directory.Packages.props, packages.props",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
