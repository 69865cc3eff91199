"""The package entries that Composer writes into its lockfile and its installation: name, version, licenses, needs."""

from __future__ import annotations

from typing import Any

from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.readers.composer import composer_purl, is_platform, license_claims
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.integrity import from_label


def add_package(row: dict[str, Any], route: str, scope: Scope, method: Method, gathering: Gathering, fields: Fields) -> None:
    """Takes in one package and what it needs; one from a folder of the project's own is first party."""
    name = fields.text(row, "name", route)
    if not name:
        fields.error("package-without-name", fields.source.place(route))
        return
    if _is_folder(row):
        gathering.own(name.lower())
        fields.not_outside(fields.text(row["dist"], "url", f"{route}.dist"), fields.source.place(route))
        return
    version = fields.text(row, "version", route)
    claims = license_claims(row, route, method, fields)
    dist = row.get("dist")
    checksum = dist.get("shasum") if isinstance(dist, dict) else None
    hashes = from_label(f"sha1:{checksum}") if isinstance(checksum, str) and checksum else ()
    place = fields.source.place(route)
    gathering.add(Component(name, version, place, name.lower(), composer_purl(name, version), claims, scope, hashes=hashes))
    for needed in fields.table(row, "require", route):
        if not is_platform(needed):
            gathering.need(name.lower(), needed.lower())


def _is_folder(row: dict[str, Any]) -> bool:
    dist = row.get("dist")
    return isinstance(dist, dict) and dist.get("type") == "path"
