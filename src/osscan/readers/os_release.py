"""Which distribution a package database belongs to: the `ID` of os-release, where the system's files lie around it."""

from __future__ import annotations

import re

from osscan.errors import UnreadableError
from osscan.inputs.source import Source

_ID = re.compile(rb"^ID=[\"']?([a-z0-9._-]+)[\"']?\s*$", re.MULTILINE)
_DEEPEST = 6
_LARGEST = 65_536


def distribution(source: Source) -> str:
    """The name by which the distribution calls itself; empty where nothing tells it."""
    above = ""
    for _ in range(min(_DEEPEST, source.path.count("/"))):
        above += "../"
        for file in ("etc/os-release", "usr/lib/os-release"):
            beside = source.beside(above + file)
            found = _ID.search(_start(beside)) if beside is not None else None
            if found is not None:
                return found[1].decode()
    return ""


def _start(source: Source) -> bytes:
    try:
        return source.start(_LARGEST)
    except UnreadableError:
        return b""
