"""Packed inputs (gzip, bzip2, xz) become their content, within bounds of size and ratio."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Any

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.problem import Problem, error

_STEP = 1 << 18
_FREE = 16 * 1024 * 1024
"""Bytes that may come out whatever went in: small inputs that repeat themselves pack very well."""
_RATIO = 200
"""Times its size that a larger input may become; SBOMs become 10 to 40 times theirs."""
_MAGIC: tuple[tuple[bytes, str, Callable[[], Any]], ...] = (
    (b"\x1f\x8b", "gzip", lambda: zlib.decompressobj(31)),
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
            content, problems = _unpack(source.content(), opener(), source)
            return source._replace(held=content), name, problems
    return source, "", ()


def start_unpacked(head: bytes, size: int = 65_536) -> bytes:
    """The first bytes of what packed bytes hold, for those who recognise a format; other bytes as they are."""
    for magic, _, opener in _MAGIC:
        if head.startswith(magic):
            try:
                found: bytes = opener().decompress(head, size)
            except (OSError, EOFError, zlib.error, lzma.LZMAError, MemoryError):
                return b""
            return found
    return head


def _unpack(packed: bytes, opened: Any, source: Source) -> tuple[bytes, tuple[Problem, ...]]:
    most = min(source.limits.file_bytes, max(_FREE, _RATIO * len(packed)))
    pieces: list[bytes] = []
    total, rest, is_first = 0, packed, True
    try:
        while (rest or is_first or not getattr(opened, "needs_input", True)) and not opened.eof:
            piece = opened.decompress(rest, _STEP)
            rest = getattr(opened, "unconsumed_tail", b"")
            is_first = False
            pieces.append(piece)
            total += len(piece)
            if total > most:
                raise UnreadableError(error("unpacks-too-large", source.place(), limit=most, size=len(packed)))
            if not piece and not rest:
                break
    except (OSError, EOFError, zlib.error, lzma.LZMAError, MemoryError) as fault:
        if not pieces:
            raise UnreadableError(error("input-unreadable", source.place(), reason=str(fault))) from fault
        return b"".join(pieces), (error("packed-broken", source.place(), reason=str(fault)),)
    if not opened.eof:
        return b"".join(pieces), (error("packed-broken", source.place(), reason="unexpected end"),)
    return b"".join(pieces), ()
