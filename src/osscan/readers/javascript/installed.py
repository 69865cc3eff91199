"""package.json of an installed package (`node_modules/<name>/package.json`): version, license and what it needs."""

from __future__ import annotations

from osscan.inputs.decode import json_of
from osscan.inputs.source import Source
from osscan.model.claim import Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.npm import name_in, npm_purl
from osscan.readers.npm_license import npm_claims


def read(source: Source) -> Inventory:
    """The one package that lies here; its edges name what it needs by package name."""
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Inventory(source.path, READER.name, "package.json", problems=fields.problems(), gives=READER.gives)
    name = fields.text(document, "name", "") or name_in(source.path.rpartition("/")[0])
    version = fields.text(document, "version", "")
    claims = npm_claims(document, "", Method.INSTALLED, fields)
    component = Component(name, version, source.place(), name, npm_purl(name, version), claims)
    tables = (fields.table(document, key, "") for key in ("dependencies", "optionalDependencies"))
    edges = tuple(dict.fromkeys((name, needed) for table in tables for needed in table if needed != name))
    return Inventory(source.path, READER.name, "package.json", "", None, (component,), edges, fields.problems(), READER.gives)


READER = Reader(
    name="javascript/installed",
    title="package.json in node_modules",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.NEVER),
)
