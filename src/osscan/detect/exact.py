"""Exact stage: every rule of any length that stands word for word in a query, found by the hashes of stretches."""

from __future__ import annotations

from typing import Any

import numpy as np

from osscan.detect import layout
from osscan.detect.match import WHOLE, Match, bits
from osscan.detect.query import Query


def find_exact(query: Query) -> tuple[Any, Any, Any]:
    """Rules, starts and ends (exclusive) of all word-for-word matches, whatever stands in between that has no number."""
    index, size = query.index, query.length
    _, backward = index.powers(size)
    found = [_single(query)]
    for length, (hashes, rules) in index.short.items():
        if size >= length:
            found.append(_short(query, backward, length, hashes, rules))
    if size >= 4:
        found.append(_long(query, backward))
    rules, starts, ends = (np.concatenate(parts) for parts in zip(*found, strict=True))
    if query.used.any():
        taken = np.concatenate(([0], np.cumsum(query.used)))
        free = taken[ends] == taken[starts]
        rules, starts, ends = rules[free], starts[free], ends[free]
    return rules, starts, ends


def whole_text(query: Query) -> Match | None:
    """The rule that the query is, from the first word to the last, with nothing beside or between."""
    index, value = query.index, query.sums[-1]
    if query.unknown[-1]:
        return None
    at = int(np.searchsorted(index.all_hashes, value))
    if at == len(index.all_hashes) or index.all_hashes[at] != value:
        return None
    rule = int(index.all_rules[at])
    if index.lengths[rule] != query.length or index.flags[rule] & (layout.FALSE_POSITIVE | layout.CONTINUOUS | layout.PHRASES):
        return None
    return Match(rule, bits(0, query.length), bits(0, query.length), int(query.high.sum()), WHOLE)


def _single(query: Query) -> tuple[Any, Any, Any]:
    rules = query.index.one[query.ids]
    starts = np.flatnonzero(rules >= 0)
    return rules[starts], starts, starts + 1


def _short(query: Query, backward: Any, length: int, hashes: Any, rules: Any) -> tuple[Any, Any, Any]:
    count = query.length - length + 1
    here = (query.sums[length:] - query.sums[:count]) * backward[:count]
    where = np.minimum(np.searchsorted(hashes, here), len(hashes) - 1)
    starts = np.flatnonzero(hashes[where] == here)
    return rules[where[starts]], starts, starts + length


def _long(query: Query, backward: Any) -> tuple[Any, Any, Any]:
    index = query.index
    starts = np.flatnonzero(index.begins[query.ids[: query.length - 3]])
    head = (query.sums[starts + 4] - query.sums[starts]) * backward[starts]
    where = np.minimum(np.searchsorted(index.heads, head), len(index.heads) - 1)
    hit = index.heads[where] == head
    starts, where = starts[hit], where[hit]
    many = index.head_starts[where + 1] - index.head_starts[where]
    rules = index.head_rules[ranges(index.head_starts[where], many)]
    starts = np.repeat(starts, many)
    ends = starts + index.lengths[rules]
    fits = ends <= query.length
    rules, starts, ends = rules[fits], starts[fits], ends[fits]
    same = (query.sums[ends] - query.sums[starts]) * backward[starts] == index.hashes[rules]
    return rules[same], starts[same], ends[same]


def ranges(starts: Any, counts: Any) -> Any:
    """The numbers from each start on, as many as counted, one after the other."""
    ends = np.cumsum(counts)
    shifts = (starts - ends + counts).astype(np.int32)
    return np.arange(ends[-1] if len(ends) else 0, dtype=np.int32) + np.repeat(shifts, counts)
