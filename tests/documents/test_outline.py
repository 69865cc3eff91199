"""Headings go down step by step, and every anchor is there once."""

from __future__ import annotations

import pytest

from osscan.documents.document import Chart, Details, Document, Heading, Paragraph, Table
from osscan.documents.outline import contents, every, outlined, tables


def document(*blocks: object) -> Document:
    return Document("x", "en", "T", "", blocks, "", "")  # type: ignore[arg-type]


def headings(*blocks: object) -> list[tuple[int, str]]:
    return [(one.level, one.anchor) for one in every(outlined(document(*blocks)).blocks) if isinstance(one, Heading)]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((2, 4, 4, 2), [2, 3, 4, 2]), ((5, 3), [2, 3]), ((1,), [2]), ((2, 3, 4, 5, 6, 9), [2, 3, 4, 5, 6, 6])],
)
def test_no_level_is_left_out(levels, expected) -> None:
    assert [level for level, _ in headings(*(Heading("x", level) for level in levels))] == expected


def test_what_is_folded_away_goes_on_below_and_leaves_the_outside_as_it_was() -> None:
    folded = Details("s", (Heading("b", 4), Details("t", (Heading("c", 6),))))

    assert [level for level, _ in headings(Heading("a", 2), folded, Heading("d", 5))] == [2, 3, 4, 3]


def test_anchors_are_unique_and_safe() -> None:
    found = headings(*(Heading("x", 2, anchor) for anchor in ("a", "a", "", 'ä b">', "a-2", "section-3")))

    assert [anchor for _, anchor in found] == ["a", "a-2", "section-3", "ä-b", "a-2-2", "section-3-2"]


def test_contents_are_headings_of_the_second_level_in_the_open() -> None:
    shaped = outlined(document(Heading("a"), Heading("b", 3), Details("s", (Heading("c"),)), Heading("d")))

    assert [one.words for one in contents(shaped)] == ["a", "d"]


def test_tables_and_charts_are_found_wherever_they_lie() -> None:
    table, chart = Table("t", ("a",), ()), Chart("c", ())

    assert tables(document(chart, Paragraph(()), Details("s", (Details("r", (table,)),)))) == (chart, table)
