"""package.json of a project: the project with its license, and what it asks for at runtime, optionally and for development."""

from __future__ import annotations

from osscan.inputs.decode import json_of
from osscan.inputs.json_walk import opening
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import ROOT, Gathering
from osscan.readers.npm import asked_of, local_folder, npm_purl
from osscan.readers.npm_manifest import TABLES, root_of, wishes_of

_OWN_WORDS = frozenset({"main", "private", "engines", "devDependencies"})
_FOREIGN_WORDS = frozenset({"lockfileVersion", "bomFormat", "spdxVersion", "@context", "require", "imports"})


def read(source: Source) -> Inventory:
    """The project as root and one component for each package that it asks for.

    A package.json deeper inside an installed package (its fixtures, its builds) is no project and no package; one of
    Unity's package manager looks like npm's, but its names mean other packages.
    """
    if is_installed(source.path):
        return Inventory(source.path, READER.name, "package.json", gives=READER.gives)
    document, problems = json_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        fields.wrong_type(source.place(), "object", document, lost=True)
        return Gathering().inventory(fields, READER, "package.json")
    gathering = Gathering(root_of(document, fields))
    if "unity" in document:
        fields.error("manifest-of-unity", source.place("unity"))
        return gathering.inventory(fields, READER, "package.json")
    for name, spec, scope, route in wishes_of(document, fields):
        asked = asked_of(name, spec)
        if asked.local:
            fields.not_outside(local_folder(spec.strip()), source.place(route))
        else:
            ref = f"{asked.name}@{asked.version}" if asked.version else asked.name
            purl = npm_purl(asked.name, asked.version)
            place = source.place(route)
            gathering.add(Component(asked.name, asked.version, place, ref, purl, (), scope, requirement=asked.range))
            gathering.need(ROOT, ref)
    return gathering.inventory(fields, READER, "package.json")


def _recognises(head: bytes) -> bool:
    """A name beside a table or a word that only npm's manifest has, and nothing that belongs to another format."""
    told = opening(head)
    has_table = any(isinstance(told.get(key), dict) for key in (*TABLES, "scripts"))
    return (
        isinstance(told.get("name"), str) and (has_table or not _OWN_WORDS.isdisjoint(told)) and _FOREIGN_WORDS.isdisjoint(told)
    )


READER = Reader(
    name="javascript/package-json",
    title="package.json",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.SOME, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
