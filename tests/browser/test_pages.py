"""Every page that osscan writes, in a real browser: on a phone, on a screen, on paper, light and dark."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.browser.notices import notices
from tests.delivered import shop
from tests.documents import example

from osscan.documents import html
from osscan.reports import notice_html
from osscan.texts.catalogue import Words

HERE = Path(__file__).resolve().parent
PAGES = {
    "document-de": lambda: html.render(example.german(), Words("de")),
    "document-en": lambda: html.render(example.english(), Words("en")),
    "notice-de": lambda: notice_html.render(notices(), Words("de")),
    "notice-en": lambda: notice_html.render(notices(), Words("en")),
}
PAPERS = {"assessment": "de", "technical": "en", "criteria": "de"}
"""Kinds of document that are made of a checked delivery, with their languages."""
NAMES = (*PAGES, *PAPERS)
VIEWS = ("narrow-light", "wide-light", "narrow-dark", "wide-dark", "print")
ON_SCREEN = VIEWS[:-1]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """Where pages and pictures of them lie; OSSCAN_PICTURES asks for screenshots in a folder that stays."""
    wanted = os.environ.get("OSSCAN_PICTURES")
    folder = Path(wanted).resolve() if wanted else tmp_path_factory.mktemp("pages")
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / f"{name}.html").write_text(page(), encoding="utf-8")
    (folder / "permits.zip").write_bytes(shop.zipped(shop.files(**{"permits-3.1.0.war": shop.app({"strict.jar": shop.STRICT})})))
    (folder / "report.json").write_bytes(_osscan(folder, 1, "vendor", "check", "permits.zip", "--format", "json", "--lang", "en"))
    for kind, language in PAPERS.items():
        _osscan(folder, 0, "report", "report.json", "--kind", kind, "--lang", language, "--output", f"{kind}.html")
    return folder


@pytest.fixture(scope="session")
def seen(tools, folder, tmp_path_factory) -> dict[tuple[str, str], dict[str, Any]]:
    request = {
        "chromium": tools.chromium,
        "profile": str(tmp_path_factory.mktemp("profile")),
        "pages": [{"name": name, "file": str(folder / f"{name}.html")} for name in NAMES],
        "pictures": str(folder),
        "screens": "OSSCAN_PICTURES" in os.environ,
    }
    file = folder / "request.json"
    file.write_text(json.dumps(request), encoding="utf-8")
    run = subprocess.run(
        [tools.node, str(HERE / "look.mjs"), str(tools.modules.parent), str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return {(one["page"], one["view"]): one for one in json.loads(run.stdout)}


def test_every_page_was_looked_at_in_every_view(seen) -> None:
    assert sorted(seen) == sorted((page, view) for page in NAMES for view in VIEWS)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", NAMES)
def test_axe_finds_no_violation(seen, page, view) -> None:
    assert seen[page, view]["violations"] == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", NAMES)
def test_letters_and_signs_stand_out_from_what_is_behind_them(seen, page, view) -> None:
    assert seen[page, view]["faint"] == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", NAMES)
def test_nothing_reaches_beyond_the_page_or_its_drawing(seen, page, view) -> None:
    assert (seen[page, view]["overflow"] <= 0, seen[page, view]["cut"]) == (True, [])


@pytest.mark.parametrize("page", NAMES)
def test_nothing_is_loaded_from_elsewhere_and_nothing_was_refused(seen, page) -> None:
    assert [(seen[page, view]["foreign"], seen[page, view]["told"]) for view in VIEWS] == [([], [])] * len(VIEWS)


@pytest.mark.parametrize("view", ON_SCREEN)
@pytest.mark.parametrize("page", NAMES)
def test_the_tab_key_begins_at_the_skip_link_and_its_place_is_always_seen(seen, page, view) -> None:
    stops = seen[page, view]["focused"]

    assert stops[0]["what"] == "skip"
    assert [one for one in stops if not one["visible"]] == []


@pytest.mark.parametrize("page", NAMES)
def test_dark_is_dark_on_screen_and_never_on_paper(seen, page) -> None:
    told = [seen[page, view]["background"] for view in ("wide-light", "wide-dark", "print")]

    assert [_brightness(one) > 128 for one in told] == [True, False, True]


@pytest.mark.parametrize("page", NAMES)
def test_html_is_valid(tools, folder, page) -> None:
    run = subprocess.run(
        [
            tools.node,
            str(tools.modules / "html-validate" / "bin" / "html-validate.mjs"),
            "--config",
            str(HERE / "htmlvalidate.json"),
            "--formatter",
            "json",
            f"{page}.html",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    told = [
        f"{one['ruleId']} {one['line']}:{one['column']} {one['message']}"
        for file in json.loads(run.stdout or "[]")
        for one in file["messages"]
    ]

    assert (told, run.stderr, run.returncode) == ([], "", 0)


def test_paper_shows_what_is_folded_away_and_its_page_numbers(seen, folder) -> None:
    pages = _printed(folder / "document-de-print.pdf")

    assert "In der Lieferung liegt eine Bibliothek, die die SBOM nicht nennt." in " ".join("".join(pages).split())
    assert [f"Seite {number} von {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert ["10/3-2026-0417 · Prüfvermerk" in page for page in pages] == [True] * len(pages)


def test_heads_of_a_long_table_stand_on_every_sheet(seen, folder) -> None:
    pages = _printed(folder / "document-de-print.pdf")
    within = [page for page in pages if "netty-codec-http2-" in page]

    assert len(within) > 5
    assert [page for page in within if not {"Name", "Version", "Lizenz", "Ort", "Bytes"} <= set(page.split())] == []


def test_the_first_sheet_of_an_assessment_is_enough_to_decide(seen, folder) -> None:
    first, *_ = _printed(folder / "assessment-print.pdf")

    assert [
        one for one in ("Prüfvermerk", "Vorschlag für die Entscheidung", "Unterschrift", "Seite 1 von") if one not in first
    ] == []


def _osscan(folder: Path, code: int, *arguments: str) -> bytes:
    """What osscan writes, as a user calls it."""
    given = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600", "XDG_CACHE_HOME": str(folder / "cache")}
    run = subprocess.run([sys.executable, "-m", "osscan", *arguments], cwd=folder, env=given, capture_output=True, check=False)
    assert (run.returncode, run.stderr.decode()[-500:] if run.returncode != code else "") == (code, "")
    return run.stdout


def _printed(file: Path) -> list[str]:
    """The words of each sheet."""
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: .ci/system-packages installs it"
    text = subprocess.run([program, "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def _brightness(color: str) -> float:
    """Of a colour as browsers tell it; nothing at all is paper."""
    parts = [float(one) for one in color[color.index("(") + 1 : -1].split(",")]
    return 255 if len(parts) == 4 and parts[3] == 0 else sum(parts[:3]) / 3
