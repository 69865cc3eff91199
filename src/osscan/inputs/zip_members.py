"""Zip archives in memory: members by name, read within one budget of real bytes, members, depth and growth."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections import Counter
from typing import NamedTuple

_CENTRAL = b"PK\x01\x02"
_END, _END_SIZE = b"PK\x05\x06", 22
_FAR_END, _FAR_END_SIZE, _LOCATOR_SIZE = b"PK\x06\x06", 56, 20
_LONGEST_COMMENT = 65_535
_FREE_GROWTH = 4 * 1024 * 1024
"""So much a member may grow to, whatever it was packed to."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""All that Java knows. What else there is would be unpacked at one go, however large it grows."""
_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError, struct.error, MemoryError)


class ArchiveError(Exception):
    """A member or an archive that is not read: `code` is that of a Problem, `facts` are its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Allowance(NamedTuple):
    """What one outer archive may cost."""

    read_bytes: int = 1024 * 1024 * 1024
    member_bytes: int = 256 * 1024 * 1024
    directory_bytes: int = 64 * 1024 * 1024
    """Of the list of members; a member takes 46 bytes and its name."""
    members: int = 400_000
    depth: int = 4
    growth: int = 250
    """How many times its packed size a member may take; programs and texts stay far below."""


class Budget:
    """What is left of an allowance; archives inside of archives draw on the same one."""

    def __init__(self, allowance: Allowance | None = None) -> None:
        self.allowance = allowance or Allowance()
        self.bytes_left = self.allowance.read_bytes
        self.members_left = self.allowance.members


class Archive:
    """One archive in memory; raises ArchiveError when it can't be opened within the budget."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        allowance = budget.allowance
        size, end = _directory(content)
        start = max(end - size - _FAR_END_SIZE - _LOCATOR_SIZE, 0)
        if size > allowance.directory_bytes or content.count(_CENTRAL, start, end) > budget.members_left:
            raise ArchiveError("archive-too-many", limit=allowance.members)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError, struct.error) as fault:
            raise ArchiveError("archive-broken", reason=str(fault)) from fault
        self._size = len(content)
        self._budget = budget
        infos = self._zip.infolist()
        budget.members_left -= len(infos)
        if budget.members_left < 0:
            raise ArchiveError("archive-too-many", limit=allowance.members)
        counts = Counter(info.filename for info in infos if not info.filename.endswith("/"))
        self.names = tuple(counts)
        """The names of all files in it, each once."""
        self.twice = tuple(name for name, count in counts.items() if count > 1)
        """Names of more than one file: who unpacks them decides which one is seen."""

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises ArchiveError when they can't be had within the budget."""
        budget, allowance = self._budget, self._budget.allowance
        info = self._zip.getinfo(name)
        if info.compress_type not in _METHODS:
            raise ArchiveError("archive-method", method=info.compress_type)
        growth = max(_FREE_GROWTH, min(info.compress_size, self._size) * allowance.growth)
        limit = min(allowance.member_bytes, budget.bytes_left, growth)
        try:
            with self._zip.open(info) as opened:
                content = opened.read(limit + 1)
        except _FAULTS as fault:
            raise ArchiveError("archive-broken", reason=str(fault)) from fault
        budget.bytes_left -= min(len(content), limit)
        if len(content) > limit:
            raise ArchiveError("archive-grows" if limit == growth else "archive-too-large", limit=limit)
        return content


def _directory(content: bytes) -> tuple[int, int]:
    """The size of the list of members as the end of the archive tells it, before the list itself is looked at; and where that end is."""
    at = len(content) - _END_SIZE
    if not content.startswith(_END, max(at, 0)):
        at = content.rfind(_END, max(at - _LONGEST_COMMENT - 1, 0))
    if at < 0 or at + _END_SIZE > len(content):
        return 0, 0
    size: int = struct.unpack_from("<L", content, at + 12)[0]
    told = int.from_bytes(content[at - _LOCATOR_SIZE + 8 : at - _LOCATOR_SIZE + 16], "little") if at >= _LOCATOR_SIZE else 0
    for far in (at - _LOCATOR_SIZE - _FAR_END_SIZE, told):
        if far >= 0 and content.startswith(_FAR_END, far):
            size = max(size if size != 0xFFFFFFFF else 0, int.from_bytes(content[far + 40 : far + 48], "little"))
    return size, at
