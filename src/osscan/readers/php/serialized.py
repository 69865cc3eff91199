"""Values as PHP's `serialize` writes them: texts, numbers, arrays; objects make no sense outside of PHP."""

from __future__ import annotations

import re

Value = str | int | None | dict[str, "Value"]

_MOST_NESTED = 60
_NUMBER = re.compile(rb"([ibd]):([-+\w.]{1,40});").match
_TEXT = re.compile(rb's:(\d{1,9}):"').match
_ARRAY = re.compile(rb"a:\d{1,9}:\{").match


class SerializedError(Exception):
    """What stands somewhere is no value."""


def value_of(content: bytes) -> Value:
    """The value that begins the content; what follows it is not looked at. Keys of arrays become texts."""
    return _value(content, 0, 0)[0]


def _value(content: bytes, at: int, depth: int) -> tuple[Value, int]:
    kind = content[at : at + 2]
    if kind == b"s:":
        return _text(content, at)
    if kind == b"a:":
        return _array(content, at, depth)
    if kind == b"N;":
        return None, at + 2
    number = _NUMBER(content, at)
    if number is None:
        raise SerializedError
    said = number[2].decode("ascii", "replace")
    return (int(said) if number[1] == b"i" and said.lstrip("+-").isdecimal() else said), number.end()


def _text(content: bytes, at: int) -> tuple[str, int]:
    """The length counts bytes; a text may hold quotes."""
    opening = _TEXT(content, at)
    if opening is None:
        raise SerializedError
    end = opening.end() + int(opening[1])
    if content[end : end + 2] != b'";':
        raise SerializedError
    return content[opening.end() : end].decode("utf-8", "replace"), end + 2


def _array(content: bytes, at: int, depth: int) -> tuple[dict[str, Value], int]:
    opening = _ARRAY(content, at)
    if opening is None or depth >= _MOST_NESTED:
        raise SerializedError
    found: dict[str, Value] = {}
    at = opening.end()
    while content[at : at + 1] != b"}":
        key, at = _value(content, at, _MOST_NESTED)
        found[str(key)], at = _value(content, at, depth + 1)
    return found, at + 1
