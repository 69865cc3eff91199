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
from osscan.readers.pip_line import OPTION, asked_in
from osscan.readers.pypi import component_of, folder_of, group_scope, is_local

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
    """The requirements under `pip:`; files that they include are read where they lie. No other key has a meaning there."""
    found = []
    for key in entry:
        if key != "pip":
            fields.error("requirement-syntax", place, text=key)
    for told in fields.rows(entry, "pip", place.route, lost=True):
        text = " ".join(told.split()) if isinstance(told, str) else ""
        option = OPTION.fullmatch(text) if text.startswith("-") else None
        if option is not None and option[1] not in ("-e", "--editable"):
            continue
        asked = asked_in(option[2] if option is not None else text)
        if not text or asked.requirement is None:
            fields.error("requirement-syntax", place, text=asked.shown)
        elif asked.requirement.url and is_local(asked.requirement.url):
            fields.not_outside(folder_of(asked.requirement.url), place)
        else:
            component = component_of(asked.requirement, place, scope)
            found.append(component._replace(purl="") if asked.named_by_place else component)
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
