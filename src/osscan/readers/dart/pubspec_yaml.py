"""pubspec.yaml: a Dart or Flutter project, and what it asks for."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.decode import text_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.inputs.yaml_events import yaml_of
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering

_NAMED, _FOR_AN_SDK = re.compile(rb"^name:", re.MULTILINE), re.compile(rb"^environment:\s+sdk:", re.MULTILINE)
_EXACT = re.compile(r"\d+\.\d+\.\d+(?:[-+][\w.+-]*)?")
_SCOPES = {"dependencies": Scope.RUNTIME, "dependency_overrides": Scope.RUNTIME, "dev_dependencies": Scope.DEV}


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that it asks for; those of an SDK are the lockfile's business."""
    document, problems = yaml_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        if document is not None:
            fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    gathering = Gathering(_root(document, fields))
    locked = _locked(source)
    for key, scope in _SCOPES.items():
        asked = fields.table(document, key, "", lost=True)
        lines = getattr(asked, "lines", {})
        for name, told in asked.items():
            component = _component(name, told, scope, source.place(route_key(key, name), lines.get(name)), fields)
            if component is not None and (component.purl or f"\n  {name}:" not in locked):
                gathering.add(component)
                gathering.need(ROOT, component.ref)
    return gathering.inventory(fields, READER, "pubspec.yaml")


def _locked(source: Source) -> str:
    """The text of the lockfile beside or above; workspaces have theirs at the top."""
    lock = next(source.above("pubspec.lock"), None)
    try:
        return text_of(lock)[0] if lock is not None else ""
    except UnreadableError:
        return ""


def _root(document: dict[str, Any], fields: Fields) -> Component:
    name = fields.text(document, "name", "") or posixpath.basename(posixpath.dirname(fields.source.path)) or "project"
    version = fields.text(document, "version", "")
    line = getattr(document, "lines", {}).get("name")
    return Component(name, version, fields.source.place("name", line), ROOT, purl("pub", name, version), first_party=True)


def _component(name: str, told: Any, scope: Scope, place: Place, fields: Fields) -> Component | None:
    """A range, or a table that says where the package comes from; a path leads to a folder of the project's own."""
    table: dict[str, Any] = told if isinstance(told, dict) else {}
    if "path" in table:
        fields.not_outside(fields.text(table, "path", place.route), place)
        return None
    if not name:
        return None
    if told is not None and not isinstance(told, str | dict):
        fields.wrong_type(place, "string", told)
    range_ = told.strip() if isinstance(told, str) else fields.text(table, "version", place.route)
    version = range_ if _EXACT.fullmatch(range_) else ""
    hosted = table.get("hosted")
    real = (fields.text(hosted, "name", route_key(place.route, "hosted")) if isinstance(hosted, dict) else "") or name
    known = "" if "sdk" in table else purl("pub", real, version)
    requirement = "" if version or range_ == "any" else range_
    return Component(real, version, place, real, known, (), scope, requirement=requirement)


def _recognises(head: bytes) -> bool:
    return _NAMED.search(head) is not None and _FOR_AN_SDK.search(head) is not None


READER = Reader(
    name="dart/pubspec-yaml",
    title="pubspec.yaml",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
