"""Approximate stage: rules that stand in a query with changes, found by shared word pairs and aligned word by word."""

from __future__ import annotations

from typing import Any

import numpy as np

from osscan.detect import layout
from osscan.detect.exact import ranges
from osscan.detect.match import APPROXIMATE, Match
from osscan.detect.query import Query

_PRESELECTED = 80
_ALIKE = 0.8
"""Resemblance of bags of words from which a rule is taken for a copy of the whole query; ScanCode's threshold."""
_COPIES, _CANDIDATES = 10, 30
_GAP = 50
"""Words between two parts of one match; ScanCode's distance."""
_STRAY, _THIN = 0.1, 0.4
_BREAK = 15
"""Lines without legal language that part a query into runs; ScanCode's threshold."""


def find_copies(query: Query) -> list[Match]:
    """Matches of rules that resemble the query as a whole."""
    return _find(query, 0, query.length, np.zeros(query.length, bool), _COPIES, copies=True)


def find_approximate(query: Query, covered: Any) -> list[Match]:
    """Matches of rules with gaps or changed words, unfiltered, run by run; `covered` marks words of complete matches."""
    found: list[Match] = []
    for start, end in runs(query):
        if (query.high[start:end] & ~covered[start:end]).any():
            found += _find(query, start, end, query.used, _CANDIDATES, copies=False)
    return found


def runs(query: Query) -> list[tuple[int, int]]:
    """Stretches of the query between many lines without legal language."""
    high = np.flatnonzero(query.high)
    if not len(high):
        return []
    cuts = np.flatnonzero(np.diff(query.lines[high]) > _BREAK)
    bounds = [0, *(high[cuts + 1]).tolist(), query.length]
    return list(zip(bounds, bounds[1:], strict=False))


def _find(query: Query, start: int, end: int, used: Any, most: int, *, copies: bool) -> list[Match]:
    if end - start < 4:
        return []
    ids = query.ids[start:end].astype(np.uint32)
    keys = ids[:-1] << 16 | ids[1:]
    taken = used[start:end]
    keys[taken[:-1] | taken[1:]] = 0
    candidates = _candidates(query, ids[~taken], keys, most, copies=copies)
    if not candidates:
        return []
    whole = ids.astype(np.uint16).tobytes().decode("utf-16-le")
    found: list[Match] = []
    for rule in candidates:
        found += _align(query, rule, keys, whole, start)
    return found


def _candidates(query: Query, ids: Any, keys: Any, most: int, *, copies: bool) -> list[int]:
    """The rules most like the words, best first: those that share most pairs, ranked as ScanCode ranks bags of words."""
    index = query.index
    distinct = np.unique(keys)
    where = np.minimum(np.searchsorted(index.pairs, distinct), len(index.pairs) - 1)
    where = where[index.pairs[where] == distinct]
    many = index.pair_starts[where + 1] - index.pair_starts[where]
    votes = np.bincount(index.pair_rules[ranges(index.pair_starts[where], many)], minlength=len(index.flags))
    likely = np.flatnonzero(votes >= 2)
    votes = votes[likely]
    share = votes / np.maximum(index.pair_counts[likely], 1)
    if copies:
        good = (share > 0.5) & (votes / max(len(distinct), 1) > 0.4)
        likely, votes, share = likely[good], votes[good], share[good]
    if not len(likely):
        return []
    by_share = np.argsort(-share, kind="stable")[:_PRESELECTED].tolist()
    by_both = np.argsort(-(votes * share), kind="stable")[:_PRESELECTED].tolist()
    counted = np.bincount(ids, minlength=len(index.values))
    total = len(ids)
    ranked: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for rule in likely[list(dict.fromkeys([*by_share, *by_both]))].tolist():
        words, times = np.unique(index.tokens[index.starts[rule] : index.starts[rule + 1]], return_counts=True)
        both = np.minimum(times, counted[words])
        matched = int(both.sum())
        length = int(index.lengths[rule])
        least_words, least_high = index.least[rule].tolist()
        if matched < least_words or int(both[words < index.high].sum()) < least_high:
            continue
        containment = matched / length
        if containment < index.minimum[rule] / 100:
            continue
        alike = matched / (total + length - matched)
        if copies and alike < _ALIKE:
            continue
        rough = (round(alike, 1) >= _ALIKE, round(containment, 1), round(alike**2, 1), round(matched / 20, 1))
        full = (rough, (alike >= _ALIKE, containment, alike**2, matched), -rule)
        group = (index.expression_of[rule], rough, length)
        if group not in ranked or ranked[group] < full:
            ranked[group] = full
    return [-full[2] for full in sorted(ranked.values(), reverse=True)[:most]]


def _align(query: Query, rule: int, keys: Any, whole: str, base: int) -> list[Match]:
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    index = query.index
    words = index.words_of(rule)
    numbers = index.tokens[index.starts[rule] : index.starts[rule + 1]].astype(np.uint32)
    own = np.unique(numbers[:-1] << 16 | numbers[1:])
    where = np.minimum(np.searchsorted(own, keys), len(own) - 1)
    places = np.flatnonzero(own[where] == keys)
    if not len(places):
        return []
    reach = min(len(words) // 2 or 1, _GAP)
    cuts = np.flatnonzero(np.diff(places) > reach + 1)
    first = places[np.concatenate(([0], cuts + 1))]
    last = places[np.concatenate((cuts, [len(places) - 1]))] + 2
    found = []
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        if end - start < 3:
            continue
        blocks = LCSseq.opcodes(whole[start:end], words).as_matching_blocks()
        found += _matches(query, rule, [(block.a + start + base, block.b, block.size) for block in blocks if block.size], reach)
    return found


def _matches(query: Query, rule: int, blocks: list[tuple[int, int, int]], reach: int) -> list[Match]:
    """The blocks as matches, parted where too many words lie between, in the query or in the rule."""
    high = query.high
    parts: list[list[tuple[int, int, int]]] = [[]]
    for start, place, size in blocks:
        if size == 1 and not high[start]:
            continue
        if parts[-1]:
            before, there, many = parts[-1][-1]
            if start - before - many >= reach or place - there - many >= reach:
                parts.append([])
        parts[-1].append((start, place, size))
    return [_match(query, rule, trimmed) for part in parts if (trimmed := _trimmed(part))]


def _trimmed(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks without the strays at both ends: few words, thinly spread before the rest begins."""
    if len(blocks) < 2:
        return blocks
    least = _STRAY * sum(size for _, _, size in blocks)
    first = last = words = 0
    for at, (start, _, size) in enumerate(blocks[:-1], 1):
        words += size
        if words > least:
            break
        if words < _THIN * (blocks[at][0] - blocks[0][0]):
            first = at
    end, words = blocks[-1][0] + blocks[-1][2], 0
    for at in range(len(blocks) - 1, first, -1):
        words += blocks[at][2]
        if words > least:
            break
        if words < _THIN * (end - blocks[at - 1][0] - blocks[at - 1][2]):
            last = len(blocks) - at
    return blocks[first : len(blocks) - last]


def _match(query: Query, rule: int, blocks: list[tuple[int, int, int]]) -> Match:
    words = places = many = 0
    for start, place, size in blocks:
        stretch = (1 << size) - 1
        words |= stretch << start
        places |= stretch << place
        many += int(query.high[start : start + size].sum())
    return Match(rule, words, places, many, APPROXIMATE)
