"""`osscan license normalize` from outside: one answer a name, in order, with its provenance; nothing is guessed."""

from __future__ import annotations

import json

import pytest

from osscan.engine.naming import answer
from osscan.reports import name_page
from osscan.texts.catalogue import LANGUAGES, sentences

POLICY = """\
schema: osscan/policy/1
id: house
title: {de: Haus, en: House}
version: "1"
outbound: EUPL-1.2
name_mappings:
  "House License": EUPL-1.2
  "MIT": ISC
  "BSD": BSD-3-Clause
default: review
"""


def lines(done):
    return [json.loads(line) for line in done.out.splitlines()]


def told(done):
    return [(line["input"], line["expression"], line["status"]) for line in lines(done)]


def test_each_name_is_a_line_in_the_order_of_names_and_twice_is_twice(osscan) -> None:
    done = osscan("license", "normalize", "GPLv2+", "BSD", "MIT", "BSD", "--format", "jsonl")

    assert told(done) == [
        ("GPLv2+", "GPL-2.0-or-later", "alias"),
        ("BSD", None, "ambiguous"),
        ("MIT", "MIT", "exact"),
        ("BSD", None, "ambiguous"),
    ]
    assert done.returncode == 3


def test_line_has_the_fields_of_the_contract(osscan) -> None:
    line = lines(osscan("license", "normalize", "EUPL", "--format", "jsonl"))[0]

    assert line == {
        "input": "EUPL",
        "expression": None,
        "status": "ambiguous",
        "suggestions": ["EUPL-1.0", "EUPL-1.1", "EUPL-1.2"],
        "because": [
            {
                "key": "family",
                "text": '"EUPL" names a family of licenses, and not which version of it.',
                "source": {"name": "license-names", "title": "Free-text license names", "version": "2", "date": "2026-11-22"},
            }
        ],
    }


@pytest.mark.parametrize(
    ("name", "key", "table"),
    [
        ("MIT", "name-listed", "spdx-licenses"),
        ("GPL-2.0", "deprecated-id", "deprecated-ids"),
        ("Apache 2", "name-known", "license-names"),
        ("Tatu Ylonen License", "name-known-elsewhere", "licenselynx-names"),
        ("dl-de/by-2-0", "name-mapped", "policy"),
    ],
)
def test_answer_says_which_table_it_rests_on(osscan, name, key, table) -> None:
    line = lines(osscan("license", "normalize", name, "--format", "jsonl"))[0]

    assert [(step["key"], step["source"]["name"]) for step in line["because"]] == [(key, table)]


def test_all_answered_is_exit_code_0(osscan) -> None:
    assert osscan("license", "normalize", "MIT", "Apache 2").returncode == 0


def test_nothing_to_name_is_exit_code_4_and_no_name_a_wrong_call(osscan, tmp_path) -> None:
    (tmp_path / "names").write_bytes(b"")

    assert osscan("license", "normalize", "--files-from", "names").returncode == 4
    assert osscan("license", "normalize").returncode == 2
    assert osscan("license", "normalize", "--files-from", "missing").returncode == 2
    assert osscan("license", "normalize", "MIT", "--format", "xml").returncode == 2


def test_names_come_from_the_command_line_a_file_or_standard_input(osscan, tmp_path) -> None:
    (tmp_path / "names").write_text("Apache 2\r\n\nMIT", encoding="utf-8")
    from_file = osscan("license", "normalize", "ISC", "--files-from", "names", "--format", "jsonl")
    from_input = osscan("license", "normalize", "--files-from", "-", "--format", "jsonl", stdin=b"MIT-Lizenz\n")

    assert told(from_file) == [
        ("ISC", "ISC", "exact"),
        ("Apache 2", "Apache-2.0", "alias"),
        ("", None, "unresolved"),
        ("MIT", "MIT", "exact"),
    ]
    assert told(from_input) == [("MIT-Lizenz", "MIT", "alias")]


def test_policy_maps_names_but_no_listed_ids(osscan, tmp_path) -> None:
    (tmp_path / "house.yml").write_text(POLICY, encoding="utf-8")
    done = osscan("license", "normalize", "house license", "MIT", "BSD", "--policy", "house.yml", "--format", "jsonl")

    assert told(done) == [("house license", "EUPL-1.2", "curated"), ("MIT", "MIT", "exact"), ("BSD", "BSD-3-Clause", "curated")]


