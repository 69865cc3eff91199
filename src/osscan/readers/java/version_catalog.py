"""Gradle's version catalogs (`libs.versions.toml`): the libraries that the builds of a project may ask for."""

from __future__ import annotations

import re
from typing import Any

from osscan.inputs.decode import toml_of
from osscan.inputs.json_route import route_key
from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.maven import Asked, asked_of, maven_name, maven_purl, maven_ref

_OWN_WORDS = re.compile(rb"^\s*\[(?:libraries|bundles)\]", re.MULTILINE)
_STRENGTHS = ("strictly", "require", "prefer")


def read(source: Source) -> Inventory:
    """One component for each library; bundles only group them, and plugins serve the build alone."""
    document, problems = toml_of(source)
    fields = Fields(source, problems)
    versions = fields.table(document, "versions", "")
    libraries = fields.table(document, "libraries", "", lost=True)
    gathering = Gathering()
    for alias in libraries:
        component = _component(libraries, alias, versions, fields)
        if component is not None:
            gathering.add(component)
    fields.expect_version(_format_version(document, fields), ("1",), "metadata.format.version")
    return gathering.inventory(fields, READER, "libs.versions.toml")


def _component(libraries: dict[str, Any], alias: str, versions: dict[str, Any], fields: Fields) -> Component | None:
    entry = libraries[alias]
    route = route_key("libraries", alias)
    place = fields.source.place(route)
    if isinstance(entry, str):
        group, artifact, version = (*entry.split(":", 2), "", "")[:3]
        asked = asked_of(version)
    elif isinstance(entry, dict):
        module = fields.text(entry, "module", route)
        group, _, artifact = module.partition(":")
        group, artifact = group or fields.text(entry, "group", route), artifact or fields.text(entry, "name", route)
        asked = _asked(entry.get("version"), versions, route_key(route, "version"), fields)
    else:
        fields.wrong_type(place, "object", entry, lost=True)
        return None
    if not group.strip() or not artifact.strip():
        fields.error("package-without-name", place)
        return None
    group, artifact = group.strip(), artifact.strip()
    ref = maven_ref(group, artifact, asked.version)
    purl = maven_purl(group, artifact, asked.version)
    return Component(maven_name(group, artifact), asked.version, place, ref, purl, requirement=asked.range)


def _asked(value: object, versions: dict[str, Any], route: str, fields: Fields) -> Asked:
    """A version is a text, a reference to one of the catalog's, or a table of wishes of which the strongest counts."""
    if isinstance(value, dict) and "ref" in value:
        name = fields.text(value, "ref", route)
        if name not in versions:
            fields.warning("catalog-version-missing", fields.source.place(route), name=name)
        value, route = versions.get(name), route_key("versions", name)
    if isinstance(value, dict):
        said = (fields.text(value, strength, route) for strength in _STRENGTHS)
        value = next((text for text in said if text), "")
    if isinstance(value, str):
        return asked_of(value)
    if value is not None:
        fields.wrong_type(fields.source.place(route), "string", value)
    return Asked()


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
