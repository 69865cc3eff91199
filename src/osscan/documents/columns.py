"""Widths of columns: as wide as their longest word asks for, and what is left goes where the most is said."""

from __future__ import annotations

import re

from osscan.documents.document import Line, Table, Tone

_WORD = re.compile(r"[^\s/._:@=&?#,;-]+[/._:@=&?#,;-]?")
_LEAST, _LONGEST_WORD = 4, 18
_LONGEST_LINE = 60
_BOLD = 1.2


def widths(table: Table, room: int = 96) -> tuple[float, ...]:
    """Shares of the page's width, together 1; `room` is how many letters of a table's size stand in one line of it."""
    count = columns(table)
    needed: list[float] = []
    wanted: list[float] = []
    for column in range(count):
        cells = [said(row[column]) for row in table.rows if column < len(row)]
        head = table.heads[column] if column < len(table.heads) else ""
        signs = 3 * any(part.tone is not Tone.PLAIN for row in table.rows if column < len(row) for part in row[column])
        weight = 1 if column else _BOLD
        least = max(_BOLD * _longest_word(head), *(weight * _longest_word(one) for one in cells), _LEAST) + signs
        long = [len(head), *(_broad(row[column]) for row in table.rows if column < len(row))]
        full = min(max(long), _LONGEST_LINE) + signs
        usual = sum(min(one, 4 * _LONGEST_LINE) for one in long[1:]) / max(1, len(cells))
        needed.append(least + 2)
        wanted.append(max(0.0, min(full, 2.5 * usual + least) - least))
    for column, more in enumerate(_shared(wanted, room - sum(needed))):
        needed[column] += more
    whole = sum(needed) or 1
    return tuple(round(one / whole, 4) for one in needed)


def _shared(wanted: list[float], left: float) -> list[float]:
    """What each column gets of what is left: small wishes are met first, what then remains is divided evenly."""
    given = [0.0] * len(wanted)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for place, column in enumerate(order):
        given[column] = max(0.0, min(wanted[column], left / (len(order) - place)))
        left -= given[column]
    return given


def columns(table: Table) -> int:
    """How many columns a table has: as many as its longest row, and one at least."""
    return max(1, len(table.heads), *(len(row) for row in table.rows))


def said(line: Line) -> str:
    """The words of a cell without what marks them."""
    return "".join(one.words for one in line)


def _broad(line: Line) -> float:
    """Letters of a cell; those of code take a little more room than others."""
    return sum(len(one.words) * (1.2 if one.code else 1) for one in line)


def _longest_word(text: str) -> int:
    longest = max((len(one) for one in _WORD.findall(text[:2000])), default=0)
    return max(_LEAST, min(longest, _LONGEST_WORD))
