"""The database of apk (Alpine and its like): which packages are installed, their licenses, and what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.knowledge import names
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.os_release import distribution

_WANTED = frozenset("PVLDp")
_OPERATOR = re.compile(r"(?:^|[\s(])(?:AND|OR|WITH|and|or|with)(?:[\s)]|$)")
_NAME = re.compile(r"[^<>=~@!\s]+")
_FIRST = re.compile(rb"\s*[A-Za-z]:\S")
_OWN = re.compile(rb"^P:\S+\r?\n(?:[A-Za-z]:[^\n]*\n){0,40}?V:\d", re.MULTILINE)


class _Entry(NamedTuple):
    """The fields of one package by their letter, and the line where it begins, with that of its license."""

    fields: dict[str, str]
    line: int
    license_line: int


def read(source: Source) -> Inventory:
    """One component for each package."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    vendor = distribution(source) or "alpine"
    gathering = Gathering()
    providers: dict[str, str] = {}
    needs: list[tuple[str, str]] = []
    for entry in _entries(text, fields):
        name, version = entry.fields.get("P", ""), entry.fields.get("V", "")
        if not name:
            fields.error("package-without-name", source.place("P", entry.line))
            continue
        place = source.place("", entry.line)
        url = purl("apk", name, version, vendor)
        claims = _claims(entry, source)
        gathering.add(Component(name, version, place, name, url, claims))
        for provided in _names(entry.fields.get("p", "")):
            providers.setdefault(provided, name)
        needs += [(name, needed) for needed in _names(entry.fields.get("D", ""))]
    for needing, needed in needs:
        gathering.need(needing, providers.get(needed, needed))
    return gathering.inventory(fields, READER, "apk installed")


def _entries(text: str, fields: Fields) -> Iterator[_Entry]:
    """The packages, parted by empty lines; the lines about their files are passed over, those of another form are told."""
    found: dict[str, str] = {}
    first = license_line = 0
    for number, line in enumerate((*text.split("\n"), ""), 1):
        if line[1:2] == ":":
            first = first or number
            key = line[0]
            if key in _WANTED:
                found.setdefault(key, line[2:].strip())
                if key == "L":
                    license_line = license_line or number
        elif line.strip():
            fields.error("line-not-understood", fields.source.place("", number), text=line.strip()[:200])
        elif first:
            yield _Entry(found, first, license_line)
            found, first, license_line = {}, 0, 0


def _claims(entry: _Entry, source: Source) -> tuple[LicenseClaim, ...]:
    """An expression, or, as packages wrote it before, names in a row, of which nobody said how they belong together."""
    raw = entry.fields.get("L", "")
    if not raw:
        return ()
    place = source.place("L", entry.license_line)
    words = raw.split()
    if len(words) > 1 and _OPERATOR.search(raw) is None and all(_is_known(word) for word in words):
        group = f"L:{entry.license_line}"
        return tuple(
            LicenseClaim(ClaimRole.DECLARED, word, Form.NAME, Method.INSTALLED, place, Joined.UNSAID, group) for word in words
        )
    return (LicenseClaim(ClaimRole.DECLARED, raw, Form.EXPRESSION, Method.INSTALLED, place),)


def _is_known(word: str) -> bool:
    return names.resolve_name(word).status != "unresolved"


def _names(text: str) -> Iterator[str]:
    """The names of a list (`so:libc.musl-x86_64.so.1`, `busybox>=1.36`) without versions; conflicts (`!x`) are none."""
    for word in text.split():
        found = _NAME.match(word)
        if found is not None:
            yield found[0]


def _recognises(head: bytes) -> bool:
    return _FIRST.match(head) is not None and _OWN.search(head) is not None


READER = Reader(
    name="os/apk-installed",
    title="apk installed",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.COMPLETE, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
