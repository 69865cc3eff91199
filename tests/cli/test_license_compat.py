"""`osscan license compat` from outside: one question for a person, many for a script."""

from __future__ import annotations

import json
import re
import shlex

import pytest


def rows(done):
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture
def compat(osscan):
    """Calls the command."""

    def call(*arguments, **more):
        return osscan("license", "compat", *arguments, **more)

    return call


@pytest.fixture
def ask(compat):
    """Asks rows on standard input; the answers and the exit code."""

    def call(*given, **more):
        lines = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in given)
        done = compat("--pairs", "-", stdin=lines.encode(), **more)
        return rows(done), done.returncode

    return call


@pytest.mark.parametrize(
    ("inbound", "outbound", "relation", "verdict", "code"),
    [
        ("Apache-2.0", "EUPL-1.2", "incorporate", "compatible", 0),
        ("LGPL-2.1-only", "MIT", "static-link", "compatible-if", 0),
        ("GPL-3.0-only", "EUPL-1.2", "incorporate", "incompatible", 1),
        ("GPL-3.0-only", "EUPL-1.2", "dynamic-link", "contested", 1),
        ("BSD", "EUPL-1.2", "incorporate", "unknown", 3),
        ("LicenseRef-own", "EUPL-1.2", "incorporate", "unknown", 3),
        ("MIT", "Foo-1.0", "incorporate", "unknown", 3),
    ],
)
def test_the_exit_code_tells_the_verdict(compat, inbound, outbound, relation, verdict, code):
    done = compat(inbound, outbound, "--relation", relation, "--format", "jsonl")

    assert (verdict, code, "") == (rows(done)[0]["verdict"], done.returncode, done.err)


def test_what_only_a_look_at_the_component_can_tell_is_an_objection(compat):
    done = compat("EPL-2.0", "GPL-2.0-only", "--relation", "incorporate", "--format", "jsonl")
    (row,) = rows(done)

    assert done.returncode == 1
    assert row["verdict"] in ("compatible-if", "incompatible")


def test_the_page_gives_the_answer_the_reasons_with_sources_and_what_would_help(compat):
    done = compat("GPL-3.0-only", "EUPL-1.2")

    assert "✘ No: GPL-3.0-only may not go into a product under EUPL-1.2 this way." in done.out
    assert "The European Commission says NO" in done.out
    assert re.search(r"Source: European Commission.*interoperable-europe", done.out, re.DOTALL)
    assert "osadl.org" in done.out
    assert "What would help" in done.out


def test_the_page_says_what_nobody_had_said(compat):
    page = " ".join(compat("MIT", "EUPL-1.2").out.split())

    assert "incorporated (incorporate); nothing was said, so the strictest is taken" in page
    assert "nothing was said, so it is taken from the policy dortmund" in page
    assert "nothing was said" not in compat("MIT", "EUPL-1.2", "-r", "data", "--provision", "saas").out


def test_the_page_speaks_german(compat):
    done = compat("LGPL-2.1-only", "MIT", "--relation", "static-link", language="de")

    assert "Ja, unter Bedingungen: LGPL-2.1-only darf in ein Produkt unter MIT." in done.out
    assert "[ ]" in done.out
    assert "keine Rechtsberatung" in done.out


def test_every_proposed_command_works_when_pasted(compat, osscan):
    done = compat("(GPL-2.0-only OR AGPL-3.0-only) AND GPL-2.0-only", "EUPL-1.2", "--provision", "binary")
    commands = re.findall(r"^ +\$ (osscan .*)$", done.out, re.MULTILINE)

    assert commands
    for command in commands:
        assert osscan(*shlex.split(command)[1:]).returncode in (0, 1)


def test_the_parts_of_an_expression_are_shown_with_the_chosen_branch(compat):
    done = compat("GPL-2.0-only OR (MIT AND ISC)", "Apache-2.0")

    assert re.search(r"✘ GPL-2\.0-only +incompatible, not chosen", done.out)
    assert re.search(r"Chosen +MIT AND ISC", done.out)


def test_the_document_names_data_policy_and_where_it_would_be_possible(compat):
    document = json.loads(compat("GPL-3.0-only", "MIT", "--format", "json").out)

    assert ("osscan/compat/1", "dortmund", "incompatible", ["relation", "provision"]) == (
        document["schema"],
        document["policy"],
        document["verdict"],
        document["assumed"],
    )
    assert "GPL-3.0-only" in document["possible_under"]
    assert {"eupl-matrix", "license-profiles"} <= document["data"].keys()


def test_rows_are_answered_in_their_order_and_keep_their_fields(ask):
    answers, code = ask(
        {"inbound": "MIT", "outbound": "EUPL-1.2", "relation": "incorporate", "provision": "binary", "id": 7},
        {"inbound": "GPL-2.0-only", "outbound": "MIT", "relation": "incorporate", "provision": "binary"},
    )

    assert [("MIT", "compatible", 7), ("GPL-2.0-only", "incompatible", None)] == [
        (row["inbound"], row["verdict"], row.get("id")) for row in answers
    ]
    assert {"text", "source"} <= answers[0]["reasons"][0].keys()
    assert {"text", "command"} <= answers[1]["remedies"][0].keys()
    assert (0, [[], []]) == (code, [row["assumed"] for row in answers])


def test_conditions_say_whether_they_are_open(ask):
    ((row,), _) = ask({"inbound": "LGPL-2.1-only", "outbound": "MIT", "relation": "static-link", "provision": "binary"})

    assert {(True, True, False)} == {("text" in one, "source" in one, one["open"]) for one in row["conditions"]}


def test_defaults_are_told(ask):
    ((row,), _) = ask({"inbound": "MIT", "outbound": "EUPL-1.2"})

    assert (["relation", "provision"], "incorporate", ["source", "saas"]) == (
        row["assumed"],
        row["read"]["relation"],
        row["read"]["provision"],
    )


