"""One file's matches, and what they mean together: its expression, what it refers to, what comes near to a license."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from osscan.detect import layout
from osscan.detect.approximate import Aligner
from osscan.detect.exact import find_exact, whole_text
from osscan.detect.index import Index, opened
from osscan.detect.lists import true_ones
from osscan.detect.match import Match
from osscan.detect.overlaps import covered_by, settled
from osscan.detect.query import Query
from osscan.detect.refine import approximate_matches, exact_matches
from osscan.detect.tags import find_tags
from osscan.model.detection import Detection, Holder, LicenseMatch, NearMiss

UNNAMED = frozenset(
    f"LicenseRef-scancode-{name}"
    for name in ("unknown-license-reference", "unknown", "free-unknown", "warranty-disclaimer", "generic-cla")
)
"""Expressions that name no license: they count only where nothing else does."""

_LONG_TEXT = 120
_MENTION = 20
_NEAR_SHARE = 0.5
_SHOWN = 200
_WEAK = 80
_TITLES = ("reference", "intro", "tag")
_LIGHT = 60
_FAR_DOWN = 1000
"""Lines after which license statements are rare."""
_PASSAGE = 4
"""Lines between the matches of one passage; ScanCode's distance."""
_BARE = 3
_IN_CODE = re.compile(
    r"[\w)\]]\.\0|[\w]_\0|\0_\w|->\0|\$\0|\0(?:\s*(?:[-+*/|&]?=(?!=)|:=)|\(|\[|\.\w|->)|\b(?:def|class|var|let|const|int|bool|import|from)\s+\0"
)
"""Signs before and after a name in program text; the name itself is a NUL."""
_SAYS_LICENSE = re.compile(r"li[csz]en[csz]|gpl|gnu|spdx|copyright|warrant|domain|permission|commons|cc0|copying|proprietary")


def detection_of(segments: Sequence[Sequence[tuple[int, str]]], holders: tuple[Holder, ...], seen: str) -> Detection:
    """The Detection of a file whose interesting parts are given, in segments that are looked at one by one."""
    index = opened()
    matches: list[LicenseMatch] = []
    clues: list[LicenseMatch] = []
    near: list[NearMiss] = []
    names: dict[str, None] = {}
    for pieces in segments:
        query = Query(pieces, index)
        if not query.length:
            continue
        all_found, missed = _look(query)
        found, bare = _weighed(query, all_found)
        mentioned = _mentioned(query, found)
        told = [_told(query, match)._replace(kind="clue") if match in mentioned else _told(query, match) for match in found]
        matches += titled(dict.fromkeys(told))
        clues += dict.fromkeys(_told(query, match)._replace(kind="clue") for match in bare)
        near += [_near(query, match) for match in missed]
        for match in found:
            names.update(dict.fromkeys(index.refers_to.get(match.rule, ())))
    counted = counting(matches)
    expression = " AND ".join(_in_and(one) for one in counted) if len(counted) > 1 else "".join(counted) or None
    return Detection(expression, tuple(matches), tuple(near), holders, tuple(names), seen, tuple(clues))


def titled(matches: Iterable[LicenseMatch]) -> list[LicenseMatch]:
    """The matches with each title joined to the text or notice of the same license that follows it."""
    found: list[LicenseMatch] = []
    for match in matches:
        before = found[-1] if found else None
        if before is not None and before.kind in _TITLES and match.kind in ("text", "notice"):
            close = match.start_line <= before.end_line + _PASSAGE
            if close and before.expression == match.expression and before.end_line <= match.end_line:
                first = min(before.start_line, match.start_line)
                found[-1] = match._replace(start_line=first, words=before.words + match.words)
                continue
        found.append(match)
    return found


def counting(matches: Sequence[LicenseMatch]) -> list[str]:
    """The distinct expressions that count, in order of appearance.

    Bare words and unnamed references count for nothing beside named licenses. A notice that allows later versions speaks
    louder than the bare text of the license, which can't say (SPDX 2.3, annex D: `-only` and `-or-later`).
    """
    named = [match for match in matches if match.expression not in UNNAMED and match.kind != "clue"]
    counted = named or [match for match in matches if match.kind != "clue" and match.expression in UNNAMED]
    later = {match.expression for match in counted if match.expression.endswith("-or-later")}
    found = dict.fromkeys(
        match.expression
        for match in counted
        if not (
            match.kind == "text"
            and match.expression.endswith("-only")
            and f"{match.expression.removesuffix('-only')}-or-later" in later
        )
    )
    return list(found)


def _in_and(expression: str) -> str:
    return f"({expression})" if " OR " in expression else expression


def _look(query: Query) -> tuple[list[Match], list[Match]]:
    """The matches that count, and those that nearly did."""
    whole = whole_text(query)
    if whole is not None:
        return [whole], []
    index = query.index
    exact = exact_matches(query, *find_exact(query))
    matches = [*find_tags(query), *exact]
    covered = covered_by(query, matches)
    missed: list[Match] = []
    if (query.high & ~covered).any():
        texts = [m for m in exact if index.flags[m.rule] & layout.TEXT and m.length > _LONG_TEXT]
        aligner = Aligner(query)
        copies = aligner.copies()
        query.used |= covered_by(query, [*texts, *copies])
        raw = [*copies, *aligner.others(query.used, covered)]
        meant = approximate_matches(query, raw, exact)
        matches += meant
        missed = [match for match in raw if _resembles(query, match)]
    found = true_ones(query, settled(query, matches))
    return found, _not_found(query, missed, found)


