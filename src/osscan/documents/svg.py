"""Drawings inside HTML: bars, dependency paths and signs as SVG that needs no colour to be understood.

Lengths are in CSS pixels and widths in percent, so that letters keep their size on a phone and on paper. Colours come from the page's style.
"""

from __future__ import annotations

import unicodedata
from html import escape
from typing import NamedTuple

from osscan.documents.document import Bar, Chart, Tone, Way
from osscan.documents.marks import share
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_NARROW, _BROAD_PAGE = 272, 600
"""What a page of 320 pixels, and a sheet of paper, leave to a drawing."""
_LONGEST = 2000
_SLIM = frozenset("iljtfrI.,:;'|!()[]/-· ")
_BROAD = frozenset("mwMW@%…—→")

_SHAPES = {
    Tone.GOOD: '<circle cx="12" cy="12" r="10"/><path d="m7 12.5 3.5 3.5 6.5-7.5"/>',
    Tone.ATTENTION: '<path d="M12 2.5 22.5 21h-21z"/><path d="M12 9v5.5m0 3v.2"/>',
    Tone.BAD: '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z"/><path d="m8.5 8.5 7 7m0-7-7 7"/>',
    Tone.OPEN: '<rect x="2.5" y="2.5" width="19" height="19" rx="4"/>'
    '<path d="M9 9.5c0-4 6.2-3.6 6 0-.1 2.2-3 2.3-3 4.7m0 3v.2"/>',
}
_FILLS = {
    Tone.ATTENTION: (8, ' patternTransform="rotate(45)"', '<path d="M0 0v8" stroke-width="6"/>'),
    Tone.BAD: (7, ' patternTransform="rotate(45)"', '<path d="M0 0v7M0 0h7" stroke-width="4"/>'),
    Tone.OPEN: (6, "", '<path d="M3 1v4M1 3h4" stroke-width="1.5"/>'),
}


def shared() -> str:
    """What every drawing of a page refers to: signs and patterns; stands once in the page."""
    signs = "".join(f'<symbol id="sign-{tone}" viewBox="0 0 24 24">{_SHAPES[tone]}</symbol>' for tone in Tone if tone in _SHAPES)
    fills = "".join(
        f'<pattern id="fill-{tone}" class="fill" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turned}>{drawn}</pattern>'
        for tone, (size, turned, drawn) in _FILLS.items()
    )
    return f'<svg class="shared" width="0" height="0" aria-hidden="true"><defs>{signs}{fills}</defs></svg>'


def sign(tone: Tone, words: Words, *, said: bool = True) -> str:
    """The sign of a tone; with its name for those who can't see it, unless the words beside it say the same."""
    if tone is Tone.PLAIN:
        return ""
    name = f'role="img" aria-label="{escape(words(f"document.tone.{tone}"))}"' if said else 'aria-hidden="true"'
    return f'<svg class="sign {tone}" width="18" height="18" {name}><use href="#sign-{tone}"/></svg>'


def drawing(drawn: Chart | Way, words: Words, key: str) -> str:
    """The drawing for a broad page and, where lines have to be broken elsewhere, another for a narrow one; `key` is unique in the page."""
    draw = _chart if isinstance(drawn, Chart) else _way
    broad, narrow = draw(drawn, words, _BROAD_PAGE), draw(drawn, words, _NARROW)  # type: ignore[arg-type]
    if broad == narrow:
        return _svg(key, "", broad)
    return _svg(key, " broad", broad) + _svg(f"{key}-narrow", " narrow", narrow)


class _Drawn(NamedTuple):
    kind: str
    title: str
    told: str
    height: int
    parts: tuple[str, ...]


def _chart(drawn: Chart, words: Words, width: int) -> _Drawn:
    """Bars below each other, each with its label and value in words."""
    parts, top = [], 0
    for bar in drawn.bars:
        part, height = _bar(bar, share(bar, drawn), top, width)
        parts.append(part)
        top += height
    told = "; ".join(_told(bar, words) for bar in drawn.bars)
    return _Drawn("bars", words("document.chart.title", caption=drawn.caption), told, top, tuple(parts))


