"""JSON as people and some tools write it, with comments and trailing commas: both become blanks, so that all else keeps its place."""

from __future__ import annotations

import re

_STRING = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
_COMMENTS = re.compile(rf"{_STRING}|//[^\n]*|/\*(?:[\s\S]*?\*/|[\s\S]*)").sub
_COMMAS = re.compile(rf"{_STRING}|,(?=\s*[\]}}])").sub
_SIGN = re.compile(r"[^\n]").sub


def without_comments(text: str) -> str:
    """Plain JSON of the same length, line by line."""
    if "/" in text:
        text = _COMMENTS(_blank, text)
    return _COMMAS(_blank, text)


def _blank(found: re.Match[str]) -> str:
    """A string stays; anything else that the patterns find goes."""
    text = found[0]
    return text if text.startswith('"') else _SIGN(" ", text)
