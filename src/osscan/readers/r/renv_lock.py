"""renv.lock: the packages of an R project, since renv 1.1 with their licenses."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.cran import WITH_R, cran_purl, license_claims, needs_in
from osscan.readers.fields import Fields, members
from osscan.readers.gathering import Gathering

_RECOGNISED = re.compile(rb'"Packages"\s*:\s*\{\s*(?:\}|"[\w.]+"\s*:\s*\{\s*"Package"\s*:)')
_NEEDS = ("Depends", "Imports", "LinkingTo")


def read(source: Source) -> Inventory:
    """One component for each package."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    fields.expect_any(document, ("R", "Packages"))
    packages = fields.table(document, "Packages", "", lost=True)
    fields.doubled(packages, "Packages")
    gathering = Gathering()
    for key, row, nth in members(packages):
        route = route_key("Packages", key, nth)
        if not isinstance(row, dict):
            fields.wrong_type(source.place(route), "object", row)
        component = _component(key, row if isinstance(row, dict) else {}, route, fields)
        if component is not None:
            gathering.add(component)
            for needed in _needed(row, route, fields) if isinstance(row, dict) else ():
                gathering.need(component.ref, needed)
    return gathering.inventory(fields, READER, "renv.lock")


def _component(key: str, row: dict[str, Any], route: str, fields: Fields) -> Component | None:
    name = fields.text(row, "Package", route) or key
    place = fields.source.place(route)
    if not name:
        fields.error("package-without-name", place)
        return None
    version = fields.text(row, "Version", route)
    license_ = fields.text(row, "License", route)
    claims = license_claims(license_, Method.LOCKFILE, fields.source.place(route_key(route, "License")))
    return Component(name, version, place, name, _purl(name, version, row, route, fields), claims)


def _purl(name: str, version: str, row: dict[str, Any], route: str, fields: Fields) -> str:
    """CRAN has only what came from a repository; a package from GitHub is known by its commit."""
    origin = fields.text(row, "Source", route)
    if origin == "GitHub":
        commit = fields.text(row, "RemoteSha", route)
        return purl("github", fields.text(row, "RemoteRepo", route), commit, fields.text(row, "RemoteUsername", route))
    return cran_purl(name, version) if origin in ("Repository", "CRAN", "") else ""


def _needed(row: dict[str, Any], route: str, fields: Fields) -> list[str]:
    """What a package needs: `Requirements` before renv 1.1, the fields of its DESCRIPTION since."""
    listed = [text for key in ("Requirements", *_NEEDS) for text in _texts(row, key, route, fields)]
    return [need.name for text in listed for need in needs_in(text)[0] if need.name not in WITH_R]


def _texts(row: dict[str, Any], key: str, route: str, fields: Fields) -> list[str]:
    value = row.get(key)
    if isinstance(value, str):
        return [value]
    return [text for text in fields.rows(row, key, route) if isinstance(text, str)]


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None


READER = Reader(
    name="r/renv-lock",
    title="renv.lock",
    read=read,
    gives=Gives(licenses=Extent.SOME, edges=Extent.SOME, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
