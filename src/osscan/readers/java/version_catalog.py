"""Gradle's version catalogs (`libs.versions.toml`): the libraries that the builds of a project may ask for."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.source import Source
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.gradle import libraries

_OWN_WORDS = re.compile(rb"^\s*\[(?:libraries|bundles)\]", re.MULTILINE)


def read(source: Source) -> Inventory:
    """One component for each library; bundles only group them, and plugins serve the build alone."""
    document, problems = toml_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    for _, component in libraries(document, fields):
        gathering.add(component)
    fields.expect_version(_format_version(document, fields), ("1",), "metadata.format.version")
    return gathering.inventory(fields, READER, "libs.versions.toml")


def _format_version(document: dict[str, Any], fields: Fields) -> str:
    metadata = fields.table(document, "metadata", "")
    return fields.text(fields.table(metadata, "format", "metadata"), "version", "metadata.format")


def _recognises(head: bytes) -> bool:
    return _OWN_WORDS.search(head) is not None


READER = Reader(
    name="java/version-catalog",
    title="Gradle version catalogs",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
