"""Every card that is written is in its table, and no name is given twice."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import osscan
import osscan.readers
import osscan.reports
from osscan.readers import table as reader_table
from osscan.readers.base import Reader
from osscan.reports import table as report_table
from osscan.reports.base import Renderer

ALL_READERS = tuple(card for _, card in reader_table.every())


@pytest.mark.parametrize(
    ("package", "kind", "table"),
    [(osscan.readers, Reader, ALL_READERS), (osscan.reports, Renderer, report_table.every())],
    ids=["readers", "reports"],
)
def test_every_card_in_the_wing_stands_in_its_table(package, kind, table) -> None:
    modules = [
        found.name
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
        if not found.name.endswith(".table")
    ]
    values = [value for name in modules for value in vars(importlib.import_module(name)).values()]
    cards = [card for value in values for card in (value if isinstance(value, tuple) else (value,)) if isinstance(card, kind)]

    assert {card.name for card in cards} == {card.name for card in table}


@pytest.mark.parametrize("table", [ALL_READERS, report_table.every()], ids=["readers", "reports"])
def test_no_two_cards_share_a_name(table) -> None:
    names = [card.name for card in table]

    assert sorted(set(names)) == sorted(names)


def test_every_reader_is_found_by_a_name_or_by_its_content() -> None:
    assert [row.name for row, card in reader_table.every() if not row.patterns and card.recognises is None] == []


def test_a_row_sends_content_only_to_readers_that_can_recognise_it() -> None:
    assert {row.begins for row, _ in reader_table.every()} == {"json", "xml", "text", ""}


@pytest.mark.parametrize("folder", ["checks", "deliveries"])
def test_reasons_and_findings_of_a_check_have_words_of_their_own(folder) -> None:
    """A reason is told with the facts of the check, a finding with its own: one sentence can't serve both."""
    shared = {}
    for file in sorted((Path(osscan.__file__).parent / folder).glob("*.py")):
        told: dict[str, set[str]] = {"reason": set(), "finding": set()}
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                kind = {"unknown": "reason", "not_applicable": "reason", "Spot": "finding"}.get(node.func.id)
                if kind:
                    told[kind].add(node.args[0].value)
        shared[file.name] = told["reason"] & told["finding"]

    assert {name: words for name, words in shared.items() if words} == {}
