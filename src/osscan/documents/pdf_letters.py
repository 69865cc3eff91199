"""Letters of the PDF: which of them its fonts can show, and where a word that is too long for its line may break."""

from __future__ import annotations

import re

from osscan.texts.shown import shown

_WHOLE = 100_000
_LONG_WORD, _LONG_CODE, _LONG_NAME = 24, 12, 48
_MISSING = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u034e\u0350-\u036f\u0370-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff"
    "\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u211e\u2122\u2126"
    "\u2190-\u23ff\u2460-\u25ff\u2713-\u2718\u27e6-\u27eb\ufb00-\ufb06]"
)
"""What neither Libertinus Serif nor DejaVu Sans Mono has; these lie inside the typesetter, so every machine has the same."""
_AFTER = re.compile(r"(?<=[/._:@=&?#%,;+\-\\|~])(?=[^\s/._:@=&?#%,;+\-\\|~])")


def visible(text: str) -> str:
    r"""Foreign words as the fonts can show them: what moves or hides others, or has no letter, is written as `\u4e2d`."""
    safe = shown(text, _WHOLE)
    return _MISSING.sub(_named, safe)


def pieces(text: str, *, code: bool = False) -> list[str]:
    """Visible `text` in pieces between which a line may break although there is no space."""
    safe = visible(text)
    longest = _LONG_CODE if code else _LONG_WORD
    if len(safe) <= longest:
        return [safe] if safe else []
    found = [""]
    for word in re.split(r"(\s+)", safe):
        parts = (
            [word] if len(word) <= longest or (not code and len(word) <= _LONG_NAME and word.isalpha()) else _parts(word, longest)
        )
        found[-1] += parts[0]
        found += parts[1:]
    return found


def _parts(word: str, longest: int) -> list[str]:
    step = longest // 2
    return [
        part[start : start + step] if len(part) > longest else part
        for part in _AFTER.split(word)
        for start in (range(0, len(part), step) if len(part) > longest else (0,))
    ]


def _named(found: re.Match[str]) -> str:
    point = ord(found[0])
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
