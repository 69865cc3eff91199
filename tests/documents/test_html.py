"""HTML of a document: stands for itself, says everything, and lets no foreign word become markup."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.documents import example
from tests.documents.example import HOSTILE, said

from osscan.documents import html
from osscan.documents.document import (
    Break,
    Details,
    Document,
    Facts,
    Heading,
    Items,
    Letterhead,
    Paragraph,
    Status,
    Table,
    Text,
    Tone,
)
from osscan.texts.catalogue import Words

STYLE = Path(html.__file__).with_name("page.css")
EXAMPLES = {"de": example.german, "en": example.english}
TONES = ("good", "attention", "bad", "open", "plain")


class Seen(HTMLParser):
    """Elements with their attributes, ids, and words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def shown(*blocks: object, **named: object) -> str:
    document = Document("assessment", "en", "Title", "", blocks, "", "2026-11-22", **named)  # type: ignore[arg-type]
    return html.render(document, Words("en"))


def body(*blocks: object) -> str:
    """What stands after the title."""
    return shown(*blocks).partition("</h1>\n")[2].partition("</main>")[0].rstrip("\n")


@pytest.mark.parametrize("language", EXAMPLES)
def test_same_document_gives_the_same_bytes(language) -> None:
    make = EXAMPLES[language]

    assert html.render(make(), Words(language)) == html.render(make(), Words(language))


@pytest.mark.parametrize("language", EXAMPLES)
def test_page_names_its_language_and_has_one_title_and_one_main_part(language) -> None:
    seen = Seen(html.render(EXAMPLES[language](), Words(language)))

    assert [len(seen.all(tag)) for tag in ("h1", "main", "title", "header")] == [1, 1, 1 + _drawings(seen), 1]
    assert seen.all("html") == [{"lang": language}]


@pytest.mark.parametrize("language", EXAMPLES)
def test_page_needs_nothing_from_elsewhere_and_runs_nothing(language) -> None:
    seen = Seen(html.render(EXAMPLES[language](), Words(language)))
    tags = {tag for tag, _ in seen.elements}
    loaded = [value for _, attributes in seen.elements for key, value in attributes.items() if key in ("src", "srcset", "data")]

    assert tags & {"script", "link", "iframe", "object", "embed", "form", "base"} == set()
    assert [one for one in loaded if not one.startswith("data:image/svg+xml;base64,")] == []
    assert [key for _, attributes in seen.elements for key in attributes if key.startswith("on") or key == "style"] == []


def test_page_forbids_every_style_but_its_own() -> None:
    page = html.render(example.german(), Words("de"))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'" in page


@pytest.mark.parametrize("language", EXAMPLES)
def test_ids_are_unique_and_every_reference_leads_somewhere(language) -> None:
    seen = Seen(html.render(EXAMPLES[language](), Words(language)))
    ids = [attributes["id"] for _, attributes in seen.elements if "id" in attributes]
    aims = [
        one
        for _, attributes in seen.elements
        for one in (*attributes.get("aria-labelledby", "").split(), attributes.get("href", "").partition("#")[2])
        if one and not attributes.get("href", "").startswith("https:")
    ]

    assert sorted(set(ids)) == sorted(ids)
    assert set(aims) - set(ids) == set()


@pytest.mark.parametrize(
    "block",
    [
        Heading(HOSTILE, 2, HOSTILE),
        Paragraph(said(HOSTILE, code=True, strong=True, link=HOSTILE, tone=Tone.BAD)),
        Items((said(HOSTILE),)),
        Status(Tone.BAD, HOSTILE, said(HOSTILE)),
        Facts(((HOSTILE, said(HOSTILE)),)),
        Table(HOSTILE, (HOSTILE,), ((said(HOSTILE),),)),
        Details(HOSTILE, (Paragraph(said(HOSTILE)),)),
        example.english().blocks[8],
        example.english().blocks[10],
    ],
)
def test_hostile_words_stay_words(block) -> None:
    page = shown(block, footer=HOSTILE, letterhead=Letterhead(HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, HOSTILE))
    seen = Seen(page)

    assert [tag for tag, _ in seen.elements if tag == "script"] == []
    assert page.count("</style>") == 1
    assert "\u202e" not in page
    assert "\u200b" not in page
    assert "\\u202egpj.exe</style><script>alert(1)</script>" in "".join(seen.words)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "#nowhere", "//x.example", "https://x.example/\u202e", "file:///x"]
)
def test_only_addresses_of_pages_and_anchors_that_are_there_become_links(address) -> None:
    assert body(Paragraph(said("here", link=address))) == "<p>here</p>"


def test_links_lead_to_pages_mailboxes_and_headings() -> None:
    line = (Text("a", link="https://x.example/?a&b"), Text("b@x.example", link="mailto:b@x.example"), Text("c", link="#c"))

    assert body(Heading("C", anchor="c"), Paragraph(line)) == (
        '<h2 id="c">C</h2>\n<p><a class="named" href="https://x.example/?a&amp;b">a</a>'
        '<a href="mailto:b@x.example">b@x.example</a><a href="#c">c</a></p>'
    )


