"""Choices: `either the MIT license or the Apache License` names two licenses, of which one is to be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.detect.match import TAGGED, Match
from osscan.detect.query import Query

_OR = frozenset({"or", "oder"})
_BETWEEN = _OR | {
    *(
        "the",
        "a",
        "an",
        "either",
        "under",
        "terms",
        "of",
        "license",
        "licence",
        "licenses",
        "version",
        "alternatively",
        "at",
        "your",
    ),
    *("option", "and", "conditions", "der", "die", "den", "unter", "lizenz", "wahlweise", "alternativ", "nach"),
}
_MOST = 8
"""Words between two names of one choice."""


def choices(query: Query, matches: Sequence[Match]) -> list[list[Match]]:
    """The matches in order, those that are offered for choice together."""
    found: list[list[Match]] = []
    for match in matches:
        before = found[-1][-1] if found else None
        if before is not None and _is_offered(query, before, match):
            found[-1].append(match)
        else:
            found.append([match])
    return found


def _is_offered(query: Query, before: Match, match: Match) -> bool:
    if TAGGED in (before.method, match.method) or not before.end <= match.start <= before.end + _MOST:
        return False
    if query.unknown[match.start] != query.unknown[before.end - 1]:
        return False
    words = {query.index.words[number] for number in query.ids[before.end : match.start].tolist() if number in query.index.words}
    return bool(words & _OR) and words <= _BETWEEN
