"""How license names are written: one form for all spellings of the same name, so that a table needs few rows."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_SAID = {
    "agpl": (
        "gnu affero general public",
        "affero general public",
        "gnu affero gpl",
        "gnu affero public",
        "affero gpl",
        "gnu agpl",
        "affero",
    ),
    "lgpl": (
        "gnu library or lesser general public",
        "gnu library general public",
        "gnu lesser general public",
        "lesser gnu general public",
        "library general public",
        "lesser general public",
        "gnu lesser public",
        "gnu library public",
        "gnu lesser gpl",
        "gnu library gpl",
        "lesser gpl",
        "library gpl",
        "gnu lgpl",
    ),
    "gpl": (
        "gnu general public",
        "general public gnu",
        "gnu general purpose public",
        "gnu public",
        "gnu gpl",
        "gnu allgemeine öffentliche",
        "allgemeine öffentliche gnu",
        "publique générale gnu",
        "gnu publique générale",
        "general public",
    ),
    "gfdl": ("gnu free documentation", "free documentation", "gnu gfdl", "gnu fdl"),
    "gfdl niv": ("gfdl no invariants", "gfdl no invariant", "gfdl without invariant sections", "gfdl with no invariant sections"),
    "mpl": ("mozilla public",),
    "epl": ("eclipse public",),
    "eupl": (
        "european union public",
        "eu public",
        "publique de l union européenne",
        "open source für die europäische union",
        "öffentliche der europäischen union",
        "pública de la unión europea",
        "pubblica dell unione europea",
    ),
    "cddl": ("common development and distribution", "common development distribution"),
    "apache": ("apache software foundation", "apache software", "apache foundation", "apache public", "apache opensource"),
    "cc": ("creative commons", "creativecommons"),
    "by": ("attribution", "namensnennung", "paternité"),
    "sa": (
        "weitergabe unter gleichen bedingungen",
        "partage dans les mêmes conditions",
        "partage des conditions initiales à l identique",
        "share alike",
        "sharealike",
    ),
    "nc": (
        "keine kommerzielle nutzung",
        "pas d utilisation commerciale",
        "nicht kommerziell",
        "nicht kommerzielle",
        "non commercial",
        "noncommercial",
    ),
    "nd": (
        "keine bearbeitungen",
        "keine bearbeitung",
        "pas de modification",
        "no derivative works",
        "no derivatives",
        "noderivatives",
        "no derivs",
        "noderivs",
    ),
    "by sa": ("bysa",),
    "by nc": ("bync",),
    "by nd": ("bynd",),
    "by nc sa": ("byncsa",),
    "by nc nd": ("byncnd",),
    "with": ("w",),
}
"""What is said for each short form; the license's own word and the version's are gone by then."""
_LATER = re.compile(
    r" (?:or|and|oder|und|ou|et|o)(?= )(?: (?:at|your|option|choice|nach|ihrer|wahl|any|jede|jeder|toute))*"
    r" (?:later|newer|greater|higher|above|up|upwards?|onwards?|subsequent|future|posterior|posteriore|spätere?|neuere?|höhere?|ultérieure|supérieure)(?= )"
)
_SILENT = frozenset({
    "the", "license", "licence", "lizenz", "licenses", "licences", "licensing", "licencia", "licenza", "softwarelizenz",
    "version", "versions", "ver", "vers", "versione", "versión", "v", "a", "an", "la",
})  # fmt: skip
_WORD = re.compile(r"[^\s_/\\,;:()\[\]{}\"'`´’‘“”„«»|*<>=–—\-®™©]+")
_SPLIT_NUMBER = re.compile(r"(?<![\d.])(\d)[_\-](?=\d(?:[_\-](?:en|de))?(?!\d))")
_AT_LEAST = re.compile(r"(?:>=|=>|≥|⩾)\s*v?\.?\s*(\d[\d.]*)(?!\s*,)")
_EXACTLY = re.compile(r"(?<![<>!=])==?\s*(?=v?\d)")
_DATED = re.compile(
    r"[\s,\-–(]*\b(?:\d{1,2}(?:st|nd|rd|th|\.)?\s+)?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|"
    r"oktober|dezember)(?:\s+\d{1,2},?)?\s+(?:19|20)\d\d\b\)?"
)
_GLUED = re.compile(r"([^\W\d]{2,})v?(\d[\d.]*)(\+?|plus|only|orlater)")
_CLAUSES = re.compile(r"([^\W\d]*)(\d)(clauses?|c)([^\W\d]*)")
_NAMED_LICENSE = re.compile(r"(?!unlicen|sublicen|relicen)([^\W\d]{2,}?)licen[sc]e")
_NUMBER = re.compile(r"v?\.?(\d+(?:\.\d+)+[a-z]?|\d+)(\+?)")
_ENDINGS = {"plus": "+", "orlater": "+", "only": "only", "+": "+", "": ""}


def normalised(name: str) -> str:
    """The form under which names are compared: no case, punctuation and filler words, versions as `2.0`."""
    line = (name if name.isascii() else unicodedata.normalize("NFKC", name)).casefold()
    if ">" in line or "=" in line or "≥" in line or "⩾" in line:
        line = _EXACTLY.sub("", _AT_LEAST.sub(r"\1+", line))
    line = _SPLIT_NUMBER.sub(r"\1.", _DATED.sub(" ", line).replace("+", "+ ").replace(" +", "+"))
    words: list[str] = []
    for word in _WORD.findall(line):
        words += _parts(word.strip(".!?"))
    said = f" {' '.join(word for word in words if word and word not in _SILENT)} "
    said = _LATER.sub(" +", _phrases().sub(_short, said))
    return _undoubled(said.split())


def _parts(word: str) -> list[str]:
    """`gplv2+` becomes `gpl`, `2.0`, `+`; `bsd3clause` becomes `bsd`, `3.0`, `clause`."""
    number = _NUMBER.fullmatch(word)
    if number:
        return [_version(number[1]), number[2]]
    glued = _GLUED.fullmatch(word)
    if glued:
        name = glued[1].removesuffix("v") if len(glued[1]) > 2 else glued[1]
        return [name, _version(glued[2].strip(".")), _ENDINGS[glued[3]]]
    clauses = _CLAUSES.fullmatch(word)
    if clauses:
        return [clauses[1], _version(clauses[2]), "clause", clauses[4]]
    if word.endswith("+"):
        return [*_parts(word.rstrip("+")), "+"]
    named = _NAMED_LICENSE.fullmatch(word)
    if named:
        return _parts(named[1])
    return ["clause" if word == "clauses" else word]


def _version(digits: str) -> str:
    return digits if "." in digits else f"{digits}.0"


@cache
def _phrases() -> re.Pattern[str]:
    said = sorted((phrase for phrases in _SAID.values() for phrase in phrases), key=len, reverse=True)
    return re.compile(f"(?<= )(?:{'|'.join(map(re.escape, said))})(?= )")


@cache
def _shorts() -> dict[str, str]:
    return {phrase: short for short, phrases in _SAID.items() for phrase in phrases}


def _short(found: re.Match[str]) -> str:
    return _shorts()[found[0]]


def _undoubled(words: list[str]) -> str:
    """`MIT (MIT)`, `GPL (GPL) 2.0` and `EPL 2.0 (EPL-2.0)` say one thing twice."""
    for length in range(min(6, len(words) // 2), 0, -1):
        at = 0
        while at + 2 * length <= len(words):
            if words[at : at + length] == words[at + length : at + 2 * length]:
                del words[at : at + length]
            else:
                at += 1
    return " ".join(words)
