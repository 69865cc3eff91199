"""Tables as XLSX: one sheet each, heads that stay in sight and filter, numbers to count with, and no formula at all."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from osscan.documents.document import Document
from osscan.documents.libraries import library
from osscan.documents.marks import day, page_number
from osscan.documents.odf import region
from osscan.documents.sheets import Cell, Number, Sheet, computes, sheets
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_LINE = 13.5
_INK, _SOFT, _RULE, _FAINT = "#1A2330", "#4B5766", "#C4CCD5", "#F4F6F8"


def render(document: Document, words: Words) -> bytes:
    """The whole file; the same document gives the same bytes."""
    target = io.BytesIO()
    book = library("xlsxwriter").Workbook(target, _options())
    year, month, of_month = day(document) or (1980, 1, 1)
    book.set_properties(
        {
            "title": shown(document.title, 250),
            "subject": shown(document.subtitle, 250),
            "author": shown(document.letterhead.sender, 250),
            "keywords": shown(document.kind, 250),
            "created": datetime(year, month, of_month, tzinfo=UTC),
        }
    )
    book.set_custom_property("Language", region(document), "text")
    formats = _Formats(book)
    for sheet in sheets(document, words):
        _written(book.add_worksheet(sheet.name), sheet, formats, words)
    book.close()
    return target.getvalue()


def _options() -> dict[str, Any]:
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }


class _Formats:
    """Formats of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def head(self, *, right: bool) -> Any:
        return self._format(
            bold=True,
            font_color=_SOFT,
            bg_color=_FAINT,
            bottom=2,
            bottom_color=_SOFT,
            text_wrap=True,
            align="right" if right else "left",
        )

    def cell(self, cell: Cell, *, right: bool) -> Any:
        if isinstance(cell, Number):
            return self._format(num_format=_picture(cell), align="right", **_LINES)
        return self._format(
            text_wrap=True, align="right" if right else "left", quote_prefix=computes(cell), num_format="@", **_LINES
        )

    def _format(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": "Arial", "font_size": 10, "valign": "top", "indent": 1, **properties}
            )
        return self._made[key]


_LINES: dict[str, object] = {"font_color": _INK, "bottom": 1, "bottom_color": _RULE}


def _written(page: Any, sheet: Sheet, formats: _Formats, words: Words) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
        page.write_string(0, column, sheet.heads[column], formats.head(right=column in sheet.right))
    for number, row in enumerate(sheet.rows, 1):
        lines = max(_lines(cell, width) for cell, width in zip(row, sheet.widths, strict=True))
        if lines > 1:
            page.set_row(number, _LINE * lines)
        for column, cell in enumerate(row):
            shape = formats.cell(cell, right=column in sheet.right)
            if isinstance(cell, Number):
                page.write_number(number, column, cell.value, shape)
            else:
                page.write_string(number, column, cell, shape)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&L&10{_plain(sheet.caption)}")
    before, between, after = map(_plain, page_number(words))
    page.set_footer(f"&R&8{before}&P{between}&N{after}")


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell takes, rather too many than too few; a row grows to thirty and no higher."""
    return 1 if isinstance(cell, Number) else min(30, -(-len(cell) // width) or 1)


def _plain(text: str) -> str:
    return text[:120].replace("&", "&&")


def _picture(number: Number) -> str:
    """How the number is shown, in the notation of spreadsheets, which each program shows in its own language."""
    whole = "#,##0" if number.grouped else "0"
    part = f".{'0' * number.decimals}" if number.decimals else ""
    return f"{whole}{part}{' %' if number.percent else ''}"
