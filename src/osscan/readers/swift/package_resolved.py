"""Package.resolved: what the Swift Package Manager pinned, versions 1 to 3."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering

_RECOGNISED = re.compile(rb'"pins"\s*:\s*\[\s*(?:\]|\{\s*"(?:identity|package)")')
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/@\s]*@)?([A-Za-z0-9.-]+)(?::\d+(?=/)|(?=/)|:)/*([^?#\s]+)")
_FOLDERS = frozenset({"localSourceControl", "fileSystem"})


def read(source: Source) -> Inventory:
    """One component for each pin that is no folder of somebody's machine."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    fields.doubled(document, "")
    fields.expect_any(document, ("version", "object", "pins"))
    version = document.get("version")
    table, route = (fields.table(document, "object", "", lost=True), "object") if "object" in document else (document, "")
    gathering = Gathering()
    for pin, place in fields.tables(table, "pins", route, lost=True):
        component = _component(pin, place, fields)
        if component is not None:
            gathering.add(component)
    written = str(version) if isinstance(version, int | str) else ""
    fields.expect_version(written, ("1", "2", "3"), "version")
    return gathering.inventory(fields, READER, "Package.resolved", written)


def _component(pin: dict[str, Any], route: str, fields: Fields) -> Component | None:
    """The package is called as its repository is: an identity alone (`swift-log`) may be that of many."""
    if fields.text(pin, "kind", route) in _FOLDERS:
        return None
    identity = fields.text(pin, "identity", route) or fields.text(pin, "package", route)
    address = fields.text(pin, "location", route) or fields.text(pin, "repositoryURL", route)
    version = fields.text(fields.table(pin, "state", route), "version", route_key(route, "state"))
    place = fields.source.place(route)
    registry = fields.text(pin, "kind", route) == "registry"
    found = _ADDRESS.fullmatch(address) if not registry else None
    if found is None:
        if not registry and address.startswith(("/", "file:", "./", "../")):
            return None
        if not identity:
            fields.error("package-without-name", place)
            return None
        return Component(identity, version, place, identity, purl("swift", identity, version))
    host, path = found[1].lower(), found[2].rstrip("/").removesuffix(".git")
    folder, _, name = path.rpartition("/")
    full = f"{host}/{path}"
    return Component(full, version, place, full, purl("swift", name, version, f"{host}/{folder}" if folder else host))


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None


READER = Reader(
    name="swift/package-resolved",
    title="Package.resolved 1-3",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
