"""The PDF: tagged, without findings of the checker, every word as it is, and nothing that a word can make the typesetter do."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents import example
from tests.documents.example import said
from tests.documents.test_writers import EVIL, FAR, LONG, hostile

from osscan.documents import docx, pdf
from osscan.documents.document import Document, Heading, Letterhead, Paragraph, Table
from osscan.documents.pdf_letters import pieces, visible
from osscan.errors import DocumentError
from osscan.texts.catalogue import Words


def render(document: Document) -> bytes:
    return pdf.render(document, Words(document.language))


def small(*blocks: object, **more: object) -> Document:
    return Document("x", "en", "T", "", blocks, "", "", **more)  # type: ignore[arg-type]


DOCUMENTS = {
    "de": example.german(),
    "en": example.english(),
    "markup": hostile(EVIL),
    "far": hostile(FAR, "en"),
    "long": small(Paragraph(said(LONG)), Table("T", ("a", "b"), ((said("x"), said(LONG, code=True)),))),
    "empty": hostile(""),
    "nothing": small(),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_checker_has_no_finding(name, tmp_path) -> None:
    file = tmp_path / "d.pdf"
    file.write_bytes(render(DOCUMENTS[name]))
    run = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", "--format", "json", str(file)], capture_output=True, text=True, check=False
    )

    assert (run.returncode, findings(run.stdout)) == (0, [])


def test_checker_finds_something_in_a_pdf_without_tags(tmp_path) -> None:
    file = tmp_path / "d.pdf"
    with pikepdf.open(io.BytesIO(render(small()))) as plain:
        del plain.Root.StructTreeRoot
        del plain.Root.Lang
        plain.save(file)

    assert subprocess.run([sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, check=False).returncode == 3


def test_metadata_says_title_language_date_and_standard() -> None:
    with pikepdf.open(io.BytesIO(render(example.german()))) as opened:
        meta = opened.open_metadata()

        assert str(opened.Root.Lang) == "de-DE"
        assert str(opened.docinfo.Title) == "Prüfvermerk zur Lieferung „Fachverfahren Grundstücksverkehr“, Version 4.11.0"
        assert str(opened.docinfo.CreationDate).startswith("D:20261122")
        assert meta["pdfuaid:part"] == "1"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_tables_have_heads_and_lists_are_lists() -> None:
    with pikepdf.open(io.BytesIO(render(example.german()))) as opened:
        kinds = [
            str(one.get("/S", ""))
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one
        ]

    assert kinds.count("/Table") == 6
    assert kinds.count("/TH") == 2 * 2 + 5 + 2 + 5 + 3
    assert {"/H1", "/H2", "/H3", "/H4", "/L", "/LI", "/LBody", "/Link", "/Caption", "/Figure"} <= set(kinds)


def test_no_heading_is_empty() -> None:
    with pikepdf.open(io.BytesIO(render(hostile("")))) as opened:
        heads = [
            one
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) in {"/H1", "/H2", "/H3"}
        ]

        assert len(heads) == 4
        assert all("/K" in one for one in heads)


def test_every_sign_has_a_name() -> None:
    with pikepdf.open(io.BytesIO(render(example.german()))) as opened:
        named = {
            str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) == "/Figure"
        }

    assert named == {"in Ordnung", "Achtung", "Mangel", "offen"}


def test_links_lead_to_pages_and_never_to_scripts_or_files() -> None:
    links = (
        "https://a.example/x?a=1",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "a.exe",
        "https://a b",
        "#nowhere",
    )
    with pikepdf.open(io.BytesIO(render(small(*(Paragraph(said("x", link=one)) for one in links))))) as opened:
        actions = [one.A for page in opened.pages for one in page.get("/Annots", [])]

        assert [str(one.URI) for one in actions] == ["https://a.example/x?a=1", "mailto:a@b.example"]


def test_link_inside_leads_to_its_heading() -> None:
    document = small(Paragraph(said("to the end", link="#end")), Heading("End", 2, "end"))
    with pikepdf.open(io.BytesIO(render(document))) as opened:
        assert len(opened.pages[0].Annots) == 1


@pytest.mark.parametrize("write", [pdf.render, docx.render])
@pytest.mark.parametrize("place", ["{}", "file://{}", "../../../../../../../../../..{}"])
def test_logo_reads_no_file_of_the_machine(place, write, tmp_path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>', encoding="utf-8"
    )
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{place.format(secret)}" width="9" height="9"/></svg>'

    with pytest.raises(DocumentError) as told:
        write(small(letterhead=Letterhead(logo=logo)), Words("en"))

    assert [problem.code for problem in told.value.problems] == ["document-not-made"]


def test_fonts_come_from_the_typesetter() -> None:
    with pikepdf.open(io.BytesIO(render(hostile(FAR)))) as opened:
        fonts = {
            str(one.BaseFont).partition("+")[2]
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }

    assert fonts
    assert {re.split("-|$", one)[0] for one in fonts} <= {"LibertinusSerif", "DejaVuSansMono"}


def test_pages_tell_their_number_and_repeat_the_heads_of_a_table() -> None:
    told = text(render(example.german()))
    pages = told.split("\f")[:-1]

    assert f"Seite 1 von {len(pages)}" in pages[0]
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]
    assert all("Lizenz" in page and "Bytes" in page for page in pages[3:-1])


def test_words_that_break_can_be_copied_whole() -> None:
    told = text(render(small(Paragraph(said(example.LONG_PATH, code=True)))))

    assert example.LONG_PATH in told.replace("\n", "")


def test_markup_is_shown_and_not_run() -> None:
    told = text(render(small(Paragraph(said('#read("/etc/passwd") $x^2$ \\ *_`@a <b>')))))

    assert '#read("/etc/passwd") $x^2$ \\ *_`@a <b>' in told


def test_what_the_fonts_do_not_have_is_named() -> None:
    assert visible("a中🎉\u202e") == "a\\u4e2d\\U0001f389\\u202e"
    assert visible("Prüfung „Straße“ – 87,3 % ✓ → Ωж") == "Prüfung „Straße“ – 87,3 % ✓ → Ωж"


@given(st.text(max_size=400), st.booleans())
def test_pieces_put_together_are_the_words(words, code) -> None:
    assert "".join(pieces(words, code=code)) == visible(words)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_words_can_be_set(words) -> None:
    line = said(words)

    assert render(small(Heading(words), Paragraph(line), Table(words, (words,), ((line,),)))).startswith(b"%PDF-1.7")


def test_row_that_is_longer_than_a_page_loses_nothing() -> None:
    told = text(render(small(Table("T", ("a", "b"), ((said("x"), said("word " * 2000)),)))))

    assert told.count("word") == 2000


def findings(told: str) -> list[object]:
    """What the checker found, of every severity."""
    return list(json.loads(told)["findings"])


def text(made: bytes) -> str:
    """What a reader copies; needs pdftotext, which `.ci/system-packages` installs."""
    try:
        return subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    except FileNotFoundError:
        pytest.skip("pdftotext not found; .ci/system-packages installs it")
