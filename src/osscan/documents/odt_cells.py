"""Signs, bars, rows and the logo of an ODT: the small pieces from which its paragraphs and tables are made."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.documents.document import Tone
from osscan.documents.marks import SIGNS, mark, proportion

_BAR = 70.0
_LONG_ROW = 4000
"""Length of a row's XML from which on it may go on on the next page."""
_LOGO_HEIGHT, _LOGO_WIDTH = 16.0, 60.0
LOGO = "Pictures/logo.svg"
EMPTY = '<text:p text:style-name="Table_text"/>'


def row_of(cells: Iterable[tuple[str, str]]) -> str:
    """A row of cells, each a style and its paragraphs; nothing where there are no cells."""
    told = "".join(
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{inner}</table:table-cell>'
        for style, inner in cells
    )
    style = "Row" if len(told) < _LONG_ROW else "Long_row"
    return f'<table:table-row table:style-name="{style}">{told}</table:table-row>' if told else ""


def sign(tone: Tone) -> str:
    """The sign of a tone in its colour."""
    return f'<text:span text:style-name="Tone_{tone}">{mark(tone)}</text:span>' if tone in SIGNS else ""


def bar_of(length: float, tone: Tone) -> str:
    """A bar, `length` from 0 to 1, that screen readers pass over: its value stands beside it."""
    if length <= 0:
        return ""
    return (
        f'<draw:rect text:anchor-type="as-char" draw:style-name="Bar_{tone}" svg:width="{max(0.3, length * _BAR):.2f}mm" svg:height="3.2mm" '
        'loext:decorative="true"/>'
    )


def logo_of(logo: str) -> str:
    """The logo, which says nothing that the sender beside it does not say."""
    broad = min(_LOGO_WIDTH, _LOGO_HEIGHT * proportion(logo))
    return (
        f'<draw:frame draw:name="Logo" draw:style-name="Logo" text:anchor-type="as-char" svg:width="{broad:.2f}mm" svg:height="{_LOGO_HEIGHT}mm" '
        f'loext:decorative="true"><draw:image xlink:href="{LOGO}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" '
        'draw:mime-type="image/svg+xml"/></draw:frame>'
    )
