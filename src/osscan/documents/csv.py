"""Tables of a document for spreadsheets, in the dialect that the language's programs open.

German: semicolons, decimal commas and a byte order mark; English: commas and decimal points. What a program would compute gets an apostrophe.
"""

from __future__ import annotations

import math
import re

from osscan.documents.document import Chart, Document, Line, Table, Tone
from osscan.documents.outline import tables
from osscan.texts.catalogue import Words
from osscan.texts.escapes import cell

_NUMBER = re.compile(r"[-+]?\d[\d.,]*( %)?")
_SPACES = str.maketrans("\u00a0\u202f", "  ")


def render(document: Document, words: Words) -> str:
    """All tables and charts in one file: each below its caption, an empty row between two; a document with one table has no caption."""
    found = tables(document)
    rows: list[list[str]] = []
    for one in found:
        if len(found) > 1:
            rows += [*([[]] if rows else []), [cell(one.caption)]]
        rows += _rows(one, words)
    return _written(rows, words)


def _written(rows: list[list[str]], words: Words) -> str:
    import csv  # noqa: PLC0415 - only this format pays for it
    import io  # noqa: PLC0415

    german = words.language == "de"
    text = io.StringIO()
    csv.writer(text, delimiter=";" if german else ",", lineterminator="\r\n").writerows(rows)
    return ("\ufeff" if german else "") + text.getvalue()


def _rows(table: Table | Chart, words: Words) -> list[list[str]]:
    if isinstance(table, Chart):
        heads = [words(f"document.chart.{one}") for one in ("label", "value")]
        return [heads, *([cell(bar.label), _decimal(bar.value, words)] for bar in table.bars)]
    return [[cell(one) for one in table.heads], *([_cell(line, words) for line in row] for row in table.rows)]


def _cell(line: Line, words: Words) -> str:
    said = "".join(one.words for one in line).translate(_SPACES)
    if not said and line and line[0].tone is not Tone.PLAIN:
        return words(f"document.tone.{line[0].tone}")
    return said if _NUMBER.fullmatch(said) else cell(said)


def _decimal(value: float, words: Words) -> str:
    """A number without separators between thousands, so that programs can count with it; nothing where there is none."""
    if not math.isfinite(value):
        return ""
    told = f"{value:.6f}".rstrip("0").rstrip(".")
    return told.replace(".", ",") if words.language == "de" else told
