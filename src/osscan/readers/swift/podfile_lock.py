"""Podfile.lock: what CocoaPods resolved; each part of a pod that is used (a subspec) stands for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.inputs.yaml_events import yaml_of
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering

_POD = re.compile(r"([^()]+)\(([^()]*)\)")
_NAME = re.compile(r"[^\s()]+")
_RECOGNISED = re.compile(rb"^PODS:", re.MULTILINE)
_FOREIGN_FOLDERS = ("node_modules", ".symlinks", ".pub-cache", "Pods")
"""Folders into which other package managers put what they fetched."""


def read(source: Source) -> Inventory:
    """One component for each pod and subspec that is no folder of the project's own."""
    document, problems = yaml_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        if document is not None:
            fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    own = frozenset(_own_pods(document, fields))
    line = getattr(document, "lines", {}).get("PODS")
    gathering = Gathering()
    for position, row in enumerate(fields.rows(document, "PODS", "", lost=True)):
        for text, needs, at in _entries(row, source.place(f"PODS[{position}]", line)):
            component = _component(text, at, fields)
            if component is not None and _base(component.name) not in own:
                gathering.add(component)
                for needed in needs:
                    gathering.need(component.ref, needed)
    return gathering.inventory(fields, READER, "Podfile.lock", fields.text(document, "COCOAPODS", ""))


def _entries(row: object, place: Place) -> Iterator[tuple[object, list[str], Place]]:
    """A pod is a text, or an object whose only key is that text and whose value lists what it needs."""
    if not isinstance(row, dict):
        yield row, [], place
        return
    lines = getattr(row, "lines", {})
    for text, needs in row.items():
        listed = needs if isinstance(needs, list) else []
        found = (_NAME.match(need) for need in listed if isinstance(need, str))
        yield text, [name[0] for name in found if name], place._replace(line=lines.get(text, place.line))


def _component(text: object, place: Place, fields: Fields) -> Component | None:
    if not isinstance(text, str):
        fields.wrong_type(place, "string", text, lost=True)
        return None
    found = _POD.fullmatch(text.strip())
    name, version = (found[1].strip(), found[2].removeprefix("=").strip()) if found is not None else (text.strip(), "")
    if not name or (found is None and _NAME.fullmatch(name) is None):
        fields.error("entry-syntax", place, entry=text)
        return None
    base, _, part = name.partition("/")
    plain = purl("cocoapods", base, version)
    return Component(name, version, place, name, f"{plain}#{part}" if part else plain)


def _own_pods(document: dict[str, Any], fields: Fields) -> Iterator[str]:
    """The pods that are folders beside the Podfile; what lies in a folder of fetched packages is somebody else's."""
    external = fields.table(document, "EXTERNAL SOURCES", "")
    route = route_key("", "EXTERNAL SOURCES")
    for name in external:
        table = fields.table(external, name, route)
        path = fields.text(table, ":path", route_key(route, name))
        if path and not set(path.replace("\\", "/").split("/")) & set(_FOREIGN_FOLDERS):
            yield _base(name)


def _base(name: str) -> str:
    return name.partition("/")[0]


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None


READER = Reader(
    name="swift/podfile-lock",
    title="Podfile.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
