"""Every block in both languages through every format of the office: the same bytes each time, all words there, nothing hostile in effect."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import odfdo
import openpyxl
import pytest
from tests.documents import example
from tests.documents.example import said

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
from osscan.errors import DocumentError
from osscan.texts.catalogue import Words

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("pdf", "odt", "docx", "xlsx", "ods")
PACKAGES = FORMATS[1:]
EVIL = (
    '#read("/etc/passwd") $ x^2 $ #import "@preview/cetz:0.3.0" \\ #panic() </w:t></text:p>]]><!-- &lt; {page} %s ${x} \x00\x07\x1b[31m'
    "\u202e\u2066\u200b\ud800\udfff\ufffe\uffff\U000e0041 =1+1 *_`~@<>[]"
)
LONG = "W" * 10_000
FAR = "中文 العربية עברית हिन्दी 🎉 e\u0301 ﬁ Ωж ½ ✓ \ufe0f \U0001f468"


def render(document: Document, name: str) -> bytes:
    return import_module(f"osscan.documents.{name}").render(document, Words(document.language))


def hostile(evil: str, language: str = "de") -> Document:
    """A document that says `evil` wherever words can stand."""
    line = (
        Text(evil),
        Text(evil, strong=True, code=True, link=evil, tone=Tone.BAD),
        Text(evil, link="https://a.example/" + evil),
    )
    return Document(
        kind=evil,
        language=language,
        title=evil,
        subtitle=evil,
        blocks=(
            Heading(evil, 2, evil),
            Paragraph(line),
            Items((line, ())),
            Items((line,), numbered=True),
            Status(Tone.OPEN, evil, line),
            Facts(((evil, line),)),
            Table(evil, (evil, evil), ((line, line), ((), line)), frozenset({1})),
            Chart(evil, (Bar(evil, 3, evil, Tone.GOOD), Bar(evil, float("inf"), evil))),
            Way(evil, (evil, evil)),
            Details(evil, (Paragraph(line), Heading(evil, 2, evil)), Tone.BAD),
            Break(),
            Signature(evil, (evil,)),
        ),
        date=evil,
        stamp=evil,
        letterhead=Letterhead(evil, evil, (evil, evil), evil, "", evil),
        footer=evil,
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("document", [example.german(), example.english()], ids=["de", "en"])
def test_same_document_gives_the_same_bytes(document, name) -> None:
    assert render(document, name) == render(document, name)


@pytest.mark.parametrize("name", FORMATS)
def test_another_process_on_another_day_gives_the_same_bytes(name, tmp_path) -> None:
    code = (
        "import sys; from importlib import import_module; from tests.documents import example; from osscan.texts.catalogue import Words\n"
        f"sys.stdout.buffer.write(import_module('osscan.documents.{name}').render(example.german(), Words('de')))"
    )
    elsewhere = {**os.environ, "SOURCE_DATE_EPOCH": "1", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path, env=elsewhere).stdout

    assert other == render(example.german(), name)


@pytest.mark.parametrize("name", FORMATS)
def test_another_document_gives_other_bytes(name) -> None:
    assert render(example.german(), name) != render(example.german()._replace(title="Anders"), name)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "evil", [EVIL, LONG, FAR, "", " ", "a" + " " * 50 + "b"], ids=["markup", "long", "far", "empty", "space", "spaces"]
)
def test_hostile_words_are_only_words(evil, name) -> None:
    made = render(hostile(evil), name)

    assert b"root:" not in made
    if name != "pdf":
        for part in parts(made).values():
            ET.fromstring(part)


@pytest.mark.parametrize("name", PACKAGES)
def test_hostile_words_arrive_whole(name) -> None:
    made = "".join(word for part in parts(render(hostile(EVIL), name)).values() for word in ET.fromstring(part).itertext())

    assert '#read("/etc/passwd") $ x^2 $' in made
    assert "\\u202e\\u2066\\u200b\\ud800\\udfff\\ufffe\\uffff\\U000e0041" in made
    assert not {"\u202e", "\u2066", "\u200b", "\ufffe"} & set(made)


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_hold_no_time_and_no_name_twice(name) -> None:
    with zipfile.ZipFile(io.BytesIO(render(example.german(), name))) as archive:
        names = archive.namelist()
        times = {one.date_time for one in archive.infolist()}

    assert sorted(set(names)) == sorted(names)
    assert times <= {(1980, 1, 1, 0, 0, 0), (1980, 1, 31, 0, 0, 0)}


@pytest.mark.parametrize("name", ["odt", "docx"])
def test_every_word_of_every_block_is_there(name) -> None:
    text = words_of(render(example.german(), name))

    for said_once in (
        "Stadt Musterhausen",
        "10/3-2026-0417",
        "Annahme wird nicht empfohlen",
        "eine nicht angegebene Komponente unter der AGPL-3.0",
        "Prüfsumme (SHA-256)",
        "mongo-connector 3.1.0 (AGPL-3.0)",
        "nicht prüfbar, weil verschlüsselte oder beschädigte Archive in der Lieferung liegen",
        "jackson-databind 2.15.2 statt 2.17.1",
        example.LONG_PATH,
        "Leitung des Fachbereichs",
        "Datum, Unterschrift",
        "Keine Einträge",
        "osscan bereitet Entscheidungen vor",
    ):
        assert said_once in text


@pytest.mark.parametrize("name", PACKAGES)
def test_links_lead_to_pages_and_never_to_scripts_or_files(name) -> None:
    links = tuple(
        Paragraph(said("x", link=link))
        for link in ("https://a.example/x?a=1&b=2", "javascript:alert(1)", "file:///etc/passwd", "a.exe")
    )
    made = "".join(parts(render(example.english()._replace(blocks=links), name)).values())

    assert ("https://a.example/x?a=1&amp;b=2" in made) is (name in {"odt", "docx"})
    assert not [one for one in ("javascript:", "file:///", "a.exe") if one in made]


def test_odt_opens_elsewhere_with_headings_lists_tables_and_metadata() -> None:
    opened = odfdo.Document(io.BytesIO(render(example.german(), "odt")))
    heads = [(one.get_attribute("text:outline-level"), str(one.text_recursive)) for one in opened.body.get_elements("//text:h")]

    assert heads[:3] == [
        ("1", "Prüfvermerk zur Lieferung „Fachverfahren Grundstücksverkehr“, Version 4.11.0"),
        ("2", "Was die Abnahme verhindert"),
        ("3", "Wie die Komponente hineinkommt"),
    ]
    assert ("4", "✗\u00a0V-08: Nicht deklarierte Komponenten (1)") in heads
    assert opened.meta.title == "Prüfvermerk zur Lieferung „Fachverfahren Grundstücksverkehr“, Version 4.11.0"
    assert opened.meta.language == "de-DE"
    assert opened.meta.creation_date == datetime(2026, 11, 22)  # noqa: DTZ001 - ODF's dates have no zone
    assert len(opened.body.get_elements("//table:table-header-rows")) == 6


def test_docx_opens_elsewhere_with_headings_tables_and_metadata() -> None:
    opened = docx.Document(io.BytesIO(render(example.german(), "docx")))
    heads = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith("Heading")]
    repeated = [table for table in opened.tables if table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")]

    assert heads[:2] == [
        ("Heading 1", "Prüfvermerk zur Lieferung „Fachverfahren Grundstücksverkehr“, Version 4.11.0"),
        ("Heading 2", "Was die Abnahme verhindert"),
    ]
    assert opened.core_properties.language == "de-DE"
    assert opened.core_properties.created == datetime(2026, 11, 22, tzinfo=UTC)
    assert len(repeated) == 6
    assert repeated[3].rows[0].cells[1].text == "Befund"


@pytest.mark.parametrize(
    ("name", "page", "pages"), [("odt", "text:page-number", "text:page-count"), ("docx", " PAGE ", " NUMPAGES ")]
)
def test_pages_are_counted_in_words_of_the_language(name, page, pages) -> None:
    german, english = ("".join(parts(render(document, name)).values()) for document in (example.german(), example.english()))

    assert page in german
    assert pages in german
    assert "Seite " in german
    assert "Page " in english


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_logo_that_cannot_be_drawn_is_told(name) -> None:
    broken = example.german()._replace(letterhead=Letterhead(sender="S", logo="<svg"))

    with pytest.raises(DocumentError) as told:
        render(broken, name)

    assert [problem.code for problem in told.value.problems] == ["document-not-made"]


@pytest.mark.parametrize(("name", "needed"), [("pdf", "typst"), ("xlsx", "xlsxwriter")])
def test_missing_library_is_told_with_what_to_install(name, needed, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, needed, None)

    with pytest.raises(DocumentError) as told:
        render(example.german(), name)

    problem = told.value.problems[0]
    assert (problem.code, dict(problem.facts)) == ("document-library-missing", {"library": needed})
    assert "pip install 'osscan[documents]'" in Words("de")("problem.document-library-missing.next", problem.facts)


@pytest.mark.parametrize("name", ["odt", "docx", "ods"])
def test_open_formats_need_no_library(name, monkeypatch) -> None:
    for library in ("typst", "xlsxwriter", "docx", "odfdo", "openpyxl"):
        monkeypatch.setitem(sys.modules, library, None)
    without_logo = example.german()._replace(letterhead=Letterhead(sender="S"))

    assert render(without_logo, name).startswith(b"PK")


def test_xlsx_opens_elsewhere_without_any_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(hostile("=1+1"), "xlsx")))

    assert {cell.data_type for sheet in book for row in sheet for cell in row if cell.value is not None} <= {"s", "n"}


def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def words_of(made: bytes) -> str:
    return "".join(
        "".join(ET.fromstring(part).itertext())
        for name, part in parts(made).items()
        if "content" in name or "document.xml" in name
    )
