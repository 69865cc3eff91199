"""Several names in one text: `MIT or GPL 2.0+`, `Apache 2.0 / MIT`, `A, B and C`; which words are operators and which are names."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from osscan.expression.tree import And, Leaf, Tree, all_of, any_of

LONGEST = 4000
"""Characters of a text that is searched for names."""
MOST = 200
"""Names in one text."""
DEEPEST = 16
_WIDEST_NAME = 4
"""Pieces that one name may be cut into by words that look like operators: `Common Development and Distribution License, Version 1.0`."""

_OPERATORS = re.compile(
    r"(?P<unsaid>\s+and\s*/\s*or\s+)"
    r"|(?P<and>\s*[,;]?\s+(?:and|und|et)\s+(?:also\s+)?|\s*&&?\s*)"
    r"|(?P<or>\s*[,;]?\s+(?:or|oder|ou)\s+(?:else\s+)?|\s*\|\|?\s*)"
    r"|(?P<list>\s*[,;]\s*)"
    r"|(?P<slash>\s*(?<!/)/(?!/)\s*)"
    r"|(?P<plus>(?<=[\w.)])\s*\+(?!\s*(?:and|or|with|und|oder|mit)\b)\s*(?=[^\W\d]|\())",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"^(?:either(?:\s+of)?|your\s+choice\s+of|one\s+of|wahlweise)\s*:?\s+", re.IGNORECASE)
_DUAL = re.compile(
    r"^(?:dual|dually|multi|triple|tri)[\s\-]?licen[sc](?:ed?|ing)(?:\s+(?:under|with|as))?(?:\s+(?:the\s+)?terms\s+of)?\s*:?\s+(?:the\s+|both\s+)?",
    re.IGNORECASE,
)
"""Said of licenses to choose from, mostly with `and` between them."""
_TOGETHER = re.compile(r"^both\s+", re.IGNORECASE)
_BARE_VERSION = re.compile(r"(?:version|vers|ver|v)?[\s.]*\d+(?:\.\d+)*\s*\+?(?:\s+only)?", re.IGNORECASE)
_VERSION_END = re.compile(r"[\s\-,]*\(?(?:version|vers|ver|v)?[\s.]*\d+(?:\.\d+)*\s*\+?\)?$", re.IGNORECASE)


class Unsaid(NamedTuple):
    """Names in a list whose operator nobody said; `kind` is what stands between them: `list`, `slash`, `plus`, `unsaid` or `dual`."""

    parts: tuple[str, ...]
    kind: str


class _Cut(NamedTuple):
    pieces: list[tuple[int, int]]
    operators: list[str]


def read(text: str, known: Callable[[str], bool]) -> Tree | Unsaid | None:
    """The names in a text as leaves of a tree, as a list, or None when the text can't be cut; `known` recognises a name."""
    if len(text) > LONGEST:
        return None
    return _read(text.strip(" ,;"), known, 0)


def _read(text: str, known: Callable[[str], bool], depth: int) -> Tree | Unsaid | None:
    if depth > DEEPEST or not text:
        return None
    inner = _unwrapped(text)
    if inner is not None:
        return _read(inner, known, depth + 1)
    choice, dual = _CHOICE.match(text), _DUAL.match(text)
    names = text[(choice or dual).end() :] if choice or dual else _TOGETHER.sub("", text)  # type: ignore[union-attr]
    cut = _cut(names)
    if cut is None or (choice and "and" in cut.operators):
        return None
    found = _joined(names, cut, known, depth)
    return Unsaid(tuple(map(str, found.parts)), "dual") if dual and isinstance(found, And) else found


def _joined(text: str, cut: _Cut, known: Callable[[str], bool], depth: int) -> Tree | Unsaid | None:
    names, operators = _names(text, cut, known)
    if not operators:
        return Leaf(names[0])
    operators = _spoken(operators)
    kinds = set(operators)
    if kinds <= {"and", "or"}:
        return _tree([_operand(name, known, depth) for name in names], operators)
    return Unsaid(tuple(names), next(iter(kinds))) if len(kinds) == 1 else None


def _operand(name: str, known: Callable[[str], bool], depth: int) -> Tree | None:
    if _unwrapped(name) is None:
        return Leaf(name)
    found = _read(name, known, depth + 1)
    return None if isinstance(found, Unsaid) else found


def _tree(operands: list[Tree | None], operators: list[str]) -> Tree | None:
    """AND binds tighter than OR (SPDX 2.3, annex D.4)."""
    choices: list[list[Tree]] = [[]]
    for operand, operator in zip(operands, ["and", *operators], strict=True):
        if operand is None:
            return None
        if operator == "or":
            choices.append([])
        choices[-1].append(operand)
    return any_of(tuple(all_of(tuple(parts)) for parts in choices))


def _spoken(operators: list[str]) -> list[str]:
    """`A, B and C`: before the one word at the end, commas say the same as it."""
    last = operators[-1]
    return [last] * len(operators) if last in ("and", "or") and set(operators[:-1]) == {"list"} else operators


def _names(text: str, cut: _Cut, known: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """The pieces put together again where only together they are a name."""
    names: list[str] = []
    operators: list[str] = []
    at = 0
    while at < len(cut.pieces):
        width = next((w for w in range(min(_WIDEST_NAME, len(cut.pieces) - at), 1, -1) if known(_span(text, cut, at, w))), 1)
        piece = _span(text, cut, at, width)
        names.append(_of_family(piece, names[-1]) if names and width == 1 and _BARE_VERSION.fullmatch(piece) else piece)
        at += width
        if at < len(cut.pieces):
            operators.append(cut.operators[at - 1])
    return names, operators


def _span(text: str, cut: _Cut, at: int, width: int) -> str:
    return text[cut.pieces[at][0] : cut.pieces[at + width - 1][1]].strip()


def _of_family(version: str, before: str) -> str:
    """`GPL v2 or v3`: a version alone belongs to the license named before it."""
    stem = _VERSION_END.sub("", before)
    return f"{stem} {version}" if stem and stem != before else version


def _cut(text: str) -> _Cut | None:
    """Cuts at the operators outside of brackets."""
    pieces: list[tuple[int, int]] = []
    operators: list[str] = []
    start, level = 0, _levels(text)
    for found in _OPERATORS.finditer(text):
        if level[found.start()] or level[found.end() - 1]:
            continue
        pieces.append((start, found.start()))
        operators.append(str(found.lastgroup))
        start = found.end()
    pieces.append((start, len(text)))
    whole = len(pieces) <= MOST and all(text[begin:end].strip() for begin, end in pieces)
    return _Cut(pieces, operators) if whole else None


def _levels(text: str) -> list[int]:
    """How many brackets each character stands in."""
    found, depth = [], 0
    for character in text:
        depth = max(depth - 1, 0) if character == ")" else depth
        found.append(depth)
        depth += character == "("
    return found


def _unwrapped(text: str) -> str | None:
    """The text within a bracket that goes around all of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return None
    level = _levels(text)
    return text[1:-1].strip() if all(level[1:-1]) else None
