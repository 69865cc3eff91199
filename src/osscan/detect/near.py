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
    return [_told(query, match) for match in sorted(near, key=lambda match: match.start)]


def _resembles(query: Query, match: Match) -> bool:
    """Whether most of a license's text or notice is there, in one place."""
    if match.length < _LEAST_SHARE * (match.end - match.start) or match.share(query) < _LEAST_SHARE:
        return False
    flags, length = int(query.index.flags[match.rule]), int(query.index.lengths[match.rule])
    return bool(flags & (layout.TEXT | layout.NOTICE)) and length >= _LEAST_WORDS


def _told(query: Query, match: Match) -> NearMiss:
    index = query.index
    lines = query.lines[match.start : match.end]
    words = covered_by(query, [match])[match.start : match.end]
    unknown = np.append(np.diff(query.unknown[match.start : match.end]) > 0, [False])
    strange = np.flatnonzero(~words | unknown)
    differs = int(lines[strange[0]]) if len(strange) else int(lines[-1])
    expression = index.expressions[index.expression_of[match.rule]]
    share = round(100 * match.share(query), 2)
    passage = " ".join(query.line(differs).split())[:_SHOWN]
    return NearMiss(expression, index.names[match.rule], int(lines[0]), int(lines[-1]), share, passage)
