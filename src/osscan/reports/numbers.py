"""Counts as people write them: 1.290 in German, 1,290 in English."""

from __future__ import annotations

from osscan.texts.catalogue import Words


def number(words: Words, count: int) -> str:
    """`count` with the language's separator between thousands."""
    text = f"{count:,}"
    return text.replace(",", ".") if words.language == "de" else text


def counted(words: Words, key: str, count: int, **named: object) -> str:
    """The sentence `key.one` or `key.other` with `count` written out."""
    return words(f"{key}.one" if count == 1 else f"{key}.other", (), count=number(words, count), **named)
