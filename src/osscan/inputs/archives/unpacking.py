"""Unpacking: what was packed by deflate, bzip2, LZMA or Zstandard, as a Flow that never gets ahead of whoever reads it."""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Protocol

from osscan.inputs.archives.budget import FREE_ARCHIVE, FREE_GROWTH, Budget, SetbackError
from osscan.inputs.archives.flows import Ahead, Flow

_FED = 64 * 1024
_FIRST_FED = 4 * 1024
"""Of each stream, as thousands of short ones may follow each other."""
_MIB = 1024 * 1024
_STEPS = (9 * _MIB, 17 * _MIB, 33 * _MIB, 66 * _MIB, 129 * _MIB)
"""How much memory an unpacker may take, tried one after the other: it tells only whether what it was given is enough."""
_ZSTD_WINDOW = 23
"""The exponent of the first step."""


class Decoder(Protocol):
    """What bz2 and lzma offer."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


Maker = Callable[[int], Decoder]
"""Makes a Decoder that may take so much memory."""


class Inflater:
    """zlib with the manners of bz2 and lzma."""

    def __init__(self, window: int) -> None:
        self._zlib = zlib.decompressobj(window)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        given = self._zlib.unconsumed_tail + data if self._zlib.unconsumed_tail else data
        got = self._zlib.decompress(given, max(max_length, 0))
        self.needs_input = len(got) < max_length and not self._zlib.unconsumed_tail
        return got


class Unpacked:
    """The unpacked bytes of a Flow.

    `whole` asks for all streams that follow each other, as `gzip -d` unpacks them; else only for the first.
    `known` is how much is packed in all, where that is certain: what is alike packs best at the start.
    """

    def __init__(
        self,
        packed: Flow,
        form: str,
        path: str,
        budget: Budget,
        *,
        whole: bool = True,
        maker: Maker | None = None,
        known: int = 0,
    ) -> None:
        self._packed = packed if isinstance(packed, Ahead) else Ahead(packed)
        self._form = form
        self._maker = maker or MAKERS[form]
        self._path = path
        self._budget = budget
        self._whole = whole
        self._known = known
        self._memory = 0
        self._fed = 0
        self._given = 0
        self._decoder: Decoder | None = None
        self._ended = False
        self._fresh = True

    def read(self, count: int) -> bytes:
        while not self._ended:
            decoder = self._decoder or self._begun()
            if decoder.eof:
                self._finish(decoder)
                continue
            got = self._decoded(decoder, count)
            if got:
                self._pay(len(got))
                return got
        return b""

    def close(self) -> None:
        """Gives back the memory it had."""
        self._budget.memory += self._memory
        self._memory = 0
        self._decoder = None
        self._ended = True

    def _begun(self) -> Decoder:
        """The unpacker, with as little memory as it can do with."""
        maker = self._maker
        if self._form not in _GREEDY:
            self._decoder = maker(0)
            return self._decoder
        first = self._packed.peek(_FIRST_FED)
        fault: Exception | None = None
        for step in _STEPS:
            if step > self._budget.memory + self._memory:
                break
            try:
                maker(step).decompress(first, 1)
            except MemoryError as refused:
                raise SetbackError("archive-needs-memory", self._path) from refused
            except _faults() as refused:
                fault = refused
                if "memory" not in str(refused).lower():
                    raise self._broken(refused) from refused
                continue
            self._budget.memory += self._memory - step
            self._memory = step
            self._decoder = maker(step)
            return self._decoder
        raise SetbackError("archive-needs-memory", self._path) from fault

    def _decoded(self, decoder: Decoder, count: int) -> bytes:
        fed = b""
        if decoder.needs_input:
            fed = self._packed.read(_FIRST_FED if self._fresh else _FED)
            self._fresh = False
            if not fed:
                raise SetbackError("archive-truncated", self._path)
            self._fed += len(fed)
        try:
            return decoder.decompress(fed, count)
        except _faults() as fault:
            raise self._broken(fault) from fault

    def _finish(self, decoder: Decoder) -> None:
        rest = len(decoder.unused_data)
        self._packed.push_back(rest)
        self._fed -= rest
        self._decoder = None
        self._fresh = True
        if not self._whole:
            self.close()
            return
        if self._form == "xz":
            while self._packed.peek(4) == bytes(4):
                self._packed.skip(4)
        start = self._packed.peek(4)
        if not start.startswith(_MARKS[self._form]):
            self.close()

    def _pay(self, count: int) -> None:
        self._given += count
        self._budget.spend(count)
        limit = max(FREE_ARCHIVE if self._whole else FREE_GROWTH, max(self._fed, self._known) * self._budget.allowance.growth)
        if self._given > limit:
            raise SetbackError("archive-grows", self._path, limit=limit)

    def _broken(self, fault: Exception) -> SetbackError:
        if "memory" in str(fault).lower():
            return SetbackError("archive-needs-memory", self._path)
        return SetbackError("archive-broken", self._path, reason=fault)


def zip_lzma(start: bytes) -> Maker | None:
    """The unpacker for a zip member packed by LZMA, from the first 9 bytes of it; None where they can't be read."""
    if len(start) < 9 or start[2:4] != b"\x05\x00" or start[4] >= 225:
        return None
    rest, literal = divmod(start[4], 9)
    position, low = divmod(rest, 5)
    size = int.from_bytes(start[5:9], "little")
    filters = [{"id": lzma.FILTER_LZMA1, "dict_size": max(size, 4096), "lc": literal, "lp": low, "pb": position}]

    def made(memory: int) -> Decoder:
        if size > memory:
            raise lzma.LZMAError("memory")
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)

    return made


def _zstd(memory: int) -> Decoder:
    window = _ZSTD_WINDOW + _STEPS.index(memory)
    library = _zstandard()
    decoder: Decoder = library.ZstdDecompressor(options={library.DecompressionParameter.window_log_max: window})
    return decoder


def _zstandard() -> ModuleType:
    """Loaded only where something is packed that way."""
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def _faults() -> tuple[type[Exception], ...]:
    return (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError, _zstandard().ZstdError)


MAKERS: dict[str, Maker] = {
    "gz": lambda _: Inflater(31),
    "deflate": lambda _: Inflater(-15),
    "bz2": lambda _: bz2.BZ2Decompressor(),
    "xz": lambda memory: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=memory),
    "lzma": lambda memory: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=memory),
    "zst": _zstd,
}
_GREEDY = frozenset({"xz", "lzma", "zst", "zip-lzma"})
_MARKS: dict[str, tuple[bytes, ...]] = {
    "gz": (b"\x1f\x8b\x08",),
    "deflate": (),
    "bz2": (b"BZh",),
    "xz": (b"\xfd7zX",),
    "lzma": (),
    "zst": (b"\x28\xb5\x2f\xfd", *(bytes([low, 0x2A, 0x4D, 0x18]) for low in range(0x50, 0x60))),
}
