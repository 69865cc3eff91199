"""Runs and cells of a DOCX: the smallest pieces from which its paragraphs and tables are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osscan.documents.document import Tone
from osscan.documents.docx_parts import safe
from osscan.documents.marks import COLOURS, mark

_LONG_ROW = 4000
"""Length of a row's XML from which on it may go on on the next page."""
CODE = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>'
LINKED = '<w:rStyle w:val="Hyperlink"/>'
SOFT = '<w:color w:val="4B5766"/>'
RIGHT = '<w:jc w:val="right"/>'
_ROOM = (
    '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>'
    '<w:right w:w="140" w:type="dxa"/></w:tblCellMar>'
)
LIGHT = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="C4CCD5"/>'
STRONG = '<w:top w:val="single" w:sz="6" w:space="0" w:color="4B5766"/><w:bottom w:val="single" w:sz="6" w:space="0" w:color="4B5766"/>'
EMPTY = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'
AFTER = '<w:p><w:pPr><w:pStyle w:val="After"/></w:pPr></w:p>'


def run(said: str, marks: str = "") -> str:
    """Words with what marks them."""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{safe(said)}</w:t></w:r>' if said else ""


def sign(tone: Tone) -> str:
    """The sign of a tone in its colour."""
    return run(mark(tone), f'<w:b/><w:color w:val="{COLOURS[tone].upper()}"/>')


class Cell(NamedTuple):
    """Paragraphs of a cell, and its rules."""

    inner: str
    borders: str = ""


def grid(broad: Iterable[int], rows: Iterable[Iterable[Cell]], heads: Iterable[Cell] = (), caption: str = "") -> str:
    """A table; `broad` are the widths of its columns in twentieths of a point, and the row of heads is repeated on each page."""
    broad = tuple(broad)
    said = f'<w:tblCaption w:val="{safe(caption)}"/>' if caption else ""
    first = _row(heads, broad, "<w:tblHeader/>") if heads else ""
    widths = "".join(f'<w:gridCol w:w="{one}"/>' for one in broad)
    look = f'w:val="{"00A0" if heads else "0080"}" w:firstRow="{int(bool(heads))}" w:firstColumn="1"'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(broad)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_ROOM}'
        f"<w:tblLook {look}/>{said}</w:tblPr><w:tblGrid>{widths}</w:tblGrid>"
        f"{first}{''.join(_row(one, broad) for one in rows)}</w:tbl>"
    )


def _row(cells: Iterable[Cell], broad: tuple[int, ...], more: str = "") -> str:
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f"{f'<w:tcBorders>{cell.borders}</w:tcBorders>' if cell.borders else ''}</w:tcPr>{cell.inner}</w:tc>"
        for cell, width in zip(cells, broad, strict=True)
    )
    whole = "<w:cantSplit/>" if len(told) < _LONG_ROW else ""
    properties = f"<w:trPr>{whole}{more}</w:trPr>" if whole or more else ""
    return f"<w:tr>{properties}{told}</w:tr>"
