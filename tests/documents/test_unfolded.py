"""What was folded away stands below a heading of its own, and nothing of it rises above what it belongs to."""

from __future__ import annotations

import pytest

from osscan.documents.columns import widths
from osscan.documents.document import Bar, Chart, Details, Document, Heading, Letterhead, Paragraph, Table, Text, Tone
from osscan.documents.marks import abreast, address, day, proportion, running, share
from osscan.documents.unfolded import anchors, unfolded


def document(*blocks: object, stamp: str = "") -> Document:
    return Document("x", "en", "T", "", blocks, "", stamp)  # type: ignore[arg-type]


def line(words: str, **marks: object) -> tuple[Text, ...]:
    return (Text(words, **marks),)  # type: ignore[arg-type]


def test_details_become_headings_with_their_tone() -> None:
    inner = Details("inner", (Paragraph(line("deep")),))
    made = unfolded(
        document(Heading("a", 2), Details("outer", (Heading("b", 2), inner), Tone.BAD), Heading("c", 2), Paragraph(()))
    )

    assert [(one.block.words, one.block.level, one.tone) for one in made if isinstance(one.block, Heading)] == [
        ("a", 2, Tone.PLAIN),
        ("outer", 3, Tone.BAD),
        ("b", 4, Tone.PLAIN),
        ("inner", 5, Tone.PLAIN),
        ("c", 2, Tone.PLAIN),
    ]
    assert [type(one.block).__name__ for one in made][4:] == ["Paragraph", "Heading", "Paragraph"]


def test_every_heading_has_an_anchor_of_its_own() -> None:
    made = unfolded(document(Heading("a", 2, "x"), Heading("b", 2, "x"), Details("c", ())))

    assert len(anchors(made)) == 3


def test_widths_fill_the_page_and_give_room_to_what_is_long() -> None:
    table = Table("t", ("Nr.", "Said", "OK"), ((line("1"), line("many words " * 20), line("yes", tone=Tone.GOOD)),))
    found = widths(table)

    assert sum(found) == pytest.approx(1, abs=0.001)
    assert found[1] > 3 * found[0]
    assert found[2] > found[0]


@pytest.mark.parametrize("rows", [(), ((),), ((line("W" * 10_000), ()),)])
def test_odd_tables_have_widths_too(rows) -> None:
    assert sum(widths(Table("t", (), rows))) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(("roles", "expected"), [(0, 2), (1, 2), (2, 2), (3, 3), (4, 2), (5, 3), (6, 3)])
def test_signatures_need_few_rows(roles, expected) -> None:
    assert abreast(("r",) * roles) == expected


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2026-11-22", (2026, 11, 22)),
        ("2026-11-22T23:30:00+01:00", (2026, 11, 22)),
        ("", None),
        ("1970-01-01", None),
        ("soon", None),
    ],
)
def test_day_is_that_of_the_stamp(stamp, expected) -> None:
    assert day(document(stamp=stamp)) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://a.example/ä", ""),
        ("https://a.example/%C3%A4?x=1&y=2#z", "https://a.example/%C3%A4?x=1&y=2#z"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", ""),
        ("https://a.example/<b>", ""),
        ("https://a.example/\\x", ""),
        ("https://" + "a" * 3000, ""),
        ("//a.example", ""),
    ],
)
def test_only_addresses_of_pages_and_mailboxes_are_links(link, expected) -> None:
    assert address(link) == expected


@pytest.mark.parametrize(
    ("reference", "title", "expected"),
    [("10/3-1", "T", "10/3-1 · T"), ("____", "T", "T"), ("", "T", "T"), ("", "", ""), ("1", "x" * 200, "1 · " + "x" * 89 + "…")],
)
def test_foot_of_the_page_tells_number_and_title(reference, title, expected) -> None:
    made = document()._replace(title=title, letterhead=Letterhead(reference=reference))

    assert running(made) == expected


def test_bars_are_as_long_as_they_count() -> None:
    chart = Chart("c", (Bar("a", 4, "4"), Bar("b", 1, "1"), Bar("c", -1, "-1"), Bar("d", float("inf"), "?")))

    assert [share(bar, chart) for bar in chart.bars] == [1, 0.25, 0, 0]


@pytest.mark.parametrize(
    ("logo", "expected"),
    [('<svg viewBox="0 0 60 20">', 3), ("<svg viewBox='0,0,10,20'>", 0.5), ("<svg>", 1), ('<svg viewBox="0 0 0 0">', 1), ("", 1)],
)
def test_logo_keeps_its_proportion(logo, expected) -> None:
    assert proportion(logo) == expected
