"""Near misses: what resembles a license where none was found, with the first line that differs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from osscan.detect import layout
from osscan.detect.match import Match
from osscan.detect.overlaps import covered_by
from osscan.detect.query import Query
from osscan.model.detection import NearMiss

_LEAST_SHARE = 0.5
_LEAST_WORDS = 20
_SHOWN = 200
_WHOLE = 50
"""Words of a license text in which foreign words are looked for."""
_MANY = 8
"""Foreign words in a row; names of holders and places to fill in have fewer."""
_COPYRIGHT = frozenset({"copyright", "copyrighted", "rights"})
_NARROWING = frozenset(
    {"commercial", "noncommercial", "academic", "educational", "military", "evil", "nonprofit", "competitor", "competitors"}
)
"""Words that a license without them would not bear: whoever puts them in makes another license of it."""


def near_misses(query: Query, raw: Sequence[Match], found: Sequence[Match]) -> list[NearMiss]:
    """Of the approximate matches that did not count, the nearest of each place in which nothing was found."""
    taken = 0
    for match in found:
        taken |= match.words
    near: list[Match] = []
    resembling = [match for match in raw if _resembles(query, match)]
    for match in sorted(resembling, key=lambda match: (-match.length * match.share(query), match.start, match.rule)):
        if (match.words & taken).bit_count() < match.length / 4:
            near.append(match)
            taken |= match.words
    return [_told(query, match, _first_difference(query, match)) for match in sorted(near, key=lambda match: match.start)]


def changed_texts(query: Query, found: Sequence[Match]) -> list[tuple[NearMiss, bool]]:
    """License texts into which words were put, with the line that has them, and whether these words narrow the license."""
    changed: list[tuple[NearMiss, bool]] = []
    for match in found:
        if match.rule < 0 or match.length < _WHOLE or not query.index.flags[match.rule] & layout.TEXT:
            continue
        strange = _strange_words(query, match)
        if strange is not None:
            line, is_narrowed = strange
            changed.append((_told(query, match, line), is_narrowed))
    return changed


def _strange_words(query: Query, match: Match) -> tuple[int, bool] | None:
    """The line of the first foreign words in a text that are too many for a name, or that narrow it."""
    places = np.flatnonzero(covered_by(query, [match]))
    gaps = np.diff(places) - 1 + np.diff(query.unknown[places])
    first = None
    for at in np.flatnonzero(gaps).tolist():
        start, end = int(places[at]), int(places[at + 1])
        words = {query.index.words.get(number, "") for number in query.ids[start + 1 : end].tolist()}
        line = int(query.lines[min(start + 1, query.length - 1)])
        if words & _COPYRIGHT:
            continue
        if words & _NARROWING:
            return line, True
        if gaps[at] >= _MANY and first is None:
            first = line
    return None if first is None else (first, False)


def _resembles(query: Query, match: Match) -> bool:
    """Whether most of a license's text or notice is there, in one place."""
    if match.length < _LEAST_SHARE * (match.end - match.start) or match.share(query) < _LEAST_SHARE:
        return False
    flags, length = int(query.index.flags[match.rule]), int(query.index.lengths[match.rule])
    return bool(flags & (layout.TEXT | layout.NOTICE)) and length >= _LEAST_WORDS


def _first_difference(query: Query, match: Match) -> int:
    """The first line with words that do not belong to the match, else its last line."""
    lines = query.lines[match.start : match.end]
    words = covered_by(query, [match])[match.start : match.end]
    unknown = np.append(np.diff(query.unknown[match.start : match.end]) > 0, [False])
    strange = np.flatnonzero(~words | unknown)
    return int(lines[strange[0]]) if len(strange) else int(lines[-1])


def _told(query: Query, match: Match, differs: int) -> NearMiss:
    index = query.index
    start, end = int(query.lines[match.start]), int(query.lines[match.end - 1])
    expression = index.expressions[index.expression_of[match.rule]]
    passage = " ".join(query.line(differs).split())[:_SHOWN]
    return NearMiss(expression, index.names[match.rule], start, end, round(100 * match.share(query), 2), passage)
