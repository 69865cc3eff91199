"""How hard a text is to read: LIX (Björnsson), Amstad's formula for German, and counts of words and sentences."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyäöü]+", re.IGNORECASE)
_LONG = 6


def sentences(text):
    """The text by full stops, question and exclamation marks; a line is never longer than one sentence."""
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+|\n", text) if _WORD.search(one)]


def words(text):
    return _WORD.findall(text)


def lix(text):
    """Words per sentence plus the share of words of more than six letters, in percent."""
    told = words(text)
    return len(told) / len(sentences(text)) + 100 * sum(len(one) > _LONG for one in told) / len(told)


def amstad(text):
    """Flesch for German: 180 less words per sentence, less 58.5 times syllables per word; the higher the easier."""
    told = words(text)
    syllables = sum(max(1, len(_VOWELS.findall(one))) for one in told)
    return 180 - len(told) / len(sentences(text)) - 58.5 * syllables / len(told)
