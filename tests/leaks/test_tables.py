"""The tables are what their SOURCE says, every check they name exists, and none of them is a leak itself."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

from osscan.leaks import rules as rules_module
from osscan.leaks.checks import CHECKS
from osscan.leaks.leak import Settings
from osscan.leaks.look import looked
from osscan.leaks.rules import compiled, rules
from osscan.model.component import PathRole

DATA = Path(rules_module.__file__).parent / "data"


def test_every_table_has_its_source_and_its_sum() -> None:
    told = tomllib.loads((DATA / "SOURCE.toml").read_text(encoding="utf-8")).values()

    assert {one["file"]: one["sha256"] for one in told} == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in DATA.iterdir() if file.name != "SOURCE.toml"
    }


def test_every_rule_can_be_compiled_and_is_woken_by_a_keyword_or_a_trigger() -> None:
    assert [rule.name for rule in rules() if compiled(rule.pattern) is None or not (rule.keywords or rule.triggers)] == []


def test_every_check_is_used_and_every_check_named_exists() -> None:
    assert {rule.check for rule in rules()} - {""} == set(CHECKS)


def test_no_name_is_given_twice() -> None:
    names = [rule.name for rule in rules()]

    assert len(names) == len(set(names))


def test_the_tables_hold_no_secret() -> None:
    found = [
        (file.name, leak.rule)
        for file in DATA.iterdir()
        for leak in looked(file.read_bytes(), f"data/{file.name}", PathRole.PRODUCT, Settings()).leaks
        if leak.blocks
    ]

    assert found == []
