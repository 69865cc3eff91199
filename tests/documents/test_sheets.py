"""Tables in a spreadsheet: numbers that count, text that stays text, heads that stay in sight."""

from __future__ import annotations

import io

import odfdo
import openpyxl
import pytest
from tests.documents import example
from tests.documents.example import said
from tests.documents.test_writers import parts

from osscan.documents import ods, xlsx
from osscan.documents.document import Bar, Chart, Document, Facts, Status, Table, Text, Tone
from osscan.documents.sheets import Number, read_number, sheets
from osscan.texts.catalogue import Words

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "＝1+1", '=cmd|" /C calc"!A0')


def document(*blocks: object, language: str = "de") -> Document:
    return Document("x", language, "Titel", "", blocks, "1. Mai 2026", "2026-05-01")  # type: ignore[arg-type]


def book(made: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(made, Words(made.language))))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("12.345", "de", Number(12345, "12.345", 0, grouped=True)),
        ("12,345", "en", Number(12345, "12,345", 0, grouped=True)),
        ("1.234.567,89", "de", Number(1234567.89, "1.234.567,89", 2, grouped=True)),
        ("87,3 %", "de", Number(0.873, "87,3 %", 1, percent=True)),
        ("87.3\u00a0%", "en", Number(0.873, "87.3\u00a0%", 1, percent=True)),
        ("\u221212", "de", Number(-12, "\u221212")),
        ("2026", "de", Number(2026, "2026")),
        ("1.2", "de", None),
        ("1,2", "en", None),
        ("1.2.3", "en", None),
        ("1e5", "en", None),
        ("48,3 MB", "de", None),
        ("", "de", None),
        ("1234567890123456", "de", None),
        ("٣", "de", None),
    ],
)
def test_numbers_are_read_as_people_of_the_language_read_them(text, language, expected) -> None:
    assert read_number(text, language) == expected


def test_only_columns_of_numbers_hold_numbers() -> None:
    table = Table("T", ("Version", "Zahl"), ((said("1"), said("1")), (said("1.234"), said("k. A."))), frozenset({1}))
    facts, sheet = sheets(document(table), Words("de"))

    assert sheet.rows == (("1", Number(1, "1")), ("1.234", "k. A."))
    assert facts.name == "Angaben"


def test_facts_come_first_with_result_date_and_a_list_of_the_tables() -> None:
    made = document(
        Status(Tone.BAD, "Nein", said("Weil.")),
        Facts((("Datei", said("a.zip", code=True)), ("Leer", ()))),
        Table("Teile", ("a",), ()),
    )
    facts, *_ = sheets(made, Words("de"))

    assert facts.rows == (
        ("Titel", "Titel"),
        ("Datum", "1. Mai 2026"),
        ("Ergebnis", "Nein. Weil."),
        ("Datei", "a.zip"),
        ("Tabelle 1", "Teile"),
    )


def test_chart_gives_what_it_counts() -> None:
    chart = Chart(
        "C", (Bar("a", 12345, "12.345"), Bar("b", 0.5, "die Hälfte"), Bar("c", 45.3, "45,3 %"), Bar("d", float("nan"), "?"))
    )
    sheet = sheets(document(chart), Words("de"))[1]

    assert [row[1] for row in sheet.rows] == [
        Number(12345, "12.345", 0, grouped=True),
        Number(0.5, "0.50", 2),
        Number(0.453, "45,3 %", 1, percent=True),
        "?",
    ]


def test_names_of_sheets_are_allowed_and_each_is_there_once() -> None:
    captions = ("Teile", "teile", "[a]:*?/\\'b'", "", "", "x" * 40, "x" * 41, "History", "🎉" * 20)
    names = [one.name for one in sheets(document(*(Table(one, ("a",), ()) for one in captions)), Words("de"))]

    assert names[:6] == ["Angaben", "Teile", "teile 2", "a b", "Tabelle", "Tabelle 2"]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(len(name.encode("utf-16-le")) // 2 for name in names) <= 31
    assert book(document(*(Table(one, ("a",), ()) for one in captions))).sheetnames == names


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_stay_text(formula) -> None:
    made = document(Table(formula, (formula, "b"), ((said(formula), said(formula)),), frozenset({1})))
    sheet = book(made).worksheets[1]
    odf = parts(ods.render(made, Words("de")))["content.xml"]

    assert [(cell.data_type, cell.value.strip()[-1]) for row in sheet for cell in row if cell.value != "b"] == [
        ("s", formula[-1])
    ] * 3
    assert sheet["A2"].quotePrefix is not formula.startswith("\t")
    assert "table:formula" not in odf
    assert odf.count('office:value-type="float"') == 0


def test_xlsx_keeps_heads_in_sight_and_filters() -> None:
    sheet = book(example.german())["Komponenten der Lieferung"]

    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E301"
    assert sheet.print_title_rows == "$1:$1"
    assert [cell.value for cell in sheet[1]] == ["Name", "Version", "Lizenz", "Ort", "Bytes"]
    assert (sheet["E9"].value, sheet["E9"].number_format) == (7147, "#,##0")
    assert sheet["B9"].value == "1.0.0"


def test_ods_opens_elsewhere_with_the_same_cells() -> None:
    opened = odfdo.Document(io.BytesIO(ods.render(example.german(), Words("de"))))
    told = {one.name: one for one in opened.body.tables}
    sheet = told["Komponenten der Lieferung"]

    assert list(told) == book(example.german()).sheetnames
    assert [cell.value for cell in sheet.get_row(0).cells] == ["Name", "Version", "Lizenz", "Ort", "Bytes"]
    assert [str(sheet.get_cell((4, 8)).type), int(sheet.get_cell((4, 8)).value)] == ["float", 7147]
    assert sheet.get_cell((1, 8)).value == "1.0.0"


def test_ods_keeps_heads_in_sight_and_filters() -> None:
    made = parts(ods.render(example.german(), Words("de")))

    assert "$&#39;Komponenten" not in made["content.xml"]
    assert (
        "table:target-range-address=\"$'Komponenten der Lieferung'.$A$1:$'Komponenten der Lieferung'.$E$301\""
        in made["content.xml"]
    )
    assert made["content.xml"].count("<table:table-header-rows>") == made["settings.xml"].count("VerticalSplitPosition")


def test_empty_cell_with_a_tone_says_its_name() -> None:
    sheet = sheets(document(Table("T", ("a",), (((Text("", tone=Tone.BAD),),),))), Words("de"))[1]

    assert sheet.rows == (("Mangel",),)


def test_tables_longer_than_a_sheet_go_on_in_the_next_one(monkeypatch) -> None:
    monkeypatch.setattr("osscan.documents.sheets._MOST_ROWS", 2)
    long = Table("Orte", ("Ort",), tuple((said(f"{number}"),) for number in range(5)))
    made = sheets(document(long), Words("de"))

    assert [(one.name, one.rows) for one in made[1:]] == [
        ("Orte", (("0",), ("1",))),
        ("Orte 2", (("2",), ("3",))),
        ("Orte 3", (("4",),)),
    ]
    assert [one.title for one in book(document(long))] == ["Angaben", "Orte", "Orte 2", "Orte 3"]