def _way(drawn: Way, words: Words, width: int) -> _Drawn:
    """Steps below each other, joined by arrows; the last one carries the sign."""
    parts, top = [], 0
    for number, step in enumerate(drawn.steps):
        last = number == len(drawn.steps) - 1
        lines = wrapped(step, width - 32, 15)
        parts.append(_step(lines, top, drawn.tone if last else Tone.PLAIN, last=last))
        top += 20 * len(lines) + (4 if last else 20)
    told = " → ".join(drawn.steps)
    return _Drawn("way", words("document.way.title", caption=drawn.caption), told, top, tuple(parts))


def wrapped(text: str, width: float, size: float) -> list[str]:
    """`text` in lines of at most about `width` pixels, broken between words where there are some, else anywhere."""
    lines = [""]
    for word in shown(text, _LONGEST).split(" "):
        tried = f"{lines[-1]} {word}" if lines[-1] else word
        if _wide(tried, size) <= width:
            lines[-1] = tried
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if _wide(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def _svg(key: str, breadth: str, drawn: _Drawn) -> str:
    return (
        f'<svg class="{drawn.kind}{breadth}" width="100%" height="{drawn.height}" role="img" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{_safe(drawn.title)}</title><desc id="{key}-desc">{_safe(drawn.told)}</desc>'
        f"{''.join(drawn.parts)}</svg>"
    )


def _bar(bar: Bar, long: float, top: int, room: int) -> tuple[str, int]:
    marked = 0 if bar.tone is Tone.PLAIN else 22
    lines = wrapped(bar.label, room - _wide(bar.said, 15) - 16 - marked, 15)
    label = "".join(f'<text x="{marked}" y="{top + 15 + 20 * number}">{escape(line)}</text>' for number, line in enumerate(lines))
    below = top + 20 * len(lines) + 3
    width = f"{long * 100:.2f}%"
    patterned = (
        f'<rect class="pattern" fill="url(#fill-{bar.tone})" y="{below}" width="{width}" height="14"/>'
        if bar.tone in _FILLS
        else ""
    )
    return (
        f"{_mark(bar.tone, 0, top + 1)}{label}"
        f'<text class="value" x="100%" y="{top + 15}">{_safe(bar.said)}</text>'
        f'<rect class="track" y="{below}" width="100%" height="14"/>'
        f'<rect class="bar {bar.tone}" y="{below}" width="{width}" height="14"/>{patterned}'
    ), 20 * len(lines) + 35


def _step(lines: list[str], top: int, tone: Tone, *, last: bool) -> str:
    marked = ' class="last"' if last else ""
    text = "".join(
        f'<text{marked} x="30" y="{top + 16 + 20 * number}">{escape(line)}</text>' for number, line in enumerate(lines)
    )
    if last:
        return text + (_mark(tone, 1, top + 2) or f'<circle class="node" cx="10" cy="{top + 11}" r="5"/>')
    end = top + 20 * len(lines) + 18
    return (
        f'<circle class="node" cx="10" cy="{top + 11}" r="5"/>'
        f'<path class="arrow" d="M10 {top + 21}V{end - 1}m-4-5 4 5 4-5"/>{text}'
    )


def _mark(tone: Tone, left: int, top: int) -> str:
    if tone is Tone.PLAIN:
        return ""
    return f'<use class="sign {tone}" href="#sign-{tone}" x="{left}" y="{top}" width="18" height="18"/>'


def _told(bar: Bar, words: Words) -> str:
    told = f"{bar.label}: {bar.said}"
    return told if bar.tone is Tone.PLAIN else f"{told} ({words(f'document.tone.{bar.tone}')})"


def _wide(text: str, size: float) -> float:
    """About how many pixels letters of `size` take, rather too many than too few."""
    return size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in _SLIM:
        return 0.36
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1.02
    return 0.74 if letter.isupper() else 0.6


def _safe(text: str) -> str:
    return escape(shown(text, _LONGEST))
