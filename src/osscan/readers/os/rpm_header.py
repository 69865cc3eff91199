"""*.rpm: what the header of a package says: name, version, architecture, license."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering

_LEAD, _MAGIC = 96, b"\x8e\xad\xe8\x01"
_START = b"\xed\xab\xee\xdb"
_HEAD = 64 * 1024
"""Name and version stand at the beginning; what comes behind them are lists of files."""
_TAGS = {1000: "name", 1001: "version", 1002: "release", 1003: "epoch", 1014: "license"}
_INT32 = 4
_TEXTS = (6, 8, 9)
_VENDORS = {"el": "redhat", "fc": "fedora"}


def read(source: Source) -> Inventory:
    """The one package that the file is."""
    fields = Fields(source)
    told = dict(_entries(source.start(_HEAD)))
    gathering = Gathering()
    if not told.get("name"):
        fields.error("package-without-name", source.place())
        return gathering.inventory(fields, READER, "rpm")
    version = "-".join(part for part in (told.get("version", ""), told.get("release", "")) if part)
    url = purl("rpm", told["name"], version, _vendor(told.get("release", "")))
    said = told.get("license", "")
    claims: tuple[LicenseClaim, ...] = ()
    if said:
        claims = (LicenseClaim(ClaimRole.DECLARED, said, Form.EXPRESSION, Method.INSTALLED, source.place("License")),)
    gathering.add(Component(told["name"], version, source.place(), told["name"], url, claims))
    return gathering.inventory(fields, READER, "rpm")


def _vendor(release: str) -> str:
    """The distribution that a release names (`1.el9`)."""
    for part in release.split("."):
        for mark, vendor in _VENDORS.items():
            if part.startswith(mark) and part[len(mark) :].isdigit():
                return vendor
    return ""


def _entries(head: bytes) -> Iterator[tuple[str, str]]:
    """The entries of the second header; the first holds signatures."""
    at = _LEAD
    for is_last in (False, True):
        if head[at : at + 4] != _MAGIC or at + 16 > len(head):
            return
        count, size = struct.unpack_from(">2L", head, at + 8)
        store = at + 16 + 16 * count
        if is_last:
            yield from _read(head, at + 16, count, store)
            return
        at = store + size + -(store + size) % 8


def _read(head: bytes, at: int, count: int, store: int) -> Iterator[tuple[str, str]]:
    for position in range(at, min(at + 16 * count, len(head) - 16), 16):
        tag, kind, offset, _ = struct.unpack_from(">4L", head, position)
        name, start = _TAGS.get(tag), store + offset
        if name is None or start >= len(head):
            continue
        if kind in _TEXTS:
            yield name, head[start : start + 4096].split(b"\0", 1)[0].decode("utf-8", "replace")
        elif kind == _INT32 and start + 4 <= len(head):
            yield name, str(struct.unpack_from(">L", head, start)[0])


def _recognises(head: bytes) -> bool:
    return head.startswith(_START)


READER = Reader(
    name="os/rpm-header",
    title="rpm packages",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE, edges=Extent.NEVER, scopes=Extent.NEVER, hashes=Extent.NEVER),
    recognises=_recognises,
)
