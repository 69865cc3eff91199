"""What a license file says beyond the licenses that were recognised in it: nothing, more words, or a restriction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from osscan.model.detection import LicenseMatch

_WORD = re.compile(r"[^\W_]+")
_COPYRIGHT = re.compile(r"(?i)\W*(?:portions )?(?:copyright\b|\(c\)|©|all rights reserved\W*$|authors?:|spdx-)")
_TERMS = re.compile(
    r"(?i)\b(?:us(?:e[ds]?|ing)|may|must|shall|permi\w+|prohibit\w*|forbid\w*|commercial\w*|restrict\w*|(?:re)?distribut\w+|sell"
    r"|sold|fee|pay\w*|only|except|not|without|provided|subject)\b"
)
"""Words by which a line can change what a license grants."""
_RESTRICTION = re.compile(
    r"(?i)\bnon-?\s?commercial\w*|\bcommercial(?:ly)?\s+(?:use[ds]?|purposes?|exploit\w*)|\bfor\s+(?:any\s+)?commercial\b"
    r"|\b(?:may|must|shall|can)\s?not\s+(?:be\s+)?(?:us(?:e|ed)|sell|sold|distributed?|cop(?:y|ied)|modify|modified|run)\b"
    r"(?!\s+(?:in\s+(?:any\s+)?advertising|to\s+endorse|in\s+publicity|or\s+otherwise))"
    r"|\b(?:use|copying|distribution|sale|selling|modification)\b[^.]{0,40}\b(?:prohibited|forbidden|not\s+(?:permitted|allowed))"
    r"|\b(?:personal|private|academic|educational|research|internal|evaluation)\s+(?:use|purposes?)\s+only|\bonly\s+for\b"
    r"|\bmilitary\b|\bweapons?\b|\bnot\s+for\s+(?:sale|resale|production)|\b(?:for|solely)\s+evaluation\b"
)
_SLACK = 2
_LONG = 400
"""Words; longer licenses speak of these things themselves."""


class Remainder(NamedTuple):
    """The first line of either kind; None where there is none."""

    restriction: int | None = None
    more: int | None = None


def remainder_of(text: str, matches: Sequence[LicenseMatch]) -> Remainder:
    """Looks at the lines outside of the matches, and at those inside of which more stands than the license's own words."""
    lines = text.split("\n")
    inside: set[int] = set()
    strange: set[int] = set()
    for match in matches:
        span = range(match.start_line, match.end_line + 1)
        inside.update(span)
        if match.method == "approximate" and match.words < _LONG and _words(lines, span) > match.words + _SLACK:
            strange.update(span)
    restriction = more = None
    for number, line in enumerate(lines, 1):
        if number in inside and number not in strange:
            continue
        if restriction is None and _RESTRICTION.search(" ".join(lines[number - 1 : number + 1])):
            restriction = number
        if more is None and number not in inside and _TERMS.search(line) and not _COPYRIGHT.match(line):
            more = number
    return Remainder(restriction, more)


def _words(lines: Sequence[str], span: range) -> int:
    mine = (lines[number - 1] for number in span if 0 < number <= len(lines))
    return sum(len(_WORD.findall(line)) for line in mine if not _COPYRIGHT.match(line))
