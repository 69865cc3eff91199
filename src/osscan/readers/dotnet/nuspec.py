"""*.nuspec: a NuGet package's own description with its license, installed or as its author keeps it."""

from __future__ import annotations

import re

from osscan.inputs.source import Source
from osscan.inputs.xml_tree import Element, xml_of
from osscan.model.claim import LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.nuget import Asked, asked_of, license_claims, nuget_purl, package, ref_of

_OPENING = re.compile(rb"^\W*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<package\b[^>]*>\s*<metadata\b")


def read(source: Source) -> Inventory:
    """A package in a package folder is a component; a nuspec elsewhere describes the project itself."""
    root, problems = xml_of(source)
    fields = Fields(source, problems)
    metadata = root.first("metadata") if root is not None and root.tag == "package" else None
    if metadata is None:
        if root is not None:
            fields.wrong_type(source.place("", root.line), "package", root.tag, lost=True)
        return Gathering().inventory(fields, READER, "nuspec")
    name, version = metadata.said("id"), metadata.said("version")
    version = "" if "$" in version else version
    claims = _claims(metadata, source)
    place = source.place("", metadata.line)
    if not name:
        fields.error("package-without-name", place)
        return Gathering().inventory(fields, READER, "nuspec")
    if _is_installed(source.path, name, version):
        gathering, here = Gathering(), ref_of(name, version)
        gathering.add(package(name, Asked(version), place, Scope.UNKNOWN, claims))
        return gathering.inventory(fields, READER, "nuspec")
    gathering, here = Gathering(Component(name, version, place, ROOT, nuget_purl(name, version), claims, first_party=True)), ROOT
    for element in _dependencies(metadata):
        needed = element.attributes.get("id", "").strip()
        if needed and "$" not in needed:
            asked = asked_of(element.attributes.get("version", ""))
            component = package(needed, asked, source.place("", element.line), Scope.RUNTIME)
            gathering.add(component)
            gathering.need(here, component.ref)
    return gathering.inventory(fields, READER, "nuspec")


def _dependencies(metadata: Element) -> list[Element]:
    return [*metadata.every("dependencies", "dependency"), *metadata.every("dependencies", "group", "dependency")]


def _claims(metadata: Element, source: Source) -> tuple[LicenseClaim, ...]:
    told = metadata.first("license")
    text = told.text if told is not None else ""
    is_file = told is not None and told.attributes.get("type", "").lower() == "file"
    found = told if told is not None else metadata.first("licenseUrl")
    place = source.place("", found.line if found is not None else metadata.line)
    return license_claims("" if is_file else text, text if is_file else "", metadata.said("licenseUrl"), place, Method.MANIFEST)


def _is_installed(path: str, name: str, version: str) -> bool:
    """Package folders are called `<name>/<version>`, the older ones and the packages themselves `<name>.<version>`."""
    folders = path.lower().replace(".nupkg!/", "/").split("/")[:-1]
    if not folders or not version:
        return False
    return folders[-1] == f"{name}.{version}".lower() or folders[-2:] == [name.lower(), version.lower()]


def _recognises(head: bytes) -> bool:
    return _OPENING.match(head) is not None


READER = Reader(
    name="dotnet/nuspec",
    title="nuspec",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.SOME, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
