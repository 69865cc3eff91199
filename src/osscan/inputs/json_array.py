"""A JSON array inside a long text, element by element; behind a break it goes on with the next element like the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from osscan.inputs.json_salvage import LOST, Break
from osscan.inputs.json_value import Values

Found = tuple[str, str, int, Any, int]
"""key, route, position, value and offset of a member of the document's object or of one element of its arrays."""

_TAIL = 32
_space = re.compile(r"[ \t\n\r]*").match
_comma = re.compile(r"[ \t\n\r]*,[ \t\n\r]*").match
_junk = re.compile(r'[^\[\]{},"]*').match
_first_key = re.compile(r'\{\s*"[^"\\\n]*"').match
_key_begins = re.compile(r'"[^"\\\n]{1,80}"[ \t]*:').match
_array_ends = re.compile(r'\]\s*(?:,\s*"|\}\s*(?:\}|$)|$)').match


class JsonArray:
    """Iterating gives the elements of the array that opens at an offset; `end` is then the offset behind it.

    After a break, generators' habits help: elements of one array begin with the same key, mostly on a line of its
    own with the same indentation. What begins so is the next element, unless another known array begins before.
    """

    def __init__(
        self, values: Values, opening: int, key: str, route: str, others: re.Pattern[str], *, plain: bool = False
    ) -> None:
        self.end = opening
        self.left = False
        """Whether the array was left at a break: its end is where the walk has to look for the next member."""
        self._values = values
        self._sound = values.sound_plain if plain else values.sound
        self._text = values.text
        self._key = key
        self._route = route
        self._others = others
        self._first = self._at = _end(_space(values.text, opening + 1))
        self._lead = values.text[opening + 1 : self._first]
        self._position = 0

    def __iter__(self) -> Iterator[Found]:
        text, values, sound, key, route = self._text, self._values, self._sound, self._key, self._route
        at, comma, self.left = self._at, None, False
        while 0 <= at < len(text) and text[at] not in "]}":
            if text[at] == '"' and _key_begins(text, at):
                at = self._beyond(at)
                continue
            found = None if values.broken else sound(at)
            value, end = found or self._rescued(at)
            comma = _comma(text, end)
            if comma is None and found and self._is_last(end) and at < (following := self.sibling(at + 1)) < end:
                # Brackets too many in an element make it swallow its siblings and the rest of the text, and look sound.
                value, end = values.saved(at, following)[0], following
                comma = _comma(text, end)
            if value is not LOST:
                yield key, route, self._position, value, at
            elif end == at:
                at = self._behind_junk(at)
                continue
            self._position += 1
            at = comma.end() if comma else self._behind(end)
        if at < 0:
            return
        self.end = at + text.startswith("]", at)
        if self.end > at:
            if comma:
                self._tell("json-mended", at, "Illegal trailing comma before end of array")
        elif at < len(text):
            self._tell("json-syntax", at, "Array is not closed")
        else:
            values.ended()

    def sibling(self, at: int) -> int:
        """The comma behind `at` before an element that begins as the first one did; -1 when there is none."""
        begin = _first_key(self._text, self._first)
        if not begin:
            return -1
        lead = re.escape(self._lead) if "\n" in self._lead else "[ \t]*"
        found = re.compile(f",{lead}{re.escape(begin[0])}").search(self._text, at)
        self._values.spend(((found.start() if found else len(self._text)) - at) // 16)
        if not found or self._others.search(self._text, at, found.start()):
            return -1
        # Without line breaks an element and one within it look alike.
        is_certain = "\n" in self._lead + begin[0]
        return found.start() if is_certain or self._goes_on(found.start()) else -1

    def go_on(self, comma: int) -> None:
        """Lets the next iteration begin behind this comma, with the positions counted on."""
        self._at = _end(_space(self._text, comma + 1))

    def _rescued(self, at: int) -> tuple[Any, int]:
        """What can be saved of a broken element; its end is where the next one begins or the array ends."""
        breaks = self._values.breaks
        told = len(breaks)
        if not self._values.patient:
            self._tell("json-syntax", at, "Too many breaks")
            return LOST, len(self._text)
        value, end = self._values.saved(at)
        fits = self._fits(end)
        # What is merely cut off ends where the text ends, in the middle of something; else it swallowed its siblings.
        is_cut = [one.code for one in breaks[told:] if one.lost] == ["json-truncated"] and not self._text[
            -_TAIL:
        ].rstrip().endswith("}")
        if fits and (is_cut or not any(one.lost for one in breaks[told:])):
            return value, end
        following = self.sibling(at + 1)
        if following < 0 or (fits and following == self._comma_at(end)):
            return value, end
        del breaks[told:]
        return self._values.saved(at, following)[0], following

    def _fits(self, end: int) -> bool:
        """Whether what stands at `end` is the next element, the end of the array or the end of the text."""
        between = _comma(self._text, end)
        if between:
            return self._text[between.end() : between.end() + 1] in (self._text[self._first], "]")
        end = _end(_space(self._text, end))
        return end >= len(self._text) or _array_ends(self._text, end) is not None

    def _is_last(self, end: int) -> bool:
        """Whether the text ends behind an element, without the bracket that closes the array."""
        return _end(_space(self._text, end)) >= len(self._text)

    def _comma_at(self, end: int) -> int:
        return self._text.index(",", end) if _comma(self._text, end) else -1

    def _behind(self, end: int) -> int:
        """Where the array goes on or ends when no comma follows an element; -1 when it had to be left."""
        end = _end(_space(self._text, end))
        sign = self._text[end : end + 1]
        if sign == self._text[self._first]:
            self._tell("json-mended", end, "Expecting ',' delimiter")
        elif sign and sign not in "]}":
            return self._beyond(end)
        return end

    def _beyond(self, at: int) -> int:
        """Passes what is no part of the array to the next element; -1 when there is none."""
        self._tell("json-syntax", at, "Expecting ',' delimiter")
        following = self.sibling(at)
        if following < 0:
            self.end, self.left = at, True
            return -1
        return _end(_space(self._text, following + 1))

    def _behind_junk(self, at: int) -> int:
        begin = max(_end(_junk(self._text, at)), at + 1)
        if self._position == 0:
            self._first = begin
        return begin

    def _goes_on(self, comma: int) -> bool:
        """Whether the elements behind a comma lead to the end of the array; one within an element ends inside of it."""
        end = comma
        while following := _comma(self._text, end):
            end = self._values.sound_end(following.end())
            if end < 0:
                return True
        self._values.spend((end - comma) // 16)
        return _array_ends(self._text, _end(_space(self._text, end))) is not None

    def _tell(self, code: str, at: int, reason: str) -> None:
        self._values.breaks.append(Break(at, code, reason, lost=code == "json-syntax"))


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
