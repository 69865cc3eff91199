"""Packed inputs (gzip, bzip2, xz) become their content, within bounds of size and ratio."""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Callable

from osscan.errors import UnreadableError
from osscan.inputs.archives.unpacking import Decoder, Inflater
from osscan.inputs.source import Source
from osscan.model.problem import Problem, error

_STEP = 1 << 18
_FIRST_STEP = 4096
"""Of each stream, as thousands of short ones may follow each other."""
_ZEROS = re.compile(rb"\0+")
_FREE = 16 * 1024 * 1024
"""Bytes that may come out whatever went in: small inputs that repeat themselves pack very well."""
_RATIO = 200
"""Times its size that a larger input may become; SBOMs become 10 to 40 times theirs."""
_MAGIC: tuple[tuple[bytes, str, Callable[[], Decoder]], ...] = (
    (b"\x1f\x8b", "gzip", lambda: Inflater(31)),
    (b"BZh", "bzip2", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\0", "xz", lambda: lzma.LZMADecompressor(memlimit=128 * 1024 * 1024)),
)


def packing_of(head: bytes) -> str:
    """The name of the packing that these first bytes show; empty for what is not packed."""
    return next((name for magic, name, _ in _MAGIC if head.startswith(magic)), "")


def unpacked(source: Source) -> tuple[Source, str, tuple[Problem, ...]]:
    """The input with its content unpacked, the name of the packing, and what was lost on the way.

    Raises UnreadableError where the content can't be had, or nothing can be unpacked.
    """
    for magic, name, opener in _MAGIC:
        if source.start(len(magic)) == magic:
            content, problems = _unpack(source.content(), magic, opener, source)
            return source._replace(held=content), name, problems
    return source, "", ()


def start_unpacked(head: bytes, size: int = 65_536) -> bytes:
    """The first bytes of what packed bytes hold, for those who recognise a format; other bytes as they are."""
    for magic, _, opener in _MAGIC:
        if head.startswith(magic):
            try:
                return opener().decompress(head, size)
            except (OSError, EOFError, zlib.error, lzma.LZMAError, MemoryError):
                return b""
    return head


def _unpack(packed: bytes, magic: bytes, opener: Callable[[], Decoder], source: Source) -> tuple[bytes, tuple[Problem, ...]]:
    """All streams that follow each other, as the packers' own programs unpack them."""
    most = min(source.limits.file_bytes, max(_FREE, _RATIO * len(packed)))
    pieces: list[bytes] = []
    total = at = 0
    try:
        while packed.startswith(magic, at):
            opened, step = opener(), _FIRST_STEP
            while not opened.eof:
                fed = packed[at : at + step] if opened.needs_input else b""
                if opened.needs_input and not fed:
                    return b"".join(pieces), (error("packed-broken", source.place(), reason="unexpected end"),)
                at, step = at + len(fed), _STEP
                pieces.append(opened.decompress(fed, _STEP))
                total += len(pieces[-1])
                if total > most:
                    raise UnreadableError(error("unpacks-too-large", source.place(), limit=most, size=len(packed)))
            at = _filling(packed, at - len(opened.unused_data))
    except (OSError, EOFError, zlib.error, lzma.LZMAError, MemoryError) as fault:
        if not total:
            raise UnreadableError(error("input-unreadable", source.place(), reason=str(fault))) from fault
        return b"".join(pieces), (error("packed-broken", source.place(), reason=str(fault)),)
    if at < len(packed):
        return b"".join(pieces), (error("packed-broken", source.place(), reason=f"{len(packed) - at} more bytes"),)
    return b"".join(pieces), ()


def _filling(packed: bytes, at: int) -> int:
    """Where zeros that start there end."""
    found = _ZEROS.match(packed, at)
    return found.end() if found else at
