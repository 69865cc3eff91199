"""Conditions of MSBuild: whether they hold, as far as known properties tell; what only a build would know stays open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_TOKEN = re.compile(
    r"\s*(?:\$\(\s*(?P<name>[A-Za-z_][\w-]*)\.(?P<method>EndsWith|StartsWith|Contains)\(\s*['\"`](?P<part>[^'\"`]*)['\"`]\s*\)\s*\)"
    r"|'(?P<text>[^']*)'|(?P<sign>==|!=|<=?|>=?|[()!])|(?P<word>\$\([^()]*\)|[\w.:-]+))",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"\$\([^()]*\)")
_METHODS: dict[str, Callable[[str, str], bool]] = {
    "endswith": str.endswith,
    "startswith": str.startswith,
    "contains": str.__contains__,
}
_WORDS = {"true": True, "false": False}
_LONGEST = 2_000
_DEEPEST = 50


class _Token(NamedTuple):
    kind: str
    """`value`, `sign` (with `and` and `or`), or `truth` for what is decided already."""
    text: str = ""
    truth: bool | None = None


class _UnclearError(Exception):
    """The condition follows no rule that is known here."""


def holds(condition: str, expanded: Callable[[str], str]) -> bool | None:
    """Whether a condition holds; None where that can't be told without a build. `expanded` fills in known properties."""
    if not condition.strip():
        return True
    try:
        tokens = _tokens(condition, expanded)
        found, end = _either(tokens, 0, 0)
    except _UnclearError:
        return None
    return found if end == len(tokens) else None


def _tokens(condition: str, expanded: Callable[[str], str]) -> list[_Token]:
    text = condition.strip()
    if len(text) > _LONGEST:
        raise _UnclearError
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _UnclearError
        at = found.end()
        if found["method"]:
            value = expanded(f"$({found['name']})")
            told = None if "$(" in value else _METHODS[found["method"].lower()](value, found["part"])
            tokens.append(_Token("truth", truth=told))
        elif found["sign"] or (found["word"] or "").lower() in ("and", "or"):
            tokens.append(_Token("sign", (found["sign"] or found["word"]).lower()))
        else:
            tokens.append(_Token("value", expanded(found["word"] or found["text"] or "")))
    return tokens


def _either(tokens: list[_Token], at: int, depth: int) -> tuple[bool | None, int]:
    found, at = _both(tokens, at, depth)
    while _sign(tokens, at) == "or":
        other, at = _both(tokens, at + 1, depth)
        found = True if True in (found, other) else None if None in (found, other) else False
    return found, at


def _both(tokens: list[_Token], at: int, depth: int) -> tuple[bool | None, int]:
    found, at = _one(tokens, at, depth)
    while _sign(tokens, at) == "and":
        other, at = _one(tokens, at + 1, depth)
        found = False if False in (found, other) else None if None in (found, other) else True
    return found, at


def _one(tokens: list[_Token], at: int, depth: int) -> tuple[bool | None, int]:
    """A comparison, a call, a word, or a condition in brackets."""
    if at >= len(tokens) or depth > _DEEPEST:
        raise _UnclearError
    token = tokens[at]
    if token.kind == "truth":
        return token.truth, at + 1
    if token.text == "!" and token.kind == "sign":
        found, at = _one(tokens, at + 1, depth + 1)
        return None if found is None else not found, at
    if token.text == "(" and token.kind == "sign":
        found, at = _either(tokens, at + 1, depth + 1)
        if _sign(tokens, at) != ")":
            raise _UnclearError
        return found, at + 1
    if token.kind == "sign":
        raise _UnclearError
    if _sign(tokens, at + 1) == "(":
        return _call(tokens, at)
    if _sign(tokens, at + 1) in ("==", "!=") and at + 2 < len(tokens) and tokens[at + 2].kind == "value":
        return _compared(token.text, _sign(tokens, at + 1), tokens[at + 2].text), at + 3
    if _sign(tokens, at + 1) in ("<", "<=", ">", ">="):
        return None, at + 3
    return _WORDS.get(token.text.strip().lower()), at + 1


def _call(tokens: list[_Token], at: int) -> tuple[bool | None, int]:
    """`Exists('…')` and the like ask the machine on which is built."""
    while at < len(tokens) and _sign(tokens, at) != ")":
        at += 1
    return None, at + 1


def _compared(left: str, sign: str, right: str) -> bool | None:
    """A property that nobody sets is empty; beside other text it leaves the answer open."""
    if "$(" in left + right:
        left, right = (_UNKNOWN.sub("", side) for side in (left, right))
        if left or right:
            return None
    return (left.lower() == right.lower()) is (sign == "==")


def _sign(tokens: list[_Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) and tokens[at].kind == "sign" else ""
