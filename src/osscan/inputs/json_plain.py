"""The quick way into JSON: for texts that are sound, nest within bounds and double no key; all others are read the careful way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_ROWS = 2_000
"""Elements of a list that are written again at once, so that the second writing of a document never stands in memory whole."""


def plain_json(content: bytes, depth: int = 0) -> tuple[Any] | None:
    """The value of a JSON text in UTF-8 in a tuple of its own; None where only a closer look can tell what it says.

    Without a `depth` it may nest as deep as the decoder allows, which is as deep as Python calls.

    The value is written again: a key that stands twice in an object is written once, so the number of quotation marks
    tells whether any was dropped, as nothing else changes it. Texts with backslashes that are themselves escaped are
    not counted.
    """
    import msgspec  # noqa: PLC0415 - 10 ms that only JSON has to pay for

    escapes = b"\\" in content
    if escapes and b"\\\\" in content:
        return None
    with no_collection():
        try:
            value = msgspec.json.decode(content)
        except (ValueError, RecursionError, msgspec.MsgspecError):
            return None
        told = content.count(b'"') - (content.count(b'\\"') if escapes else 0)
        written = _quotes(value, msgspec.json.encode, escapes=escapes)
    return (value,) if told == written and not (depth and is_deeper(value, depth)) else None


@contextmanager
def no_collection() -> Iterator[None]:
    """Within it the garbage collector rests: a decoded document holds no circles, only very many objects."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                # Puts all that was made into the oldest generation, which is not looked through at once.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def is_deeper(value: Any, depth: int) -> bool:
    """Whether objects and lists nest deeper than `depth`."""
    layer = [value] if value.__class__ in (dict, list) else []
    while layer and depth:
        depth -= 1
        below: list[Any] = []
        for one in layer:
            for inner in one.values() if one.__class__ is dict else one:
                if inner.__class__ is dict or inner.__class__ is list:
                    below.append(inner)  # noqa: PERF401 - a comprehension would build one list an object
        layer = below
    return bool(layer)


def _quotes(value: Any, encode: Any, *, escapes: bool) -> int:
    """How many quotation marks that are no part of a text stand in the value when it is written; -1 where that is unsafe."""
    total = 0
    for piece in _pieces(value):
        try:
            written: bytes = encode(piece)
        except (ValueError, TypeError, OverflowError, RecursionError):
            return -1
        total += written.count(b'"')
        if escapes:
            if b"\\\\" in written:
                return -1
            total -= written.count(b'\\"')
    return total


def _pieces(value: Any) -> Iterator[Any]:
    """The value in pieces that hold the same quotation marks, long lists of an object in parts."""
    if value.__class__ is not dict:
        yield value
        return
    for key, inner in value.items():
        yield key
        if inner.__class__ is list and len(inner) > _ROWS:
            for begin in range(0, len(inner), _ROWS):
                yield inner[begin : begin + _ROWS]
        else:
            yield inner
