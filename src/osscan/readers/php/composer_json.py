"""composer.json: a PHP project with its license and what it asks for; below `vendor` it describes an installed package."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from osscan.inputs.decode import json_of
from osscan.inputs.json_route import route_key
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.composer import composer_purl, is_platform, license_claims, pinned
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering

_TABLES = {"require": Scope.RUNTIME, "require-dev": Scope.DEV}
_INSTALLED = re.compile(r"(?:^|/)vendor/([^/]+/[^/]+)/composer\.json$")
_SHAPE = re.compile(rb"\"(?:require|require-dev|autoload)\"\s*:")


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that it asks for; PHP and its extensions are none."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "composer.json")
    installed = _INSTALLED.search(source.path)
    root = _root(document, installed[1] if installed else "", fields)
    if installed is not None:
        gathering = Gathering()
        gathering.add(root._replace(ref=root.name.lower(), first_party=False))
        return gathering.inventory(fields, READER, "composer.json")
    gathering = Gathering(root)
    for key, scope in _TABLES.items():
        table = fields.table(document, key, "", lost=True)
        fields.doubled(table, key)
        for name in table:
            if is_platform(name):
                continue
            route = route_key(key, name)
            constraint = fields.text(table, name, key)
            version = pinned(constraint)
            wanted = "" if version or constraint == "*" else constraint
            ref = f"{name.lower()}@{version}" if version else name.lower()
            purl = composer_purl(name, version)
            gathering.add(Component(name, version, source.place(route), ref, purl, (), scope, requirement=wanted))
            gathering.need(ROOT, ref)
    return gathering.inventory(fields, READER, "composer.json")


def _root(document: dict[str, Any], installed_as: str, fields: Fields) -> Component:
    folder = posixpath.basename(posixpath.dirname(fields.source.path))
    name = fields.text(document, "name", "") or installed_as or folder or "project"
    version = fields.text(document, "version", "")
    claims = license_claims(document, "", Method.INSTALLED if installed_as else Method.MANIFEST, fields)
    return Component(name, version, fields.source.place(), ROOT, composer_purl(name, version), claims, first_party=True)


def _recognises(head: bytes) -> bool:
    if _SHAPE.search(head) is None:
        return False
    told = opening(head)
    has_table = any(isinstance(told.get(key), dict) for key in (*_TABLES, "autoload"))
    return has_table and "lockfileVersion" not in told and "_id" not in told and "packages" not in told


READER = Reader(
    name="php/composer-json",
    title="composer.json",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