def _mentioned(query: Query, matches: list[Match]) -> list[Match]:
    """References inside a long license text: words of that license about others, as Creative Commons' about CC0."""
    flags = query.index.flags
    texts = [m for m in matches if m.rule >= 0 and flags[m.rule] & layout.TEXT and m.length > _LONG_TEXT]
    return [
        match
        for match in matches
        if match.rule >= 0
        and match.length <= _MENTION
        and not flags[match.rule] & (layout.TEXT | layout.NOTICE)
        and any(text.start < match.start and match.end < text.end for text in texts)
    ]


def _resembles(query: Query, match: Match) -> bool:
    """Whether a match is one of most of a license's text or notice, in one place."""
    flags, length = int(query.index.flags[match.rule]), int(query.index.lengths[match.rule])
    wanted = flags & (layout.TEXT | layout.NOTICE) and length >= 20
    return bool(wanted) and match.share(query) >= _NEAR_SHARE and match.length >= _NEAR_SHARE * (match.end - match.start)


def _not_found(query: Query, missed: list[Match], found: list[Match]) -> list[Match]:
    """Near misses where no license was found, the nearest of each place."""
    taken = 0
    for match in found:
        taken |= match.words
    near: list[Match] = []
    for match in sorted(missed, key=lambda match: (-match.length * match.share(query), match.start, match.rule)):
        if (match.words & taken).bit_count() < match.length / 4:
            near.append(match)
            taken |= match.words
    return sorted(near, key=lambda match: match.start)


def _weighed(query: Query, matches: list[Match]) -> tuple[list[Match], list[Match]]:
    """The matches that say something, and the bare words: those of passages in which nothing else stands."""
    passages: list[list[Match]] = []
    last = 0
    bare = [match for match in matches if _is_code(query, match)]
    for match in (match for match in matches if match not in bare):
        if not passages or query.lines[match.start] > last + _PASSAGE:
            passages.append([])
            last = 0
        passages[-1].append(match)
        last = max(last, int(query.lines[match.end - 1]))
    bare += [match for passage in passages if _is_bare(query, passage) for match in passage]
    return [match for match in matches if match not in bare], bare


def _is_bare(query: Query, passage: list[Match]) -> bool:
    """Whether a passage only has words that mean other things as often: rules made as clues, `gpl`, `freeware`, `public domain`."""
    index = query.index
    if any(match.rule < 0 for match in passage):
        return False
    flags = [int(index.flags[match.rule]) for match in passage]
    if all(bits & layout.CLUE for bits in flags):
        return True
    weights = [int(index.relevance[match.rule]) for match in passage]
    lengths = [int(index.lengths[match.rule]) for match in passage]
    if min(weights) == 100:
        return False
    names = [index.names[match.rule] for match in passage]
    single = all(length == 1 for length in lengths)
    light = max(weights) < _LIGHT
    return (
        (single and all("gpl" in name or bits & layout.TAG for name, bits in zip(names, flags, strict=True)))
        or (len(passage) == 1 and light and "_bare" in names[0])
        or (light and min(lengths) <= _BARE and int(query.lines[passage[0].start]) > _FAR_DOWN)
    )


def _is_code(query: Query, match: Match) -> bool:
    """Whether a few words are a piece of a program: a variable, a function or a member of that name."""
    index = query.index
    if match.rule < 0 or match.length > _BARE or index.flags[match.rule] & layout.TEXT or "licen" in index.spelled(match.rule):
        return False
    line = _line(query, int(query.lines[match.start]))
    name = re.escape(index.words[int(query.ids[match.start])])
    places = list(re.finditer(rf"(?i)(?<![^\W_]){name}(?![^\W_])", line))
    return bool(places) and all(_IN_CODE.search(line[: place.start()] + "\0" + line[place.end() :]) for place in places)


def _told(query: Query, match: Match) -> LicenseMatch:
    index = query.index
    start, end = int(query.lines[match.start]), int(query.lines[match.end - 1])
    if match.rule < 0:
        return LicenseMatch(match.expression, start, end, 100.0, match.method, "SPDX-License-Identifier", "tag", match.length)
    expression = index.expressions[index.expression_of[match.rule]]
    share = round(100 * match.share(query), 2)
    return LicenseMatch(expression, start, end, share, match.method, index.names[match.rule], _kind(index, match), match.length)


def _kind(index: Index, match: Match) -> str:
    """The kind of a rule. Bare words of little weight, and bare names that mean other things too, are clues: `Python 2.0`."""
    flags, length = int(index.flags[match.rule]), int(index.lengths[match.rule])
    if length == 1 and index.relevance[match.rule] < _WEAK:
        return "clue"
    if length <= _BARE and not flags & layout.TEXT and not _SAYS_LICENSE.search(index.spelled(match.rule)):
        return "clue"
    return next((name for bit, name in layout.KINDS if flags & bit), "reference")


def _near(query: Query, match: Match) -> NearMiss:
    index = query.index
    words = covered_by(query, [match])[match.start : match.end]
    lines = query.lines[match.start : match.end]
    strange = np.flatnonzero(~words | np.append(np.diff(query.unknown[match.start : match.end]) > 0, [False]))
    line = int(lines[strange[0]]) if len(strange) else int(lines[-1])
    expression = index.expressions[index.expression_of[match.rule]]
    share = round(100 * match.share(query), 2)
    return NearMiss(expression, index.names[match.rule], int(lines[0]), int(lines[-1]), share, _line(query, line))


def _line(query: Query, number: int) -> str:
    for first, text in query.pieces:
        lines = text.split("\n")
        if first <= number < first + len(lines):
            return " ".join(lines[number - first].split())[:_SHOWN]
    return ""
