"""Tables open in a spreadsheet as they are meant: columns apart, numbers as numbers, nothing computed."""

from __future__ import annotations

import csv as reader
import io

import pytest
from tests.documents import example
from tests.documents.example import HOSTILE, said

from osscan.documents import csv
from osscan.documents.document import Bar, Chart, Document, Table, Text, Tone
from osscan.texts.catalogue import Words

PARTS = Table("Parts", ("Name", "Share"), ((said("a;b"), said("87,3\u00a0%")), (said("c"), (Text("1"), Text("2")))))
SHARES = Chart("Shares", (Bar("x", 0.5, "50 %"), Bar("y", 12345, "12.345"), Bar("z", float("nan"), "?")))


def rendered(table, words):
    return csv.render(document(table), words)


def document(*blocks: object) -> Document:
    return Document("x", "de", "T", "", blocks, "", "")  # type: ignore[arg-type]


def test_german_has_semicolons_decimal_commas_and_a_byte_order_mark() -> None:
    assert rendered(PARTS, Words("de")) == '\ufeffName;Share\r\n"a;b";87,3 %\r\nc;12\r\n'
    assert rendered(SHARES, Words("de")) == "\ufeffBezeichnung;Wert\r\nx;0,5\r\ny;12345\r\nz;\r\n"


def test_english_has_commas_and_decimal_points() -> None:
    assert rendered(SHARES, Words("en")) == "Label,Value\r\nx,0.5\r\ny,12345\r\nz,\r\n"


def test_one_table_stands_alone_and_several_have_captions() -> None:
    assert "Parts" not in rendered(PARTS, Words("de"))
    assert csv.render(document(SHARES, PARTS), Words("en")).splitlines() == [
        "Shares",
        "Label,Value",
        "x,0.5",
        "y,12345",
        "z,",
        "",
        "Parts",
        "Name,Share",
        'a;b,"87,3 %"',
        "c,12",
    ]


def test_a_document_without_tables_is_an_empty_file() -> None:
    assert csv.render(document(), Words("en")) == ""


@pytest.mark.parametrize("formula", ["=1+1", "+cmd", "-2+3", "@sum(a)", "\t=1"])
def test_nothing_is_computed(formula) -> None:
    text = rendered(Table("t", (formula,), ((said(formula),),)), Words("de"))
    rows = list(reader.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    assert [row[0][0] in "'\\" for row in rows] == [True, True]


@pytest.mark.parametrize("number", ["-3", "1.234,5", "87,3 %", "+2"])
def test_numbers_stay_numbers(number) -> None:
    assert rendered(Table("t", ("a",), ((said(number),),)), Words("de")).splitlines()[1] == number


def test_a_cell_that_says_its_tone_only_by_a_sign_says_it_in_words() -> None:
    assert rendered(Table("t", ("a",), (((Text("", tone=Tone.OPEN),),),)), Words("de")).splitlines()[1] == "offen"


@pytest.mark.parametrize(("language", "make"), [("de", example.german), ("en", example.english)])
def test_every_row_of_the_example_arrives(language, make) -> None:
    text = csv.render(make(), Words(language))
    rows = list(reader.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";" if language == "de" else ","))

    assert len([row for row in rows if row and row[0].startswith("jackson-databind-")]) == (60 if language == "de" else 3)
    assert HOSTILE not in text
