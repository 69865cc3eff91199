"""Judging: is a found value a secret, or a placeholder, a word, a sum, something printed in a manual?"""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from osscan.leaks.rules import GUESSED, Rule, alternatives, stop_words


def holds(rule: Rule, value: bytes, whole: bytes, line: bytes, path: str) -> bool:
    """Whether all that the rule asks of a secret holds of this value, of what was matched, and of the line around it."""
    if never("values", "never").search(value) is not None:
        return False
    if rule.entropy and entropy(value) <= rule.entropy:
        return False
    if rule.known and hashlib.sha256(value).hexdigest() in rule.known:
        return False
    if _fits(rule.unlike, value) or _fits(rule.unlike_whole, whole) or _fits(rule.unlike_line, line):
        return False
    if rule.unlike_line_in and _fits(rule.unlike_line_in[0], path.encode()) and _fits(rule.unlike_line_in[1], line):
        return False
    return rule.name != GUESSED or _is_drawn(value)


def applies(rule: Rule, path: str) -> bool:
    """Whether a rule is tried in a file of this path at all."""
    shown = path.encode("utf-8", "replace")
    if rule.paths and not _fits(rule.paths, shown):
        return False
    if rule.not_in and _fits(rule.not_in, shown):
        return False
    return not (rule.named and never("paths", "names_tell_nothing").search(shown))


def entropy(value: bytes) -> float:
    """Shannon's measure: bits per sign of what the signs of a value tell."""
    total = len(value)
    return -sum(count / total * math.log2(count / total) for count in Counter(value).values()) if total else 0.0


def is_password(value: bytes) -> bool:
    """Whether it may be a password at all: no reference, no placeholder, not the word itself."""
    return len(set(value)) > 3 and never("values", "no_password").search(value) is None


@cache
def never(table: str, name: str) -> Any:
    """What is no secret, as one expression."""
    return alternatives(tuple(_tables()[table][name]))


def _is_drawn(value: bytes) -> bool:
    """Of a value that only its name makes suspicious: it holds digits and no word of a language or of programming."""
    lower = value.lower()
    return any(48 <= sign <= 57 for sign in value) and stop_words().search(lower) is None


def _fits(patterns: tuple[str, ...], text: bytes) -> bool:
    return bool(patterns) and alternatives(patterns).search(text) is not None


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "data" / "never.toml").read_text(encoding="utf-8"))
