"""LibreOffice opens what osscan writes, finds nothing to repair, and shows every word of it on paper."""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest
from tests.documents import example
from tests.documents.example import said
from tests.documents.test_writers import EVIL, FAR, hostile

from osscan.documents.document import Document, Table
from osscan.texts.catalogue import Words

pytestmark = pytest.mark.office
TALL = example.english()._replace(blocks=(Table("T", ("a", "b"), ((said("x"), said("word " * 4000)),)),))
DOCUMENTS = {
    "de": example.german(),
    "en": example.english(),
    "markup": hostile(EVIL),
    "far": hostile(FAR, "en"),
    "empty": hostile(""),
    "tall": TALL,
}
FORMATS = ("odt", "docx", "xlsx", "ods")


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> dict[str, str]:
    """The words on the pages of every document in every format; the office suite is started once for each format."""
    missing = [name for name in ("soffice", "pdftotext") if not shutil.which(name)]
    if missing:
        told = f"not found: {', '.join(missing)}; .ci/system-packages installs what these tests need"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    folder = tmp_path_factory.mktemp("office")
    return {key: words for name in FORMATS for key, words in through_office(folder / name, name).items()}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_opens_and_becomes_a_pdf(document, name, converted) -> None:
    assert converted[f"{document}.{name}"].strip()


@pytest.mark.parametrize("name", ["odt", "docx"])
def test_pages_are_numbered_and_hold_what_was_said(name, converted) -> None:
    told = converted[f"de.{name}"]
    pages = told.split("\f")[:-1]

    assert f"Seite 1 von {len(pages)}" in told
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]
    assert "Annahme wird nicht empfohlen" in pages[0]
    assert "10/3-2026-0417" in pages[0]
    assert "Leitung des Fachbereichs" in pages[-1]


@pytest.mark.parametrize("name", ["odt", "docx"])
def test_heads_of_a_long_table_stand_on_each_of_its_pages(name, converted) -> None:
    pages = converted[f"de.{name}"].split("\f")
    with_rows = [page for page in pages if "netty-codec-http2" in page]

    assert len(with_rows) > 10
    assert all("Version" in page and "Bytes" in page for page in with_rows)


@pytest.mark.parametrize("name", ["odt", "docx"])
def test_hostile_words_stand_on_paper_as_they_are(name, converted) -> None:
    assert '#read("/etc/passwd") $ x^2 $' in " ".join(converted[f"markup.{name}"].split())


@pytest.mark.parametrize("name", ["xlsx", "ods"])
def test_numbers_are_numbers_to_the_spreadsheet(name, converted) -> None:
    assert "1.021" in converted["de.ods"]
    assert {"1.021", "1,021"} & set(converted[f"de.{name}"].split())
    assert "Err:" not in converted[f"markup.{name}"]
    assert "#NAME" not in converted[f"markup.{name}"]


@pytest.mark.parametrize("name", ["odt", "docx"])
def test_letters_of_far_scripts_stay_what_they_are(name, converted) -> None:
    assert "Ωж ½" in unicodedata.normalize("NFC", converted[f"far.{name}"])


@pytest.mark.parametrize("name", ["odt", "docx"])
def test_row_that_is_longer_than_a_page_loses_nothing(name, converted) -> None:
    assert converted[f"tall.{name}"].split().count("word") == 4000


def through_office(folder: Path, name: str) -> dict[str, str]:
    """Each document written, opened by the office suite, and read from the pages it makes."""
    folder.mkdir()
    for key, document in DOCUMENTS.items():
        (folder / f"{key}.{name}").write_bytes(written(document, name))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    run = subprocess.run(
        [*command, *(str(folder / f"{key}.{name}") for key in DOCUMENTS)], capture_output=True, text=True, check=True, timeout=240
    )
    complaints = [line for line in run.stderr.splitlines() if line.strip() and "javaldx" not in line]
    assert complaints == []
    return {f"{key}.{name}": paper(folder / f"{key}.pdf") for key in DOCUMENTS}


def written(document: Document, name: str) -> bytes:
    made: bytes = import_module(f"osscan.documents.{name}").render(document, Words(document.language))
    return made


def paper(file: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
