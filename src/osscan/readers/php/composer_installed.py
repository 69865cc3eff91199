"""vendor/composer/installed.json: the packages that Composer has installed, with their licenses."""

from __future__ import annotations

from osscan.inputs.decode import json_of
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.composer_packages import add_package
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering


def read(source: Source) -> Inventory:
    """One component for each package; Composer 1 wrote a bare list and did not say what is for development."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    if isinstance(document, list):
        document = {"packages": document}
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return gathering.inventory(fields, READER, "installed.json")
    fields.expect_any(document, ("packages", "dev", "dev-package-names"))
    for_development = {name.lower() for name in fields.rows(document, "dev-package-names", "") if isinstance(name, str)}
    rest = Scope.RUNTIME if "dev-package-names" in document else Scope.UNKNOWN
    for row, route in fields.tables(document, "packages", "", lost=True):
        name = row.get("name")
        scope = Scope.DEV if isinstance(name, str) and name.lower() in for_development else rest
        add_package(row, route, scope, Method.INSTALLED, gathering, fields)
    return gathering.inventory(fields, READER, "installed.json")


READER = Reader(
    name="php/composer-installed",
    title="vendor/composer/installed.json",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.COMPLETE, scopes=Extent.SOME, hashes=Extent.SOME),
)
