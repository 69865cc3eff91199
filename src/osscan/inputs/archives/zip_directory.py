"""zip where every place can be read: by its directory, which is held against what stands before each member."""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Stretch, Window
from osscan.inputs.archives.site import Entry, Site, Sort
from osscan.inputs.archives.zip_records import (
    CENTRAL,
    CENTRAL_SIZE,
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
    name_of,
    unpacked,
)

_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_LOCATOR, _LOCATOR_SIZE, _FAR_END, _FAR_END_SIZE = b"PK\x06\x07", 20, b"PK\x06\x06", 56


class _Directory(NamedTuple):
    start: int
    end: int
    listed: int
    shift: int
    """How much stands before the archive: places in it are said from there on."""


class _FarEnd(NamedTuple):
    at: int
    listed: int
    length: int
    start: int


def has_directory(window: Window, *, to_the_end: bool = False) -> bool:
    """Whether there is a zip archive at the end of something else, such as a program; `to_the_end` asks that nothing follows it."""
    if to_the_end and not next(_whole_ends(window.at(max(window.size - _LONGEST_COMMENT, 0), _LONGEST_COMMENT)), 0):
        return False
    try:
        found = _directory(window, None)
    except SetbackError:
        return False
    return found.listed > 0 and window.at(found.start, 4) == CENTRAL


def entries(window: Window, site: Site) -> Iterator[Entry]:
    """Every member, in the order of the directory. Raises SetbackError with the path of the archive where there is none."""
    directory = _directory(window, site)
    starts = _starts(window, directory, site)
    hidden = directory.shift
    for record in _records(window, directory, site):
        name = name_of(record, site)
        yield from _member(window, record._replace(start=record.start + directory.shift), name, starts, site)
    if hidden:
        site.tell("archive-unlisted", size=hidden)


def _member(window: Window, record: Record, name: str, starts: array[int], site: Site) -> Iterator[Entry]:
    plain = entry_of(record, name, None)
    if not can_be_read(record, name, site):
        yield plain
        return
    header = window.at(record.start, LOCAL_SIZE)
    if len(header) < LOCAL_SIZE or not header.startswith(LOCAL):
        yield plain
        if plain.sort is not Sort.FOLDER or record.size:
            site.lost("archive-broken", name, reason="local header")
        return
    name_length, extra_length, _ = lengths(header)
    raw = window.at(record.start + LOCAL_SIZE, name_length)
    first = record.start + LOCAL_SIZE + name_length + extra_length
    _compare(local(header, raw, window.at(first - extra_length, extra_length)), record, name, site)
    following = bisect_right(starts, record.start)
    if following - bisect_left(starts, record.start) > 1 or first + record.packed > starts[following]:
        yield plain
        site.lost("archive-overlap", name)
        return
    stretch = Stretch(window, site.budget, first, first + record.packed)
    packed = Ahead(stretch)
    flow = unpacked(packed, record, site.inside(name), site.budget)
    if flow is None:
        yield plain
        site.lost("archive-broken", name, reason="LZMA header")
        return
    checked = Checked(flow, site, name)
    try:
        yield plain._replace(flow=checked)
    finally:
        checked.close()
    checked.compare(record)
    if checked.ended and record.packed > packed.offset:
        site.tell("archive-unlisted", name, size=record.packed - packed.offset)


def _compare(here: Record, listed: Record, name: str, site: Site) -> None:
    """Programs that read from the front believe the local header, all others the directory."""
    if here.raw != listed.raw:
        site.tell("archive-contradicts", name, field="name", said=name, found=here.raw.decode("utf-8", "backslashreplace"))
    elif here.method != listed.method:
        site.tell("archive-contradicts", name, field="method", said=listed.method, found=here.method)
    elif not here.flags & STREAMED and (here.size, here.packed) != (listed.size, listed.packed):
        site.tell("archive-contradicts", name, field="size", said=listed.size, found=here.size)
    elif not here.flags & STREAMED and here.checksum != listed.checksum:
        site.tell("archive-contradicts", name, field="checksum", said=f"{listed.checksum:08x}", found=f"{here.checksum:08x}")


