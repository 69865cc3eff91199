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

TAG, FIELD = -1, -2
"""Take the place of a rule's number."""
UNKNOWN = "LicenseRef-scancode-unknown-spdx"
"""Stands for what a tag names and no list knows."""

_TAG = re.compile(
    r"(?:spd[xz][-\s]+lin?[cs]en?[sc]es?[-\s]+identifi?er[ \t]*:?|licenses\.nuget\.org/?)[ \t]*([^\r\n]*)", re.IGNORECASE
)
_FIELD = re.compile(
    r"""\blicen[sc]es?(?:[-_ ]?expression)?["']?(?:\s*[:=]\s*|[^>\n]{0,40}>\s*)["']?([^"'<>\n,;]{3,200})""",
    re.IGNORECASE,
)
"""A field of a manifest that is called license; what stands in it counts when all of it is an expression of known ids."""
_UNDER = re.compile(r"licen[sc]ed under (?:the )?([^\n,;\"'<>]{3,120}?)(?:[.,;](?:\s|$)|\s*[*/#]|\s*$)", re.IGNORECASE)
"""A sentence that puts something under an expression of ids."""
_OPERATOR = re.compile(r"\s(?:and|or|with)\s", re.IGNORECASE)
_COMMENT_BEGIN = re.compile(r"(?:/[/*]+!?|<!--|#|;;|--)\s*$")
_COMMENT_END = re.compile(r"\*/|-->|#\}|\"{3}|\x27{3}|%\}")
_PROGRAM = re.compile(r"\s*[\"\x27`]?\s*(?:\+|\$\{|%s|\.\*|\[|\(\.)")
"""What follows a tag in a program that writes or seeks tags."""
_MARKUP = re.compile(r"<[^>]*>|&[lg]t;.*|\\[nrt].*")
_ENDS = "!\"#$%&'*,-./:;<=>?@[\\]^_`{|}~ \t"
_WORDS_BEFORE = 2
_LONGEST = 10_000


def find_tags(query: Query) -> list[Match]:
    """One match for each tagged line; what can't be parsed is named as far as its words are license ids."""
    found = []
    aliases = query.index.about["aliases"]
    told: dict[int, tuple[int, str | None]] = {}
    for first, text in query.pieces:
        known = {line: wholly(said, aliases) for line, said in _fields(first, text)}
        told |= {line: (FIELD, expression) for line, expression in known.items() if expression is not None}
    tags = [tag for first, text in query.pieces for tag in _lines(first, text)]
    told |= {line: (TAG, expression_of(said, aliases)) for line, said in tags if line not in told}
    for line, (rule, expression) in sorted(told.items()):
        start, end = np.searchsorted(query.lines, (line, line + 1)).tolist()
        if end <= start or expression is None:
            continue
        length = end - start
        high = int(query.high[start:end].sum())
        found.append(Match(rule, bits(start, end), bits(0, length), high, TAGGED, expression))
    return found


def _lines(first: int, text: str) -> list[tuple[int, str]]:
    """The number of each tagged line and what stands after the tag."""
    found: list[tuple[int, str]] = []
    low = text.lower()
    if "dentif" not in low and "nuget" not in low:
        return found
    for number, line in enumerate(text.split("\n"), first):
        for tag in _TAG.finditer(line) if "dentif" in line.lower() or "nuget" in line.lower() else ():
            before = line[: tag.start()]
            in_prose = len(re.findall(r"\w+", before)) > _WORDS_BEFORE and not _COMMENT_BEGIN.search(before)
            if not in_prose and not _PROGRAM.match(tag[1]):
                found.append((number, _COMMENT_END.split(tag[1])[0]))
    return found


def _fields(first: int, text: str) -> list[tuple[int, str]]:
    """Lines with a license field of a manifest that holds an expression of several licenses, and the expression."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), first):
        if ("licen" in line or "Licen" in line or "LICEN" in line) and _OPERATOR.search(line):
            told = [*_FIELD.finditer(line[:_LONGEST]), *_UNDER.finditer(line[:_LONGEST])]
            found += [(number, field[1]) for field in told if _OPERATOR.search(field[1])]
    return found


def wholly(said: str, aliases: dict[str, str]) -> str | None:
    """The expression where all of it is one and each of its ids is known; else None."""
    tree = parse(said.strip(_ENDS))
    if isinstance(tree, Fault):
        return None
    expression = str(_current(tree, aliases))
    return None if UNKNOWN in expression else expression


def expression_of(said: str, aliases: dict[str, str]) -> str | None:
    """The expression after a tag's colon in current SPDX ids; None when nothing was said."""
    text = " ".join(_MARKUP.sub(" ", said).split()).lstrip(_ENDS + ")+").rstrip(_ENDS + "(")
    if text.count("(") == 1 and ")" not in text:
        text = text.replace("(", "")
    if text.count(")") == 1 and "(" not in text:
        text = text.replace(")", "")
    if not text or text.upper() in ("NONE", "NOASSERTION"):
        return None
    tree = parse(text)
    if isinstance(tree, Fault) or "/" in text:
        return ("/" in text and wholly(text.replace("/", " OR "), aliases)) or _words(text, aliases)
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
    """Today's id of a word; a LicenseRef that no catalogue knows is the project's own."""
    if word.startswith("LicenseRef-"):
        return aliases.get(word.lower()) or spdx.current(word)
    return spdx.current(word) or aliases.get(word.lower())


def _words(text: str, aliases: dict[str, str]) -> str:
    """The license ids among the words: a bare list is a choice; with other words beside them they are known only in part."""
    words = [word for part in text.split() if (word := part.strip(_ENDS + "()"))]
    found = [_known(word, aliases) for word in words]
    ids = list(dict.fromkeys(known for known in found if known is not None))
    if not ids:
        return UNKNOWN
    return " OR ".join(ids) if None not in found else f"{' AND '.join(ids)} AND {UNKNOWN}"
