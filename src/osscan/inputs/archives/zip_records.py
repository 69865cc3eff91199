"""The records of a zip archive: what a header says of a member, its name, its size beyond 4 GiB, how it was packed."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

from osscan.inputs.archives.budget import Budget
from osscan.inputs.archives.flows import Ahead, Flow
from osscan.inputs.archives.outside import Run
from osscan.inputs.archives.site import LONGEST_TARGET, Entry, Site, Sort
from osscan.inputs.archives.unpacking import Unpacked, zip_lzma

LOCAL, CENTRAL, DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
_LOCAL, _CENTRAL = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L")
LOCAL_SIZE, CENTRAL_SIZE = _LOCAL.size, _CENTRAL.size
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
STREAMED, _UTF8 = 0x0008, 0x0800
FAR = 0xFFFFFFFF
_METHODS = {8: "deflate", 12: "bz2", 14: "zip-lzma", 93: "zst", 95: "xz"}
_USUAL, _PACKED_NOTHING = frozenset({0, 8}), 2
_LINK, _FILE_TYPES = 0o120000, 0o170000
_UNIX = frozenset({2, 3, 5, 16, 19, 30})
"""The systems of whose members programs believe that they have modes as Unix has them."""
_DEVICES = frozenset({0o010000, 0o020000, 0o060000, 0o140000})


class Record(NamedTuple):
    """What one header says of a member."""

    raw: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    start: int
    mode: int
    extra: bytes


def local(header: bytes, raw: bytes, extra: bytes) -> Record:
    """A local header's."""
    _, _, flags, method, _, _, checksum, packed, size, _, _ = _LOCAL.unpack(header)
    return _far(Record(raw, flags, method, checksum, packed, size, 0, 0, extra))


def central(header: bytes, raw: bytes, extra: bytes) -> Record:
    """The directory's."""
    _, made_by, _, flags, method, _, _, checksum, packed, size, _, _, _, _, _, attributes, start = _CENTRAL.unpack(header)
    mode = attributes >> 16 if made_by >> 8 in _UNIX else 0
    return _far(Record(raw, flags, method, checksum, packed, size, start, mode, extra))


def lengths(header: bytes) -> tuple[int, int, int]:
    """How long name, extra field and comment are that follow a header."""
    if header.startswith(CENTRAL):
        return struct.unpack_from("<3H", header, 28)
    name, extra = struct.unpack_from("<2H", header, 26)
    return name, extra, 0


def _far(record: Record) -> Record:
    """Sizes and places that don't fit into 32 bits stand in an extra field, in this order."""
    if FAR not in (record.size, record.packed, record.start):
        return record
    field = _field(record.extra, 0x0001)
    values = iter(struct.unpack_from(f"<{len(field) // 8}Q", field))
    size = next(values, FAR) if record.size == FAR else record.size
    packed = next(values, FAR) if record.packed == FAR else record.packed
    start = next(values, FAR) if record.start == FAR else record.start
    return record._replace(size=size, packed=packed, start=start)


def _field(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


def name_of(record: Record, site: Site) -> str:
    """The name as a person reads it; tells when it had to be guessed."""
    try:
        return _unicode_name(record, record.raw.decode("utf-8"), site, certain=True)
    except UnicodeDecodeError:
        name = _unicode_name(record, record.raw.decode("cp437"), site, certain=False)
    if record.flags & _UTF8:
        site.tell("name-encoding", name)
    return name


def _unicode_name(record: Record, name: str, site: Site, *, certain: bool) -> str:
    """Some programs write the name once more; others don't look at it, so that one archive has two faces."""
    field = _field(record.extra, 0x7075)
    if len(field) < 6 or field[0] != 1 or int.from_bytes(field[1:5], "little") != zlib.crc32(record.raw):
        return name
    other = field[5:].decode("utf-8", "backslashreplace")
    if certain and other != name:
        site.tell("archive-contradicts", name, field="name", said=name, found=other)
    return other


def entry_of(record: Record, name: str, flow: Flow | None) -> Entry:
    """The entry that a record describes. What is no file but holds something is one: programs that know no modes unpack it as such."""
    return Entry(name, _sort(record, name), flow, record.size)


def _sort(record: Record, name: str) -> Sort:
    kind = record.mode & _FILE_TYPES
    if kind == _LINK and record.size <= LONGEST_TARGET:
        return Sort.LINK
    if record.size or (record.packed > _PACKED_NOTHING and record.method in _USUAL and not record.flags & _ENCRYPTED):
        return Sort.FILE
    if kind in _DEVICES:
        return Sort.DEVICE
    return Sort.FOLDER if name.endswith(("/", "\\")) else Sort.FILE


def can_be_read(record: Record, name: str, site: Site) -> bool:
    """Tells why a member can't be read."""
    if record.flags & _ENCRYPTED or record.method == 99:
        site.lost("archive-encrypted", name)
        return False
    if record.method and record.method not in _METHODS:
        site.lost("archive-method", name, method=record.method)
        return False
    return True


def unpacked(packed: Ahead, record: Record, path: str, budget: Budget) -> Flow | None:
    """The content of a member from what is packed; None where its header makes no sense."""
    if not record.method:
        return packed
    maker = None
    if record.method == 14:
        maker = zip_lzma(packed.peek(9))
        if maker is None:
            return None
        packed.skip(9)
    return Unpacked(packed, _METHODS[record.method], path, budget, whole=False, maker=maker)


def locals_in(flow: Flow) -> tuple[int, int]:
    """How many bytes of a zip archive lie where none should be, and how many headers of members stand in them."""
    run = Run(flow, LOCAL)
    return run.size, run.marks


class Checked:
    """The content of a member; at its end, tells when it isn't what the archive says."""

    def __init__(self, flow: Flow, site: Site, name: str) -> None:
        self._flow = flow
        self._site = site
        self._name = name
        self.checksum = 0
        self.size = 0
        self.ended = False

    def read(self, count: int) -> bytes:
        got = self._flow.read(count)
        if got:
            self.checksum = zlib.crc32(got, self.checksum)
            self.size += len(got)
        else:
            self.ended = True
        return got

    def close(self) -> None:
        """Gives back the memory it had."""
        if isinstance(self._flow, Unpacked):
            self._flow.close()

    def compare(self, record: Record) -> None:
        """Holds the content against what a header says of it; only what was read to its end can be compared."""
        if not self.ended:
            return
        if self.size != record.size:
            self._site.tell("archive-contradicts", self._name, field="size", said=record.size, found=self.size)
        elif self.checksum != record.checksum:
            self._site.tell("archive-checksum", self._name, said=f"{record.checksum:08x}", found=f"{self.checksum:08x}")
