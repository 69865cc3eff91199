"""Query: one text as numbers of known words, with what stood between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np

from osscan.detect.hashing import sums
from osscan.detect.index import NEWLINE, REMOVED, STOP, UNKNOWN, Index
from osscan.detect.words import split_lines

_LONGEST_LINE = 1000
_ROW = 4
_OUTPUT = frozenset({"print", "println", "puts", "write", "writeln", "say", "message", "cout", "fprintf", "log"})
"""Lines in a row that begin with the same word."""


class Query:
    """Known words only: `ids` their numbers, `lines` their lines; positions count known words from zero.

    `unknown` counts, summed up, the words without a number before a position: between the words `a` and `b` there are
    `unknown[b] - unknown[a]`. `stop_after[p + 1]` counts the words that say nothing after the word at `p`. Between two pieces
    of a file stands a number that no rule has. `used` marks words that need no second look.
    """

    __slots__ = (
        "_before",
        "_starts",
        "_texts",
        "high",
        "ids",
        "index",
        "length",
        "lines",
        "pieces",
        "stop_after",
        "sums",
        "unknown",
        "used",
    )

    def __init__(self, pieces: Sequence[tuple[int, str]], index: Index) -> None:
        numbers = index.numbers.get
        codes: list[int] = []
        starts: list[tuple[int, int]] = []
        for line, text in pieces:
            if codes:
                codes.append(index.gap)
            starts.append((len(codes), line))
            words = split_lines(text.lower())
            numbered = list(map(numbers, words, repeat(UNKNOWN)))
            for position in _line_marks(words, numbered):
                numbered[position] = REMOVED
            codes += numbered
        all_codes = np.array(codes, np.int32)
        known = all_codes >= 0
        before = np.cumsum(known)
        self._texts: list[tuple[int, list[str]]] = []
        self._before = before
        self._starts = [start for start, _ in starts]
        self.index = index
        self.pieces = pieces
        self.ids: Any = all_codes[known]
        self.length = len(self.ids)
        self.lines: Any = _lines(all_codes, starts)[known]
        self.unknown: Any = np.cumsum(np.bincount(before[all_codes == UNKNOWN], minlength=self.length + 1))
        self.stop_after: Any = np.bincount(before[all_codes == STOP], minlength=self.length + 1)
        self.high: Any = self.ids < index.high
        self.used: Any = np.zeros(self.length, bool)
        self.sums: Any = sums(index.values[self.ids], index.powers(self.length)[0])

    def positions(self, piece: int, offsets: Sequence[int]) -> list[int]:
        """How many known words stand before each place in a piece; places as characters, ascending, none inside of a word."""
        text = self.pieces[piece][1]
        code, cursor = self._starts[piece], 0
        found = []
        for offset in offsets:
            code += len(split_lines(text[cursor:offset].lower()))
            cursor = offset
            found.append(int(self._before[code - 1]) if code else 0)
        return found

    def line(self, number: int) -> str:
        """A line of the file, as far as it stands in the pieces; of a very long one the beginning."""
        if not self._texts:
            self._texts = [(first, text.split("\n")) for first, text in self.pieces]
        for first, lines in self._texts:
            if first <= number < first + len(lines):
                return lines[number - first][:_LONGEST_LINE]
        return ""


def _line_marks(words: list[str], codes: list[int]) -> list[int]:
    """Positions of the words with which many lines in a row begin: comment signs of Fortran, `puts(`, `@c`; no text does that."""
    array = np.array(codes, np.int32)
    first = np.concatenate(([0], np.flatnonzero(array == NEWLINE) + 1))
    first = first[first < len(array)]
    first = first[array[first] != NEWLINE]
    if len(first) < _ROW:
        return []
    same = np.concatenate(([False], array[first[1:]] == array[first[:-1]], [False]))
    edges = np.flatnonzero(np.diff(same.astype(np.int8)))
    marks: list[int] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        row = first[start : end + 1].tolist()
        word = words[row[0]]
        is_mark = codes[row[0]] < 0 or word in _OUTPUT or (len(word) == 1 and word.isalpha())
        if is_mark and len(row) >= _ROW and all(words[position] == word for position in row):
            marks += row
    return marks


def _lines(codes: Any, starts: list[tuple[int, int]]) -> Any:
    """The line of each word; each piece begins anew with its own first line."""
    steps = (codes == NEWLINE).astype(np.int64)
    lines = np.cumsum(steps)
    for position, (start, line) in enumerate(starts):
        end = starts[position + 1][0] if position + 1 < len(starts) else len(codes)
        if end > start:
            lines[start:end] += line - int(lines[start] - steps[start])
    return lines
