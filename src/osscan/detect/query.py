"""Query: one text as numbers of known words, with what stood between them."""

from __future__ import annotations

from typing import Any

import numpy as np

from osscan.detect.index import STOP, UNKNOWN, Index
from osscan.detect.words import split_lines


class Query:
    """Known words only: `ids` their numbers, `lines` their lines; positions count known words from zero.

    `unknown` and `stops` count, inclusively summed, the words without a number and those that count for nothing that stand
    before a position: between the words `a` and `b` there are `unknown[b] - unknown[a]`.
    """

    __slots__ = ("high", "ids", "index", "length", "lines", "stop_after", "sums", "text", "unknown", "used")

    def __init__(self, text: str, index: Index) -> None:
        numbers = index.numbers.get
        codes = np.array([numbers(word, UNKNOWN) for word in split_lines(text.lower())], np.int32)
        known = codes >= 0
        self.index = index
        self.text = text
        self.ids: Any = codes[known]
        self.length = len(self.ids)
        self.lines: Any = (1 + np.cumsum(codes == -3))[known]
        before = np.cumsum(known)
        self.unknown: Any = np.cumsum(np.bincount(before[codes == UNKNOWN], minlength=self.length + 1))
        self.stop_after: Any = np.bincount(before[codes == STOP], minlength=self.length + 1)
        self.high: Any = self.ids < index.high
        self.used: Any = np.zeros(self.length, bool)
        forward, _ = index.powers(self.length)
        from osscan.detect.hashing import sums

        self.sums: Any = sums(index.values[self.ids], forward)
