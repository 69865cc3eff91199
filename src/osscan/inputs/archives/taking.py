"""Taking: one file is read to its end, counted and hashed, and held as long as it is small enough."""

from __future__ import annotations

import hashlib
import io

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import CHUNK, Flow
from osscan.inputs.archives.formats import HEAD
from osscan.inputs.archives.member import Allowance, Member
from osscan.inputs.archives.outside import TAIL


class Taking:
    """A Flow that is hashed as it is read. What was held of it before it proved too large is read first."""

    def __init__(self, flow: Flow, allowance: Allowance, path: str) -> None:
        self._flow = flow
        self._limit = allowance.member_bytes
        self._path = path
        self._hashes = (hashlib.sha256(), hashlib.sha512(), hashlib.sha1(usedforsecurity=False))
        self._kept = io.BytesIO()
        self.size = 0
        self.tail = b""
        """The end of what did not have to be held, once it was run through: whatever may stand behind a program."""
        parts = []
        while self.size < HEAD and (got := self._next(HEAD - self.size)):
            parts.append(got)
        self.head = parts[0] if len(parts) == 1 else b"".join(parts)
        """The first 64 KiB."""
        self._kept.write(self.head)
        self._kept.seek(0)

    def hold(self, limit: int, said: int | None = None) -> bytes | None:
        """The whole content, or None where it is more than `limit`; what was `said` to be more is not tried."""
        if self.size < HEAD:
            return self.head if self.size <= limit else None
        if said is not None and said > limit:
            return None
        self._kept.seek(0, io.SEEK_END)
        while got := self._next(CHUNK):
            self._kept.write(got)
            if self.size > limit:
                self._kept.seek(0)
                return None
        content = self._kept.getvalue()
        self._kept = io.BytesIO()
        return content

    def start(self, count: int) -> bytes:
        """The first `count` bytes of what is not held."""
        self._kept.seek(0, io.SEEK_END)
        while self._kept.tell() < count and (got := self._next(CHUNK)):
            self._kept.write(got)
        self._kept.seek(0)
        return bytes(self._kept.getbuffer()[:count])

    def read(self, count: int) -> bytes:
        """The content from the start on, for who looks into it while it passes."""
        got = self._kept.read(count)
        if not got:
            self._forget()
            got = self._next(count)
            self._pass(got)
        return got

    def run(self) -> None:
        """Reads what is left."""
        self._forget()
        while got := self._next(CHUNK):
            self._pass(got)

    def member(self, path: str, layer: str, content: bytes | None, form: str) -> Member:
        """What is said of it once it was read to its end."""
        sha256, sha512, sha1 = (one.hexdigest() for one in self._hashes)
        return Member(path, layer, self.size, sha256, sha512, sha1, self.head, content, form)

    def _forget(self) -> None:
        if kept := len(self._kept.getbuffer()):
            self.tail = bytes(self._kept.getbuffer()[max(kept - TAIL, 0) :])
            self._kept = io.BytesIO()

    def _pass(self, got: bytes) -> None:
        self.tail = got if len(got) >= TAIL else (self.tail + got)[-TAIL:]

    def _next(self, count: int) -> bytes:
        got = self._flow.read(count)
        if got:
            self.size += len(got)
            if self.size > self._limit:
                raise SetbackError("archive-too-large", self._path, limit=self._limit)
            for one in self._hashes:
                one.update(got)
        return got
