"""Whoever differs from a label names a convention that users can read."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks import lockfile_differences as table

CONVENTIONS = Path(__file__).resolve().parents[2] / "docs" / "conventions.md"


def test_every_convention_of_the_table_is_the_first_cell_of_a_row_of_the_documentation():
    cells = set(re.findall(r"^\| (.*?) \| ", CONVENTIONS.read_text(encoding="utf-8"), re.MULTILINE))
    named = {one.convention for differences in table.DIFFERENCES.values() for one in differences} | {*table.UNREAD.values()}

    assert named - cells == set()
    assert len(named) > 10


def test_every_entry_of_the_table_tells_a_difference():
    told = [one for differences in table.DIFFERENCES.values() for one in differences]

    assert [one for one in told if not (one.missing or one.too_many or one.all_of)] == []
    assert {one.all_of for one in told} == {"", "everything", "development"}
