"""build.sbt.lock: every module that sbt resolved, with its configurations and archives."""

from __future__ import annotations

from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering, strongest
from osscan.readers.integrity import Hash, from_label
from osscan.readers.maven import maven_name, maven_purl, maven_ref

_SCOPES = {
    "compile": Scope.RUNTIME,
    "runtime": Scope.RUNTIME,
    "default": Scope.RUNTIME,
    "optional": Scope.OPTIONAL,
    "provided": Scope.PROVIDED,
    "test": Scope.TEST,
    "it": Scope.TEST,
}


def read(source: Source) -> Inventory:
    """One component for each module."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return gathering.inventory(fields, READER, "build.sbt.lock")
    for row, route in fields.tables(document, "dependencies", "", lost=True):
        group, artifact, version = (fields.text(row, key, route) for key in ("org", "name", "version"))
        if not group or not artifact:
            fields.error("package-without-name", source.place(route))
            continue
        ref, purl = maven_ref(group, artifact, version), maven_purl(group, artifact, version)
        place = source.place(route)
        scope, hashes = _scope(row, route, fields), _hashes(row, route, fields)
        gathering.add(Component(maven_name(group, artifact), version, place, ref, purl, scope=scope, hashes=hashes))
    version = str(document.get("lockVersion", ""))
    fields.expect_version(version, ("1",), "lockVersion")
    return gathering.inventory(fields, READER, "build.sbt.lock", version)


def _scope(row: dict[str, Any], route: str, fields: Fields) -> Scope:
    names = [name for name in fields.rows(row, "configurations", route) if isinstance(name, str)]
    return strongest(_SCOPES.get(name, Scope.BUILD) for name in names)


def _hashes(row: dict[str, Any], route: str, fields: Fields) -> tuple[Hash, ...]:
    archives = [archive for archive, _ in fields.tables(row, "artifacts", route)]
    return from_label(archives[0].get("hash")) if len(archives) == 1 else ()


def _recognises(head: bytes) -> bool:
    told = opening(head)
    return "lockVersion" in told and "configurations" in told


READER = Reader(
    name="java/sbt-lock",
    title="build.sbt.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.SOME),
    recognises=_recognises,
)