def test_a_row_that_is_no_question_costs_no_other(ask):
    answers, code = ask(
        "{",
        "[]",
        {"outbound": "MIT"},
        {"inbound": 1, "outbound": "MIT"},
        {"inbound": "MIT", "outbound": "MIT", "relation": "glue"},
        {"inbound": "MIT", "outbound": "MIT", "provision": "pigeon"},
        '{"inbound": "MIT", "outbound": "MIT", "x": NaN}',
        "[" * 100_000,
        {"inbound": "MIT", "outbound": "MIT"},
    )

    assert [
        "not-json",
        "not-object",
        "field-missing",
        "field-not-text",
        "relation-unknown",
        "provision-unknown",
        "not-json",
        "too-deep",
        None,
    ] == [row.get("error", {}).get("code") for row in answers]
    assert [*["unknown"] * 8, "compatible"] == [row["verdict"] for row in answers]
    assert code == 3


def test_a_line_of_any_length_costs_only_itself(ask):
    answers, code = ask(json.dumps({"inbound": "x" * (1 << 21), "outbound": "MIT"}), {"inbound": "MIT", "outbound": "MIT"})

    assert (["too-long", None], 3) == ([row.get("error", {}).get("code") for row in answers], code)


def test_a_file_with_a_mark_and_empty_lines_is_read(compat, tmp_path):
    (tmp_path / "pairs.jsonl").write_bytes(
        b'\xef\xbb\xbf{"inbound": "MIT", "outbound": "MIT"}\n\n\n{"inbound": "ISC", "outbound": "MIT"}'
    )

    assert ["MIT", "ISC"] == [row["inbound"] for row in rows(compat("--pairs", "pairs.jsonl"))]


def test_no_rows_are_nothing_to_judge(compat):
    assert 4 == compat("--pairs", "-", stdin=b"\n").returncode


def test_a_row_asked_twice_gets_the_same_answer(ask):
    row = {"inbound": "GPL-2.0-or-later OR MIT", "outbound": "Apache-2.0", "relation": "incorporate"}
    answers, _ = ask(row, row)

    assert answers[0] == answers[1]
    assert "MIT" == answers[0]["chosen"]


def test_an_answer_of_an_earlier_run_is_not_kept(ask):
    ((row,), _) = ask({"inbound": "MIT", "outbound": "MIT", "verdict": "incompatible", "error": {"code": "x"}})

    assert ("compatible", False) == (row["verdict"], "error" in row)


def test_the_words_of_other_tools_for_relations_are_understood(ask):
    answers, code = ask(
        {"inbound": "MIT", "outbound": "MIT", "relation": "incorporation"},
        {"inbound": "MIT", "outbound": "MIT", "relation": "library/binary-distribution"},
        {"inbound": "MIT", "outbound": "Proprietary-linked", "relation": "snippet/bin_dist"},
    )

    assert [("incorporate", ["source", "saas"]), ("dynamic-link", ["binary"]), ("incorporate", ["binary"])] == [
        (row["read"]["relation"], row["read"]["provision"]) for row in answers
    ]
    assert ("LicenseRef-Proprietary", 0) == (answers[2]["read"]["outbound"], code)


def test_names_are_read_and_ambiguous_ones_are_not_guessed(ask):
    answers, code = ask(
        {"inbound": "The MIT License", "outbound": "EUPL 1.2"},
        {"inbound": "GPL-2.0+", "outbound": "GPL-3.0-or-later"},
        {"inbound": "GPL", "outbound": "EUPL-1.2"},
        {"inbound": "MIT", "outbound": "BSD"},
        {"inbound": "NOASSERTION", "outbound": "MIT"},
        {"inbound": "", "outbound": "MIT"},
        {"inbound": "MIT AND (", "outbound": "MIT"},
        {"inbound": "MIT, GPL-2.0-only", "outbound": "Apache-2.0"},
    )

    assert ["compatible", "compatible", *["unknown"] * 6] == [row["verdict"] for row in answers]
    assert ("MIT", "EUPL-1.2", "GPL-2.0-or-later") == (
        answers[0]["read"]["inbound"],
        answers[0]["read"]["outbound"],
        answers[1]["read"]["inbound"],
    )
    assert code == 0
    assert "name-ambiguous" in [reason["key"] for reason in answers[2]["reasons"]]
    assert "operator-decides" in [reason["key"] for reason in answers[7]["reasons"]]


def test_no_row_is_left_without_a_reason(ask):
    answers, _ = ask({"inbound": "NONE", "outbound": "NONE"}, {"inbound": "x y z", "outbound": "0 0"})

    assert [True, True] == [bool(row["reasons"]) for row in answers]


def test_hostile_text_is_escaped(ask, compat):
    ((row,), _) = ask({"inbound": "MIT\u202e\x1b[31m", "outbound": "MIT"})
    assert "unknown" == row["verdict"]
    assert "\u202e" not in compat("MIT\u202e", "MIT").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "sides-missing"),
        (("MIT",), "sides-missing"),
        (("MIT", "MIT", "--pairs", "-"), "pairs-and-sides"),
        (("MIT", "MIT", "--relation", "glue"), "option-value"),
        (("MIT", "MIT", "--provision", "pigeon"), "option-value"),
        (("MIT", "MIT", "--format", "xml"), "option-value"),
        (("--pairs", "-", "--format", "terminal"), "option-value"),
        (("--pairs", "missing.jsonl"), "input-unreadable"),
    ],
)
def test_a_wrong_call_judges_nothing(compat, arguments, code):
    done = compat(*arguments)

    assert (2, "") == (done.returncode, done.out)
    assert f"[{code}]" in done.err
