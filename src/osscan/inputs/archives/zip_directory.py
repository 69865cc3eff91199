"""zip where every place can be read: by its directory, which is held against what stands before each member."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Stretch, Window
from osscan.inputs.archives.site import Entry, Site, Sort
from osscan.inputs.archives.zip_end import Directory, directory_of
from osscan.inputs.archives.zip_records import (
    CENTRAL,
    CENTRAL_SIZE,
    FAR,
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

_LONGEST_DESCRIPTOR = 24
_SIGNATURE = b"PK\x05\x05"


def entries(window: Window, site: Site) -> Iterator[Entry]:
    """Every member, in the order of the directory. Raises SetbackError with the path of the archive where there is none."""
    directory = directory_of(window, site)
    starts = _starts(window, directory, site)
    taken = array("Q")
    for record in _records(window, directory, site):
        name = name_of(record, site)
        here = record._replace(start=record.start + directory.shift)
        yield from _member(window, here, name, starts, taken, site)
    _look_between(window, directory, taken, site)


def _member(window: Window, record: Record, name: str, starts: array[int], taken: array[int], site: Site) -> Iterator[Entry]:
    """One member; where it starts and how far it reaches is added to what is `taken`."""
    plain = entry_of(record, name, None)
    header = window.at(record.start, LOCAL_SIZE)
    if len(header) < LOCAL_SIZE or not header.startswith(LOCAL):
        yield plain
        if plain.sort is not Sort.FOLDER or record.size:
            site.lost("archive-broken", name, reason="local header")
        return
    name_length, extra_length, _ = lengths(header)
    raw = window.at(record.start + LOCAL_SIZE, name_length)
    first = record.start + LOCAL_SIZE + name_length + extra_length
    here = local(header, raw, window.at(first - extra_length, extra_length))
    taken.extend((record.start, max(record.start, min(first + record.packed, starts[-1]))))
    following = bisect_right(starts, record.start)
    if following - bisect_left(starts, record.start) > 1 or following == len(starts) or first + record.packed > starts[following]:
        yield plain
        site.lost("archive-overlap", name)
        return
    if not can_be_read(record, name, site):
        yield plain
        return
    _compare(here, record, name, site)
    packed = Ahead(Stretch(window, site.budget, first, first + record.packed))
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
        taken[-1] = first + packed.offset


def _look_between(window: Window, directory: Directory, taken: array[int], site: Site) -> None:
    """What lies between the members, before the first and behind the last: programs that read from the front may see others there."""
    bounds = [*sorted(zip(taken[::2], taken[1::2], strict=True)), (directory.start, directory.start)]
    hidden = members = end = 0
    for start, reach in bounds:
        if start - end > _LONGEST_DESCRIPTOR:
            size, marks = locals_in(Stretch(window, site.budget, end, start))
            hidden += size
            members += marks if end or window.at(0, 4) == LOCAL else 0
        end = max(end, reach)
    if members:
        site.lost("archive-contradicts", field="count", said=len(bounds) - 1, found=len(bounds) - 1 + members)
    if hidden:
        site.tell("archive-unlisted", size=hidden)


def _compare(here: Record, listed: Record, name: str, site: Site) -> None:
    """Programs that read from the front believe the local header, all others the directory."""
    if here.raw != listed.raw:
        site.tell("archive-contradicts", name, field="name", said=name, found=here.raw.decode("utf-8", "backslashreplace"))
    elif here.method != listed.method:
        site.tell("archive-contradicts", name, field="method", said=listed.method, found=here.method)
    elif _differs(here.size, listed.size, here) or _differs(here.packed, listed.packed, here):
        site.tell("archive-contradicts", name, field="size", said=listed.size, found=here.size)
    elif _differs(here.checksum, listed.checksum, here):
        site.tell("archive-contradicts", name, field="checksum", said=f"{listed.checksum:08x}", found=f"{here.checksum:08x}")


def _differs(here: int, listed: int, header: Record) -> bool:
    """Headers of members whose sizes come behind them leave out what isn't known yet."""
    return here != listed and not (header.flags & STREAMED and here in (0, FAR))


def _starts(window: Window, directory: Directory, site: Site) -> array[int]:
    """Where members start, in order, and at last where the directory starts. No more than may be looked at anyhow."""
    starts = array("Q")
    for record in _records(window, directory, site, first=True):
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


def _records(window: Window, directory: Directory, site: Site, *, first: bool = False) -> Iterator[Record]:
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
    if first and ahead.offset < directory.end - directory.start and ahead.peek(4) != _SIGNATURE:
        site.lost("archive-contradicts", field="directory", said=directory.end - directory.start, found=ahead.offset)
