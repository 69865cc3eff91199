"""cpio in its new form, and rpm packages, whose payload it is."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Part
from osscan.inputs.archives.site import LONGEST_TARGET, Entry, Site, Sort

_HEADER = 110
_END = b"TRAILER!!!"
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
        try:
            mark, fields = header[:6], [int(header[at : at + 8], 16) for at in range(6, _HEADER, 8)]
        except ValueError:
            mark, fields = b"", []
        if mark not in (b"070701", b"070702") or len(fields) != 13:
            raise SetbackError("archive-broken", site.path, reason="header")
        mode, size, length = fields[1], fields[6], fields[11]
        if length > 65_536:
            raise SetbackError("archive-header-too-large", site.path, limit=65_536)
        raw = ahead.exactly(length).rstrip(b"\0")
        ahead.skip(-(_HEADER + length) % 4)
        if raw == _END:
            return
        part = Part(ahead, size, site.path)
        sort = _SORTS.get(mode >> 12, Sort.DEVICE)
        if size > (LONGEST_TARGET if sort is Sort.LINK else 0):
            sort = Sort.FILE
        yield Entry(raw.decode("utf-8", "backslashreplace"), sort, part, size)
        missing = ahead.skip(part.left + -size % 4)
        if missing > -size % 4:
            raise SetbackError("archive-truncated", site.path)


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
