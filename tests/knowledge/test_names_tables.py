"""The tables behind names: every answer exists, nothing has two, and what is ambiguous is answered by nobody."""

from __future__ import annotations

import re

from osscan.knowledge import name_families, names, spdx
from osscan.knowledge.name_forms import normalised
from osscan.knowledge.names import resolve_name
from osscan.knowledge.tables import table

OWN_REFS = {"LicenseRef-Proprietary", "LicenseRef-Commons-Clause"}
NAMES = table("license_names")
LYNX = table("licenselynx_names")


def is_current(word: str) -> bool:
    license_id, _, exception = word.partition(" WITH ")
    return spdx.current(license_id) == license_id and (not exception or spdx.exception(exception) == exception)


def test_every_answer_is_an_expression_of_current_ids() -> None:
    answers = {*NAMES["names"], *NAMES["urls"], *LYNX["stable"], *LYNX["risky"]}
    words = {word for answer in answers for word in re.split(r" (?:AND|OR) ", answer)}

    assert [word for word in sorted(words) if not is_current(word)] == []
    assert {word for word in words if word.startswith("LicenseRef-")} <= OWN_REFS


def test_every_suggestion_is_an_expression_of_current_ids() -> None:
    joined = [*NAMES["ambiguous"], *NAMES["ambiguous_urls"]]
    suggestions = {one for options in joined for one in options.split("|") if one}
    suggestions |= {one for options in NAMES["ambiguous_classifiers"].values() for one in options}
    words = {word for one in suggestions for word in re.split(r" (?:AND|OR) ", one)}

    assert [one for one in sorted(words) if not is_current(one) or spdx.is_deprecated(one)] == []


def test_every_version_of_a_family_is_on_the_list() -> None:
    missing = [
        row["id"].format(version)
        for row in NAMES["families"]
        for version in row["versions"].split()
        if name_families._written(row["id"].format(version), later=False) is None
    ]

    assert missing == []


def test_every_exception_is_on_the_list() -> None:
    assert [row for row in NAMES["exceptions"] if spdx.exception(row.partition(" ")[0]) != row.partition(" ")[0]] == []


def test_no_name_stands_for_two_answers() -> None:
    rows = [(normalised(name), answer) for answer, listed in NAMES["names"].items() for name in listed]
    families = [(normalised(name), row["id"]) for row in NAMES["families"] for name in row["names"]]

    assert [name for name, answer in rows if names._aliases()[name] != answer] == []
    assert [name for name, family in families if name_families._families()[name]["id"] != family and name != "bsl"] == []
    assert [name for name, answer in names._aliases().items() if names._listed().get(name, answer) != answer] == []


def test_no_ambiguous_name_has_an_answer() -> None:
    ambiguous = [name for listed in NAMES["ambiguous"].values() for name in listed]

    assert set(names._ambiguous()) & set(names._aliases()) == set()
    assert set(names._ambiguous()) & set(names._wordings()) == set()
    assert [name for name in ambiguous if resolve_name(name).status not in ("ambiguous", "exact")] == []


def test_no_row_is_empty_in_its_compared_form() -> None:
    assert "" not in {**names._aliases(), **names._ambiguous()}


def test_full_names_of_the_list_are_known_unless_two_licenses_share_one() -> None:
    wrong = [
        row.name for row in spdx.licenses().values() if resolve_name(row.name).expression not in (None, spdx.current(row.id))
    ]

    assert wrong == []


def test_nearly_all_full_names_of_the_list_are_answered() -> None:
    current = [row for row in spdx.licenses().values() if "d" not in row.flags]
    open_ones = {row.id for row in current if resolve_name(row.name).expression is None}

    assert len(open_ones) <= 15, sorted(open_ones)


def test_licenselynx_answers_only_what_the_own_tables_leave_open(monkeypatch) -> None:
    listed = [name for kind in ("stable", "risky") for rows in LYNX[kind].values() for name in rows]
    monkeypatch.setattr(names, "_lynx", lambda kind: {})
    resolve_name.cache_clear()
    answered = [name for name in listed if resolve_name(name).status != "unresolved"]
    resolve_name.cache_clear()

    assert answered == []


def test_licenselynx_answers_are_used_and_its_risky_names_only_suggested() -> None:
    wrong = [name for answer, rows in LYNX["stable"].items() for name in rows if resolve_name(name).expression != answer]
    guessed = [name for rows in LYNX["risky"].values() for name in rows if resolve_name(name).expression is not None]

    assert wrong == []
    assert guessed == []
    assert names.suggested("Thor Public License")[0] == "TPL-1.0"


def test_no_single_word_is_taken_from_licenselynx() -> None:
    assert [name for rows in LYNX["stable"].values() for name in rows if re.fullmatch("[a-z]+", name)] == []
