"""Match: the words of one rule found in a query; positions as bits of whole numbers, so that set operations are cheap."""

from __future__ import annotations

from osscan.detect.query import Query

EXACT, APPROXIMATE, TAGGED, WHOLE = "exact", "approximate", "spdx-tag", "hash"


class Match:
    """`words` and `places` are bit sets of positions in the query and in the rule; `start` and `end` bound the query's."""

    __slots__ = ("end", "expression", "high", "length", "method", "places", "rule", "start", "words")

    def __init__(self, rule: int, words: int, places: int, high: int, method: str, expression: str = "") -> None:
        self.rule = rule
        self.words = words
        self.places = places
        self.high = high
        self.method = method
        self.expression = expression
        self.length = words.bit_count()
        self.end = words.bit_length()
        self.start = (words & -words).bit_length() - 1

    def share(self, query: Query) -> float:
        """How much of the rule was found, 0 to 1."""
        return 1.0 if self.rule < 0 else self.length / int(query.index.lengths[self.rule])


def bits(start: int, end: int) -> int:
    """The bit set of a stretch, end exclusive."""
    return ((1 << (end - start)) - 1) << start
