"""zip that can only be read from the front: by the headers before each member, held against the directory when it comes."""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterator

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Part
from osscan.inputs.archives.outside import Run
from osscan.inputs.archives.site import Entry, Site, Sort
from osscan.inputs.archives.zip_records import (
    CENTRAL,
    CENTRAL_SIZE,
    DESCRIPTOR,
    LOCAL,
    LOCAL_SIZE,
    STREAMED,
    Checked,
    Record,
    can_be_read,
    central,
    entry_of,
    lengths,
    local,
    locals_in,
    name_of,
    unpacked,
)

_FAR_END, _LOCATOR, _LOCATOR_SIZE = b"PK\x06\x06", b"PK\x06\x07", 20
_ENDS, _END_SIZE = (b"PK\x05\x06", _FAR_END), 22


def entries(ahead: Ahead, site: Site) -> Iterator[Entry]:
    """Every member, in the order in which they lie there. Links can't be told from files before the directory comes, so they pass as files."""
    seen: set[int] = set()
    if ahead.peek(4) in (b"PK\x07\x08", b"PK00"):
        ahead.skip(4)
    while ahead.peek(4) == LOCAL:
        start = ahead.offset
        header, raw, extra = _header(ahead, LOCAL_SIZE, site)
        record = yield from _member(ahead, local(header, raw, extra), site)
        seen.add(_mark(record._replace(start=start)))
    hidden, members = locals_in(_ToDirectory(ahead))
    listed = 0
    while ahead.peek(4) == CENTRAL:
        header, raw, extra = _header(ahead, CENTRAL_SIZE, site)
        listed += 1
        _look_at_listed(central(header, raw, extra), seen, site)
    if hidden:
        site.tell("archive-unlisted", size=hidden)
    if ahead.peek(4) not in _ENDS:
        site.lost("archive-truncated")
    elif members or listed != len(seen):
        site.lost("archive-contradicts", field="count", said=listed, found=len(seen) + members)
    _look_behind(ahead, site)


def _mark(record: Record) -> int:
    return hash((record.start, record.raw, record.method, record.packed, record.size, record.checksum))


def _look_at_listed(record: Record, seen: set[int], site: Site) -> None:
    name = name_of(record, site)
    if _mark(record) not in seen:
        site.lost("archive-contradicts", name, field="name", said=name, found="")
    sort = entry_of(record, name, None).sort
    if sort is Sort.LINK:
        site.lost("member-link-unread", name)
    elif sort is Sort.DEVICE:
        site.tell("member-device", name)


def _look_behind(ahead: Ahead, site: Site) -> None:
    """An archive ends with its end record and a comment; whoever looks for that record from the end may find another one."""
    if ahead.peek(4) == _FAR_END:
        ahead.skip(12 + int.from_bytes(ahead.peek(12)[4:], "little"))
        ahead.skip(_LOCATOR_SIZE if ahead.peek(4) == _LOCATOR else 0)
    end = ahead.exactly(_END_SIZE)
    comment = int.from_bytes(end[20:22], "little")
    behind = Run(ahead, _ENDS[0])
    if behind.marks:
        site.lost("archive-two-ends", count=behind.marks + 1)
    if behind.size > comment:
        site.tell("archive-unlisted", size=behind.size - comment)


def _member(ahead: Ahead, record: Record, site: Site) -> Generator[Entry, None, Record]:
    """One member; gives what is known of it once it has passed."""
    name = name_of(record, site)
    path = site.inside(name)
    readable = can_be_read(record, name, site)
    open_end = bool(record.flags & STREAMED) and not record.packed
    if open_end and (not readable or not record.method):
        yield entry_of(record, name, None)
        raise SetbackError("archive-broken", site.path, reason="data descriptor")
    part = None if open_end else Part(ahead, record.packed, site.path)
    packed = ahead if part is None else Ahead(part)
    before = packed.offset
    flow = unpacked(packed, record, path, site.budget) if readable else None
    checked = Checked(flow, site, name) if flow else None
    plain = entry_of(record, name, None)
    try:
        yield plain if checked is None else plain._replace(flow=checked, size=None if open_end else record.size)
        hidden, members = locals_in(packed) if part is not None and checked is not None and checked.ended else (0, 0)
        if part is not None:
            ahead.skip(part.left)
        elif checked is not None:
            while not checked.ended:
                checked.read(64 * 1024)
    finally:
        if checked is not None:
            checked.close()
    if members:
        site.lost("archive-contradicts", name, field="count", said=1, found=1 + members)
    if hidden:
        site.tell("archive-unlisted", name, size=hidden)
    if readable and checked is None:
        site.lost("archive-broken", name, reason="LZMA header")
    if record.flags & STREAMED:
        record = _described(ahead, record, packed.offset - before)
    if checked is not None:
        checked.compare(record)
        if plain.sort is not Sort.FILE and checked.size:
            site.lost("archive-contradicts", name, field="folder", said=0, found=checked.size)
    return record


def _described(ahead: Ahead, record: Record, packed: int) -> Record:
    """What stands behind a member whose size was not known when it was packed, with or without a mark, with short or long sizes."""
    start = ahead.peek(24)
    mark = 4 if start.startswith(DESCRIPTOR) else 0
    for form, length in (("<LLL", 12), ("<LQQ", 20)):
        if len(start) < mark + length:
            continue
        checksum, said, size = struct.unpack_from(form, start, mark)
        if said == (record.packed or packed):
            ahead.skip(mark + length)
            return record._replace(checksum=checksum, size=size, packed=said)
    return record


def _header(ahead: Ahead, size: int, site: Site) -> tuple[bytes, bytes, bytes]:
    header = ahead.exactly(size)
    if len(header) < size:
        raise SetbackError("archive-truncated", site.path)
    name, extra, comment = lengths(header)
    raw, field = ahead.exactly(name), ahead.exactly(extra)
    if len(raw) < name or len(field) < extra or ahead.skip(comment):
        raise SetbackError("archive-truncated", site.path)
    return header, raw, field


class _ToDirectory:
    """What is neither a member nor the directory, as a Flow that ends where the directory or an end record starts."""

    def __init__(self, ahead: Ahead) -> None:
        self._ahead = ahead

    def read(self, count: int) -> bytes:
        window = self._ahead.peek(min(count, 64 * 1024))
        found = min((at for at in (window.find(mark) for mark in (CENTRAL, *_ENDS)) if at >= 0), default=-1)
        return self._ahead.exactly(found if found >= 0 else max(len(window) - 3, 0))
