"""Prefilter: where in a file words stand from which every known notice has at least one; other files need no second look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from osscan.detect.words import split

FAMILIES = (
    r"li[csz]en[csz]|gpl|\bbsd\b|apache|public.?domain|mozilla|creative.?commons|\bcc[- ](?:by|0)|cc0|warrant[yi]|redistribut|copyleft"
    r"|\beula|spdx|\bgnu\b|all rights res|free software|open.?source|propriet|disclaim|merchantab|commercial|copyrighted|freely"
    r"|freeware|shareware"
)
"""Words of license language that are rare in program text; the rest is made from the rules that have none of them."""

_WORDS = 3
_AROUND = 1500
"""Bytes looked at on both sides of a hit; with 800 the accuracy falls measurably."""
_NEARLY_ALL = 0.4
_SHORT = 6000
_SEGMENT, _OVERLAP = 200_000, 50_000
"""Bytes; the longest license texts have 100 000, most less than 40 000."""


def pattern_for(texts: Iterable[str]) -> str:
    """A regular expression that finds something in each of the texts: a family, or the first words of the text."""
    families = re.compile(FAMILIES)
    phrases: set[str] = set()
    for text in texts:
        low = text.lower()
        if not families.search(low):
            phrases.add(_phrase(split(low)))
    return "|".join((FAMILIES, *sorted(phrases)))


def _phrase(words: list[str]) -> str:
    """The first words in a row that are plain ASCII, whatever stands between them; or the bytes of the first word."""
    for at in range(len(words)):
        row = words[at : at + _WORDS]
        if "".join(row).isascii() and (len(row) == _WORDS or at == 0):
            return r"\b" + r"[\W_]+".join(re.escape(word) for word in row)
    return "".join(f"\\x{byte:02x}" for byte in words[0].encode())


def compiled(pattern: str) -> Any:
    """The search over bytes, in any case of letters; linear in the length of the text whatever the text is (RE2)."""
    import re2  # noqa: PLC0415 - results from the cache need no search

    options = re2.Options()
    options.case_sensitive = False
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    options.never_capture = True
    options.log_errors = False
    return re2.compile(pattern.encode("ascii"), options)


class Segment(NamedTuple):
    """Pieces of a file that are looked at together: the number of the first line and the text of each.

    The last piece may run on into the next segment, so that no text is torn: what begins at line `until` or later is the next
    segment's matter. 0: all is this segment's.
    """

    pieces: list[tuple[int, str]]
    until: int = 0


def segments(data: bytes, search: Any, *, whole: bool) -> list[Segment]:
    """What is to be looked at closely: whole lines round the hits, or all where the hits are dense or `whole` is asked for.

    Segments keep very long files in bounded memory.
    """
    if whole or len(data) <= _SHORT:
        spans = [(0, len(data))] if search.search(data) else []
    else:
        spans = _around_hits(data, search)
        if sum(end - start for start, end in spans) > _NEARLY_ALL * len(data):
            spans = [(0, len(data))]
    parts = _cut(data, spans)
    found: list[Segment] = []
    room = counted = 0
    line = 1
    for number, (start, end) in enumerate(parts):
        if room < end - start:
            found.append(Segment([]))
            room = _SEGMENT
        room -= end - start
        line += data.count(b"\n", counted, start)
        counted = start
        following = parts[number + 1] if number + 1 < len(parts) else None
        if following is not None and following[0] == end and data[end - 1 : end] == b"\n":
            until = line + data.count(b"\n", start, end)
            further = data.rfind(b"\n", end, min(end + _OVERLAP, following[1])) + 1 or end
            found[-1] = Segment([*found[-1].pieces, (line, data[start:further].decode("utf-8", "replace"))], until)
            room = 0
        else:
            found[-1].pieces.append((line, data[start:end].decode("utf-8", "replace")))
    return found


def _around_hits(data: bytes, search: Any) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for hit in search.finditer(data):
        at = hit.start()
        if spans and at + _AROUND <= spans[-1][1]:
            continue
        start = data.rfind(b"\n", 0, max(at - _AROUND, 0)) + 1 if at > _AROUND else 0
        start = max(start, at - 2 * _AROUND, 0)
        end = data.find(b"\n", at + _AROUND, at + 2 * _AROUND)
        end = min(end + 1 if end >= 0 else at + 2 * _AROUND, len(data))
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _cut(data: bytes, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in parts that fit a segment, cut at a line end where there is one."""
    found = []
    for first, end in spans:
        start = first
        while end - start > _SEGMENT:
            cut = data.rfind(b"\n", start + _SEGMENT // 2, start + _SEGMENT) + 1 or start + _SEGMENT
            found.append((start, cut))
            start = cut
        found.append((start, end))
    return found
