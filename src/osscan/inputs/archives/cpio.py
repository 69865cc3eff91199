"""cpio in its new form, and rpm packages, whose payload it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Part
from osscan.inputs.archives.outside import tell_behind
from osscan.inputs.archives.site import LONGEST_TARGET, Entry, Site, Sort

_HEADER = 110
_END = b"TRAILER!!!"
_BLOCK = 4096
_SUMMED = b"070702"
_MARKS = (b"070701", _SUMMED)
_FIELDS = re.compile(rb"[0-9A-Fa-f]{104}")
_SORTS = {0x4: Sort.FOLDER, 0xA: Sort.LINK, 0x8: Sort.FILE}
_LEAD = 96
_SECTION = b"\x8e\xad\xe8\x01"
_LONGEST_SECTION = 256 * 1024 * 1024


def entries(ahead: Ahead, site: Site) -> Iterator[Entry]:
    """Every member. Raises SetbackError with the path of the archive when the headers end in nonsense."""
    while True:
        header = ahead.exactly(_HEADER)
        if not header.strip(b"\0"):
            site.lost("archive-truncated")
            return
        mark = header[:6]
        if mark not in _MARKS or len(header) < _HEADER or not _FIELDS.fullmatch(header, 6):
            raise SetbackError("archive-broken", site.path, reason="header")
        fields = [int(header[at : at + 8], 16) for at in range(6, _HEADER, 8)]
        mode, size, length = fields[1], fields[6], fields[11]
        if length > 65_536:
            raise SetbackError("archive-header-too-large", site.path, limit=65_536)
        raw = ahead.exactly(length).rstrip(b"\0")
        ahead.skip(-(_HEADER + length) % 4)
        if raw == _END:
            if _is_all(ahead, site):
                return
            continue
        part = (_Summed if mark == _SUMMED else Part)(ahead, size, site.path)
        sort = _SORTS.get(mode >> 12, Sort.DEVICE)
        if size > (LONGEST_TARGET if sort is Sort.LINK else 0):
            sort = Sort.FILE
        name = raw.decode("utf-8", "backslashreplace")
        yield Entry(name, sort, part, size)
        if isinstance(part, _Summed) and sort is Sort.FILE and not part.left and part.sum != fields[12]:
            site.tell("archive-checksum", name, said=f"{fields[12]:08x}", found=f"{part.sum:08x}")
        missing = ahead.skip(part.left + -size % 4)
        if missing > -size % 4:
            raise SetbackError("archive-truncated", site.path)


class _Summed(Part):
    """A Part whose bytes are added up."""

    sum = 0

    def read(self, count: int) -> bytes:
        got = super().read(count)
        self.sum = (self.sum + sum(got)) & 0xFFFFFFFF
        return got


def _is_all(ahead: Ahead, site: Site) -> bool:
    """Systems start from several archives one behind the other; most programs see only the first."""
    while zeros := len(block := ahead.peek(_BLOCK)) - len(block.lstrip(b"\0")):
        ahead.skip(zeros)
    if ahead.peek(6) in _MARKS:
        site.tell("archive-contradicts", field="end", said=1, found=2)
        return False
    tell_behind(ahead, site)
    return True


def pass_headers(ahead: Ahead, site: Site) -> None:
    """Leaves out what stands in an rpm package before its payload: the lead, the signature and the header."""
    ahead.skip(_LEAD)
    for padded in (True, False):
        start = ahead.exactly(16)
        count, size = int.from_bytes(start[8:12], "big"), int.from_bytes(start[12:16], "big")
        length = count * 16 + size
        if start[:4] != _SECTION or length > _LONGEST_SECTION:
            raise SetbackError("archive-broken", site.path, reason="header")
        missing = ahead.skip(length + (-length % 8 if padded else 0))
        if missing:
            raise SetbackError("archive-truncated", site.path)
