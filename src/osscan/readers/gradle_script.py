"""The words of a Gradle build that stand there literally: what its blocks of dependencies say; a build is a program, and osscan runs none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_STRING = (
    r'"""(?:[^"]++|"(?!""))*+(?:"""|\Z)|\'\'\'(?:[^\']++|\'(?!\'\'))*+(?:\'\'\'|\Z)'
    r'|"(?:[^"\\\n]++|\\.)*+"?|\'(?:[^\'\\\n]++|\\.)*+\'?'
)
_TOKEN = re.compile(
    rf"(?P<string>{_STRING})|(?P<comment>//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))"
    r"|(?P<sign>[\n;{}()\[\]])|(?P<words>(?:[^\"'/\n;{}()\[\]]++|/(?![/*]))++)"
)
_DEPENDENCIES = re.compile(r"(?:^|[.\s])dependencies$")
BRANCH = re.compile(r"(?:constraints|if|else|for|while|try|finally)\b|[^\n]*\.(?:each|forEach|all|configureEach|let|also)$")
"""What holds statements of a block without being one."""
_GOES_ON = re.compile(r".*(?:[,+=.?:]|&&|\|\|)")
_SETTING = re.compile(
    r"([A-Za-z_]\w{0,99})(?:[\"']\s{0,20}\])?\s{0,20}=\s{0,20}[\"']([^\"'$\s]{1,100})[\"']"
    r"|\bset\(\s{0,20}[\"'](\w{1,100})[\"']\s{0,20},\s{0,20}[\"']([^\"'$\s]{1,100})[\"']"
)
_TABLE = re.compile(r"([A-Za-z_]\w{0,99})\s{0,20}=\s{0,20}\[([^\[\]]{1,20000})\]")
_ENTRY = re.compile(r"[\"']?([\w.-]{1,100})[\"']?\s{0,20}:\s{0,20}[\"']([^\"'$\s]{1,100})[\"']")
_MOST_BLOCKS = 200
_LONGEST = 20_000
"""Characters of one statement."""


class Statement(NamedTuple):
    """One statement in a block of dependencies; `blocks` are the heads of those around it, outermost first."""

    text: str
    line: int
    blocks: tuple[str, ...]
    is_cut: bool
    """Whether more stands there than is looked at, as where a bracket is never closed."""


def statements(text: str) -> Iterator[Statement]:
    """What stands in blocks called `dependencies`, branches included; what a statement's own block says is put aside."""
    opened: list[tuple[str, int]] = []
    said: list[str] = []
    depth, size, line, begun = 0, 0, 1, 0
    for token in _TOKEN.finditer(text):
        kind, words = token.lastgroup, token[0]
        sign = words if kind == "sign" else ""
        if sign == "{" and len(opened) < _MOST_BLOCKS:
            yield from _said(said, begun, opened, is_cut=size >= _LONGEST)
            opened.append(("".join(said).strip(), depth))
            said, depth, size, begun = [], 0, 0, 0
        elif sign in ("}", ";") or (sign == "\n" and depth <= 0 and not _GOES_ON.fullmatch("".join(said[-3:]).rstrip())):
            yield from _said(said, begun, opened, is_cut=size >= _LONGEST)
            if sign == "}" and opened:
                depth = opened.pop()[1]
            said, size, begun = [], 0, 0
            depth = depth if sign == "}" else 0
        elif kind != "comment" and size < _LONGEST:
            depth += (sign in ("(", "[")) - (sign in (")", "]") and sign != "")
            begun = begun or (line if words.strip() else 0)
            said.append(" " if sign == "\n" else words)
            size += len(words)
        line += words.count("\n")
    yield from _said(said, begun, opened, is_cut=True)


def _said(said: list[str], line: int, opened: list[tuple[str, int]], *, is_cut: bool) -> Iterator[Statement]:
    head = "".join(said).strip()
    if head and _is_inside(opened):
        yield Statement(head, line, tuple(one for one, _ in opened), is_cut)


def settings(text: str) -> dict[str, str]:
    """Names that a build sets to a literal, and the entries of its tables (`versions.spring`)."""
    plain = _TOKEN.sub(lambda token: "" if token.lastgroup == "comment" else token[0], text)
    found: dict[str, str] = {}
    for one in _SETTING.finditer(plain):
        found.setdefault(one[1] or one[3], one[2] or one[4])
    for table in _TABLE.finditer(plain):
        for name, value in _ENTRY.findall(table[2]):
            found.setdefault(f"{table[1]}.{name}", value)
    return found


def _is_inside(opened: list[tuple[str, int]]) -> bool:
    """Whether the innermost block that is no branch holds dependencies."""
    for head, _ in reversed(opened):
        if _DEPENDENCIES.search(head):
            return True
        if not BRANCH.match(head):
            return False
    return False
