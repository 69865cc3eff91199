"""Sections of a document in Markdown, reStructuredText or AsciiDoc: headings and what stands beneath them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_fence = re.compile(r"^[ ]{0,3}(```+|~~~+)")
_head = re.compile(r"(?:#{1,6}|={1,5})[ \t]+(\S.*)").match
_underline = re.compile(r"^(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,})\s*$")


class Section(NamedTuple):
    """A heading (empty for what stands before the first), its line counted from 1, and the text up to the next one."""

    title: str
    line: int
    body: str


def sections(text: str) -> Iterator[Section]:
    """The sections in their order; what looks like a heading inside of code is none."""
    lines = without_code(text).split("\n")
    title, start, body = "", 1, list[str]()
    for number, line in enumerate(lines, 1):
        found = _head(line)
        if found:
            yield Section(title, start, "\n".join(body))
            title, start, body = found[1].rstrip().rstrip("#").rstrip(), number, []
        elif _underline.match(line) and body and body[-1].strip() and len(line.strip()) + 3 >= len(body[-1].strip()):
            above = body.pop().strip()
            yield Section(title, start, "\n".join(body))
            title, start, body = above, number - 1, []
        else:
            body.append(line)
    yield Section(title, start, "\n".join(body))


def without_code(text: str) -> str:
    """The text with fenced code and code in lines blanked out; lines keep their numbers."""
    lines = []
    fence = ""
    for line in text.split("\n"):
        found = _fence.match(line)
        if fence:
            lines.append("")
            if found and found[1].startswith(fence):
                fence = ""
        elif found:
            fence = found[1]
            lines.append("")
        else:
            lines.append(re.sub(r"`[^`]*`", "``", line))
    return "\n".join(lines)
