"""Rules: what the tables in data/ say of a leak, as expressions of RE2 that are compiled when a text asks for them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from osscan.leaks.leak import LeakClass
from osscan.model.report import CheckSeverity

_DATA = Path(__file__).parent / "data"
_TABLES = ("services", "own_secrets", "personal", "internal")
GUESSED = "generic-api-key"
_ASSIGNED = r"""[ \t\w.-]{0,20}[\s'"]{0,3}(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}"""
"""Between a name and the value that it is given, in the languages of programs and of configuration."""
_ENDS = r"""(?:[\x60'"\s;]|\\[nr]|$)"""
_ANY_CASE = "(?i)"
_MEMORY = 64 * 1024 * 1024


class Rule(NamedTuple):
    """One kind of leak: the expression that finds it, and what must hold of a value that was found."""

    name: str
    kind: LeakClass
    weight: CheckSeverity
    pattern: str
    keywords: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    group: int = 0
    entropy: float = 0.0
    check: str = ""
    paths: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    unlike_whole: tuple[str, ...] = ()
    unlike_line: tuple[str, ...] = ()
    unlike_line_in: tuple[tuple[str, ...], ...] = ()
    known: frozenset[str] = frozenset()
    named: bool = False
    """The value itself has no shape; only the name beside it tells what it is."""


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the tables; the one that guesses comes last."""
    found = [
        _rule(name, entry)
        for table in _TABLES
        for name, entry in tomllib.loads((_DATA / f"{table}.toml").read_text(encoding="utf-8")).items()
    ]
    return tuple(sorted(found, key=lambda rule: rule.name == GUESSED))


@cache
def listed(name: str) -> frozenset[str]:
    """One of the lists that tell test data from the real thing."""
    return frozenset(_lists()[name])


@cache
def stop_words() -> Any:
    """An expression that finds a word which no drawn secret would hold."""
    return alternatives(_escaped(json.loads((_DATA / "stop_words.json").read_text(encoding="utf-8"))))


@cache
def compiled(pattern: str) -> Any:
    """An expression on bytes, every byte a sign; RE2 takes time in proportion to the text, whatever it holds."""
    import re2  # noqa: PLC0415 - only runs that look for leaks need it

    return re2.compile(pattern.encode("utf-8"), options())


@cache
def alternatives(patterns: tuple[str, ...]) -> Any:
    """One expression that finds what any of them finds; None where there are none."""
    return compiled("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def options() -> Any:
    """How RE2 reads: bytes, no words of its own on the terminal."""
    import re2  # noqa: PLC0415 - as above

    chosen = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.max_mem = _MEMORY
    return chosen


def quoted(word: str) -> str:
    """A word as an expression that finds exactly it."""
    return "".join(sign if sign.isalnum() or sign == "_" or ord(sign) > 127 else f"\\{sign}" for sign in word)


def _rule(name: str, entry: Mapping[str, Any]) -> Rule:
    beside: str = entry.get("beside", "")
    triggers: tuple[str, ...] = tuple(entry.get("triggers", ()))
    return Rule(
        name,
        LeakClass(entry.get("class", "secret")),
        CheckSeverity(entry.get("weight", "blocker")),
        _pattern(entry),
        tuple(entry.get("keywords", () if triggers else (beside.lower(),))),
        triggers,
        entry.get("group", 0),
        entry.get("entropy", 0.0),
        entry.get("check", ""),
        tuple(entry.get("paths", ())),
        tuple(entry.get("not_in", ())),
        tuple(entry.get("not", ())),
        tuple(entry.get("not_whole", ())),
        tuple(entry.get("not_line", ())),
        tuple(tuple(part) for part in entry.get("not_line_in", ())),
        frozenset(entry.get("known", ())),
        bool(beside),
    )


def _pattern(entry: Mapping[str, Any]) -> str:
    if "shape" in entry:
        return str(entry["shape"])
    if "word" in entry:
        return rf"\b({entry['word']})\b"
    token = ""
    if "token" in entry:
        written: str = entry["token"]
        case = _ANY_CASE if written.startswith(_ANY_CASE) else ""
        token = rf"{case}\b({written.removeprefix(_ANY_CASE)}){_ENDS}"
    if "beside" not in entry:
        return token
    name = f"(?:{entry['beside']}){_ASSIGNED}"
    pattern = f"(?i:{name})({entry['value']}){_ENDS}" if entry.get("exact") else f"{_ANY_CASE}{name}({entry['value']}){_ENDS}"
    return f"(?:{pattern})|(?:{token})" if token else pattern


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads((_DATA / "sets.toml").read_text(encoding="utf-8"))


def _escaped(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(quoted(word) for word in words)
