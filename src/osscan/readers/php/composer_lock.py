"""composer.lock: every package that Composer resolved, with its licenses; those for development stand apart."""

from __future__ import annotations

import re

from osscan.inputs.decode import json_of
from osscan.inputs.json_walk import opening
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.composer_packages import add_package
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering

_LISTS = {"packages": Scope.RUNTIME, "packages-dev": Scope.DEV}
_OWN_WORDS = frozenset({"content-hash", "packages-dev", "minimum-stability", "hash"})
_SHAPE = re.compile(rb"\"(?:content-hash|packages-dev|minimum-stability)\"\s*:")


def read(source: Source) -> Inventory:
    """One component for each package that is no folder of the project's own."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return gathering.inventory(fields, READER, "composer.lock")
    fields.doubled(document, "")
    fields.expect_any(document, ("packages", *sorted(_OWN_WORDS)))
    for key, scope in _LISTS.items():
        for row, route in fields.tables(document, key, "", lost=True):
            add_package(row, route, scope, Method.LOCKFILE, gathering, fields)
    version = fields.text(document, "plugin-api-version", "")
    return gathering.inventory(fields, READER, "composer.lock", version)


def _recognises(head: bytes) -> bool:
    if _SHAPE.search(head) is None:
        return False
    told = opening(head)
    return isinstance(told.get("packages"), list) and not _OWN_WORDS.isdisjoint(told) and "name" not in told


READER = Reader(
    name="php/composer-lock",
    title="composer.lock",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.COMPLETE, scopes=Extent.COMPLETE, hashes=Extent.SOME),
    recognises=_recognises,
)
