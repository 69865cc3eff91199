"""Prefilter: one pass over a text says which rules are worth trying on it."""

from __future__ import annotations

from functools import cache
from typing import Any

from osscan.leaks.rules import Rule, options, quoted, rules


def worth_trying(content: bytes) -> list[Rule]:
    """The rules of which a keyword or trigger stands in the text, in their order."""
    words, by_trigger = _prepared()
    hits = words.Match(content)
    every = rules()
    if not hits:  # the last expression fits every text: RE2 has run out of memory and says nothing
        return list(every)
    return [every[number] for number in sorted({number for hit in hits for number in by_trigger[hit]})]


@cache
def _prepared() -> tuple[Any, tuple[tuple[int, ...], ...]]:
    """A set of expressions, and for each of them the numbers of the rules that it stands for."""
    import re2  # noqa: PLC0415 - only runs that look for leaks need it

    users: dict[str, list[int]] = {}
    for number, rule in enumerate(rules()):
        for trigger in (*(f"(?i){quoted(word)}" for word in rule.keywords), *rule.triggers):
            users.setdefault(trigger, []).append(number)
    words = re2.Set.SearchSet(options())
    for trigger in users:
        words.Add(trigger.encode("utf-8"))
    words.Add(b"")
    words.Compile()
    return words, (*map(tuple, users.values()), ())
