"""Sheets: what a spreadsheet holds of a document. One sheet of facts, then one for each table, numbers as numbers and all else as text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from osscan.documents.columns import columns, said
from osscan.documents.document import Bar, Chart, Document, Facts, Line, Status, Table, Tone
from osscan.documents.outline import every, tables
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_LONGEST_CELL = 30_000
_MOST_ROWS = 1_000_000
"""No program opens more than 1,048,576 in a sheet."""
_LONGEST_NAME = 31
_NARROW, _BROAD = 8, 68
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2212": "-"})
_NUMBERS = {
    "de": re.compile(r"(-?)(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,9}))?( ?%)?", re.ASCII),
    "en": re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,9}))?( ?%)?", re.ASCII),
}


class Number(NamedTuple):
    """A number as a program counts with it, and how people read it."""

    value: float
    said: str
    decimals: int = 0
    grouped: bool = False
    percent: bool = False


Cell = Number | str


class Sheet(NamedTuple):
    """Heads in the first row, then rows of as many cells; widths in letters."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    right: frozenset[int] = frozenset()


def sheets(document: Document, words: Words) -> tuple[Sheet, ...]:
    """The facts first; they also tell which sheet holds which table."""
    taken = {"history"}
    facts = _free(words("document.sheet.facts"), taken)
    made = [_sheet(one, document, words, taken) for table in tables(document) for one in _parts(table)]
    told = (
        *_told(document, words),
        *((f"{words('document.sheet.table')} {number}", one.caption) for number, one in enumerate(made, 1)),
    )
    rows = tuple((_text(name), _text(line)) for name, line in told if line)
    heads = (words("document.chart.label"), words("document.sheet.content"))
    return (Sheet(facts, _text(document.title), heads, rows, _widths(heads, rows)), *made)


def computes(text: str) -> bool:
    """Whether a program might take the text for a formula."""
    return text.lstrip().startswith(_SIGNS)


def _told(document: Document, words: Words) -> Iterator[tuple[str, str]]:
    who = document.letterhead
    yield words("document.sheet.title"), document.title
    yield words("document.sheet.subtitle"), document.subtitle
    yield words("document.sheet.sender"), ", ".join(one for one in (who.sender, who.unit, *who.address, who.contact) if one)
    yield words("document.reference"), who.reference
    yield words("document.date"), document.date
    for block in every(document.blocks):
        if isinstance(block, Status):
            yield words("document.result"), f"{block.word}. {said(block.said)}" if block.said else block.word
        elif isinstance(block, Facts):
            yield from ((name, said(line)) for name, line in block.rows)
    yield words("document.sheet.made"), document.footer


def _parts(table: Table | Chart) -> Iterator[Table | Chart]:
    """A table as often as it takes for all of its rows."""
    if isinstance(table, Chart) or len(table.rows) <= _MOST_ROWS:
        yield table
        return
    for at in range(0, len(table.rows), _MOST_ROWS):
        yield table._replace(rows=table.rows[at : at + _MOST_ROWS])


def _sheet(table: Table | Chart, document: Document, words: Words, taken: set[str]) -> Sheet:
    name = _free(table.caption or words("document.sheet.table"), taken)
    if isinstance(table, Chart):
        heads: tuple[str, ...] = (words("document.chart.label"), words("document.chart.value"))
        rows: tuple[tuple[Cell, ...], ...] = tuple((_text(bar.label), _bar(bar, document.language)) for bar in table.bars)
        right = frozenset({1})
    else:
        count, right = columns(table), table.right
        heads = tuple(_text(one) for one in (*table.heads, *[""] * (count - len(table.heads))))
        rows = tuple(tuple(_cell(row, column, table, document, words) for column in range(count)) for row in table.rows)
    if not rows:
        rows = ((words("document.table.empty"), *[""] * (len(heads) - 1)),)
    return Sheet(name, _text(table.caption), heads, rows, _widths(heads, rows), right)


def _cell(row: tuple[Line, ...], column: int, table: Table, document: Document, words: Words) -> Cell:
    line = row[column] if column < len(row) else ()
    text = said(line)
    if not text and line and line[0].tone is not Tone.PLAIN:
        return words(f"document.tone.{line[0].tone}")
    number = read_number(text, document.language) if column in table.right else None
    return number or _text(text)


def read_number(text: str, language: str) -> Number | None:
    """The number that people of this language read in `text`; None where it is none."""
    found = _NUMBERS[language].fullmatch(text.translate(_SPACES).strip()) if language in _NUMBERS else None
    if not found:
        return None
    minus, whole, part, percent = found.groups()
    digits = whole.replace(".", "").replace(",", "")
    if len(digits) > 15:
        return None
    value = float(f"{minus}{digits}.{part or 0}")
    return Number(round(value / 100, 12) if percent else value, text, len(part or ""), len(digits) < len(whole), bool(percent))


def _bar(bar: Bar, language: str) -> Cell:
    read = read_number(bar.said, language)
    if read and math.isclose(
        read.value * (100 if read.percent else 1), bar.value, rel_tol=1e-9, abs_tol=0.5 * 10**-read.decimals
    ):
        return read
    if not math.isfinite(bar.value):
        return _text(bar.said)
    decimals = 0 if float(bar.value).is_integer() else 2
    return Number(float(bar.value), f"{bar.value:.{decimals}f}", decimals)


def _free(wanted: str, taken: set[str]) -> str:
    """A name as spreadsheets allow it, which no other sheet has."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", shown(wanted, 200)).split())
    name, number = _short(plain, _LONGEST_NAME) or "-", 1
    while name.casefold() in taken:
        number += 1
        name = f"{_short(plain, _LONGEST_NAME - len(str(number)) - 1)} {number}"
    taken.add(name.casefold())
    return name


def _short(text: str, longest: int) -> str:
    """`text` in at most so many units of UTF-16, in which spreadsheets count."""
    if _units(text) <= longest:
        return text
    while _units(text) >= longest:
        text = text[:-1]
    return text.rstrip() + "…"


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def _text(text: str) -> str:
    return shown(text, _LONGEST_CELL)


def _widths(heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> tuple[int, ...]:
    return tuple(
        min(_BROAD, max(_NARROW, len(head) + 4, *(len(_said(row[column])) + 2 for row in rows[:2000])))
        for column, head in enumerate(heads)
    )


def _said(cell: Cell) -> str:
    return cell.said if isinstance(cell, Number) else cell
