"""Flows: bytes that come one after the other, from a file, from memory or out of another flow, and Windows that can be read anywhere."""

from __future__ import annotations

import os
from typing import Protocol

from osscan.inputs.archives.budget import Budget, SetbackError

CHUNK = 256 * 1024


class Flow(Protocol):
    """Bytes in order."""

    def read(self, count: int) -> bytes:
        """Up to `count` bytes; none at the end only."""
        ...


class Window(Protocol):
    """Bytes that can be read at any place."""

    @property
    def size(self) -> int: ...

    def at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes from there; fewer at the end only."""
        ...


class FileWindow:
    """An opened file."""

    def __init__(self, descriptor: int, path: str) -> None:
        self.size = os.fstat(descriptor).st_size
        self._descriptor = descriptor
        self._path = path

    def at(self, offset: int, count: int) -> bytes:
        if offset >= self.size:
            return b""
        try:
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            return os.read(self._descriptor, count)
        except OSError as fault:
            raise SetbackError("input-unreadable", self._path, reason=fault.strerror or str(fault)) from fault


class HeldWindow:
    """Bytes in memory."""

    def __init__(self, content: bytes) -> None:
        self.size = len(content)
        self._content = content

    def at(self, offset: int, count: int) -> bytes:
        return self._content[offset : offset + count]


class Stretch:
    """A stretch of a Window as a Flow; what is read of it is paid for."""

    def __init__(self, window: Window, budget: Budget, start: int = 0, end: int | None = None) -> None:
        self._window = window
        self._budget = budget
        self._at = start
        self._end = window.size if end is None else end

    def read(self, count: int) -> bytes:
        got = self._window.at(self._at, min(count, self._end - self._at)) if self._at < self._end else b""
        self._at += len(got)
        self._budget.spend(len(got))
        return got

    @property
    def left(self) -> int:
        return self._end - self._at


class Ahead:
    """A Flow that can be looked at before it is read."""

    def __init__(self, flow: Flow, first: bytes = b"") -> None:
        self._flow = flow
        self._held = first
        self._at = 0
        self.offset = 0
        """How many bytes were read."""

    def peek(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end only; they stay unread."""
        while len(self._held) - self._at < count:
            more = self._flow.read(max(CHUNK, count))
            if not more:
                break
            self._held = self._held[self._at :] + more
            self._at = 0
        return self._held[self._at : self._at + count]

    def read(self, count: int) -> bytes:
        """Up to `count` bytes; none at the end only."""
        if self._at >= len(self._held):
            self._held, self._at = self._flow.read(CHUNK), 0
        got = self._held[self._at : self._at + count]
        self._at += len(got)
        self.offset += len(got)
        return got

    def exactly(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end only."""
        got = self.read(count)
        if len(got) == count:
            return got
        parts = [got]
        missing = count - len(got)
        while missing and parts[-1]:
            parts.append(self.read(missing))
            missing -= len(parts[-1])
        return b"".join(parts)

    def skip(self, count: int) -> int:
        """Leaves out the next `count` bytes; gives how many are missing."""
        while count:
            passed = len(self.read(min(count, CHUNK)))
            if not passed:
                break
            count -= passed
        return count

    def push_back(self, count: int) -> None:
        """The last `count` bytes are read again; no more than were got by the last read."""
        self._at -= count
        self.offset -= count


class Part:
    """The next `size` bytes of a Flow; raises SetbackError when they aren't there."""

    def __init__(self, ahead: Ahead, size: int, path: str) -> None:
        self._ahead = ahead
        self._path = path
        self.left = size

    def read(self, count: int) -> bytes:
        if not self.left:
            return b""
        got = self._ahead.read(min(count, self.left))
        if not got:
            raise SetbackError("archive-truncated", self._path)
        self.left -= len(got)
        return got