def test_list_without_operator_is_ambiguous_with_both_readings(osscan) -> None:
    line = lines(osscan("license", "normalize", "MIT, Apache-2.0", "--format", "jsonl"))[0]

    assert (line["expression"], line["status"]) == (None, "ambiguous")
    assert line["suggestions"] == ["MIT OR Apache-2.0", "MIT AND Apache-2.0"]


@pytest.mark.parametrize("name", ["UNLICENSED", "Proprietary", "All rights reserved"])
def test_words_that_keep_all_rights_have_no_expression(osscan, name) -> None:
    line = lines(osscan("license", "normalize", name, "--format", "jsonl"))[0]

    assert (line["expression"], line["status"], line["because"][0]["key"]) == (None, "unresolved", "reserved")
    assert "Unlicense" in line["because"][0]["text"]


@pytest.mark.parametrize(
    "name", ["", "   ", "NOASSERTION", "NONE", "UNKNOWN", "x" * 10_000, "\x1b[31mMIT", "MIT\u202e", "(" * 5_000]
)
def test_what_names_nothing_is_answered_too(osscan, name) -> None:
    done = osscan("license", "normalize", name, "--format", "jsonl")

    assert [(line["input"], line["expression"], line["status"]) for line in lines(done)] == [(name, None, "unresolved")]


def test_bytes_that_are_no_text_are_answered(osscan, tmp_path) -> None:
    (tmp_path / "names").write_bytes(b"MIT\n\xff\xfe\x00\x0cMIT\x1dX\nISC\n")

    assert [status for _, _, status in told(osscan("license", "normalize", "--files-from", "names", "--format", "jsonl"))] == [
        "exact",
        "unresolved",
        "exact",
    ]


def test_page_says_why_what_it_may_be_and_what_to_do(osscan) -> None:
    done = osscan("license", "normalize", "Apache 2", "BSD")

    assert done.out == (
        "✔ Apache 2  →  Apache-2.0  (known name)\n"
        '    why     "Apache 2" is a known name for Apache-2.0. (Free-text license names, 2)\n'
        "\n"
        "± BSD  →  –  (ambiguous)\n"
        '    why     "BSD" stands for several licenses, or for none in particular.\n'
        "    may be  0BSD · BSD-2-Clause · BSD-3-Clause · BSD-4-Clause\n"
        "    next    Look into the component's license file (osscan license detect FOLDER), then write what\n"
        "            fits into the policy under name_mappings.\n"
        "\n"
        "1 of 2 names answered.\n"
    )
    assert done.err == ""


def test_page_speaks_german(osscan) -> None:
    done = osscan("license", "normalize", "UNLICENSED", "--lang", "de")

    assert "behält alle Rechte vor" in done.out
    assert "nächster Schritt" in done.out


SAMPLES = {
    "family": "EUPL",
    "several": "BSD",
    "classifier": "License :: OSI Approved :: BSD License",
    "address": "https://www.gnu.org/licenses/gpl.html",
    "likeness": "Apache-style",
    "exception": "GPLv2 with exceptions",
    "file-adds": "GPL-3 + file LICENSE",
    "disagree": "MIT (GPL-2.0)",
    "list": "MIT, Apache-2.0",
    "slash": "MIT/Apache-2.0",
    "plus": "MIT + ISC License",
    "unsaid": "MIT and/or Apache-2.0",
    "dual": "Dual licensed under MIT and Apache 2.0",
    "part-ambiguous": "MIT AND BSD",
    "part-unknown": "MIT OR foo",
    "reserved": "UNLICENSED",
    "silent": "UNKNOWN",
    "file": "SEE LICENSE IN LICENSE.md",
    "address-unknown": "https://host.example/about",
    "unlisted": "GeoNutzV",
    "none": "NONE",
    "noassertion": "NOASSERTION",
    "empty": " ",
    "too-long": "x" * 100_001,
    "unknown": "foo bar",
}


@pytest.mark.parametrize(("why", "text"), SAMPLES.items(), ids=list(SAMPLES))
def test_text_without_answer_says_why(why, text) -> None:
    found = answer(text, {})

    assert (found.expression, found.why) == (None, why)


def test_every_reason_and_next_step_can_be_said() -> None:
    for language in LANGUAGES:
        known = set(sentences(language, "names"))
        reasons = {key.removeprefix("names.why.") for key in known if key.startswith("names.why.")}

        assert reasons == {*SAMPLES, "text"}
        assert {f"names.next.{step}" for step in [*name_page._NEXT.values(), "choose"]} <= known
        assert set(name_page._NEXT) <= reasons
