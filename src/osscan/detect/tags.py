"""SPDX tags: lines that say `SPDX-License-Identifier:` and an expression, also where it is written carelessly."""

from __future__ import annotations

import re

import numpy as np

from osscan.detect.match import TAGGED, Match, bits
from osscan.detect.query import Query
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Tree
from osscan.knowledge import spdx

UNKNOWN = "LicenseRef-scancode-unknown-spdx"
"""Stands for what a tag names and no list knows."""

_TAG = re.compile(
    r"(?:spd[xz][-\s]+lin?[cs]en?[sc]es?[-\s]+identifi?er[ \t]*:?|licenses\.nuget\.org/?)[ \t]*([^\r\n]*)", re.IGNORECASE
)
_MARKUP = re.compile(r"<[^>]*>|&[lg]t;.*|\\[nrt].*")
_ENDS = "!\"#$%&'*,-./:;<=>?@[\\]^_`{|}~ \t"
_WORDS_BEFORE = 2


def find_tags(query: Query) -> list[Match]:
    """One match for each tagged line; what can't be parsed is named as far as its words are license ids."""
    found = []
    for line, said in (tag for first, text in query.pieces for tag in _lines(first, text)):
        start, end = np.searchsorted(query.lines, (line, line + 1)).tolist()
        if end <= start:
            continue
        expression = expression_of(said, query.index.about["aliases"])
        if expression is None:
            continue
        length = end - start
        high = int(query.high[start:end].sum())
        found.append(Match(-1, bits(start, end), bits(0, length), high, TAGGED, expression))
    return found


def _lines(line: int, text: str) -> list[tuple[int, str]]:
    """The number of each tagged line and what stands after the tag."""
    found: list[tuple[int, str]] = []
    low = text.lower()
    if "dentif" not in low and "nuget" not in low:
        return found
    counted = 0
    for tag in _TAG.finditer(text):
        before = text[text.rfind("\n", 0, tag.start()) + 1 : tag.start()]
        if len(re.findall(r"\w+", before)) > _WORDS_BEFORE:
            continue
        line += text.count("\n", counted, tag.start())
        counted = tag.start()
        found.append((line, tag[1]))
    return found


def expression_of(said: str, aliases: dict[str, str]) -> str | None:
    """The expression after a tag's colon in current SPDX ids; None when nothing was said."""
    text = " ".join(_MARKUP.sub(" ", said).split()).lstrip(_ENDS + ")+").rstrip(_ENDS + "(")
    if text.count("(") == 1 and ")" not in text:
        text = text.replace("(", "")
    if text.count(")") == 1 and "(" not in text:
        text = text.replace(")", "")
    if not text:
        return None
    tree = parse(text)
    if isinstance(tree, Fault):
        return _words(text, aliases)
    return str(_current(tree, aliases))


def _current(tree: Tree, aliases: dict[str, str]) -> Tree:
    if isinstance(tree, Leaf):
        return _leaf(tree, aliases)
    return type(tree)(tuple(_current(part, aliases) for part in tree.parts))


def _leaf(leaf: Leaf, aliases: dict[str, str]) -> Tree:
    known = _known(leaf.license, aliases)
    exception = leaf.exception and (spdx.exception(leaf.exception) or aliases.get("+" + leaf.exception.lower()))
    if leaf.exception and exception is None:
        return And((Leaf(known or UNKNOWN), Leaf(UNKNOWN)))
    if known is None:
        return Leaf(UNKNOWN)
    parsed = parse(known)
    if isinstance(parsed, Leaf) and exception:
        return Leaf(parsed.license, exception)
    return Leaf(UNKNOWN) if isinstance(parsed, Fault) else parsed


def _known(word: str, aliases: dict[str, str]) -> str | None:
    """Today's id of a word; a LicenseRef counts only when a catalogue knows it."""
    return (
        aliases.get(word.lower()) if word.lower().startswith("licenseref-") else spdx.current(word) or aliases.get(word.lower())
    )


def _words(text: str, aliases: dict[str, str]) -> str:
    """The license ids among the words: a bare list is a choice; with other words beside them they are known only in part."""
    words = [word for part in text.split() if (word := part.strip(_ENDS + "()"))]
    found = [_known(word, aliases) for word in words]
    ids = list(dict.fromkeys(known for known in found if known is not None))
    if not ids:
        return UNKNOWN
    return " OR ".join(ids) if None not in found else f"{' AND '.join(ids)} AND {UNKNOWN}"
