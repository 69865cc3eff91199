"""One file's matches, and what they mean together: its expression, what it refers to, what comes near to a license."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osscan.detect import layout
from osscan.detect.approximate import Aligner
from osscan.detect.choices import allows_later, choices, names_other_version
from osscan.detect.exact import find_exact, whole_text
from osscan.detect.index import opened
from osscan.detect.lists import true_ones
from osscan.detect.match import EXACT, Match
from osscan.detect.meaning import CHANGED, REFERENCE, UNNAMED, counted, expression_of, titled
from osscan.detect.near import changed_texts, near_misses
from osscan.detect.overlaps import covered_by, settled
from osscan.detect.prefilter import Segment
from osscan.detect.query import Query
from osscan.detect.refine import approximate_matches, exact_matches
from osscan.detect.tags import FIELD, find_tags
from osscan.detect.weights import LONG_TEXT, bare_ones, kind_of, mentions
from osscan.model.detection import Detection, Holder, LicenseMatch, NearMiss

_GNU = frozenset(
    f"{family}-only"
    for family in ("GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "AGPL-1.0", "AGPL-3.0", "GFDL-1.3")
)
_FILE = re.compile(
    r"(?<![\w./:-])(?!//)[\w./-]*(?:LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|EULA|LIZENZ|UNLICENSE|eula|copying|licen[cs]e(?=\.\w))[\w.-]*"
)
"""Paths of license files; in lower case only with an ending, because the word is a common one."""


def detection_of(segments: Sequence[Segment], holders: tuple[Holder, ...], seen: str, *, complete: bool) -> Detection:
    """The Detection of a file whose interesting parts are given, in segments that are looked at one by one.

    `complete`: the one segment is all of the file.
    """
    index = opened()
    matches: list[LicenseMatch] = []
    statements: list[LicenseMatch] = []
    clues: list[LicenseMatch] = []
    near: list[NearMiss] = []
    names: dict[str, None] = {}
    first = 0
    for segment in segments:
        query = Query(_from_line(first, segment.pieces), index)
        if not query.length:
            continue
        found, raw = _look(query, complete=complete)
        if segment.until:
            found = [match for match in found if query.lines[match.start] < segment.until]
            raw = [match for match in raw if query.lines[match.start] < segment.until]
            first = max([segment.until, *(int(query.lines[match.end - 1]) + 1 for match in found)])
        bare, mentioned = bare_ones(query, found), mentions(query, found)
        told = {match: _told(query, match, is_clue=match in bare or match in mentioned) for match in found}
        matches += titled(dict.fromkeys(told[match] for match in found if match not in bare))
        clues += dict.fromkeys(told[match] for match in found if match in bare)
        statements += [_choice([told[match] for match in offered]) for offered in choices(query, found)]
        for changed, is_narrowed in changed_texts(query, found):
            near.append(changed)
            statements += [_changed(changed)] if is_narrowed else []
        near += near_misses(query, raw, found)
        names |= dict.fromkeys(name for match in found if match not in bare for name in _named_files(query, match))
    said = counted(statements)
    return Detection(expression_of(said), tuple(matches), tuple(near), holders, tuple(names), seen, tuple(clues), tuple(said))


def _choice(offered: Sequence[LicenseMatch]) -> LicenseMatch:
    """What is offered for choice as one statement."""
    names = list(dict.fromkeys(match.expression for match in offered if match.expression not in UNNAMED))
    if len(names) < 2 or any(" AND " in name for name in names):
        return next((match for match in offered if match.kind != "clue"), offered[0])
    return offered[0]._replace(expression=" OR ".join(names), kind="notice")


def _changed(near: NearMiss) -> LicenseMatch:
    return LicenseMatch(CHANGED, near.start_line, near.end_line, near.coverage, "approximate", near.rule, "notice", LONG_TEXT)


def _named_files(query: Query, match: Match) -> list[str]:
    """The files that a notice names instead of a license, as they are written there, or as its rule writes them."""
    index = query.index
    names = index.refers_to(match.rule)
    if not names and (match.rule < 0 or index.expressions[index.expression_of[match.rule]] != REFERENCE):
        return []
    lines = range(int(query.lines[match.start]), int(query.lines[match.end - 1]) + 1)
    written = [name.rstrip(".") for line in lines for name in _FILE.findall(query.line(line))]
    paths = [name for name in written if "." in name or "/" in name]
    return paths or [name for name in written if name] or list(names)


def _from_line(first: int, pieces: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The pieces without the lines before the given one."""
    found = []
    for line, text in pieces:
        if line >= first:
            found.append((line, text))
        elif line + text.count("\n") >= first:
            found.append((first, text.split("\n", first - line)[-1]))
    return found


def _look(query: Query, *, complete: bool) -> tuple[list[Match], list[Match]]:
    """The matches that stay, and all approximate ones as they were before they were weighed."""
    whole = whole_text(query) if complete else None
    if whole is not None:
        return [whole], []
    exact = exact_matches(query, *find_exact(query))
    matches = [*find_tags(query), *exact]
    covered = covered_by(query, matches)
    raw: list[Match] = []
    if (query.high & ~covered).any():
        flags = query.index.flags
        texts = [match for match in exact if flags[match.rule] & layout.TEXT and match.length > LONG_TEXT]
        aligner = Aligner(query)
        copies = aligner.copies()
        query.used |= covered_by(query, [*texts, *copies])
        raw = [*copies, *aligner.others(query.used, covered)]
        matches += approximate_matches(query, raw, exact)
    return true_ones(query, settled(query, matches)), raw


def _told(query: Query, match: Match, *, is_clue: bool) -> LicenseMatch:
    index = query.index
    start, end = int(query.lines[match.start]), int(query.lines[match.end - 1])
    if match.rule < 0:
        method, name = (EXACT, "license expression") if match.rule == FIELD else (match.method, "SPDX-License-Identifier")
        return LicenseMatch(match.expression, start, end, 100.0, method, name, "tag", match.length)
    expression = index.expressions[index.expression_of[match.rule]]
    if expression.endswith("-only") and expression in _GNU and allows_later(query, match):
        expression = expression.removesuffix("-only") + "-or-later"
    if names_other_version(query, match, expression):
        expression = REFERENCE
    share = round(100 * match.share(query), 2)
    kind = "clue" if is_clue else kind_of(query, match)
    return LicenseMatch(expression, start, end, share, match.method, index.names[match.rule], kind, match.length)
