"""Lists: names of licenses one after the other say nothing about the file that lists them."""

from __future__ import annotations

from osscan.detect import layout
from osscan.detect.match import TAGGED, Match
from osscan.detect.overlaps import in_order, is_false
from osscan.detect.query import Query

_NAMES, _MANY_NAMES = 15, 150
"""Matches in a row that make a list, and a list as long as a file; ScanCode's bounds."""
_BETWEEN = 10
"""Words between two names of a list."""
_LONGEST = 20


def true_ones(query: Query, matches: list[Match]) -> list[Match]:
    """The matches without those of rules that say `this is no license`, and without lists of names."""
    left = [match for match in in_order(matches) if not is_false(query, match)]
    if len(left) < _NAMES:
        return left
    names = [_is_name(query, match) for match in left]
    if len(left) > _MANY_NAMES and sum(names) > 0.95 * len(left) and _is_list(query, left, _MANY_NAMES, _MANY_NAMES):
        return []
    kept: list[Match] = []
    row: list[Match] = []
    for match, is_name in zip(left, names, strict=True):
        if row and not (is_name and match.start - row[-1].end < _BETWEEN):
            kept += [] if _is_list(query, row) else row
            row = []
        (row if is_name else kept).append(match)
    return in_order(kept + ([] if _is_list(query, row) else row))


def _is_name(query: Query, match: Match) -> bool:
    """Whether a match could be an entry of a list: a short name, tag or reference."""
    if match.method == TAGGED or match.length > _LONGEST:
        return False
    return bool(int(query.index.flags[match.rule]) & (layout.REFERENCE | layout.TAG | layout.INTRO | layout.CLUE))


def _is_list(query: Query, row: list[Match], least: int = _NAMES, distinct: float = _NAMES / 3) -> bool:
    """Whether a row is long enough and names enough different licenses."""
    if len(row) < least:
        return False
    different = len({int(query.index.expression_of[match.rule]) for match in row if match.rule >= 0})
    return different / len(row) > 1 / 3 or different >= distinct
