"""What every format promises, whatever it looks like."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from osscan.reports import table as report_table
from osscan.texts.catalogue import LANGUAGES

from .sample import REPORTS, SampleWords

EVERY = pytest.mark.parametrize("card", report_table.every(), ids=lambda card: card.name)
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
REPORT = pytest.mark.parametrize("name", REPORTS)


@EVERY
@REPORT
@LANGUAGE
def test_text_is_the_reviewed_one(card, name, language, golden) -> None:
    golden(f"{language}/{name}.{card.name}{card.suffix}", card.render(REPORTS[name](), SampleWords(language)))


def test_no_golden_is_left_over() -> None:
    home = Path(__file__).parent / "golden"
    wanted = {
        f"{language}/{name}.{card.name}{card.suffix}"
        for language in LANGUAGES
        for name in REPORTS
        for card in report_table.every()
    } | {f"{language}/{name}.txt" for language in LANGUAGES for name in ("detected-files", "tree-licenses")}

    assert {file.relative_to(home).as_posix() for file in home.rglob("*") if file.is_file()} == wanted


def test_goldens_are_never_accepted_in_ci() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--accept", "--collect-only", "-q", __file__],
        env={**os.environ, "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--accept is refused in CI" in run.stderr


@EVERY
def test_same_report_gives_the_same_bytes(card) -> None:
    first, second = (card.render(REPORTS["objecting"](), SampleWords("de")) for _ in range(2))

    assert first == second


@EVERY
@LANGUAGE
def test_hostile_text_is_never_passed_on(card, language) -> None:
    text = card.render(REPORTS["hostile"](), SampleWords(language)).removeprefix("\ufeff")

    assert (
        re.findall(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) == []
    )


@EVERY
@LANGUAGE
def test_hostile_text_opens_no_new_line(card, language) -> None:
    text = card.render(REPORTS["hostile"](), SampleWords(language))

    assert [line for line in text.splitlines() if line.startswith("next")] == []


@EVERY
@REPORT
def test_text_ends_with_one_line_end(card, name) -> None:
    text = card.render(REPORTS[name](), SampleWords("en"))

    assert re.search(r"[^\n]\r?\n\Z", text)


def test_formats_have_the_names_that_scripts_use() -> None:
    assert [card.name for card in report_table.every()] == [
        "terminal",
        "json",
        "sarif",
        "markdown",
        "junit",
        "codequality",
        "csv",
    ]


@EVERY
def test_both_languages_speak_of_the_same_components(card) -> None:
    texts = [card.render(REPORTS["objecting"](), SampleWords(language)) for language in LANGUAGES]
    names = ("agpl-a", "agpl-expired", "custom", "font", "ghost", "list", "old-parser")

    assert [[name for name in names if name not in text] for text in texts] == [[], []]
