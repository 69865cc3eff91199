"""CSV: opens in the spreadsheet of either language, and computes nothing."""

from __future__ import annotations

import csv
import io

import pytest

from osscan.reports.report_csv import render
from osscan.texts.escapes import cell

from .sample import REPORTS, SampleWords


def rows_of(name, language="en", delimiter=","):
    return list(csv.reader(io.StringIO(render(REPORTS[name](), SampleWords(language)), newline=""), delimiter=delimiter))


def test_german_has_a_byte_order_mark_and_semicolons() -> None:
    assert render(REPORTS["passing"](), SampleWords("de")).startswith("\ufeffKomponente;Version;")


def test_english_has_commas_and_no_mark() -> None:
    assert render(REPORTS["passing"](), SampleWords("en")).startswith("Component,Version,")


@pytest.mark.parametrize(("language", "delimiter"), [("de", ";"), ("en", ",")])
@pytest.mark.parametrize("name", REPORTS)
def test_every_component_has_a_row_with_every_column(name, language, delimiter) -> None:
    rows = rows_of(name, language, delimiter)

    assert len(rows) == 1 + len(REPORTS[name]().components)
    assert {len(row) for row in rows} == {21}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=cmd()", "'=cmd()"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("\t=1", "\\u0009=1"),
        ("left-pad", "left-pad"),
        ("", ""),
    ],
)
def test_nothing_is_computed(text: str, shown: str) -> None:
    assert cell(text) == shown


def test_no_cell_of_a_hostile_report_is_a_formula() -> None:
    cells = [text for row in rows_of("hostile") for text in row]

    assert [text for text in cells if text.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_row_tells_the_whole_chain() -> None:
    rows = rows_of("objecting")
    told = dict(zip(rows[0], rows[1], strict=True))

    assert told == {
        "Component": "agpl-a",
        "Version": "1.0.0",
        "Package URL": "pkg:npm/agpl-a@1.0.0",
        "Scope": "runtime",
        "Relation": "dynamically linked",
        "License as found": "GNU AGPL v3",
        "License as understood": "AGPL-3.0-only",
        "Verdict": "denied",
        "Policy": "denied",
        "Rule": "no-network-copyleft",
        "Policy's explanation": "The AGPL is not used.",
        "Compatibility": "incompatible (EUPL-1.2)",
        "Reason": "According to OSADL, AGPL-3.0-only must not go into EUPL-1.2.",
        "Next step": "Consider AGPL-3.0-only as the outbound license.",
        "Obligations": "",
        "Objected to": "yes",
        "Weight": "",
        "Waiver": "",
        "Path": "webshop 2.0 → agpl-a 1.0.0",
        "Inputs": "sbom/shop.cdx.json",
        "Found at": "sbom/shop.cdx.json:10:5",
    }
