"""Finds the first fault of an expression and the characters it stands at, before any parser builds a tree."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 65_536
"""Characters; the longest real expression seen in SBOMs has about 2 000."""
DEEPEST = 64
"""Brackets inside brackets."""

_TOKEN = re.compile(r"[()]|[^\s()]+")
_ID = re.compile(r"(?:DocumentRef-[A-Za-z0-9.\-]+:)?[A-Za-z0-9][A-Za-z0-9._\-]*\+?\Z")
_OPERATORS = {"and", "or", "with"}


class Fault(NamedTuple):
    """What is wrong (sentence `expression.<kind>`), from character `start` up to `end`, counted from 0."""

    kind: str
    start: int
    end: int
    word: str = ""


def fault_in(text: str) -> Fault | None:
    """The first fault of an SPDX license expression, or None when its grammar is right (ids are not looked up)."""
    if len(text) > LONGEST:
        return Fault("too-long", LONGEST, len(text))
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
    if not tokens:
        return Fault("empty", 0, len(text))
    return _grammar_fault(tokens, len(text))


def caret(text: str, fault: Fault, width: int = 100) -> str:
    """The text with the faulty characters marked beneath, cut to `width` around the fault."""
    begin = max(0, fault.start - width // 2)
    line = text[begin : begin + width].replace("\n", " ").replace("\t", " ")
    length = max(1, min(fault.end, begin + width) - fault.start)
    return f"{line}\n{' ' * (fault.start - begin)}{'^' * length}"


def _grammar_fault(tokens: list[tuple[str, int, int]], length: int) -> Fault | None:
    opened: list[tuple[int, int]] = []
    expected = "operand"
    for word, start, end in tokens:
        low = word.lower()
        if expected in ("operand", "exception"):
            fault = _operand_fault(word, low, expected, start, end)
            if fault:
                return fault
            if word == "(":
                opened.append((start, end))
                if len(opened) > DEEPEST:
                    return Fault("too-deep", start, end)
                continue
            expected = "operator" if expected == "operand" else "joint"
        elif word == ")":
            if not opened:
                return Fault("bracket-not-opened", start, end)
            opened.pop()
            expected = "joint"
        elif low == "with":
            if expected == "joint":
                return Fault("with-needs-license", start, end)
            expected = "exception"
        elif low in _OPERATORS:
            expected = "operand"
        else:
            return Fault("operator-missing", start, end, word)
    if expected in ("operand", "exception"):
        return Fault("ends-too-early", length, length + 1, tokens[-1][0])
    return Fault("bracket-not-closed", *opened[-1]) if opened else None


def _operand_fault(word: str, low: str, expected: str, start: int, end: int) -> Fault | None:
    if word == "(" and expected == "operand":
        return None
    if word in "()" or low in _OPERATORS:
        return Fault("license-missing", start, end, word)
    if not _ID.match(word):
        return Fault("not-an-id", start, end, word)
    return None
