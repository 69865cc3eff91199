"""Ignored blocks: statements that a file quotes and does not make, between `REUSE-IgnoreStart` and `REUSE-IgnoreEnd`."""

from __future__ import annotations

import re

_IGNORED = re.compile(rb"REUSE-IgnoreStart.*?(?:REUSE-IgnoreEnd|\Z)", re.DOTALL)


def heeded(content: bytes) -> bytes:
    """The bytes without such blocks; a block that is not closed goes to the end, and lines keep their numbers."""
    if b"REUSE-IgnoreStart" not in content:
        return content
    return _IGNORED.sub(lambda found: b"\n" * found[0].count(b"\n"), content)
