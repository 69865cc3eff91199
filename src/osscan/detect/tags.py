"""SPDX tags: lines that say `SPDX-License-Identifier:` and an expression, also where it is written carelessly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

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

_TAG = re.compile(r"(?:spd[xz][-\s]+lin?[cs]en?[sc]es?[-\s]+identifi?er[ \t]*:?|licenses\.nuget\.org/?)[ \t]*", re.IGNORECASE)
_FIELD = re.compile(
    r"""\blicen[sc]es?(?:[-_ ]?expression)?["']?(?:\s*[:=]\s*|[^>\n]{0,40}>\s*)["']?([^"'<>\n,;]{3,200})(?:</license>\s*<licenseUrl>[^<\n]*)?""",
    re.IGNORECASE,
)
"""A field of a manifest that is called license; what stands in it counts when all of it is an expression of known ids.

NuGet writes an address beside it that says the same for programs that know no expressions.
"""
_UNDER = re.compile(r"licen[sc]ed under (?:the )?([^\n,;\"'<>]{3,120}?)(?:[.,;](?:\s|$)|\s*[*/#]|\s*$)", re.IGNORECASE)
"""A sentence that puts something under an expression of ids."""
_OPERATOR = re.compile(r"\s(?:and|or|with)\s", re.IGNORECASE)
_COMMENT_BEGIN = re.compile(r"(?:/[/*]+!?|<!--|#|;;|--)\s*$")
_TAG_END = re.compile(r"[\r\n]|\*/|-->|#\}|\"{3}|\x27{3}|%\}")
_PROGRAM = re.compile(r"\s*[\"\x27`]?\s*(?:\+|\$\{|%s|\.\*|\[|\(\.)")
"""What follows a tag in a program that writes or seeks tags."""
_MARKUP = re.compile(r"<[^>]*>|&[lg]t;.*|\\[nrt].*")
_ENDS = "!\"#$%&'*,-./:;<=>?@[\\]^_`{|}~ \t"
_WORDS_BEFORE = 2
_LONGEST = 10_000


class _Said(NamedTuple):
    """What a tag or a field says, and which characters of a piece are its own: words beside it belong to others."""

    start: int
    end: int
    rule: int
    expression: str


def find_tags(query: Query) -> list[Match]:
    """One match for each tag and field; what a tag says and can't be parsed is named as far as its words are license ids."""
    found = []
    aliases = query.index.about["aliases"]
    for piece, (_, text) in enumerate(query.pieces):
        told = _outermost([*_fields(text, aliases), *_tags(text, aliases)])
        bounds = query.positions(piece, [offset for said in told for offset in (said.start, said.end)])
        for said, start, end in zip(told, bounds[::2], bounds[1::2], strict=True):
            if end > start:
                high = int(query.high[start:end].sum())
                found.append(Match(said.rule, bits(start, end), bits(0, end - start), high, TAGGED, said.expression))
    return found


def _outermost(told: list[_Said]) -> list[_Said]:
    """In order of their places, without those that begin inside of another; a field that is read whole goes before a tag."""
    found: list[_Said] = []
    for said in sorted(told):
        if not found or said.start >= found[-1].end:
            found.append(said)
    return found


def _tags(text: str, aliases: dict[str, str]) -> Iterator[_Said]:
    """Tags with whatever stands after them in their line or comment, up to the next tag."""
    low = text.lower()
    if "dentif" not in low and "nuget" not in low:
        return
    tags = list(_TAG.finditer(text))
    for tag, following in zip(tags, [*(tag.start() for tag in tags[1:]), len(text)], strict=False):
        limit = min(following, tag.end() + _LONGEST)
        over = _TAG_END.search(text, tag.end(), limit)
        end = over.start() if over else limit
        line = text.rfind("\n", 0, tag.start()) + 1
        before = text[max(line, tag.start() - _LONGEST) : tag.start()]
        in_prose = len(re.findall(r"\w+", before)) > _WORDS_BEFORE and not _COMMENT_BEGIN.search(before)
        if in_prose or _PROGRAM.match(text, tag.end(), limit):
            continue
        expression = expression_of(text[tag.end() : end], aliases)
        if expression is not None:
            yield _Said(_at_word(text, tag.start(), line), _after_word(text, end), TAG, expression)


def _fields(text: str, aliases: dict[str, str]) -> Iterator[_Said]:
    """License fields of manifests, and sentences, that hold an expression of several licenses."""
    line = 0
    for content in text.split("\n"):
        if ("licen" in content or "Licen" in content or "LICEN" in content) and _OPERATOR.search(content):
            for pattern in (_FIELD, _UNDER):
                for field in pattern.finditer(content[:_LONGEST]):
                    expression = wholly(field[1], aliases) if _OPERATOR.search(field[1]) else None
                    if expression is not None:
                        start, end = line + field.start(), line + field.end()
                        yield _Said(_at_word(text, start, line), _after_word(text, end), FIELD, expression)
        line += len(content) + 1


def _at_word(text: str, offset: int, first: int) -> int:
    while offset > first and text[offset - 1].isalnum():
        offset -= 1
    return offset


def _after_word(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isalnum():
        offset += 1
    return offset


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
