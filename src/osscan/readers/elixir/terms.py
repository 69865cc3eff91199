"""Terms of Elixir and Erlang as lockfiles write them: tuples, lists, maps, texts, atoms and numbers, no code."""

from __future__ import annotations

import re
from typing import Any

_DEPTH = 64
"""A lockfile nests five deep."""
_BLANK = r"(?:[\s,]++|#[^\n]*+|%(?!\{)[^\n]*+)*+"
_SPACE = re.compile(_BLANK)
_WORD = r"[A-Za-z_][\w@]*[?!]?"
_TEXT = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(
    rf"{_BLANK}(?:(?P<open>%\{{|\{{|\[)|(?P<close>\}}|\])|(?P<key>(?:{_TEXT}|{_WORD}):(?=\s))|:(?P<atom>{_TEXT}|{_WORD})"
    rf"|<<(?P<binary>{_TEXT})(?:/utf8)?>>|(?P<text>{_TEXT})|(?P<arrow>=>)|(?P<word>{_WORD}|-?\d[\w.]*))",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CLOSING = {"{": "}", "[": "]", "%{": "}"}


class Atom(str):
    """A name that stands for itself (`:hex`), told apart from a text."""

    __slots__ = ()


class TermError(ValueError):
    """The text at `at` is no term."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def space(text: str, at: int, end: int) -> int:
    """The offset behind blanks, commas and comments."""
    found = _SPACE.match(text, at, end)
    return found.end() if found is not None else at


def term(text: str, at: int, end: int) -> tuple[Any, int]:
    """The term at an offset, and the offset behind it; raises TermError where it breaks or goes on behind `end`.

    Tuples are tuples, lists and maps are lists; `key: value` is a pair with an atom, as in both languages.
    """
    opened: list[tuple[str, list[Any], bool]] = []
    sign, pairs = "", False
    values: list[Any] = []
    next_token = _TOKEN.match
    while True:
        token = next_token(text, at, end)
        if token is None:
            raise TermError(at)
        at = token.end()
        kind = token.lastgroup
        value: Any
        if kind == "text":
            value = _unquoted(token["text"])
        elif kind == "open":
            if len(opened) >= _DEPTH:
                raise TermError(at)
            opened.append((sign, values, pairs))
            sign, values, pairs = token["open"], [], False
            continue
        elif kind == "close":
            if _CLOSING.get(sign) != token["close"]:
                raise TermError(at)
            value = _paired(values) if pairs else values
            value = tuple(value) if sign == "{" else value
            sign, values, pairs = opened.pop()
        else:
            value = _other(kind or "", token)
            pairs = pairs or isinstance(value, _Key)
        if not opened:
            if pairs and not sign:
                raise TermError(at)
            return value, at
        values.append(value)


class _Key(str):
    __slots__ = ()


_ARROW = _Key("=>")


def _other(kind: str, token: re.Match[str]) -> str:
    """A token that is neither a bracket nor a text."""
    if kind == "key":
        return _Key(_atom(token["key"][:-1]))
    if kind == "arrow":
        return _ARROW
    return _unquoted(token["binary"]) if kind == "binary" else Atom(_atom(token[kind]))


def _paired(values: list[Any]) -> list[Any]:
    """`key: value` and `key => value` become pairs."""
    found: list[Any] = []
    position = 0
    while position < len(values):
        value = values[position]
        if value is _ARROW and found and position + 1 < len(values):
            found.append((found.pop(), values[position + 1]))
            position += 1
        elif isinstance(value, _Key) and position + 1 < len(values):
            found.append((Atom(value), values[position + 1]))
            position += 1
        else:
            found.append(value)
        position += 1
    return found


def _atom(written: str) -> str:
    return _unquoted(written) if written[:1] == '"' else written


def _unquoted(written: str) -> str:
    inner = written[1:-1]
    return _ESCAPE.sub(r"\1", inner) if "\\" in inner else inner
