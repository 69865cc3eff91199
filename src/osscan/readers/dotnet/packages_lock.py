"""packages.lock.json: the packages that NuGet resolved for each target framework of a project."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.nuget import Asked, asked_of, package, ref_of

_FRAMEWORK = re.compile(r"\.?(?:net|uap|portable|xamarin|mono|tizen|dnx|native|win|wp|silverlight|sl)[\w.+,=/ -]*", re.IGNORECASE)


def read(source: Source) -> Inventory:
    """One component for each package, whatever framework it is for; the other projects of a solution are first party."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return gathering.inventory(fields, READER, "packages.lock.json")
    fields.expect_any(document, ("version", "dependencies"))
    frameworks = fields.table(document, "dependencies", "", lost=True)
    refs: dict[str, dict[str, str]] = {}
    for framework in frameworks:
        route = route_key("dependencies", framework)
        rows = fields.table(frameworks, framework, "dependencies", lost=True)
        refs[framework] = _add_packages(rows, route, gathering, fields)
    for framework in frameworks:
        known = {**refs.get(framework.partition("/")[0], {}), **refs[framework]}
        _add_edges(frameworks[framework], known, gathering)
    version = document.get("version")
    fields.expect_version(str(version) if version is not None else "", ("1", "2"), "version")
    return gathering.inventory(fields, READER, "packages.lock.json", str(version or ""))


def _add_packages(rows: dict[str, Any], route: str, gathering: Gathering, fields: Fields) -> dict[str, str]:
    """Takes in the packages of one framework; gives the refs of those by name."""
    refs = {}
    for name, told in rows.items():
        inner = route_key(route, name)
        if not isinstance(told, dict):
            fields.wrong_type(fields.source.place(inner), "object", told)
        row: dict[str, Any] = told if isinstance(told, dict) else {}
        if fields.text(row, "type", inner) == "Project":
            continue
        version = fields.text(row, "resolved", inner)
        asked = Asked(version) if version else asked_of(fields.text(row, "requested", inner))
        component = package(name, asked, fields.source.place(inner), Scope.UNKNOWN)
        gathering.add(component)
        refs[name.lower()] = ref_of(name, asked.version)
    return refs


def _add_edges(rows: object, refs: dict[str, str], gathering: Gathering) -> None:
    for name, row in rows.items() if isinstance(rows, dict) else ():
        needs = row.get("dependencies") if isinstance(row, dict) else None
        needing = refs.get(name.lower())
        for needed in needs if isinstance(needs, dict) and needing is not None else ():
            found = refs.get(needed.lower())
            if found is not None and needing is not None:
                gathering.need(needing, found)


def _recognises(head: bytes) -> bool:
    told = opening(head)
    rows = told.get("dependencies")
    if not isinstance(told.get("version"), int) or not isinstance(rows, dict) or "lockfileVersion" in told or "name" in told:
        return False
    return all(_FRAMEWORK.fullmatch(key) and isinstance(value, dict) for key, value in rows.items())


READER = Reader(
    name="dotnet/packages-lock",
    title="packages.lock.json",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
