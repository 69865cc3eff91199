"""Weights: which matches say something about a file, and which are bare words that may mean other things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osscan.detect import layout
from osscan.detect.match import Match
from osscan.detect.query import Query
from osscan.detect.words import split

PASSAGE = 4
"""Lines between the matches of one passage; ScanCode's distance."""
LONG_TEXT = 120
"""Words of a license text that is more than a few sentences."""

_MENTION = 20
"""Words; longer references say something of their own."""
_BARE = 3
"""Words of a name that may be another thing's."""
_LIGHT, _WEAK = 60, 80
"""Relevance, in percent, of rules that are often wrong, and of single words that may be."""
_FAR_DOWN = 1000
"""Lines after which license statements are rare."""
_IN_CODE = re.compile(
    r"[\w)\]]\.\0|\w_\0|\0_\w|->\0|\$\0"
    r"|\0(?:\s*(?:[-+*/|&<>!=]?=|:=|<|>)|\+\+|--|\(|\[|\.\w|->)|\w\(\0\)"
    r"|\b(?:def|class|var|let|const|int|bool|import|from)\s+\0"
)
"""Signs before and after a name in program text; the name itself is a NUL."""
_SAYS_LICENSE = re.compile(r"li[csz]en[csz]|gpl|gnu|spdx|copyright|warrant|domain|permission|commons|cc0|copying|proprietary")


def kind_of(query: Query, match: Match) -> str:
    """The kind of a rule.

    Bare words of little weight, bare names that mean other things too (`Python 2.0`), and ids of which nobody says that they
    are a license, are clues.
    """
    index = query.index
    flags, length = int(index.flags[match.rule]), int(index.lengths[match.rule])
    if length == 1 and index.relevance[match.rule] < _WEAK:
        return "clue"
    if length <= _BARE and not flags & layout.TEXT and not _SAYS_LICENSE.search(index.spelled(match.rule)):
        return "clue"
    if length <= _MENTION and _is_bare_id(query, match) and "licen" not in query.line(int(query.lines[match.start])).lower():
        return "clue"
    return next((name for bit, name in layout.KINDS if flags & bit), "reference")


def _is_bare_id(query: Query, match: Match) -> bool:
    """Whether a rule has only the words of the SPDX id that it stands for."""
    index = query.index
    words = split(index.expressions[index.expression_of[match.rule]].lower())
    numbers = [index.numbers.get(word) for word in words]
    return bool(numbers == index.tokens[index.starts[match.rule] : index.starts[match.rule + 1]].tolist())


def mentions(query: Query, matches: Sequence[Match]) -> set[Match]:
    """References inside a long license text: words of that license about others, as Creative Commons' about CC0."""
    flags = query.index.flags
    texts = [m for m in matches if m.rule >= 0 and flags[m.rule] & layout.TEXT and m.length > LONG_TEXT]
    return {
        match
        for match in (matches if texts else ())
        if match.rule >= 0
        and match.length <= _MENTION
        and not flags[match.rule] & (layout.TEXT | layout.NOTICE)
        and any(text.start < match.start and match.end < text.end for text in texts)
    }


def bare_ones(query: Query, matches: Sequence[Match]) -> set[Match]:
    """Names in program text, and all matches of passages that hold nothing but words that mean other things as often."""
    bare = {match for match in matches if _is_code(query, match)}
    passages: list[list[Match]] = []
    last = 0
    for match in matches:
        if match in bare:
            continue
        if not passages or query.lines[match.start] > last + PASSAGE:
            passages.append([])
            last = 0
        passages[-1].append(match)
        last = max(last, int(query.lines[match.end - 1]))
    return bare.union(*(passage for passage in passages if _is_bare(query, passage)))


def _is_bare(query: Query, passage: Sequence[Match]) -> bool:
    """Rules made as clues; one word such as `gpl`, `freeware`, `public domain`; few words far down; never what is certain."""
    index = query.index
    if any(match.rule < 0 for match in passage):
        return False
    flags = [int(index.flags[match.rule]) for match in passage]
    if all(bits & layout.CLUE for bits in flags):
        return True
    relevance = [int(index.relevance[match.rule]) for match in passage]
    if min(relevance) == 100:
        return False
    lengths = [int(index.lengths[match.rule]) for match in passage]
    names = [index.names[match.rule] for match in passage]
    light = max(relevance) < _LIGHT
    if max(lengths) == 1 and all("gpl" in name or bits & layout.TAG for name, bits in zip(names, flags, strict=True)):
        return True
    if len(passage) == 1 and light and "_bare" in names[0]:
        return True
    return light and min(lengths) <= _BARE and int(query.lines[passage[0].start]) > _FAR_DOWN


def _is_code(query: Query, match: Match) -> bool:
    """Whether a few words are a piece of a program: a variable, a function or a member of that name."""
    index = query.index
    if match.rule < 0 or match.length > _BARE or index.flags[match.rule] & layout.TEXT or "licen" in index.spelled(match.rule):
        return False
    line = query.line(int(query.lines[match.start]))
    name = re.escape(index.words[int(query.ids[match.start])])
    places = list(re.finditer(rf"(?i)(?<![^\W_]){name}(?![^\W_])", line))
    return bool(places) and all(_IN_CODE.search(f"{line[: place.start()]}\0{line[place.end() :]}") for place in places)
