"""What a file says of itself: license tags, copyright notices and contributors, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import leaves
from osscan.model.place import Place
from osscan.reuse.ignored import heeded
from osscan.reuse.report import Origin, Statement

_MARK = re.compile(
    r"SPDX-(?:(?P<file>FileCopyrightText:)|(?P<part>SnippetCopyrightText:)|(?P<license>License-Identifier:)"
    r"|(?P<contributor>FileContributor:)|(?P<begin>SnippetBegin)|(?P<end>SnippetEnd))"
    r"|(?P<word>Copyright(?=\s|©|\([cC]\)))|(?P<sign>©)"
)
_HINTS = (b"SPDX-", b"Copyright", b"\xa9")
_UTF_16_AND_32 = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_TEXT = bytes((*range(0x07, 0x0E), 0x1B, *range(0x20, 0x7F), *range(0x80, 0x100)))
"""Bytes that text is made of, in any encoding that writes ASCII in one byte."""
_HEAD = 2048
_ENDS = (
    *("*/}}", "--}}", "--%>", "-->", "*/", "#}", "*)", "*@", "}"),
    *(f"{quote}{between}>" for quote in "\"'" for between in ("", "/", " /", " ")),
    *("] ::", "]::"),
)
"""Ends of comments and of what a tag can stand in."""
_NOT_A_NAME = re.compile(r"copyright|\([cC]\)|©|&copy;", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]")
_LONGEST = 1000
"""Characters of a line that are looked at, before a mark and from it on."""


class Words(NamedTuple):
    """The statements of one file in the order of its lines."""

    licenses: tuple[Statement, ...] = ()
    copyrights: tuple[Statement, ...] = ()
    contributors: tuple[Statement, ...] = ()
    open_snippets: tuple[Place, ...] = ()


NOTHING = Words()


def words_of(content: bytes, path: str, origin: Origin = Origin.FILE) -> Words:
    """All that a text file says outside of what it asks to be ignored; nothing of a binary file."""
    if not any(hint in content for hint in _HINTS) and content[:2] not in (b"\xff\xfe", b"\xfe\xff", b"\0\0"):
        return NOTHING
    text = _text(content)
    if not text:
        return NOTHING
    found: dict[str, list[Statement]] = {"license": [], "copyright": [], "contributor": []}
    opened: list[Place] = []
    for kind, value, line in _marked(text):
        place = Place(path, "", line)
        if kind == "begin":
            opened.append(place)
        elif kind == "end":
            del opened[-1:]
        elif kind == "license":
            found[kind].append(Statement(value, origin, place, bool(opened), fault_of(value)))
        elif kind == "contributor":
            found[kind].append(Statement(value, origin, place))
        else:
            found["copyright"].append(Statement(value, origin, place, bool(opened) or kind == "part"))
    return Words(tuple(found["license"]), tuple(found["copyright"]), tuple(found["contributor"]), tuple(opened))


def names_a_holder(notice: str) -> bool:
    """Whether there is a name in a notice, beside marks and years (`prefixes` may be left out)."""
    return _NAME.search(_NOT_A_NAME.sub("", notice.partition(":")[2] if notice.startswith("SPDX-") else notice)) is not None


@lru_cache(maxsize=4096)
def fault_of(expression: str) -> str:
    """The kind of the first fault of an expression; empty where it is sound."""
    read = parse(expression)
    return read.kind if isinstance(read, Fault) else ""


@lru_cache(maxsize=4096)
def ids_of(expression: str) -> tuple[str, ...]:
    """The licenses and exceptions of an expression as written; none where it is not sound."""
    read = parse(expression)
    if isinstance(read, Fault):
        return ()
    return tuple(dict.fromkeys(name for leaf in leaves(read) for name in (leaf.license, leaf.exception) if name))


def _text(content: bytes) -> str:
    """Text with plain line ends; nothing of a binary file."""
    for mark, encoding in _UTF_16_AND_32:
        if content.startswith(mark):
            content = content.decode(encoding, "replace").encode("utf-8", "replace")
            break
    else:
        if content[:_HEAD].translate(None, _TEXT):
            return ""
    text = _decoded(heeded(content))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return content.decode("latin-1" if fault.start < _HEAD else "utf-8", "replace")


def _marked(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, value and line of the first mark of each line that means something."""
    line, counted, passed = 1, 0, 0
    for start in _starts(text):
        if start < passed or (mark := _MARK.match(text, start)) is None:
            continue
        end = text.find("\n", start, start + _LONGEST)
        end = min(len(text), start + _LONGEST) if end < 0 else end
        before = max(0, start - _LONGEST)
        begin = text.rfind("\n", before, start) + 1 or before
        value = _bare(text[mark.end() : end], text[begin:start].strip())
        kind = str(mark.lastgroup)
        if kind in ("begin", "end"):
            if value:
                continue
        elif kind in ("file", "part", "word", "sign"):
            if not names_a_holder(value):
                passed = end  # no letter follows in this line, so no other mark can mean anything
                continue
            value = f"{mark[0]} {value}"
        line += text.count("\n", counted, start)
        counted, passed = start, end
        yield kind, value, line


def _starts(text: str) -> list[int]:
    """Where a mark may begin, in order: plain searches, as a file of many megabytes may hold none."""
    found = []
    for word in ("SPDX-", "Copyright", "©"):
        start = text.find(word)
        while start >= 0:
            found.append(start)
            start = text.find(word, start + 1)
    return sorted(found)


def _bare(value: str, before: str) -> str:
    """What stands behind a mark without the end of the comment: an end that is known, or the mirror of what opened the line."""
    value = value.strip()
    if before:
        value = value.removesuffix(before[::-1]).rstrip()
    while ended := next((end for end in _ENDS if value.endswith(end)), ""):
        value = value.removesuffix(ended)
    return value.rstrip()
