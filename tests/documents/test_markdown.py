"""Markdown of a document: readable as text, and nothing in foreign words is markup."""

from __future__ import annotations

import pytest
from tests.documents import example
from tests.documents.example import HOSTILE, said

from osscan.documents import markdown
from osscan.documents.document import (
    Bar,
    Break,
    Chart,
    Details,
    Document,
    Facts,
    Heading,
    Items,
    Letterhead,
    Paragraph,
    Signature,
    Status,
    Table,
    Text,
    Tone,
    Way,
)
from osscan.texts.catalogue import Words


def rendered(*blocks: object, **named: object) -> str:
    return markdown.render(Document("x", "en", "T", "", blocks, "", "", **named), Words("en"))  # type: ignore[arg-type]


def body(*blocks: object) -> str:
    return rendered(*blocks).removeprefix("# T\n").strip()


@pytest.mark.parametrize(("language", "make"), [("de", example.german), ("en", example.english)])
def test_same_document_gives_the_same_bytes(language, make) -> None:
    assert markdown.render(make(), Words(language)) == markdown.render(make(), Words(language))


def test_document_begins_with_who_speaks_and_ends_with_its_footer() -> None:
    who = Letterhead("City", "Unit", ("Street 1", "Town"), "a", "", "R-1")

    assert rendered(letterhead=who, footer="End.") == (
        "**City**  \nUnit  \n\n# T\n\n- Reference: R-1\n- Contact: a\n- Address: Street 1, Town\n\n---\n\nEnd.\n"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading("A", 2), "## A"),
        (Paragraph((Text("a "), Text("b", strong=True), Text("c", code=True))), "a <strong>b</strong><code>c</code>"),
        (Items((said("a"), said("b"))), "- a\n- b"),
        (Items((said("a"), said("b")), numbered=True), "1. a\n2. b"),
        (Status(Tone.BAD, "No", said("why")), "> **❌ No**\n>\n> why"),
        (Status(Tone.GOOD, "Yes", ()), "> **✅ Yes**"),
        (Facts((("Name", said("x")),)), "- **Name:** x"),
        (
            Table("Parts", ("a", "b"), ((said("x"), said("1")),), frozenset({1})),
            "**Parts**\n\n| a | b |\n| --- | ---: |\n| x | 1 |",
        ),
        (Table("Parts", ("a",), ((said("x"), said("y")),)), "**Parts**\n\n| a |  |\n| --- | --- |\n| x | y |"),
        (Table("Parts", ("a",), ()), "**Parts**\n\nNo entries"),
        (
            Chart("C", (Bar("x", 2, "2", Tone.OPEN), Bar("y", 1, "1"))),
            f"**C**\n\n| Label | Value |  |\n| --- | ---: | --- |\n| ❓ x | 2 | {'█' * 20} |\n| y | 1 | {'█' * 10} |",
        ),
        (Way("W", ("a", "b")), "**W**\n\na → ❌ **b**"),
        (Details("S", (Paragraph(said("x")),), Tone.ATTENTION), "<details>\n<summary>⚠️ S</summary>\n\nx\n\n</details>"),
        (Signature("Agreed.", ("Unit",)), f"Agreed.\n\n- Unit: Date, signature {'…' * 14}"),
        (Break(), "---"),
    ],
)
def test_every_block_reads_well_as_text(block, expected) -> None:
    assert body(block) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a", "\\- a"),
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("+ a", "\\+ a"),
        ("===", "\\==="),
        ("    a", "a"),
    ],
)
def test_words_that_look_like_a_list_or_heading_are_none(text, expected) -> None:
    assert body(Paragraph(said(text))) == expected
    assert body(Items((said(text),))) == f"- {expected}"


@pytest.mark.parametrize(
    "block",
    [
        Heading(HOSTILE),
        Paragraph(said(HOSTILE, link=HOSTILE)),
        Status(Tone.BAD, HOSTILE, said(HOSTILE)),
        Table(HOSTILE, (HOSTILE,), ((said(HOSTILE, code=True),),)),
        Chart(HOSTILE, (Bar(HOSTILE, 1, HOSTILE),)),
        Way(HOSTILE, (HOSTILE, HOSTILE)),
        Details(HOSTILE, ()),
        Signature(HOSTILE, (HOSTILE,)),
    ],
)
def test_hostile_words_are_only_words(block) -> None:
    text = body(block)

    assert [sign for sign in ("<script", "</style", "[x]", "\u202e", "\u200b", "@alle", "`") if sign in text] == []


def test_links_lead_to_pages_and_to_headings_that_are_there() -> None:
    line = (Text("a", link="https://x.example/b"), Text("c", link="#d"), Text("e", link="#f"), Text("g", link="javascript:h"))

    assert body(Heading("D", anchor="d"), Paragraph(line)) == '<a id="d"></a>\n\n## D\n\n[a](<https://x.example/b>)[c](#d)eg'
