"""Approximate stage: rules that stand in a query with changes, found by shared word pairs and aligned word by word."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from osscan.detect.exact import ranges
from osscan.detect.match import APPROXIMATE, Match
from osscan.detect.query import Query

_PRESELECTED = 80
_ALIKE = 0.8
"""Resemblance of bags of words from which a rule is taken for a copy of the whole query; ScanCode's threshold."""
_LEAST_SHARE = 0.33
"""Of a rule's pairs; with fewer, no alignment can reach the coverage that is asked for."""
_KNOWN = 0.5
"""Share of a query's pairs that some rule must have before the query can be a copy of one."""
_COPIES, _CANDIDATES = 10, 30
_GAP = 50
"""Words between two parts of one match; ScanCode's distance."""
_BREAK = 15
"""Lines without legal language that part a query into runs; ScanCode's threshold."""
_STRAY, _THIN = 0.1, 0.4
"""A tenth of a match, or less, at its end, with less than two words in five matched, does not belong to it."""

Block = tuple[int, int, int]
"""Position in the query, position in the rule, words."""


class Aligner:
    """The pairs of neighbouring words of one query, looked up once."""

    def __init__(self, query: Query) -> None:
        index = query.index
        ids = query.ids.astype(np.uint32)
        self.query = query
        self.keys: Any = ids[:-1] << 16 | ids[1:]
        where = np.minimum(np.searchsorted(index.pairs, self.keys), len(index.pairs) - 1)
        self.rows: Any = np.where(index.pairs[where] == self.keys, where, -1)
        self.letters = query.ids.astype(np.uint16).tobytes().decode("utf-16-le")

    def copies(self) -> list[Match]:
        """Matches of rules that resemble the query as a whole."""
        return self._found(0, self.query.length, np.zeros(self.query.length, bool), copies=True)

    def others(self, used: Any, covered: Any) -> list[Match]:
        """Matches with gaps or changed words, run by run.

        Words in `used` are not looked at; a run whose legal language is all in `covered` needs no look.
        """
        found: list[Match] = []
        high = self.query.high
        for start, end in runs(self.query):
            if (high[start:end] & ~covered[start:end]).any():
                found += self._found(start, end, used, copies=False)
        return found

    def _found(self, start: int, end: int, used: Any, *, copies: bool) -> list[Match]:
        if end - start < 4:
            return []
        taken = used[start:end]
        free = ~(taken[:-1] | taken[1:])
        keys = np.where(free, self.keys[start : end - 1], 0)
        rows = self.rows[start : end - 1]
        if copies and (rows >= 0).sum() < _KNOWN * len(rows):
            return []
        candidates = _candidates(self.query, self.query.ids[start:end][~taken], rows[free & (rows >= 0)], copies=copies)
        found: list[Match] = []
        for rule in candidates:
            found += self._aligned(rule, keys, start)
        return found

    def _aligned(self, rule: int, keys: Any, base: int) -> list[Match]:
        """The matches of one rule where its word pairs stand close together; `keys` begin at position `base`."""
        from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - most files need no alignment

        words, own = self.query.index.aligned(rule)
        where = np.minimum(np.searchsorted(own, keys), len(own) - 1)
        places = np.flatnonzero(own[where] == keys)
        if not len(places):
            return []
        reach = min(len(words) // 2 or 1, _GAP)
        cuts = np.flatnonzero(np.diff(places) > reach + 1)
        first = places[np.concatenate(([0], cuts + 1))] + base
        last = places[np.concatenate((cuts, [len(places) - 1]))] + base + 2
        found = []
        for start, end in zip(first.tolist(), last.tolist(), strict=True):
            if end - start < 3:
                continue
            matching = LCSseq.opcodes(self.letters[start:end], words).as_matching_blocks()
            blocks = [(block.a + start, block.b, block.size) for block in matching if block.size]
            found += _matches(self.query, rule, blocks, reach)
        return found


def runs(query: Query) -> list[tuple[int, int]]:
    """Stretches of the query between many lines without legal language."""
    high = np.flatnonzero(query.high)
    if not len(high):
        return []
    cuts = np.flatnonzero(np.diff(query.lines[high]) > _BREAK)
    bounds = [0, *(high[cuts + 1]).tolist(), query.length]
    return list(pairwise(bounds))


def _candidates(query: Query, ids: Any, rows: Any, *, copies: bool) -> list[int]:
    """The rules most like the words, best first: those that share most pairs, ranked as ScanCode ranks bags of words."""
    index = query.index
    if len(rows) < 2:
        return []
    rows = np.sort(rows)
    rows = rows[np.concatenate(([True], rows[1:] != rows[:-1]))]
    bounds = zip(index.pair_starts[rows].tolist(), index.pair_starts[rows + 1].tolist(), strict=True)
    votes = np.bincount(np.concatenate([index.pair_rules[first:last] for first, last in bounds]), minlength=len(index.flags))
    likely = np.flatnonzero(votes >= 2)
    votes = votes[likely]
    share = votes / np.maximum(index.pair_counts[likely], 1)
    good = (share > 0.5) & (votes > 0.4 * len(rows)) if copies else share >= _LEAST_SHARE
    likely, votes, share = likely[good], votes[good], share[good]
    if not len(likely):
        return []
    if len(likely) > _PRESELECTED:
        best = np.zeros(len(likely), bool)
        best[np.argsort(-share, kind="stable")[:_PRESELECTED]] = True
        best[np.argsort(-votes * share, kind="stable")[:_PRESELECTED]] = True
        likely = likely[best]
    return _ranked(query, ids, likely, copies=copies)


def _ranked(query: Query, ids: Any, rules: Any, *, copies: bool) -> list[int]:
    index = query.index
    counted = np.bincount(ids, minlength=len(index.values))
    sizes = index.bag_starts[rules + 1] - index.bag_starts[rules]
    places = ranges(index.bag_starts[rules], sizes)
    words = index.bags[places]
    both = np.minimum(index.bag_times[places], counted[words])
    bounds = np.cumsum(sizes) - sizes
    matched = np.add.reduceat(both, bounds)
    high = np.add.reduceat(np.where(words < index.high, both, 0), bounds)
    lengths = index.lengths[rules]
    least = index.least[rules]
    containment = matched / lengths
    alike = matched / (len(ids) + lengths - matched)
    good = (matched >= least[:, 0]) & (high >= least[:, 1]) & (containment >= index.minimum[rules] / 100)
    if copies:
        good &= alike >= _ALIKE
    ranked: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    kept = np.flatnonzero(good)
    table = (rules[kept], lengths[kept], matched[kept], containment[kept], alike[kept], index.expression_of[rules[kept]])
    for rule, length, count, share, like, expression in zip(*(column.tolist() for column in table), strict=True):
        rough = (round(like, 1) >= _ALIKE, round(share, 1), round(like**2, 1), round(count / 20, 1))
        full = (rough, (like >= _ALIKE, share, like**2, count), -rule)
        group = (expression, rough, length)
        if group not in ranked or ranked[group] < full:
            ranked[group] = full
    return [-full[2] for full in sorted(ranked.values(), reverse=True)[: _COPIES if copies else _CANDIDATES]]


def _matches(query: Query, rule: int, blocks: list[Block], reach: int) -> list[Match]:
    """The blocks as matches, parted where too many words lie between, in the query or in the rule."""
    parts: list[list[Block]] = [[]]
    for start, place, size in blocks:
        if size == 1 and not query.high[start]:
            continue
        if parts[-1]:
            before, there, many = parts[-1][-1]
            if start - before - many >= reach or place - there - many >= reach:
                parts.append([])
        parts[-1].append((start, place, size))
    return [_match(query, rule, trimmed) for part in parts if (trimmed := _trimmed(part))]


def _trimmed(blocks: list[Block]) -> list[Block]:
    """The blocks without the strays at both ends: few words, thinly spread before the rest begins."""
    if len(blocks) < 2:
        return blocks
    least = _STRAY * sum(size for _, _, size in blocks)
    first = last = words = 0
    for at, (_, _, size) in enumerate(blocks[:-1], 1):
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


def _match(query: Query, rule: int, blocks: list[Block]) -> Match:
    words = places = many = 0
    for start, place, size in blocks:
        stretch = (1 << size) - 1
        words |= stretch << start
        places |= stretch << place
        many += int(query.high[start : start + size].sum())
    return Match(rule, words, places, many, APPROXIMATE)
