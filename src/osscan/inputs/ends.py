"""Ends: the bytes of an input, and of a huge one its beginning and its end, where licenses stand."""

from __future__ import annotations

import os
from pathlib import Path

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.problem import error


def ends_of(source: Source, most: int) -> bytes:
    """All bytes of a Source; if they are more than `most`, the first three quarters of that and the last quarter.

    Raises UnreadableError when they can't be had.
    """
    if source.held is not None:
        held = source.held
        return held if len(held) <= most else held[: _beginning(most)] + held[_beginning(most) - most :]
    try:
        with Path(source.file).open("rb") as opened:
            content = opened.read(most + 1)
            if len(content) <= most:
                return content
            content = content[: _beginning(most)]
            if opened.seekable():
                opened.seek(_beginning(most) - most, os.SEEK_END)
                content += opened.read(most - len(content))
            return content
    except FileNotFoundError as fault:
        raise UnreadableError(error("input-missing", source.place(), path=source.path)) from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise UnreadableError(error("input-unreadable", source.place(), reason=reason)) from fault


def _beginning(most: int) -> int:
    return most * 3 // 4
