"""Refinement: which of the raw matches are meant. The thresholds are ScanCode's where its rules were written for them."""

from __future__ import annotations

from typing import Any

import numpy as np

from osscan.detect import layout
from osscan.detect.match import EXACT, Match, bits
from osscan.detect.overlaps import covered_by, is_false, not_contained, restored, without_overlaps
from osscan.detect.query import Query

_SURE, _NEARLY = 20, 0.8
_LEAST_SHARE = 60
"""Percent of a rule below which an approximate match is a near miss."""
_SHORT, _LEAST_SHORT = 100, 80
"""A short notice has to be more complete: a few words can change it into another one."""


def exact_matches(query: Query, rules: Any, starts: Any, ends: Any) -> list[Match]:
    """The word-for-word matches that stand in no larger one and overlap no better one."""
    keep = _together(query, rules, starts, ends) & _compact(query, rules, starts, ends)
    rules, starts, ends = rules[keep], starts[keep], ends[keep]
    order = np.lexsort((starts - ends, starts))
    rules, starts, ends = rules[order], starts[order], ends[order]
    furthest = np.maximum.accumulate(np.concatenate(([0], ends)))[:-1]
    inside = ends <= furthest
    high = np.concatenate(([0], np.cumsum(query.high)))
    outer = [
        _exact(high, *row) for row in zip(rules[~inside].tolist(), starts[~inside].tolist(), ends[~inside].tolist(), strict=True)
    ]
    kept, dropped = without_overlaps(query, outer)
    if dropped:
        covered = covered_by(query, kept)
        sums = np.concatenate(([0], np.cumsum(covered)))
        free = inside & (sums[ends] == sums[starts])
        inner = [_exact(high, *row) for row in zip(rules[free].tolist(), starts[free].tolist(), ends[free].tolist(), strict=True)]
        kept = not_contained(query, [*kept, *inner, *restored(kept, dropped)])[0]
    return kept


def _exact(high: Any, rule: int, start: int, end: int) -> Match:
    return Match(rule, bits(start, end), bits(0, end - start), int(high[end] - high[start]), EXACT)


def _together(query: Query, rules: Any, starts: Any, ends: Any) -> Any:
    """Whether rules whose words, or some of whose words, must stand together have nothing in between there."""
    index = query.index
    flags = index.flags[rules]
    bound = (flags & (layout.CONTINUOUS | layout.PHRASES)) != 0
    keep = np.ones(len(rules), bool)
    between = query.unknown[ends - 1] - query.unknown[starts]
    stops = np.concatenate(([0], np.cumsum(query.stop_after)))
    stops_between = stops[ends] - stops[starts + 1]
    for one in np.flatnonzero(bound).tolist():
        rule, start, end = int(rules[one]), int(starts[one]), int(ends[one])
        wanted = index.stops.get(rule)
        if not between[one] and not stops_between[one] and not wanted:
            continue
        spans = (
            [(0, end - start)]
            if flags[one] & layout.CONTINUOUS
            else index.phrases[index.phrase_of[rule] : index.phrase_of[rule + 1]].tolist()
        )
        keep[one] = all(_unbroken(query, start + first, start + last, start, wanted) for first, last in spans)
    return keep


def _unbroken(query: Query, start: int, end: int, base: int, wanted: dict[int, int] | None) -> bool:
    if query.unknown[end - 1] != query.unknown[start]:
        return False
    there = query.stop_after
    return all(there[position + 1] == (wanted.get(position - base, 0) if wanted else 0) for position in range(start, end - 1))


def _compact(query: Query, rules: Any, starts: Any, ends: Any) -> Any:
    """Whether short rules stand on no more lines than they have words."""
    if len(rules) == 1:
        return np.ones(1, bool)
    flags = query.index.flags[rules]
    lines = query.lines[ends - 1] - query.lines[starts] + 1
    allowed = ends - starts + np.where(flags & layout.TAG, 2, 0)
    return ((flags & layout.SMALL) == 0) | (lines <= allowed)


def approximate_matches(query: Query, matches: list[Match], exact: list[Match]) -> list[Match]:
    """The approximate matches that are dense, long and complete enough to be meant."""
    meant = [match for match in matches if _meant(query, match)]
    sure = [match for match in exact if match.length >= _SURE and not is_false(query, match)]
    return [match for match in meant if match.share(query) >= _NEARLY or not _outdone(match, sure)]


def _outdone(match: Match, exact: list[Match]) -> bool:
    return any((match.words & one.words).bit_count() >= match.length / 2 for one in exact)


def _meant(query: Query, match: Match) -> bool:
    index, rule = query.index, match.rule
    flags, length = int(index.flags[rule]), int(index.lengths[rule])
    if flags & layout.PHRASES and not _phrases_kept(query, match):
        return False
    extent = match.end - match.start + int(query.unknown[match.end - 1] - query.unknown[match.start])
    span = match.places.bit_length() - ((match.places & -match.places).bit_length() - 1)
    if match.length / extent < 0.4 or match.length / span < 0.4:
        return False
    share = round(100 * match.length / length, 2)
    if share < (_LEAST_SHARE if length >= _SHORT else _LEAST_SHORT):
        return False
    words, high = index.least[rule].tolist()
    if share < int(index.minimum[rule]) or match.length < words or match.high < high:
        return False
    if flags & layout.SMALL:
        lines = int(query.lines[match.end - 1] - query.lines[match.start]) + 1
        return share >= 80 and lines <= match.length + (2 if flags & layout.TAG else 0)
    return True


def _phrases_kept(query: Query, match: Match) -> bool:
    index, rule = query.index, match.rule
    wanted = index.stops.get(rule)
    for first, last in index.phrases[index.phrase_of[rule] : index.phrase_of[rule + 1]].tolist():
        phrase = bits(first, last)
        if match.places & phrase != phrase:
            return False
        skipped = (match.places & ((1 << first) - 1)).bit_count()
        start = _nth(match.words, skipped)
        if (match.words >> start) & ((1 << (last - first)) - 1) != (1 << (last - first)) - 1:
            return False
        if not _unbroken(query, start, start + last - first, start - first, wanted):
            return False
    return True


def _nth(words: int, count: int) -> int:
    """The position of the bit before which `count` bits are set."""
    low, high = 0, words.bit_length()
    while low < high:
        middle = (low + high) // 2
        if (words & ((1 << (middle + 1)) - 1)).bit_count() > count:
            high = middle
        else:
            low = middle + 1
    return low
