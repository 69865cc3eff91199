"""What the TOML lockfiles of Python share: packages with name, version and the line on which they begin."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.readers.fields import Fields
from osscan.readers.integrity import Hash
from osscan.readers.pypi import normal_name, pypi_purl

MOST_OF_A_NAME = 50
"""Versions that a requirement without one may mean; no project has so many, a hostile file would."""


class Locked(NamedTuple):
    """One entry of a lockfile; `ref` is its key for edges."""

    name: str
    version: str
    ref: str
    row: dict[str, Any]
    route: str
    place: Place

    def component(self, scope: Scope, hashes: tuple[Hash, ...]) -> Component:
        return Component(
            self.name, self.version, self.place, self.ref, pypi_purl(self.name, self.version), (), scope, hashes=hashes
        )


def locked_packages(document: dict[str, Any], key: str, fields: Fields) -> tuple[Locked, ...]:
    """The entries of the array `key`; one without a name is a Problem."""
    rows = tuple(fields.tables(document, key, "", lost=True))
    lines = header_lines(fields.source, key, len(rows)) if rows else []
    found = []
    for position, (row, route) in enumerate(rows):
        place = fields.source.place(route, lines[position] if lines else None)
        name = fields.text(row, "name", route)
        version = fields.text(row, "version", route)
        if name:
            ref = f"{normal_name(name)}@{version}" if version else normal_name(name)
            found.append(Locked(name, version, ref, row, route, place))
        else:
            fields.error("package-without-name", place)
    return tuple(found)


def by_name(packages: tuple[Locked, ...]) -> dict[str, list[Locked]]:
    """The entries by normalised name: one name may be locked in several versions for different environments."""
    found: dict[str, list[Locked]] = {}
    for package in packages:
        known = found.setdefault(normal_name(package.name), [])
        if len(known) < MOST_OF_A_NAME:
            known.append(package)
    return found


def header_lines(source: Source, key: str, count: int) -> list[int]:
    """The lines of the `count` headers `[[key]]`; none when the text holds another number of them."""
    text, _ = text_of(source)
    lines = []
    line, before = 1, 0
    for header in re.finditer(rf"^\s*\[\[\s*{re.escape(key)}\s*\]\]", text, re.MULTILINE):
        line += text.count("\n", before, header.end())
        before = header.end()
        lines.append(line)
    return lines if len(lines) == count else []
