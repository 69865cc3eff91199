"""The words of a gemspec that stand there literally; a gemspec is a program, and osscan runs none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NEW = re.compile(r"Gem::Specification\.new\b([^\n]{0,300}?)(?:\bdo[ \t]*|\{[ \t]*)\|[ \t]*(\w{1,80})[ \t]*\|")
_LITERAL = re.compile(
    r"\"((?:[^\"\\\n#]|\\.|#(?!\{)){0,999})\"|'((?:[^'\\\n]|\\.){0,999})'"
    r"|%[qQ]?(?:<([^>\n]{0,999})>|\(([^)\n]{0,999})\)|\[([^\]\n]{0,999})\]|\{([^}\n]{0,999})\})"
)
_WORDS = re.compile(r"%[wW](?:\[([^\]]{0,999})\]|\(([^)]{0,999})\)|<([^>]{0,999})>|\{([^}]{0,999})\})")
_CONSTANT = re.compile(r"(?:\w+::)*([A-Z]\w*)")
_SETTING = re.compile(r"^[ \t]*([A-Z]\w*)[ \t]*=[ \t]*(.+)$", re.MULTILINE)
_REQUIRE = re.compile(r"^[ \t]*(?:require_relative|require|load)\b(.*)$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_STUB = re.compile(r"^# stub: (\S+) (\S+) ", re.MULTILINE)


class Said(NamedTuple):
    """One statement `spec.field value`, its text and its line."""

    field: str
    text: str
    line: int


def stub(text: str) -> tuple[str, str]:
    """Name and version in the line that RubyGems writes above an installed gemspec; empty where there is none."""
    found = _STUB.search(text)
    return (found[1], found[2]) if found is not None else ("", "")


def said(text: str) -> list[Said]:
    """What is said of the specification, comments left out; a list may go over several lines."""
    text = _COMMENT.sub("", text)
    new = _NEW.search(text)
    if new is None:
        return []
    found = [Said("new", new[1], text.count("\n", 0, new.start()) + 1)] if new[1].strip(" (") else []
    statement = re.compile(rf"^[ \t]*{new[2]}\.(\w+)[ \t]*(?:=(?!=)[ \t]*|\(|[ \t])[ \t]*", re.MULTILINE)
    line, before = 1, 0
    for one in statement.finditer(text):
        line += text.count("\n", before, one.start())
        before = one.start()
        end = text.find("\n", one.end())
        rest = text[one.end() : end if end >= 0 else len(text)]
        if rest.startswith(("[", "%w[", "%W[")):
            close = text.find("]", one.end())
            rest = text[one.end() : close + 1] if 0 <= close <= one.end() + 4_000 else rest
        found.append(Said(one[1], rest, line))
    return found


def literals(text: str) -> tuple[str, ...]:
    """The literal strings of a text, those of word lists included, in order."""
    return tuple(value for _, value in sorted(_positioned(text)))


def first_literal(text: str) -> str:
    """The literal that a text begins with; nothing where it begins with anything else."""
    found = _LITERAL.match(text.lstrip("( "))
    return _value(found) if found is not None else ""


def constant(text: str) -> str:
    """The name of the constant that a text begins with (`Shop::VERSION` -> `VERSION`)."""
    found = _CONSTANT.match(text.strip("( "))
    return found[1] if found is not None else ""


def settings(text: str) -> dict[str, str]:
    """Constants that are set to a literal."""
    found = ((name, first_literal(value)) for name, value in _SETTING.findall(_COMMENT.sub("", text)))
    return {name: value for name, value in found if value}


def required(text: str) -> Iterator[str]:
    """Paths that a gemspec loads, its literals joined: `File.join('lib', 'shop', 'version')` is one."""
    for rest in _REQUIRE.findall(_COMMENT.sub("", text)):
        path = "/".join(part.strip("/") for part in literals(rest))
        if path:
            yield path if path.endswith(".rb") else f"{path}.rb"


def _positioned(text: str) -> Iterator[tuple[int, str]]:
    for found in _WORDS.finditer(text):
        inside = next((group for group in found.groups() if group is not None), "")
        yield from ((found.start() + nth, word) for nth, word in enumerate(inside.split()))
    for found in _LITERAL.finditer(text):
        yield found.start(), _value(found)


def _value(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group is not None), "").strip()
