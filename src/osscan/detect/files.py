"""One file's matches, and what they mean together: its expression, what it refers to, what comes near to a license."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osscan.detect import layout
from osscan.detect.approximate import Aligner
from osscan.detect.exact import find_exact, whole_text
from osscan.detect.index import opened
from osscan.detect.lists import true_ones
from osscan.detect.match import Match
from osscan.detect.near import near_misses
from osscan.detect.overlaps import covered_by, settled
from osscan.detect.query import Query
from osscan.detect.refine import approximate_matches, exact_matches
from osscan.detect.tags import find_tags
from osscan.detect.weights import LONG_TEXT, PASSAGE, bare_ones, kind_of, mentions
from osscan.model.detection import Detection, Holder, LicenseMatch, NearMiss

UNNAMED = frozenset(
    f"LicenseRef-scancode-{name}"
    for name in ("unknown-license-reference", "unknown", "free-unknown", "warranty-disclaimer", "generic-cla")
)
"""Expressions that name no license: they count only where nothing else does."""

_TITLES = ("reference", "intro", "tag")


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
        found, raw = _look(query)
        bare, mentioned = bare_ones(query, found), mentions(query, found)
        said = [match for match in found if match not in bare]
        matches += titled(dict.fromkeys(_told(query, match, is_clue=match in mentioned) for match in said))
        clues += dict.fromkeys(_told(query, match, is_clue=True) for match in found if match in bare)
        near += near_misses(query, raw, found)
        for match in said:
            names.update(dict.fromkeys(index.refers_to.get(match.rule, ())))
    counted = counting(matches)
    expression = " AND ".join(_in_and(one) for one in counted) if len(counted) > 1 else "".join(counted) or None
    return Detection(expression, tuple(matches), tuple(near), holders, tuple(names), seen, tuple(clues))


def titled(matches: Iterable[LicenseMatch]) -> list[LicenseMatch]:
    """The matches with each title joined to the text or notice of the same license that follows it."""
    found: list[LicenseMatch] = []
    for match in matches:
        before = found[-1] if found else None
        if before is not None and _is_title_of(before, match):
            first = min(before.start_line, match.start_line)
            found[-1] = match._replace(start_line=first, words=before.words + match.words)
        else:
            found.append(match)
    return found


def _is_title_of(before: LicenseMatch, match: LicenseMatch) -> bool:
    is_close = match.start_line <= before.end_line + PASSAGE and before.end_line <= match.end_line
    return is_close and before.expression == match.expression and before.kind in _TITLES and match.kind in ("text", "notice")


def counting(matches: Sequence[LicenseMatch]) -> list[str]:
    """The distinct expressions that count, in order of appearance.

    Clues and unnamed references count for nothing beside named licenses. A notice that allows later versions speaks
    louder than the bare text of the license, which can't say (SPDX 2.3, annex D: `-only` and `-or-later`).
    """
    said = [match for match in matches if match.kind != "clue"]
    counted = [match for match in said if match.expression not in UNNAMED] or said
    later = {match.expression for match in counted if match.expression.endswith("-or-later")}
    return list(dict.fromkeys(match.expression for match in counted if not _is_outspoken(match, later)))


def _is_outspoken(match: LicenseMatch, later: set[str]) -> bool:
    return match.kind == "text" and match.expression.removesuffix("-only") + "-or-later" in later


def _in_and(expression: str) -> str:
    return f"({expression})" if " OR " in expression else expression


def _look(query: Query) -> tuple[list[Match], list[Match]]:
    """The matches that stay, and all approximate ones as they were before they were weighed."""
    whole = whole_text(query)
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
        return LicenseMatch(match.expression, start, end, 100.0, match.method, "SPDX-License-Identifier", "tag", match.length)
    expression = index.expressions[index.expression_of[match.rule]]
    share = round(100 * match.share(query), 2)
    kind = "clue" if is_clue else kind_of(index, match)
    return LicenseMatch(expression, start, end, share, match.method, index.names[match.rule], kind, match.length)
