"""Budget: what is left of an allowance, counted in real bytes, members and seconds; and how much memory may still be held."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from osscan.inputs.archives.member import Allowance

FREE_GROWTH = 4 * 1024 * 1024
"""So much a member may grow to, whatever it was packed to."""
FREE_ARCHIVE = 64 * 1024 * 1024
"""So much a packed file, and an archive with all that is in it, may grow to; archives that lie further out may grow to more,
so that what is hostile deep inside doesn't cost what lies beside it."""

_MEMORY = 96 * 1024 * 1024


class SetbackError(Exception):
    """What lies at `path` can't be read any further; `code` is that of a Problem."""

    def __init__(self, code: str, path: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.facts = facts

    def stops(self, path: str) -> bool:
        """Whether the file or archive at `path` can be given up because of it, and nothing else has to be."""
        return self.path == path or self.path.startswith(f"{path}!/")


class ExhaustedError(SetbackError):
    """The allowance of the whole delivery is used up."""

    def stops(self, path: str) -> bool:  # noqa: ARG002  it stops everything
        return False


class Budget:
    """Counts what is read and unpacked; raises SetbackError for what grows too much and ExhaustedError when nothing is left."""

    def __init__(self, allowance: Allowance, clock: Callable[[], float] = time.monotonic) -> None:
        self.allowance = allowance
        self.memory = max(_MEMORY, allowance.held_bytes * 3 // 2)
        """What archives that are being looked into may still take; files come on top of it, one at a time."""
        self._clock = clock
        self._end = clock() + allowance.seconds
        self._bytes = 0
        self._members = 0
        self._ceiling = allowance.read_bytes
        self._under = ""

    def spend(self, count: int) -> None:
        """So many bytes were read or unpacked."""
        self._bytes += count
        if self._bytes > self.allowance.read_bytes:
            raise ExhaustedError("delivery-too-large", "", limit=self.allowance.read_bytes)
        if self._bytes > self._ceiling:
            raise SetbackError("archive-grows", self._under, limit=self._ceiling)
        self._look_at_clock()

    def member(self) -> None:
        """One more entry of an archive or folder."""
        self._members += 1
        if self._members > self.allowance.members:
            raise ExhaustedError("delivery-too-many", "", limit=self.allowance.members)
        self._look_at_clock()

    @property
    def members_left(self) -> int:
        return self.allowance.members - self._members

    @contextmanager
    def within(self, path: str, packed: int, depth: int) -> Iterator[None]:
        """While an archive of `packed` bytes is looked into: all that is in it, at any depth, may be so many times as much."""
        before = self._ceiling, self._under
        ceiling = self._bytes + max(FREE_ARCHIVE << max(4 - depth, 0), packed * self.allowance.growth)
        if ceiling < self._ceiling:
            self._ceiling, self._under = ceiling, path
        try:
            yield
        finally:
            self._ceiling, self._under = before

    @contextmanager
    def holding(self, count: int) -> Iterator[None]:
        """While an archive of so many bytes is held in memory."""
        self.memory -= count
        try:
            yield
        finally:
            self.memory += count

    def _look_at_clock(self) -> None:
        if self._clock() > self._end:
            raise ExhaustedError("delivery-too-slow", "", limit=f"{self.allowance.seconds:g}")
