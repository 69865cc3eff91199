"""Refinement: which of the raw matches count. The schedule is ScanCode's, because its rules were written for it."""

from __future__ import annotations

from typing import Any

import numpy as np

from osscan.detect import layout
from osscan.detect.match import EXACT, TAGGED, Match, bits
from osscan.detect.query import Query

_LIST, _LONG_LIST = 15, 150
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
        kept = not_contained(query, [*kept, *inner, *_restored(kept, dropped)])[0]
    return kept


def _exact(high: Any, rule: int, start: int, end: int) -> Match:
    return Match(rule, bits(start, end), bits(0, end - start), int(high[end] - high[start]), EXACT)


def covered_by(query: Query, matches: list[Match]) -> Any:
    """Which words of the query belong to one of the matches."""
    covered = np.zeros(query.length, bool)
    for match in matches:
        if match.length == match.end - match.start:
            covered[match.start : match.end] = True
        else:
            raw = match.words.to_bytes(query.length // 8 + 1, "little")
            covered |= np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")[: query.length].astype(bool)
    return covered


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
    sure = [match for match in exact if match.length >= _SURE and not _is_false(query, match)]
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


def _order(match: Match) -> tuple[int, int, int, int]:
    return (match.start, -match.high, -match.length, 0 if match.method == EXACT else 1)


def not_contained(query: Query, matches: list[Match]) -> tuple[list[Match], list[Match]]:
    """Matches whose words are not all those of another one; of two with the same words the more complete one."""
    left = sorted(matches, key=_order)
    dropped: list[Match] = []
    at = 0
    while at < len(left) - 1:
        beside = at + 1
        while beside < len(left):
            one, other = left[at], left[beside]
            if other.end > one.end:
                break
            both = one.words | other.words
            if one.words == other.words:
                if one.share(query) >= other.share(query):
                    dropped.append(left.pop(beside))
                    continue
                dropped.append(left.pop(at))
                at -= 1
                break
            if both == one.words:
                dropped.append(left.pop(beside))
                continue
            if both == other.words:
                dropped.append(left.pop(at))
                at -= 1
                break
            beside += 1
        at = max(at + 1, 0)
    return left, dropped


def without_overlaps(query: Query, matches: list[Match]) -> tuple[list[Match], list[Match]]:
    """Of matches that overlap much, the longer ones; of those that overlap less, the ones that say more."""
    left = sorted(matches, key=_order)
    dropped: list[Match] = []
    at = 0
    while at < len(left) - 1:
        beside = at + 1
        while beside < len(left):
            one, other = left[at], left[beside]
            if other.start >= one.end:
                break
            overlap = (one.words & other.words).bit_count()
            if not overlap or (_is_false(query, one) and _is_false(query, other)):
                beside += 1
                continue
            loser = _weaker(query, one, other, overlap)
            if loser is other:
                dropped.append(left.pop(beside))
                continue
            if loser is one or (at and _squeezed(left[at - 1], one, other, overlap)):
                dropped.append(left.pop(at))
                at -= 1
                break
            beside += 1
        at = max(at + 1, 0)
    return left, dropped


def _weight(query: Query, match: Match) -> float:
    """Words found, less for a rule of which words are missing."""
    return match.length * match.share(query)


def _squeezed(before: Match, one: Match, after: Match, overlap: int) -> bool:
    """Whether nearly all of a match belongs to its two neighbours, which do not overlap each other."""
    if before.words & after.words:
        return False
    shared = (before.words & one.words).bit_count()
    return bool(shared) and shared + overlap >= 0.9 * one.length


def _is_false(query: Query, match: Match) -> bool:
    return match.rule >= 0 and bool(query.index.flags[match.rule] & layout.FALSE_POSITIVE)


def _weaker(query: Query, one: Match, other: Match, overlap: int) -> Match | None:  # noqa: C901, PLR0912
    of_other, of_one = overlap / other.length, overlap / one.length
    mine, theirs = _weight(query, one), _weight(query, other)
    longer, shorter = mine >= theirs, mine <= theirs
    richer, poorer = one.high >= other.high, one.high <= other.high
    if of_other >= 0.9 and longer:
        return other
    if of_one >= 0.9 and shorter:
        return one
    if of_other >= 0.7 and longer and richer:
        return other
    if of_one >= 0.7 and shorter and poorer:
        return one
    if of_other >= 0.4:
        if longer and richer and _says(query, one, other):
            return other
        if other.length == 2 and one.length >= 4 and richer and _runs_into(query, one, other):
            return other
        if shorter and poorer and _says(query, other, one):
            return one
    if of_one >= 0.4:
        if longer and richer and _says(query, one, other):
            return other
        if shorter and poorer and _says(query, other, one):
            return one
    if of_other >= 0.1 and longer and richer and one.end >= other.end and _says(query, one, other):
        return other
    if of_one >= 0.1 and shorter and poorer and other.start <= one.start and other.end >= one.end and _says(query, other, one):
        return one
    return None


def _says(query: Query, one: Match, other: Match) -> bool:
    """Whether one match's expression holds all licenses of the other's."""
    if one.rule < 0 or other.rule < 0:
        return one.expression == other.expression
    index = query.index
    mine, theirs = index.ids_of[index.expression_of[one.rule]], index.ids_of[index.expression_of[other.rule]]
    if mine == {""} or theirs == {""}:
        return False
    return theirs <= mine or any(theirs <= set(license_id.split(" WITH ")) for license_id in mine)


def _runs_into(query: Query, one: Match, other: Match) -> bool:
    flags = query.index.flags
    return one.rule >= 0 and other.rule >= 0 and bool(flags[one.rule] & layout.ENDS) and bool(flags[other.rule] & layout.STARTS)


def _restored(kept: list[Match], dropped: list[Match]) -> list[Match]:
    covered = 0
    for match in kept:
        covered |= match.words
    return [match for match in dropped if not match.words & covered]


def settled(query: Query, matches: list[Match]) -> list[Match]:
    """Matches after containment and overlaps, in order; what was dropped for nothing comes back."""
    outer, inside = not_contained(query, matches)
    kept, dropped = without_overlaps(query, outer)
    kept = [*kept, *_restored(kept, inside)]
    kept = [*kept, *_restored(kept, dropped)]
    return not_contained(query, kept)[0]


def true_ones(query: Query, matches: list[Match]) -> list[Match]:
    """Matches without those of rules that say `this is no license`, and without lists of license names."""
    left = [match for match in sorted(matches, key=_order) if not _is_false(query, match)]
    if len(left) < _LIST:
        return left
    if (
        len(left) > _LONG_LIST
        and _is_list(query, left, _LONG_LIST, _LONG_LIST)
        and sum(_in_list(query, m) for m in left) > 0.95 * len(left)
    ):
        return []
    kept: list[Match] = []
    row: list[Match] = []
    for match in left:
        if _in_list(query, match):
            if row and match.start - row[-1].end + 1 > 10:
                kept += [] if _is_list(query, row) else row
                row = []
            row.append(match)
        else:
            kept += [] if _is_list(query, row) else row
            row = []
            kept.append(match)
    return kept + ([] if _is_list(query, row) else row)


def _in_list(query: Query, match: Match) -> bool:
    if match.method == TAGGED or match.length > 20:
        return False
    flags = int(query.index.flags[match.rule])
    return bool(flags & (layout.REFERENCE | layout.TAG | layout.INTRO | layout.CLUE))


def _is_list(query: Query, row: list[Match], least: int = _LIST, distinct: float = _LIST / 3) -> bool:
    if len(row) < least:
        return False
    index = query.index
    many = len({index.expression_of[match.rule] if match.rule >= 0 else match.expression for match in row})
    return many / len(row) > 1 / 3 or many >= distinct
