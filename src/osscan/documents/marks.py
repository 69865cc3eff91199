"""What the writers agree on: the day of a document, where links may lead, how pages are counted, how long a bar is, which sign a tone has."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import datetime

from osscan.documents.document import Bar, Chart, Document, Letterhead, Tone
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

SIGNS = {Tone.GOOD: "✓", Tone.ATTENTION: "▲", Tone.BAD: "✗", Tone.OPEN: "○"}
"""Signs that stand before the words of a tone; without colour they still differ."""
COLOURS = {Tone.GOOD: "14603a", Tone.ATTENTION: "7a4a00", Tone.BAD: "9c1c2c", Tone.OPEN: "493c8f", Tone.PLAIN: "4b5766"}
TINTS = {Tone.GOOD: "eaf5ee", Tone.ATTENTION: "fdf3e0", Tone.BAD: "fceeef", Tone.OPEN: "f0eefa", Tone.PLAIN: "f4f6f8"}
"""Dark enough beside their tints for everybody to read (more than 7:1)."""
_ADDRESS = re.compile(r"(?:https?://|mailto:)[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5b\x5d-\x7e]+", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
_VIEW = re.compile(r"""viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)""")


def address(link: str) -> str:
    """`link` if it leads to a page or a mailbox, else nothing: no document opens a file or a program."""
    return link if len(link) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(link) else ""


def day(document: Document) -> tuple[int, int, int] | None:
    """Year, month and day of the document's stamp; None where it has none."""
    try:
        moment = datetime.fromisoformat(document.stamp)
    except ValueError:
        return None
    return (moment.year, moment.month, moment.day) if moment.year >= 1980 else None


def stamp(document: Document) -> str:
    """The document's moment as file formats want it; empty where it has none."""
    found = day(document)
    return f"{found[0]:04d}-{found[1]:02d}-{found[2]:02d}T00:00:00" if found else ""


def running(document: Document) -> str:
    """What stands at the foot of each page: file number, unless it is a line to be filled in, and title."""
    told = (document.letterhead.reference, document.title)
    return " · ".join(shown(one, 90) for one in told if any(map(str.isalnum, one)))


def page_number(words: Words) -> tuple[str, str, str]:
    """What stands before, between and after the number of a page and that of all pages."""
    before, between, after = words("document.page", page="\0", pages="\0").split("\0")
    return before, between, after


def share(bar: Bar, chart: Chart) -> float:
    """How long a bar is beside the longest, from 0 to 1."""
    longest = max((_length(one) for one in chart.bars), default=0.0)
    return round(_length(bar) / longest, 4) if longest else 0.0


def _length(bar: Bar) -> float:
    return max(0.0, bar.value) if math.isfinite(bar.value) else 0.0


def mark(tone: Tone) -> str:
    """The sign of a tone and a space that does not break; nothing where there is none."""
    return f"{SIGNS[tone]}\u00a0" if tone in SIGNS else ""


def references(who: Letterhead, date: str) -> Iterator[tuple[str, list[str]]]:
    """What stands on the right of a letterhead: key of its name in `texts`, and lines."""
    told = (("reference", [who.reference]), ("date", [date]), ("contact", [who.contact]), ("address", list(who.address)))
    return ((key, [one for one in lines if one]) for key, lines in told if any(lines))


def abreast(roles: tuple[str, ...]) -> int:
    """How many signatures stand beside each other, so that as few rows as possible are needed."""
    return 3 if len(roles) in {3, 5, 6} else 2


def proportion(logo: str) -> float:
    """Width of an SVG beside its height, as its own head says; 1 where it does not."""
    found = _VIEW.search(logo[:4000])
    if not found:
        return 1.0
    width, height = float(found[1]), float(found[2])
    return width / height if width > 0 and height > 0 else 1.0