def test_a_tone_is_a_sign_with_a_name_beside_the_word() -> None:
    assert body(Paragraph(said("failed", tone=Tone.BAD))) == (
        '<p><span class="tone bad"><svg class="sign bad" width="18" height="18" role="img" aria-label="defect">'
        '<use href="#sign-bad"/></svg><span>failed</span></span></p>'
    )


def test_the_result_is_named_as_such() -> None:
    words = "".join(Seen(body(Status(Tone.OPEN, "Cannot be told", said("Why.")))).words)

    assert words == "Result: Cannot be toldWhy."


def test_first_cell_of_a_row_is_its_head_and_numbers_stand_right() -> None:
    table = Table("Parts", ("Name", "Bytes"), ((said("a"), said("1")), ((), said("2"))), frozenset({1}))

    assert body(table) == (
        '<table><caption id="table-1"><span>Parts</span></caption>\n'
        '<thead><tr><th scope="col" class="short">Name</th><th scope="col" class="right short">Bytes</th></tr></thead><tbody>\n'
        '<tr><th scope="row" class="short">a</th><td class="right short">1</td></tr>\n<tr><td class="short"></td><td class="right short">2</td></tr>\n</tbody></table>'
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("V-08", ' class="short"'),
        ("nicht prüfbar", ""),
        ("x" * 21, ' class="long"'),
        ("two words that are long", ' class="middle"'),
    ],
)
def test_a_column_gets_the_room_that_its_words_need(text, kinds) -> None:
    assert f"<td{kinds}>{text}</td>" in body(Table("Parts", ("a", "b"), ((said("x"), said(text)),)))


@pytest.mark.parametrize(("reference", "foot"), [("R-1", '"R\\2d 1 \\b7  Title"'), ("____", '"Title"'), ("", '"Title"')])
def test_the_foot_of_a_sheet_names_reference_and_title_where_they_are_known(reference, foot) -> None:
    assert f"@bottom-left{{content:{foot}}}" in shown(letterhead=Letterhead(reference=reference))


def test_a_wide_table_can_be_scrolled_with_the_keyboard() -> None:
    seen = Seen(body(Table("Parts", ("a", "b", "c"), ((said("1"), said("2"), said("3")),))))

    assert seen.all("div") == [{"class": "wide", "role": "group", "aria-labelledby": "table-1", "tabindex": "0"}]


def test_a_table_without_rows_says_so() -> None:
    assert '<tr><td colspan="2">No entries</td></tr>' in body(Table("Parts", ("a", "b"), ()))


@pytest.mark.parametrize("block", [Items(()), Facts(())])
def test_an_empty_list_leaves_nothing_behind(block) -> None:
    assert body(block) == ""


def test_a_new_page_is_left_to_paper() -> None:
    assert body(Break()) == '<div class="break"></div>'


def test_contents_name_the_headings_that_stand_in_the_open() -> None:
    seen = Seen(html.render(example.german(), Words("de")))
    (nav,) = seen.all("nav")
    links = [attributes["href"] for tag, attributes in seen.elements if tag == "a"]

    assert nav == {"aria-label": "Inhalt"}
    assert links[:5] == ["#content", "#maengel", "#section-3", "#section-4", "#section-7"]


def test_a_short_document_has_no_contents() -> None:
    assert Seen(shown(Heading("A"), Heading("B"))).all("nav") == []


def test_letterhead_is_that_of_the_document_and_the_logo_can_run_nothing() -> None:
    seen = Seen(html.render(example.german(), Words("de")))
    (logo,) = seen.all("img")

    assert base64.b64decode(logo["src"].partition(",")[2]).decode() == example.LOGO
    assert {"Stadt Musterhausen", "Koordinierungsstelle Open Source", "10/3-2026-0417", "22. November 2026"} <= set(seen.words)
    assert seen.all("time") == [{"datetime": "2026-11-22"}]


def test_a_document_without_letterhead_names_nobody() -> None:
    assert "<header>\n</header>" in shown()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("tone", TONES)
def test_every_tone_can_be_read_on_its_tint_and_on_paper(tone, dark) -> None:
    colors = _colors(dark=dark)

    assert min(_contrast(colors[tone], colors[ground]) for ground in (f"{tone}-tint", "paper", "faint")) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_ink_soft_words_and_links_can_be_read_everywhere(dark) -> None:
    colors = _colors(dark=dark)
    grounds = ["paper", "desk", "faint", *(f"{tone}-tint" for tone in TONES)]

    assert min(_contrast(colors["ink"], colors[ground]) for ground in grounds) >= 7
    assert min(_contrast(colors[ink], colors[ground]) for ink in ("soft", "link") for ground in grounds[:3]) >= 4.5


def _drawings(seen: Seen) -> int:
    return len([one for one in seen.all("svg") if "aria-labelledby" in one])


def _colors(*, dark: bool) -> dict[str, str]:
    """Colours of the style by name, in one of the two schemes."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", blocks[1 if dark else 0]))


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * one for one in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
