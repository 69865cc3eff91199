"""Every rule finds what it is for, in the tree and in the history, also in a file that is gone; what was found is shown nowhere."""

from __future__ import annotations

import random

import pytest
from tests.leaks.planting import file_for, planted, planted_file

from osscan.engine.leaks import look_for_leaks
from osscan.leaks.files import file_rules
from osscan.leaks.history import scan_history
from osscan.leaks.leak import Settings
from osscan.leaks.look import looked
from osscan.leaks.rules import rules
from osscan.model.component import PathRole

SETTINGS = Settings(ticket_keys=("DOS",))
DRAWS = 5


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_finds_what_was_planted_for_it(rule) -> None:
    found = 0
    for number in range(DRAWS):
        text = planted(rule, random.Random(f"{rule.name}{number}"))
        leaks = looked(text.encode(), file_for(rule), PathRole.PRODUCT, SETTINGS).leaks
        found += any(leak.rule == rule.name for leak in leaks)

    assert found >= DRAWS - 1


@pytest.mark.parametrize("rule", file_rules(), ids=lambda rule: rule.name)
def test_every_kind_of_file_is_told(rule) -> None:
    path, content = planted_file(rule, random.Random(1))

    assert rule.name in [leak.rule for leak in looked(content, path, PathRole.PRODUCT, SETTINGS).leaks]


def test_all_that_was_planted_is_found_in_the_tree_and_in_a_deleted_file_of_the_history(checkout) -> None:
    expected = plant_all(checkout)
    first = checkout.commit("Plant")
    in_tree = look_for_leaks(str(checkout.folder), SETTINGS, history=False)
    for path in expected.values():
        (checkout.folder / path).unlink()
    checkout.commit("Remove")
    past = list(scan_history(str(checkout.folder), SETTINGS))

    assert {(leak.rule, leak.place.input) for leak in in_tree.tree} >= set(expected.items())
    assert {(leak.rule, leak.place.input) for leak in past if not leak.in_tree} >= set(expected.items())
    assert {leak.commit for leak in past} == {first}


def test_no_secret_appears_in_what_is_said_of_it(checkout) -> None:
    secrets = []
    for number in range(20):
        secret = random.Random(number).randbytes(20).hex()
        secrets.append(secret)
        checkout.write(f"a{number}.conf", f"https://k:{secret}@registry.example/\n")
    checkout.commit(f"Say https://k:{secrets[0]}@registry.example/ aloud")

    report = look_for_leaks(str(checkout.folder), SETTINGS)

    assert len([leak for leak in report.leaks if leak.rule == "url-password"]) == 21
    assert [secret for secret in secrets if secret[2:-2] in repr(report) + str(report)] == []


def plant_all(checkout) -> dict[str, str]:
    expected = {}
    for rule in rules():
        expected[rule.name] = path = file_for(rule)
        for number in range(DRAWS):
            text = planted(rule, random.Random(f"{rule.name}{number}"))
            if any(leak.rule == rule.name for leak in looked(text.encode(), path, PathRole.PRODUCT, SETTINGS).leaks):
                checkout.write(path, text)
                break
    for rule in file_rules():
        path, content = planted_file(rule, random.Random(1))
        checkout.write(path, content)
        expected[rule.name] = path
    return expected