def _starts(window: Window, directory: _Directory, site: Site) -> array[int]:
    """Where members start, in order, and at last where the directory starts. No more than may be looked at anyhow."""
    starts = array("Q")
    for record in _records(window, directory, site):
        starts.append(min(record.start + directory.shift, directory.start))
        if len(starts) > site.budget.members_left:
            break
    if len(starts) <= site.budget.members_left and len(starts) & 0xFFFF != directory.listed & 0xFFFF:
        site.tell("archive-contradicts", field="count", said=directory.listed, found=len(starts))
    if any(before > after for before, after in pairwise(starts)):
        starts = array("Q", sorted(starts))
    starts.append(directory.start)
    starts.append(directory.start)
    return starts


def _records(window: Window, directory: _Directory, site: Site) -> Iterator[Record]:
    ahead = Ahead(Stretch(window, site.budget, directory.start, directory.end))
    while ahead.peek(4) == CENTRAL:
        header = ahead.exactly(CENTRAL_SIZE)
        if len(header) < CENTRAL_SIZE:
            raise SetbackError("archive-truncated", site.path)
        name, extra, comment = lengths(header)
        raw, field = ahead.exactly(name), ahead.exactly(extra)
        if len(field) < extra or len(raw) < name or ahead.skip(comment):
            raise SetbackError("archive-truncated", site.path)
        yield central(header, raw, field)


def _directory(window: Window, site: Site | None) -> _Directory:
    path = site.path if site else ""
    size = window.size
    tail_start = max(size - _END_SIZE - _LONGEST_COMMENT, 0)
    tail = window.at(tail_start, size - tail_start)
    at = _last_end(tail)
    if at < 0:
        raise SetbackError("archive-truncated", path)
    count, length, start = struct.unpack_from("<HLL", tail, at + 10)
    end = tail_start + at
    far = _far_end(window, end)
    if far:
        end = far.at
        count = far.listed if count == 0xFFFF else count
        length = far.length if length == 0xFFFFFFFF else length
        start = far.start if start == 0xFFFFFFFF else start
        if site and (count, length, start) != far[1:]:
            site.tell("archive-contradicts", field="end", said=f"{count}, {length}, {start}", found=", ".join(map(str, far[1:])))
    shift = end - length - start
    if shift < 0:
        raise SetbackError("archive-broken", path, reason="end record")
    if site:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        behind = len(tail) - at - _END_SIZE - comment
        if behind > 0:
            site.tell("archive-unlisted", size=behind)
        ends = max(len(list(_whole_ends(tail))), tail[max(end - length - tail_start, 0) :].count(_END))
        if ends > 1:
            site.tell("archive-two-ends", count=ends)
    return _Directory(end - length, end, count, shift)


def _last_end(tail: bytes) -> int:
    """The last end record whose comment reaches to the very end; if there is none, the last that fits at all."""
    return next(_whole_ends(tail), tail.rfind(_END, 0, max(len(tail) - _END_SIZE + len(_END), 0)))


def _whole_ends(tail: bytes) -> Iterator[int]:
    """The end records whose comment reaches to the very end, the last one first."""
    at = tail.rfind(_END, 0, max(len(tail) - _END_SIZE + len(_END), 0))
    while at >= 0:
        if at + _END_SIZE + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail):
            yield at
        at = tail.rfind(_END, 0, at + len(_END) - 1)


def _far_end(window: Window, end: int) -> _FarEnd | None:
    """The end record for archives beyond 4 GiB or 65 535 members, which stands before the usual one."""
    locator = window.at(max(end - _LOCATOR_SIZE, 0), _LOCATOR_SIZE)
    at = end - _LOCATOR_SIZE - _FAR_END_SIZE
    if not locator.startswith(_LOCATOR) or at < 0:
        return None
    record = window.at(at, _FAR_END_SIZE)
    return _FarEnd(at, *struct.unpack_from("<QQQ", record, 32)) if record.startswith(_FAR_END) else None
