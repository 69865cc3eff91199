"""The PDF: tagged, without findings of the checker, every word as it is, and nothing that a word can make the typesetter do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

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

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "build" / "pdf-checker" / "bin" / "python"
_HEADS = {f"/H{level}" for level in range(1, 7)}
FACTS = str(Path(__file__).with_name("pdf_facts.py"))


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


@pytest.fixture(scope="module")
def checker() -> str:
    """Python with the checker of PDFs; without it the test is skipped, in CI it fails."""
    return needed(str(CHECKER) if CHECKER.exists() else None, ".ci/pdf-checker")


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_checker_has_no_finding(name, checker, tmp_path) -> None:
    assert check(checker, render(DOCUMENTS[name]), tmp_path) == (0, [])


@pytest.mark.office
def test_checker_finds_something_in_a_pdf_without_tags(checker, tmp_path) -> None:
    plain = subprocess.run([checker, FACTS, "untagged"], input=render(small()), capture_output=True, check=True).stdout

    assert check(checker, plain, tmp_path)[0] == 3


@pytest.mark.office
def test_metadata_says_title_language_date_and_standard(checker) -> None:
    facts = told(checker, example.german())

    assert facts["language"] == "de-DE"
    assert facts["title"] == "Prüfvermerk zur Lieferung „Fachverfahren Grundstücksverkehr“, Version 4.11.0"
    assert facts["created"].startswith("D:20261122")
    assert (facts["standard"], facts["marked"], facts["title_shown"]) == ("1", True, True)


@pytest.mark.office
def test_tables_have_heads_and_lists_are_lists(checker) -> None:
    kinds = told(checker, example.german())["kinds"]

    assert kinds.count("/Table") == 6
    assert kinds.count("/TH") == 2 * 2 + 5 + 2 + 5 + 3
    assert {"/H1", "/H2", "/H3", "/H4", "/L", "/LI", "/LBody", "/Link", "/Caption", "/Figure"} <= set(kinds)


@pytest.mark.office
def test_no_heading_is_empty(checker) -> None:
    facts = told(checker, hostile(""))

    assert sorted(kind for kind in facts["kinds"] if kind in _HEADS) == ["/H1", "/H2", "/H3", "/H4"]
    assert not _HEADS & set(facts["empty"])


@pytest.mark.office
def test_every_sign_has_a_name(checker) -> None:
    assert told(checker, example.german())["names"] == ["Achtung", "Mangel", "in Ordnung", "offen"]


@pytest.mark.office
def test_links_lead_to_pages_and_never_to_scripts_or_files(checker) -> None:
    links = (
        "https://a.example/x?a=1",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "a.exe",
        "https://a b",
        "#nowhere",
    )

    facts = told(checker, small(*(Paragraph(said("x", link=one)) for one in links)))

    assert (facts["addresses"], facts["inside"]) == (["https://a.example/x?a=1", "mailto:a@b.example"], 0)


@pytest.mark.office
def test_link_inside_leads_to_its_heading(checker) -> None:
    assert told(checker, small(Paragraph(said("to the end", link="#end")), Heading("End", 2, "end")))["inside"] == 1


@pytest.mark.office
def test_fonts_come_from_the_typesetter(checker) -> None:
    fonts = told(checker, hostile(FAR))["fonts"]

    assert {re.split("-|$", one)[0] for one in fonts} == {"LibertinusSerif", "DejaVuSansMono"}


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


@pytest.mark.office
def test_pages_tell_their_number_and_repeat_the_heads_of_a_table() -> None:
    copied = text(render(example.german()))
    pages = copied.split("\f")[:-1]

    assert f"Seite 1 von {len(pages)}" in pages[0]
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]
    assert all("Lizenz" in page and "Bytes" in page for page in pages[3:-1])


@pytest.mark.office
def test_words_that_break_can_be_copied_whole() -> None:
    copied = text(render(small(Paragraph(said(example.LONG_PATH, code=True)))))

    assert example.LONG_PATH in copied.replace("\n", "")


@pytest.mark.office
def test_markup_is_shown_and_not_run() -> None:
    copied = text(render(small(Paragraph(said('#read("/etc/passwd") $x^2$ \\ *_`@a <b>')))))

    assert '#read("/etc/passwd") $x^2$ \\ *_`@a <b>' in copied


def test_what_the_fonts_do_not_have_is_named() -> None:
    assert visible("a中🎉\u202e") == "a\\u4e2d\\U0001f389\\u202e"
    assert visible("Prüfung „Straße“ – 87,3 % ✓ → Ωж") == "Prüfung „Straße“ – 87,3 % ✓ → Ωж"


@given(st.text(max_size=400), st.booleans())
def test_pieces_put_together_are_the_words(words, code) -> None:
    assert "".join(map("".join, pieces(words, code=code))) == visible(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Open-Source-Bestandteile prüfen.", ["Open-Source-Bestandteile prüfen."]),
        ("Lizenz (AGPL-3.0-only) gilt", ["Lizenz ", ["(AGPL-", "3.", "0-", "only)"], " gilt"]),
        ("an opensource@stadt.example", ["an ", ["opensource@", "stadt.", "example"]]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahrtsgesellschaft"]),
    ],
)
def test_prose_may_be_hyphenated_and_names_may_not(words, expected) -> None:
    assert pieces(words) == expected


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_words_can_be_set(words) -> None:
    line = said(words)

    assert render(small(Heading(words), Paragraph(line), Table(words, (words,), ((line,),)))).startswith(b"%PDF-1.7")


@pytest.mark.office
def test_row_that_is_longer_than_a_page_loses_nothing() -> None:
    copied = text(render(small(Table("T", ("a", "b"), ((said("x"), said("word " * 2000)),)))))

    assert copied.count("word") == 2000


def check(checker: str, made: bytes, folder: Path) -> tuple[int, list[object]]:
    """The checker's exit code and what it found, of every severity."""
    file = folder / "d.pdf"
    file.write_bytes(made)
    run = subprocess.run(
        [checker, "-m", "pdfua", "check", "--format", "json", str(file)], capture_output=True, text=True, check=False
    )
    return run.returncode, list(json.loads(run.stdout)["findings"])


def told(checker: str, document: Document) -> dict[str, Any]:
    """What the PDF says of itself."""
    run = subprocess.run([checker, FACTS], input=render(document), capture_output=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def text(made: bytes) -> str:
    """What a reader copies."""
    program = needed(shutil.which("pdftotext"), ".ci/system-packages")
    return subprocess.run([program, "-", "-"], input=made, capture_output=True, check=True).stdout.decode()


def needed(program: str | None, installs: str) -> str:
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"not found; {installs} installs what this test needs")
    return program
