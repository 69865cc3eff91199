"""Projects of C#, F# and Visual Basic: the packages that a project refers to, versions from wherever MSBuild takes them."""

from __future__ import annotations

import posixpath
import re

from osscan.inputs.source import Source
from osscan.inputs.xml_tree import Element, xml_of
from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.msbuild import Build, Item
from osscan.readers.nuget import asked_of, license_claims, nuget_purl, package

_OPENING = re.compile(
    rb"^[\s\S]{0,4000}?<Project\b[^>]*(?:\bSdk=|\bToolsVersion=)|^[\s\S]{0,4000}?<Project\b[^>]*>\s*<(?:Sdk|Import)\b"
)
_TEST = "microsoft.net.test.sdk"
_REFERENCES = {"PackageReference": Scope.RUNTIME, "GlobalPackageReference": Scope.BUILD, "DotNetCliToolReference": Scope.DEV}
_CENTRAL = ("PackageVersion", "PackageReference")
_PROJECT_FILE = re.compile(r"(?i)\.(?:cs|fs|vb)proj$")


def read(source: Source) -> Inventory:
    """The project as root and one component for each package reference; references to other projects are first party."""
    root, problems = xml_of(source)
    fields = Fields(source, problems)
    if root is None or root.tag != "Project":
        if root is not None:
            fields.wrong_type(source.place("", root.line), "Project", root.tag, lost=True)
        return Gathering().inventory(fields, READER, "project")
    build = Build()
    build.properties.take("MSBuildProjectName", source.name.rpartition(".")[0])
    is_project = _PROJECT_FILE.search(source.name) is not None or not source.name.lower().endswith((".props", ".targets"))
    if is_project:
        build.above(source, "Directory.Build.props")
    build.take(source, root)
    own = len(build.items)
    build.above(source, "Directory.Packages.props")
    if len(build.items) == own:
        build.above(source, "packages.props")
    gathering = Gathering(_root(source, root, build) if is_project else None)
    for component in _components(build, _versions(build.items[own:]), own, fields):
        gathering.add(component)
        gathering.need(ROOT, component.ref)
    return gathering.inventory(fields, READER, "project")


def _versions(items: list[Item]) -> dict[str, str]:
    """The versions that are kept centrally, by name."""
    return {
        item.name.lower(): version for item in items if item.tag in _CENTRAL and (version := item.metadata.get("version", ""))
    }


def _components(build: Build, central: dict[str, str], own: int, fields: Fields) -> list[Component]:
    referring = [item for n, item in enumerate(build.items) if item.tag in _REFERENCES and (n < own or item.tag[0] == "G")]
    included = _included(referring)
    updated: dict[str, dict[str, str]] = {}
    for item in referring:
        if item.action == "update":
            updated.setdefault(item.name.lower(), {}).update(item.metadata)
    told = build.properties.get("IsTestProject").lower() if build.properties.is_sure("IsTestProject") else ""
    is_test = told == "true" or (told != "false" and any(item.name.lower() == _TEST and item.is_sure for item in included))
    found = []
    for item in included:
        key = item.name.lower()
        if "$(" in item.name:
            fields.error("property-unknown", item.source.place("", item.line), text=item.name)
        else:
            metadata = {**item.metadata, **updated.get(key, {})}
            version = metadata.get("versionoverride") or metadata.get("version") or central.get(key, "")
            scope = Scope.TEST if is_test else _scope(item.tag, metadata)
            found.append(package(item.name, asked_of(version), item.source.place("", item.line), scope))
    return found


def _included(referring: list[Item]) -> list[Item]:
    """What is referred to in the end: an item is taken out of those before it, unless that hangs on a condition."""
    there: dict[str, list[tuple[int, Item]]] = {}
    for position, item in enumerate(referring):
        if item.action == "include":
            there.setdefault(item.name.lower(), []).append((position, item))
        elif item.action == "remove" and not item.metadata.get("condition"):
            there.pop(item.name.lower(), None)
    return [item for _, item in sorted((pair for pairs in there.values() for pair in pairs), key=lambda pair: pair[0])]


def _scope(tag: str, metadata: dict[str, str]) -> Scope:
    """A package of which nothing is compiled against and nothing delivered only serves the build."""
    included = {word.strip().lower() for word in metadata.get("includeassets", "").split(";") if word.strip()}
    excluded = {word.strip().lower() for word in metadata.get("excludeassets", "").split(";")}
    is_tool = bool(included and not included & {"all", "compile"}) or bool(excluded & {"all", "compile"})
    return Scope.BUILD if is_tool and tag == "PackageReference" else _REFERENCES[tag]


def _root(source: Source, root: Element, build: Build) -> Component:
    stem = source.name.rpartition(".")[0] or source.name or "project"
    known = build.properties
    name = _plain(known.get("PackageId")) or _plain(known.get("AssemblyName")) or stem
    version = _plain(known.get("PackageVersion")) or _plain(known.get("Version")) or _plain(known.get("VersionPrefix"))
    expression, file, url = (_plain(known.get(f"PackageLicense{what}")) for what in ("Expression", "File", "Url"))
    place = source.place("", root.line)
    claims = license_claims(expression, file, url, place, Method.MANIFEST)
    return Component(posixpath.basename(name), version, place, ROOT, nuget_purl(name, version), claims, first_party=True)


def _plain(value: str) -> str:
    """A value that no unknown property is left in."""
    return "" if "$(" in value else value.strip()


def _recognises(head: bytes) -> bool:
    return _OPENING.match(head) is not None


READER = Reader(
    name="dotnet/project",
    title=".csproj, .fsproj, .vbproj, Directory.Build.props",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
