"""One JSON value inside a long text: decoded at once where it is sound, saved member by member where it is broken."""

from __future__ import annotations

import json
from typing import Any

from osscan.inputs.decode import pairs_to_object
from osscan.inputs.json_salvage import Break, PieceTooShortError, Salvage, Scan, bounded, sound

_PIECE = 1 << 16


class Values:
    """Decodes values of one text; what is wrong with them gathers in `breaks`.

    Breaks cost time, so there is a budget of characters for reading by hand: a text that is nothing but breaks
    ends the patience (`patient` becomes False) long before it ends the day.
    """

    def __init__(self, text: str, depth: int) -> None:
        self.text = text
        self.breaks: list[Break] = []
        self.broken = False
        """Whether a value was broken; from then on values are decoded from pieces of the text."""
        self._depth = depth
        self._budget = 2 * len(text) + 8_000_000
        # The C scanner itself; raw_decode would wrap each call and each failure.
        self.scan: Scan = vars(json.JSONDecoder(object_pairs_hook=pairs_to_object))["scan_once"]

        self.plain_scan: Scan = vars(json.JSONDecoder())["scan_once"]
        """For values in which a doubled key hides nothing that matters: a third faster."""

    @property
    def patient(self) -> bool:
        """Whether there is budget left for more broken values."""
        return self._budget > 0

    def spend(self, characters: int) -> None:
        """Takes the cost of another look at the text from the budget."""
        self._budget -= characters

    def ended(self) -> None:
        """Tells, once, that the text ends too early."""
        if all(one.code != "json-truncated" for one in self.breaks[-1:]):
            self.breaks.append(Break(len(self.text), "json-truncated"))

    def at(self, start: int) -> tuple[Any, int]:
        """The value that begins at `start` and the offset behind it; LOST when nothing of it can be used."""
        found = None if self.broken else self.sound(start)
        return found if found is not None else self.saved(start)

    def sound(self, start: int) -> tuple[Any, int] | None:
        """Value and end when the value is whole and not nested too deeply.

        Each failure costs a look at all the text before it (json counts lines), so it is not asked again after the first.
        """
        try:
            found = self.scan(self.text, start)
        except (StopIteration, ValueError, RecursionError):
            return None
        # Most elements are short; asking further would cost each of them a call.
        return found if found[1] - start <= 2 * self._depth else bounded(found, self.text, start, self._depth)

    def sound_plain(self, start: int) -> tuple[Any, int] | None:
        """As `sound`, but of equal keys only the last is seen."""
        return sound(self.plain_scan, self.text, start, self._depth)

    def sound_end(self, start: int) -> int:
        """The end of the value at `start` when it is sound and of common size, else -1."""
        found = sound(self.scan, self.text[start : start + _PIECE], 0, self._depth)
        return start + found[1] if found is not None else -1

    def saved(self, start: int, stop: int | None = None) -> tuple[Any, int]:
        """What can be saved of the broken value at `start`, looking no further than `stop`."""
        self.broken = True
        end = len(self.text) if stop is None else stop
        width = _PIECE
        while True:
            piece = self.text[start : min(start + width, end)]
            salvage = Salvage(piece, self.scan, self._depth, whole=start + width >= end)
            try:
                value, length = salvage.value(0, 0)
            except PieceTooShortError:
                self._budget -= width
                width *= 8
                continue
            self._budget -= 128 + length
            self.breaks += [_moved(one, start, cut=stop is None) for one in salvage.breaks]
            return value, start + length


def _moved(one: Break, by: int, *, cut: bool) -> Break:
    """The break at its offset in the whole text; only what ends with the text is truncated, the rest is not closed."""
    if one.code == "json-truncated" and not cut:
        return Break(one.offset + by, "json-syntax", "Object is not closed")
    return Break(one.offset + by, one.code, one.reason, one.lost)
