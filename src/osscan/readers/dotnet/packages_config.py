"""packages.config: the packages of an older .NET project, each with its version."""

from __future__ import annotations

import re

from osscan.inputs.source import Source
from osscan.inputs.xml_tree import xml_of
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.nuget import asked_of, package

_OPENING = re.compile(rb"^\W*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<packages>?[\s>][\s\S]*?<package\s[^>]*\bid=")


def read(source: Source) -> Inventory:
    """One component for each package; those marked as development dependencies serve development only."""
    root, problems = xml_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if root is not None and root.tag != "packages":
        fields.wrong_type(source.place("", root.line), "packages", root.tag, lost=True)
    for element in root.every("package") if root is not None and root.tag == "packages" else ():
        name = element.attributes.get("id", "").strip()
        place = source.place("", element.line)
        if not name:
            fields.error("package-without-name", place)
            continue
        scope = Scope.DEV if element.attributes.get("developmentDependency", "").strip().lower() == "true" else Scope.RUNTIME
        gathering.add(package(name, asked_of(element.attributes.get("version", "")), place, scope))
    return gathering.inventory(fields, READER, "packages.config")


def _recognises(head: bytes) -> bool:
    return _OPENING.match(head) is not None


READER = Reader(
    name="dotnet/packages-config",
    title="packages.config",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
