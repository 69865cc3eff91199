"""The years of a copyright statement: lists and ranges before or after a name, written in one way."""

from __future__ import annotations

import re

_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_DASH = r"(?:\s{0,2}(?:[-‐-―−~]{1,3}|\.\.\.?|\bto\b|\bbis\b|\bthrough\b|&[nm]dash;)\s{0,2})"
_OPEN_END = r"(?:present|now|today|current(?:\s+year)?|heute|ongoing|20\d?x{1,2})\b"
_LATER = r"(?:,?\s?(?=present\b)|\s(?=(?:and\slater|onwards?)\b))(?:present|and\slater|onwards?)\b"
_DATE_REST = r"(?:-\d\d?-\d\d?|/\d\d?/\d\d?)(?!\d)"
_SHORT = r"'?\d\d(?![\w.])"
_ITEM = rf"(?<![\w.-]){_YEAR}(?:s\b)?(?![\w@]|\.\d)(?:{_DATE_REST}|{_DASH}(?:{_YEAR}(?![\w@])|{_OPEN_END}|\d\d?(?![\d.,]\d|\d|\w))|{_LATER})?"
_SHORT_ITEM = rf"{_SHORT}(?:{_DASH}{_SHORT})?"
_BETWEEN = r"\s{0,4}(?:[,;&+/]|\band\b|\bund\b)?\s{0,4}(?:\band\b)?\s{0,2}"
_MONTH = (
    r"(?:(?:\d\d?\.?\s+)?(?:jan|feb|mar|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]{0,8}\.?,?\s+(?:\d\d?,\s+)?)?"
)

LIST = re.compile(rf"{_MONTH}{_ITEM}(?:{_BETWEEN}(?:{_MONTH}{_ITEM}|(?<=,){_SHORT_ITEM}|(?<=, ){_SHORT_ITEM}))*", re.IGNORECASE)
"""A list of years and ranges, anywhere in a statement."""

_PART = re.compile(
    rf"(?P<first>{_YEAR}|(?<!\d)\d\d(?!\d))(?:s\b)?(?:{_DATE_REST}|{_DASH}(?:(?P<last>{_YEAR}|\d\d?(?!\d))|(?P<open>{_OPEN_END}))|(?P<later>{_LATER}))?",
    re.IGNORECASE,
)
_STILL = 9999


def normal(raw: str) -> str:
    """Full years in order, without what is said twice: `1998 - 1999, 1991,92, 1998` becomes `1991, 1992, 1998-1999`."""
    return _written(_spans(raw))


def joined(one: str, other: str) -> str:
    """Two lists of years as one; what lies within another range is left out."""
    if not one or not other or one == other:
        return one or other
    return _written(_spans(f"{one}, {other}"))


def _spans(raw: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    previous = 0
    for part in _PART.finditer(raw):
        text = part["first"]
        if len(text) == 2 and not previous:
            continue
        first = _full(text, previous)
        last = _STILL if part["open"] or part["later"] else _full(part["last"], first) if part["last"] else first
        if not first <= last <= max(first, 2049) and last != _STILL:
            last = first
        spans.append((first, last))
        previous = last if last != _STILL else first
    return spans


def _full(text: str, previous: int) -> int:
    """A short year belongs to the century of the one before it, or to the next one when it would lie before it."""
    if len(text) == 4:
        return int(text)
    span: int = 10 ** len(text)
    year = previous - previous % span + int(text)
    return year if year >= previous else year + span


def _written(spans: list[tuple[int, int]]) -> str:
    kept: list[tuple[int, int]] = []
    for first, last in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or last > kept[-1][1]:
            kept.append((first, last))
    return ", ".join(_span_text(first, last) for first, last in kept)


def _span_text(first: int, last: int) -> str:
    if last == _STILL:
        return f"{first}-present"
    return str(first) if first == last else f"{first}-{last}"
