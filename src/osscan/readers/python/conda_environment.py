"""environment.yml: what a conda environment is made of, with what pip adds to it."""

from __future__ import annotations

import posixpath
import re

from osscan.inputs.source import Source
from osscan.inputs.yaml_events import yaml_of
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.conda import asked_of, conda_purl
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.pypi import component_of, group_scope, is_local, requirement_of

_RECOGNISED = re.compile(
    rb"^dependencies:[ \t]*+(?:#[^\n]*+)?\r?\n(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*+[ \t]*+- *+[\"']?(?:[\w.-]++::)?[A-Za-z_]",
    re.MULTILINE,
)
_CHANNELS = re.compile(rb"^(?:channels|prefix):", re.MULTILINE)
_DEVELOPMENT = frozenset({"dev", "develop", "development", "test", "tests", "testing", "doc", "docs", "lint", "ci"})


def read(source: Source) -> Inventory:
    """One component for each package that the environment asks for."""
    document, problems = yaml_of(source)
    fields = Fields(source, problems)
    if not isinstance(document, dict):
        if document is not None:
            fields.wrong_type(source.place(), "object", document, lost=True)
        document = {}
    scope = _scope(source.path)
    line = getattr(document, "lines", {}).get("dependencies")
    gathering = Gathering()
    for position, entry in enumerate(fields.rows(document, "dependencies", "", lost=True)):
        place = source.place(f"dependencies[{position}]", line)
        if isinstance(entry, dict):
            for component in _of_pip(entry, place, scope, fields):
                gathering.add(component)
            continue
        asked = asked_of(entry) if isinstance(entry, str) else None
        if asked is not None:
            purl = conda_purl(asked.name, asked.version)
            gathering.add(
                Component(asked.name, asked.version, place, f"conda:{asked.name}", purl, (), scope, requirement=asked.range)
            )
        elif isinstance(entry, str):
            fields.error("requirement-syntax", place, text=entry)
        else:
            fields.wrong_type(place, "string", entry, lost=True)
    return gathering.inventory(fields, READER, "environment.yml")


def _of_pip(entry: dict[str, object], place: Place, scope: Scope, fields: Fields) -> list[Component]:
    """The requirements under `pip:`; files that they include are read where they lie."""
    found = []
    for text in fields.rows(entry, "pip", place.route, lost=True):
        asked = requirement_of(text.partition(" --")[0]) if isinstance(text, str) else None
        if asked is not None:
            if not (asked.url and is_local(asked.url)):
                found.append(component_of(asked, place, scope))
        elif not isinstance(text, str) or not (text.startswith("-") or is_local(text)):
            fields.error("requirement-syntax", place, text=text if isinstance(text, str) else "")
    return found


def _scope(path: str) -> Scope:
    """What a file's name says its packages are for: `environment-dev.yml`."""
    words = re.split(r"[^a-z]+", posixpath.basename(path).lower())
    return next((group_scope(word) for word in words if word in _DEVELOPMENT), Scope.RUNTIME)


def _recognises(head: bytes) -> bool:
    return _RECOGNISED.search(head) is not None and _CHANNELS.search(head) is not None


READER = Reader(
    name="python/conda-environment",
    title="environment.yml of conda",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
