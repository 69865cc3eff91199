"""What stands between and after matches: `or` makes a choice of two licenses, `or later` and another version change one."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.detect.match import TAGGED, Match
from osscan.detect.query import Query
from osscan.detect.words import split

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
_LATER = [
    words.split()
    for words in (
        *("or later", "or newer", "or higher", "or above", "or any later version", "or at your option any later version"),
        *("oder später", "oder neuer", "oder höher", "oder spätere", "oder jede spätere", "oder eine spätere"),
    )
]
_FORWARD = max(map(len, _LATER))
_BRIEF = 12
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


def allows_later(query: Query, match: Match) -> bool:
    """Whether the words right after a match allow later versions, which its rule did not see."""
    words = [query.index.words.get(number, "") for number in query.ids[match.end : match.end + _FORWARD].tolist()]
    for later in _LATER:
        end = match.end + len(later)
        if words[: len(later)] == later and query.unknown[end - 1] == query.unknown[match.end - 1]:
            return True
    return False


def names_other_version(query: Query, match: Match, expression: str) -> bool:
    """Whether a version follows that is not the license's: `the Apache License, Version 3.0` is not Apache-2.0."""
    own = [part for part in split(expression.lower()) if part.isdecimal()]
    if not own or match.length > _BRIEF:
        return False
    words = [query.index.words.get(number, "") for number in query.ids[match.end : match.end + 3].tolist()]
    if not words or query.unknown[match.end + len(words) - 1] != query.unknown[match.end - 1]:
        return False
    if words[0] not in ("version", "v"):
        return False
    told = [word for word in words[1:] if word.isdecimal()]
    return bool(told) and told[0] != own[0]


def _is_offered(query: Query, before: Match, match: Match) -> bool:
    if TAGGED in (before.method, match.method) or not before.end <= match.start <= before.end + _MOST:
        return False
    if query.unknown[match.start] != query.unknown[before.end - 1]:
        return False
    words = {query.index.words[number] for number in query.ids[before.end : match.start].tolist() if number in query.index.words}
    return bool(words & _OR) and words <= _BETWEEN
