"""The end of a zip archive: the records that say where its directory is, and which of several programs may believe."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Window
from osscan.inputs.archives.site import Site
from osscan.inputs.archives.zip_records import CENTRAL, FAR

_END, _END_SIZE = b"PK\x05\x06", 22
_REACH = 66_000
"""Programs look for the end record in so much of the end."""
_LOCATOR, _LOCATOR_SIZE, _FAR_END, _FAR_END_SIZE = b"PK\x06\x07", 20, b"PK\x06\x06", 56


class Directory(NamedTuple):
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


class _End(NamedTuple):
    """An end record and where it leads."""

    directory: Directory
    said: tuple[int, int, int]
    """How many members there are, how long the directory is and where it starts."""
    far: _FarEnd | None
    has_other: bool
    """Whether some programs look for the directory elsewhere."""
    behind: int
    """How much follows it and its comment."""
    tail: bytes


def has_directory(window: Window, *, to_the_end: bool = False) -> bool:
    """Whether there is a zip archive at the end of something else, such as a program; `to_the_end` asks that nothing follows it."""
    try:
        end = _found_end(window, "")
    except SetbackError:
        return False
    directory = end.directory
    return window.at(directory.start, 4) == CENTRAL and not (to_the_end and end.behind)


def directory_of(window: Window, site: Site) -> Directory:
    """The directory that counts; tells where programs may take another one."""
    end = _found_end(window, site.path)
    directory, far, said = end.directory, end.far, end.said
    if far and any(here not in (there, most) for here, there, most in zip(said, far[1:], (0xFFFF, FAR, FAR), strict=True)):
        site.tell("archive-contradicts", field="end", said=", ".join(map(str, said)), found=", ".join(map(str, far[1:])))
    if end.has_other:
        site.tell("archive-contradicts", field="end", said=1, found=2)
    if directory.shift and window.at(directory.start - directory.shift, 4) == CENTRAL:
        site.lost("archive-contradicts", field="directory", said=directory.start - directory.shift, found=directory.start)
    if end.behind > 0:
        site.tell("archive-unlisted", size=end.behind)
    tail = window.at(directory.start, window.size - directory.start) if window.size - directory.start < _REACH else end.tail
    ends = max(len(list(_whole_ends(end.tail))), tail.count(_END))
    if ends > 1:
        site.tell("archive-two-ends", count=ends)
    return directory


def _found_end(window: Window, path: str) -> _End:
    """The last end record that leads to a directory; if none does, the last whose comment reaches to the very end, or that fits at all."""
    start = max(window.size - _REACH, 0)
    tail = window.at(start, window.size - start)
    at = tail.rfind(_END, 0, max(len(tail) - _END_SIZE + len(_END), 0))
    fallback = next(_whole_ends(tail), at)
    while at >= 0:
        found = _end_at(window, tail, start, at)
        if found and window.at(found.directory.start, 4) == CENTRAL:
            return found
        at = tail.rfind(_END, 0, at + len(_END) - 1)
    if fallback < 0:
        raise SetbackError("archive-truncated", path)
    found = _end_at(window, tail, start, fallback)
    if found is None:
        raise SetbackError("archive-broken", path, reason="end record")
    return found


def _end_at(window: Window, tail: bytes, tail_start: int, at: int) -> _End | None:
    """What the end record there says; None where that can't be."""
    count, length, start = said = struct.unpack_from("<HLL", tail, at + 10)
    end = tail_start + at
    far, has_other = _far_end(window, end)
    if far:
        end = far.at
        count = far.listed if count == 0xFFFF else count
        length = far.length if length == FAR else length
        start = far.start if start == FAR else start
    place = end - length
    if start < end and start != place and (place < start or window.at(place, 4) != CENTRAL) and window.at(start, 4) == CENTRAL:
        place, has_other = start, True
    if place < start:
        return None
    behind = len(tail) - at - _END_SIZE - int.from_bytes(tail[at + 20 : at + 22], "little")
    return _End(Directory(place, end, count, place - start), said, far, has_other, behind, tail)


def _whole_ends(tail: bytes) -> Iterator[int]:
    """The end records whose comment reaches to the very end, the last one first."""
    at = tail.rfind(_END, 0, max(len(tail) - _END_SIZE + len(_END), 0))
    while at >= 0:
        if at + _END_SIZE + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail):
            yield at
        at = tail.rfind(_END, 0, at + len(_END) - 1)


def _far_end(window: Window, end: int) -> tuple[_FarEnd | None, bool]:
    """The end record for archives beyond 4 GiB or 65 535 members, which stands before the usual one, and whether there is another.

    Some programs look where the record before the usual one says, others right before that.
    """
    locator = window.at(max(end - _LOCATOR_SIZE, 0), _LOCATOR_SIZE)
    if len(locator) < _LOCATOR_SIZE or not locator.startswith(_LOCATOR):
        return None, False
    near, said = end - _LOCATOR_SIZE - _FAR_END_SIZE, int.from_bytes(locator[8:16], "little")
    found = []
    for at in dict.fromkeys((near, said)):
        record = window.at(at, _FAR_END_SIZE) if at >= 0 else b""
        if len(record) == _FAR_END_SIZE and record.startswith(_FAR_END):
            found.append(_FarEnd(at, *struct.unpack_from("<QQQ", record, 32)))
    return (found[0] if found else None), len(found) != 1
