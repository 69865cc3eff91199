"""Overlaps: of several matches that claim the same words of a query, which ones stay."""

from __future__ import annotations

from typing import Any

import numpy as np

from osscan.detect import layout
from osscan.detect.match import EXACT, Match
from osscan.detect.query import Query

_NEARLY_ALL, _MOST, _MUCH, _SOME = 0.9, 0.7, 0.4, 0.1
"""Shares of a match's words that another one claims too; ScanCode's thresholds."""


def settled(query: Query, matches: list[Match]) -> list[Match]:
    """The matches that stay, in order; one that was dropped for a match that is dropped itself comes back."""
    outer, inside = not_contained(query, matches)
    kept, dropped = without_overlaps(query, outer)
    kept += restored(kept, inside)
    kept += restored(kept, dropped)
    return not_contained(query, kept)[0]


def not_contained(query: Query, matches: list[Match]) -> tuple[list[Match], list[Match]]:
    """The matches whose words are not all those of another one, and the rest; of two with the same words the more complete one.

    What holds all words of a match begins before it, or at the same word and is longer: one pass in order of beginnings finds it.
    """
    kept: list[Match] = []
    dropped: list[Match] = []
    open_ones: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.length, -match.share(query), match.method != EXACT)):
        open_ones = [other for other in open_ones if other.end > match.start]
        if any(other.words | match.words == other.words for other in open_ones):
            dropped.append(match)
            continue
        kept.append(match)
        open_ones.append(match)
    return kept, dropped


def without_overlaps(query: Query, matches: list[Match]) -> tuple[list[Match], list[Match]]:
    """The matches that yield to no other one, and the rest."""
    open_ones: list[Match] = []
    dropped: list[Match] = []
    for match in in_order(matches):
        open_ones = [one for one in open_ones if one.end > match.start]
        losers = [_loser(query, other, match) for other in open_ones]
        if match in losers:
            losers = losers[: losers.index(match) + 1]
        else:
            open_ones.append(match)
        yielding = [loser for loser in losers if loser is not None]
        dropped += yielding
        open_ones = [one for one in open_ones if one not in yielding]
    out = set(dropped)
    kept = [match for match in in_order(matches) if match not in out]
    squeezed = {one for before, one, after in zip(kept, kept[1:], kept[2:], strict=False) if _is_squeezed(before, one, after)}
    return [match for match in kept if match not in squeezed], [*dropped, *squeezed]


def in_order(matches: list[Match]) -> list[Match]:
    """By beginning; of those that begin together the weightiest first."""
    return sorted(matches, key=lambda match: (match.start, -match.high, -match.length, match.method != EXACT))


def restored(kept: list[Match], dropped: list[Match]) -> list[Match]:
    """The dropped ones none of whose words belong to a kept one."""
    covered = 0
    for match in kept:
        covered |= match.words
    return [match for match in dropped if not match.words & covered]


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


def is_false(query: Query, match: Match) -> bool:
    """Whether the rule says: this is no license."""
    return match.rule >= 0 and bool(query.index.flags[match.rule] & layout.FALSE_POSITIVE)


def _loser(query: Query, one: Match, other: Match) -> Match | None:
    """Which of two matches yields, `other` beginning later; None where both may stay."""
    shared = (one.words & other.words).bit_count()
    if not shared or (is_false(query, one) and is_false(query, other)):
        return None
    if _yields(query, other, one, shared):
        return other
    return one if _yields(query, one, other, shared) else None


def _yields(query: Query, match: Match, winner: Match, shared: int) -> bool:
    """Whether a match has too little of its own beside a weightier one; the less it has, the less the other one has to say."""
    part = shared / match.length
    richer = winner.high >= match.high
    if part >= _MUCH and match.length == 2 and winner.length >= 4 and richer and _runs_into(query, winner, match):
        return True
    if winner.length * winner.share(query) < match.length * match.share(query):
        return False
    if part >= _NEARLY_ALL or (part >= _MOST and richer):
        return True
    surrounds = winner.start <= match.start and winner.end >= match.end
    return richer and (part >= _MUCH or (part >= _SOME and surrounds)) and _says(query, winner, match)


def _is_squeezed(before: Match, match: Match, after: Match) -> bool:
    """Whether nearly all of a match belongs to its two neighbours, which do not overlap each other."""
    left, right = (before.words & match.words).bit_count(), (after.words & match.words).bit_count()
    return bool(left and right) and not before.words & after.words and left + right >= _NEARLY_ALL * match.length


def _says(query: Query, one: Match, other: Match) -> bool:
    """Whether one match's expression holds all licenses of the other's."""
    if one.rule < 0 or other.rule < 0:
        return one.expression == other.expression
    index = query.index
    mine, theirs = index.ids_in(one.rule), index.ids_in(other.rule)
    if mine == {""} or theirs == {""}:
        return False
    return theirs <= mine or any(theirs <= set(license_id.split(" WITH ")) for license_id in mine)


def _runs_into(query: Query, one: Match, other: Match) -> bool:
    """Whether `licensed` ends the one rule and begins the other, so that they share but this word."""
    flags = query.index.flags
    return one.rule >= 0 and other.rule >= 0 and bool(flags[one.rule] & layout.ENDS) and bool(flags[other.rule] & layout.STARTS)
