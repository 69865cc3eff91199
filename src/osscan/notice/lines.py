"""Copyright lines, word for word as they stand in a text; blanks of templates and statements about licenses are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.detect.holders import holders, is_license_texts_own
from osscan.model.detection import Holder

_OPENING = re.compile(r"^[\s#*/;!%|>\"'`~=+-]*(?:(?:dnl|rem|REM)\b|<!--)?[\s*]*")
_CLOSING = re.compile(r"(?:\*/|-->)?[\s*#=|~`\"'+-]*$")
_BLANK = re.compile(
    r"(?i)[<\[{(](?:year|yyyy|name|copyright|owner|holder|author|your|fullname|full name|date)[^<>\[\]{}()]*[>\]})]"
    r"|\bYOUR NAME\b|\bYEAR\b.*\bAUTHOR\b|the package'?s copyright holder"
)
_MARK = re.compile(r"(?i)copyright(?:ed)?\b|\(c\)|©|&copy;")
_ALONE = re.compile(
    r"(?i)^\W{0,8}(?:portions )?copyright(?!ed|able)\b[ \t:]*+(?:\(c\)|©)?+[ \t<]*+"
    r"(?!(?:notices?|holders?|owners?|law|laws|licen[cs]e|license[ds]?|statements?|and|or|in|is|the copyright|interests?|doctrines?|as|for|to)\b)"
    r"[^\n]{0,90}[^\W\d_]{2}"
)
_TERMS = re.compile(r"(?i)\b(?:must|shall|may|permi\w+|provided|subject|retain\w*|licensed|distribut\w+|applicable)\b")
_ENDS = re.compile(r"\\n|\\r|\*/|<(?!\w[^>]*@)|;\s|\s{3,}|\bPermission\b|\bLicensed\b|\bReleased\b")
_LONG, _LONGEST = 300, 220
_PROGRAM = 500
"""Longer lines are those of programs: no templates, and only the words around a holder are looked at."""
_WORDS_BEFORE = 2
_FEW = 6


def copyright_lines(text: str, *, is_license: bool) -> tuple[str, ...]:
    """Each line that names a holder, once, in the order of the text, without the marks of comments and prose before it.

    In license texts the statement that protects the text itself (GPL, FDL) is left out, and a line of its own that begins with
    `Copyright` counts without a year too.
    """
    lines = text.split("\n")
    found: dict[int, str] = {}
    own: set[int] = set()
    for holder in holders(text):
        if is_license and is_license_texts_own(holder):
            own.add(holder.line)
            continue
        line = _line(lines, holder)
        if line and not is_blank(line):
            found.setdefault(holder.line, line)
    if is_license:
        for number, line in _alone(lines):
            if number not in own:
                found.setdefault(number, line)
    return tuple(dict.fromkeys(line for _, line in sorted(found.items())))


def is_blank(line: str) -> bool:
    """Whether a line is a template's: `Copyright [yyyy] [name of copyright owner]` names nobody."""
    return len(line) <= _PROGRAM and _BLANK.search(line) is not None


def is_boilerplate(text: str) -> bool:
    """Whether a NOTICE says nothing: empty, or but the template of the license's appendix."""
    said = [line for line in text.split("\n") if line.strip(" \t\r=-*#_")]
    if not said:
        return True
    return len(said) < _FEW and any(map(is_blank, said)) and not copyright_lines(text, is_license=True)


def _alone(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Lines that are a statement and nothing else, behind an empty line, a title or another statement."""
    for number, line in enumerate(lines, 1):
        if "opyright" not in line or len(line) > _PROGRAM or is_blank(line) or _TERMS.search(line) or _ALONE.match(line) is None:
            continue
        before = lines[number - 2].strip() if number > 1 else ""
        if not before or len(before.split()) < _FEW or "opyright" in before:
            yield number, _cut(_bare(line))


def _line(lines: list[str], holder: Holder) -> str:
    """The holder's line; the next one too where the name goes on there."""
    at = holder.line - 1
    if not 0 <= at < len(lines):
        return ""
    words = holder.name.split()
    line = _bare(_around(lines[at], words))
    last = words[-1].strip(".,;:\"'()<>") if words else ""
    if last and last not in line and at + 1 < len(lines) and last in lines[at + 1][:_PROGRAM]:
        line = f"{line} {_bare(lines[at + 1][:_PROGRAM])}"
    return _cut(line, words[0] if words else "")


def _around(line: str, words: list[str]) -> str:
    """A line, or of a long one what stands around the name."""
    if len(line) <= _PROGRAM:
        return line
    found = max(line.find(words[0]) if words else 0, 0)
    return line[max(found - _LONGEST, 0) : found + _PROGRAM]


def _cut(line: str, name: str = "") -> str:
    """The statement alone, where prose stands before it or the line is that of a program."""
    marks = [found.start() for found in _MARK.finditer(line)]
    until = line.find(name) if name else -1
    before = [mark for mark in marks if until < 0 or mark <= until]
    if before:
        first = _first_of_its_kind(line, before)
        if len(line[:first].split()) > _WORDS_BEFORE or line[:first].endswith(('"', "'")):
            line = line[first:]
    if len(line) > _LONG:
        ends = _ENDS.search(line, 12)
        line = line[: min(ends.start() if ends else _LONGEST, _LONGEST)].rstrip(" \"'\\,;")
    return line


def _first_of_its_kind(line: str, marks: list[int]) -> int:
    """Where the last statement before the name begins: `Copyright (c)` is one mark, not two."""
    first = marks[-1]
    for mark in reversed(marks[:-1]):
        if line[mark:first].strip(" ©").lower() not in ("copyright", "(c)", "copyright:"):
            break
        first = mark
    return first


def _bare(line: str) -> str:
    return " ".join(_CLOSING.sub("", _OPENING.sub("", line.strip())).split())
