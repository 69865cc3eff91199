"""What one file says about licenses: a JSON object on one line for scripts, a short block for people."""

from __future__ import annotations

import json
from typing import Any

from osscan.model.detection import Holder, LicenseMatch, NearMiss
from osscan.model.problem import Problem
from osscan.model.tree_licenses import DetectedFile
from osscan.reports.page import Page
from osscan.texts.catalogue import Words

_TAG = "spdx-tag"
_encode = json.JSONEncoder().encode


def json_line(file: DetectedFile, words: Words, passages: tuple[str, ...] = ()) -> str:
    """One line; what is rare (clues, near misses, holders, references, problems) only has a field where there is some of it.

    `passages` are the matched texts, one for each match, where they were asked for.
    """
    found = file.detection
    told: dict[str, Any] = {"path": file.path, "expression": found.expression}
    told["matches"] = [_match(match) for match in found.matches]
    for match, passage in zip(told["matches"], passages, strict=False):
        match["text"] = passage
    if found.clues:
        told["clues"] = [_match(clue) for clue in found.clues]
    if found.near:
        told["near"] = [near._asdict() for near in found.near]
    if found.holders:
        told["holders"] = [holder._asdict() for holder in found.holders]
    if found.refers_to:
        told["refers_to"] = found.refers_to
    if found.seen != "text":
        told["seen"] = found.seen
    if file.problem is not None:
        told["problems"] = [_problem(file.problem, words)]
    return _encode(told)


def text_block(file: DetectedFile, words: Words, page: Page, passages: tuple[str, ...] = ()) -> None:
    """The file, where which license stands and how sure that is, holders, near misses."""
    found = file.detection
    page.line(_head(file, words), 0, "bold")
    places = [_lines(words, match.start_line, match.end_line) for match in found.matches]
    nears = [_lines(words, near.start_line, near.end_line) for near in found.near]
    clues = [_lines(words, clue.start_line, clue.end_line) for clue in found.clues]
    holders = [_lines(words, holder.line, holder.line) for holder in found.holders]
    column = 4 + max(map(len, [*places, *clues, *nears, *holders]), default=0)
    for position, (place, match) in enumerate(zip(places, found.matches, strict=True)):
        page.field(place, match_said(words, match), 2, column)
        if position < len(passages):
            page.quote(tuple(passages[position].expandtabs(4).splitlines()), column)
    for place, clue in zip(clues, found.clues, strict=True):
        page.field(place, match_said(words, clue), 2, column)
    for place, near in zip(nears, found.near, strict=True):
        page.field(place, near_said(words, near), 2, column)
    for place, holder in zip(holders, found.holders, strict=True):
        page.field(place, holder_said(words, holder), 2, column)
    if found.refers_to:
        page.line(words("detect.file.refers-to", names=", ".join(found.refers_to)), 2)
    if found.seen != "text" and file.problem is None:
        page.line(words(f"detect.seen.{found.seen}"), 2)


def match_said(words: Words, match: LicenseMatch) -> str:
    """What stands in a place and how much of the known text was found."""
    kind = words(f"detect.kind.{match.kind}")
    if match.method == _TAG:
        return words("detect.file.match-by-tag", expression=match.expression, kind=kind)
    return words(
        "detect.file.match-by-rule" if match.rule else "detect.file.match",
        expression=match.expression,
        kind=kind,
        coverage=int(match.coverage),
        method=words(f"detect.method.{match.method}"),
        rule=match.rule,
    )


def near_said(words: Words, near: NearMiss) -> str:
    return words("detect.file.near", expression=near.expression, coverage=int(near.coverage), passage=near.passage)


def holder_said(words: Words, holder: Holder) -> str:
    key = "detect.file.holder-since" if holder.years else "detect.file.holder"
    return words(key, name=holder.name, years=holder.years)


def _head(file: DetectedFile, words: Words) -> str:
    if file.problem is not None:
        return words("detect.file.unread", path=file.path)
    expression = file.detection.expression
    return words("detect.file.licenses" if expression else "detect.file.none", path=file.path, expression=expression)


def _lines(words: Words, first: int, last: int) -> str:
    return words("detect.file.lines" if last > first else "detect.file.line", first=first, last=last)


def _match(match: LicenseMatch) -> dict[str, Any]:
    return {
        "expression": match.expression,
        "start_line": match.start_line,
        "end_line": match.end_line,
        "coverage": match.coverage,
        "method": match.method,
        "rule": match.rule,
        "kind": match.kind,
    }


def _problem(problem: Problem, words: Words) -> dict[str, str]:
    message = words(f"problem.{problem.code}.message", problem.facts)
    return {"code": problem.code, "severity": problem.severity.value, "message": message}
