"""Letters of the PDF: which of them its fonts can show, and where a word that is too long for its line may break."""

from __future__ import annotations

import re

from osscan.texts.shown import shown

_WHOLE = 100_000
_SHORT, _LONG_CODE, _LONG_NAME, _LONG_WORD, _LONG_PROSE = 6, 12, 16, 24, 48
_MISSING = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u034e\u0350-\u036f\u0370-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff"
    "\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u211e\u2122\u2126"
    "\u2190-\u23ff\u2460-\u25ff\u2713-\u2718\u27e6-\u27eb\ufb00-\ufb06]"
)
"""What neither Libertinus Serif nor DejaVu Sans Mono has; these lie inside the typesetter, so every machine has the same."""
_SPACE = re.compile(r"(\s+)")
_AROUND = ".,;:!?()\"'„“”»«…"
_IN_NAMES = re.compile(r"[\d@/\\_:=&#~|<>{}\[\]$.]")
_AFTER = re.compile(r"(?<=[/._:@=&?#%,;+\-\\|~])(?=[^\s/._:@=&?#%,;+\-\\|~])")


def visible(text: str) -> str:
    r"""Foreign words as the fonts can show them: what moves or hides others, or has no letter, is written as `\u4e2d`."""
    safe = shown(text, _WHOLE)
    return _MISSING.sub(_named, safe)


def pieces(text: str, *, code: bool = False) -> list[str | list[str]]:
    """Visible `text`: prose as it is, to be hyphenated; names and words that are too long as lists of parts between which they may break.

    A hyphen that is not there would make a name another one.
    """
    found: list[str | list[str]] = []
    for word in _SPACE.split(visible(text)):
        if not word:
            continue
        parts = _parts(word, code=code)
        if parts:
            found.append(parts)
        elif found and isinstance(found[-1], str):
            found[-1] += word
        else:
            found.append(word)
    return found


def _parts(word: str, *, code: bool) -> list[str]:
    """The parts of a word that must not be hyphenated; none if it may be."""
    if len(word) <= _SHORT or word.isspace():
        return []
    core = word.strip(_AROUND)
    if not code and not _IN_NAMES.search(core) and (len(word) <= _LONG_WORD or (core.isalpha() and len(core) <= _LONG_PROSE)):
        return []
    longest = _LONG_CODE if code else _LONG_NAME
    if len(word) <= _LONG_CODE:
        return [word]
    step = longest // 2
    return [
        part[start : start + step] if len(part) > longest else part
        for part in _AFTER.split(word)
        for start in (range(0, len(part), step) if len(part) > longest else (0,))
    ]


def _named(found: re.Match[str]) -> str:
    point = ord(found[0])
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
