"""*.deps.json: what a built .NET program consists of, the program itself included."""

from __future__ import annotations

from osscan.inputs.decode import json_of
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.component import Component, Kind, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.nuget import Asked, package, ref_of
from osscan.readers.nuget_targets import add_edges, libraries

_PACKAGES = ("package", "runtimepack")
_FROM_FRAMEWORK = "referenceassembly"
"""What is there to compile against; the runtime has the real one."""


def read(source: Source) -> Inventory:
    """One component for each library. What was built from projects is listed too, as first party: it lies beside this file."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return gathering.inventory(fields, READER, "deps.json")
    if not isinstance(document.get("libraries"), dict):
        fields.wrong_type(source.place("libraries"), "object", document.get("libraries"), lost=True)
        return gathering.inventory(fields, READER, "deps.json")
    refs: dict[str, str] = {}
    for library in libraries(document, fields):
        place = source.place(library.route)
        ref = ref_of(library.name, library.version)
        if library.type in _PACKAGES:
            gathering.add(package(library.name, Asked(library.version), place, Scope.RUNTIME))
        else:
            scope = Scope.PROVIDED if library.type == _FROM_FRAMEWORK else Scope.RUNTIME
            kind = Kind.APPLICATION if library.type == "project" and not refs else Kind.LIBRARY
            ours = library.type == "project"
            gathering.add(Component(library.name, library.version, place, ref, "", (), scope, kind, first_party=ours))
        refs[library.key] = ref
    add_edges(document, refs, gathering, fields)
    return gathering.inventory(fields, READER, "deps.json")


def _recognises(head: bytes) -> bool:
    told = opening(head)
    return isinstance(told.get("runtimeTarget"), dict) and isinstance(told.get("targets"), dict)


READER = Reader(
    name="dotnet/deps-json",
    title="*.deps.json",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
