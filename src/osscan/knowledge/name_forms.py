"""How license names are written: one form for all spellings of the same name, so that a table needs few rows."""

from __future__ import annotations

import re

_PHRASES = (
    (" gnu affero general public ", " agpl "),
    (" affero general public ", " agpl "),
    (" gnu library general public ", " lgpl "),
    (" gnu lesser general public ", " lgpl "),
    (" lesser general public ", " lgpl "),
    (" gnu general public ", " gpl "),
    (" gnu gpl ", " gpl "),
    (" gnu lgpl ", " lgpl "),
    (" gnu agpl ", " agpl "),
    (" mozilla public ", " mpl "),
    (" eclipse public ", " epl "),
    (" european union public ", " eupl "),
    (" common development and distribution ", " cddl "),
    (" apache software ", " apache "),
    (" creative commons ", " cc "),
    (" attribution ", " by "),
    (" share alike ", " sa "),
    (" sharealike ", " sa "),
    (" non commercial ", " nc "),
    (" noncommercial ", " nc "),
    (" no derivatives ", " nd "),
    (" noderivatives ", " nd "),
    (" no derivs ", " nd "),
    (" noderivs ", " nd "),
    (" or at your option any later ", " + "),
    (" or any later ", " + "),
    (" or later ", " + "),
    (" or newer ", " + "),
    (" or greater ", " + "),
    (" or higher ", " + "),
    (" and later ", " + "),
    (" oder später ", " + "),
    (" oder neuer ", " + "),
)
_SILENT = frozenset({"the", "license", "licence", "lizenz", "licenses", "version", "versions", "ver", "v", "a", "an"})
_WORD = re.compile(r"[^\s_/\\,;:()\[\]{}\"'`´’‘“”„«»|*<>=–—\-]+")
_SPLIT_NUMBER = re.compile(r"(?<=\d)[_\-](?=\d)")
_GLUED = re.compile(r"([^\W\d]{2,})v?(\d[\d.]*)(\+?)")
_NUMBER = re.compile(r"v?\.?(\d+(?:\.\d+)*)(\+?)")


def normalised(name: str) -> str:
    """The form under which names are compared: no case, punctuation and filler words, versions as `2.0`."""
    words: list[str] = []
    for word in _WORD.findall(_SPLIT_NUMBER.sub(".", name.casefold()).replace("+", "+ ").replace(" +", "+")):
        words += _parts(word.strip("."))
    line = f" {' '.join(word for word in words if word and word not in _SILENT)} "
    for phrase, short in _PHRASES:
        line = line.replace(phrase, short)
    return _undoubled(line.split())


def _parts(word: str) -> list[str]:
    """`gplv2+` becomes `gpl`, `2.0`, `+`."""
    number = _NUMBER.fullmatch(word)
    if number:
        return [_version(number[1]), number[2]]
    glued = _GLUED.fullmatch(word)
    if glued:
        return [glued[1].removesuffix("v") if len(glued[1]) > 2 else glued[1], _version(glued[2].strip(".")), glued[3]]
    if word.endswith("+"):
        return [word.rstrip("+"), "+"]
    return [word]


def _version(digits: str) -> str:
    return digits if "." in digits else f"{digits}.0"


def _undoubled(words: list[str]) -> str:
    """`MIT (MIT)`, `GPL (GPL) 2.0` and `EPL 2.0 (EPL-2.0)` say one thing twice."""
    for length in (4, 3, 2, 1):
        at = 0
        while at + 2 * length <= len(words):
            if words[at : at + length] == words[at + length : at + 2 * length]:
                del words[at : at + length]
            else:
                at += 1
    return " ".join(words)
