"""What can be saved of a broken JSON value: all of its members but those in which the breaks lie."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from osscan.inputs.decode import pairs_to_object

LOST: Final = object()
"""Stands for a value of which nothing could be saved."""
Scan = Callable[[str, int], tuple[Any, int]]

_space = re.compile(r"[ \t\n\r]*").match
_token = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\[\]{},]').finditer
_brackets = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL).finditer
_number = re.compile(r"-?(?:NaN|Infinity|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)").match
_key_begins = re.compile(r'"[^"\\\n]{1,80}"[ \t]*:').match
_key_follows = re.compile(r'[^{}\[\]\n]*?(?=,[ \t\r\n]*"[^"\\\n]{1,80}"[ \t]*:)').match
_string_in_line = re.compile(r'"(?:[^"\\\n]|\\.)*"').match
_string_with_lines = re.compile(r'"(?:[^"\\]|\\.)*"(?=[ \t\r\n]*[,}\]:])', re.DOTALL).match
_escape = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_HAND_DEPTH = 64
"""Levels that are read by hand; what is broken further down is lost as one value."""


class CutObject(dict[str, Any]):
    """What was read of a JSON object before the text ended in the middle of it."""


@dataclass(frozen=True, slots=True)
class Break:
    """A fault in the text: its offset, the code of the Problem, what the decoder says, and whether something was lost."""

    offset: int
    code: str
    reason: str = ""
    lost: bool = True


class PieceTooShortError(Exception):
    """The value goes on behind the piece of text that was looked at."""


class Salvage:
    """Reads one broken value by hand; members that are sound still go through the C scanner."""

    def __init__(self, piece: str, scan: Scan, depth: int, *, whole: bool) -> None:
        self.breaks: list[Break] = []
        self._piece = piece
        self._scan = scan
        self._depth = depth
        self._whole = whole
        self._cut = False

    def value(self, at: int, level: int) -> tuple[Any, int]:
        found = sound(self._scan, self._piece, at, self._depth - level)
        if found is not None:
            return found
        first = self._piece[at : at + 1]
        if first and first in "{[":
            if level >= _HAND_DEPTH:
                end = self._behind_brackets(at)
                deep = _deeper(self._piece, at, end, self._depth - level)
                self._broken(at, "too-deep" if deep else "json-syntax", "Broken value is nested too deeply to be mended")
                return LOST, end
            return self._object(at, level) if first == "{" else self._array(at, level)
        if first == '"':
            return self._string(at)
        return self._bare(at)

    def _object(self, at: int, level: int) -> tuple[dict[str, Any], int]:
        pairs: list[tuple[str, Any]] = []
        at, comma = at + 1, True
        while True:
            at, sign = self._next(at)
            if sign == '"':
                at, comma = self._member(at, level, pairs), False
            elif sign == ",":
                self._needless_comma(at, comma=comma, is_first=not pairs)
                at, comma = at + 1, True
            elif sign in {"}", "]"} or not sign:
                if comma and pairs and sign:
                    self._mended(at, "Illegal trailing comma before end of object")
                if sign == "]":
                    self._broken(at, "json-syntax", "Object is not closed")
                told = pairs_to_object(pairs)
                return (told if sign else CutObject(told)), at + (sign == "}")
            else:
                self._broken(at, "json-syntax", "Expecting property name enclosed in double quotes")
                at, comma = self._resume(at), False

    def _member(self, at: int, level: int, pairs: list[tuple[str, Any]]) -> int:
        """Reads `"key": value` up to the comma or bracket behind it and gives the offset reached."""
        key, colon = self.value(at, level)
        colon, sign = self._next(colon)
        if key is LOST or sign != ":":
            if sign:
                self._broken(colon, "json-syntax", "Expecting ':' delimiter")
            return self._resume(colon)
        begin, _ = self._next(colon + 1)
        value, end = self.value(begin, level + 1)
        behind, sign = self._next(end)
        if value is LOST:
            return self._resume(end)
        if not sign and not isinstance(value, (dict, list)):
            return behind
        if sign == '"' and _key_begins(self._piece, behind):
            self._mended(behind, "Expecting ',' delimiter")
        elif sign and sign not in ",}]":
            self._broken(behind, "json-syntax", "Expecting ',' delimiter")
            if not _key_begins(self._piece, end - 1):
                return self._resume(behind)
            # A quote is missing: the one that seemed to close this value opens the next key.
            return end - 1
        pairs.append((str(key), value))
        return behind

    def _array(self, at: int, level: int) -> tuple[list[Any], int]:
        elements: list[Any] = []
        at, comma = at + 1, True
        while True:
            at, sign = self._next(at)
            if sign == ",":
                self._needless_comma(at, comma=comma, is_first=not elements)
                at, comma = at + 1, True
            elif sign in {"}", "]"} or not sign:
                if comma and elements and sign:
                    self._mended(at, "Illegal trailing comma before end of array")
                if sign == "}":
                    self._broken(at, "json-syntax", "Array is not closed")
                return elements, at + (sign == "]")
            elif sign == '"' and _key_begins(self._piece, at):
                self._broken(at, "json-syntax", "Array is not closed")
                return elements, at
            else:
                if not comma:
                    self._mended(at, "Expecting ',' delimiter")
                value, end = self.value(at, level + 1)
                at, comma = (self._resume(end) if value is LOST else end), False
                if value is not LOST:
                    elements.append(value)

    def _string(self, at: int) -> tuple[Any, int]:
        found = _string_in_line(self._piece, at) or _string_with_lines(self._piece, at)
        if found:
            self._mended(at, "Invalid character or escape in string")
            return json.loads(_escape.sub(_sound_escape, found[0]), strict=False), found.end()
        line_end = self._piece.find("\n", at)
        if line_end < 0:
            self._ended(len(self._piece))
            return LOST, len(self._piece)
        self._broken(at, "json-syntax", "Unterminated string")
        return LOST, line_end

    def _bare(self, at: int) -> tuple[Any, int]:
        found = _number(self._piece, at)
        if found:
            return found[0], found.end()
        rest = self._piece[at : at + 9]
        if any(word.startswith(rest) for word in ("true", "false", "null")):
            self._ended(at)
        else:
            self._broken(at, "json-syntax", "Expecting value")
        return LOST, at

    def _next(self, at: int) -> tuple[int, str]:
        """The offset of the next sign that is no white space, and that sign; "" at the end of the text."""
        found = _space(self._piece, at)
        at = found.end() if found else at
        if at >= len(self._piece):
            self._ended(at)
            return at, ""
        return at, self._piece[at]

    def _resume(self, at: int) -> int:
        """The offset of the next comma or closing bracket that belongs to the container in which the break lies."""
        found = _key_follows(self._piece, at)
        if found:
            return found.end()
        level = 0
        for token in _token(self._piece, at):
            sign = token[0]
            if level == 0 and sign in ",}]":
                return token.start()
            level += (sign in "{[") - (sign in "}]")
        return len(self._piece)

    def _behind_brackets(self, at: int) -> int:
        level = 0
        for token in _brackets(self._piece, at):
            level += (token[0] in "{[") - (token[0] in "}]")
            if level == 0:
                return token.end()
        return len(self._piece)

    def _ended(self, at: int) -> None:
        if not self._whole:
            raise PieceTooShortError
        if not self._cut:
            self._cut = True
            self.breaks.append(Break(at, "json-truncated"))

    def _broken(self, at: int, code: str, reason: str = "") -> None:
        self.breaks.append(Break(at, code, reason))

    def _needless_comma(self, at: int, *, comma: bool, is_first: bool) -> None:
        """A second comma does no harm; one right behind the opening bracket makes it doubtful that the bracket is meant."""
        if comma and is_first:
            self._broken(at, "json-syntax", "Expecting value")
        elif comma:
            self._mended(at, "Illegal trailing comma")

    def _mended(self, at: int, reason: str) -> None:
        self.breaks.append(Break(at, "json-mended", reason, lost=False))


def sound(scan: Scan, text: str, start: int, room: int) -> tuple[Any, int] | None:
    """Value and end when the value at `start` is whole and nests no deeper than `room`."""
    try:
        found = scan(text, start)
    except (StopIteration, ValueError, RecursionError):
        return None
    return bounded(found, text, start, room)


def bounded(found: tuple[Any, int], text: str, start: int, room: int) -> tuple[Any, int] | None:
    """The value with its end if it nests no deeper than `room`."""
    # Length and number of brackets bound the depth for next to nothing, so only values with many of them are measured.
    end = found[1]
    if end - start <= 2 * room or text.count("{", start, end) + text.count("[", start, end) <= room:
        return found
    return None if _deeper(text, start, end, room) else found


def _deeper(text: str, start: int, end: int, room: int) -> bool:
    level = 0
    for token in _brackets(text, start, end):
        sign = token[0]
        level += (sign in "{[") - (sign in "}]")
        if level > room:
            return True
    return False


def _sound_escape(found: re.Match[str]) -> str:
    return found[0] if found[1] else r"\\"
