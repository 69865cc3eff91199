"""A big JSON document is walked element by element; a break costs what stands in it and nothing beside it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.faults import MOST, Faults
from osscan.inputs.json_walk import CutObject, JsonWalk, opening
from osscan.inputs.source import Limits, Source
from osscan.model.problem import Severity

ROWS = [{"name": f"n{i}", "version": f"1.{i}", "inner": [{"id": "MIT"}], "flag": True} for i in range(5)]
DOCUMENT = {"format": "X", "rows": ROWS, "edges": [{"ref": "n1"}], "last": 7}
WANTED = ("format", "rows", "edges", "last")


def walk(text: str, wanted=WANTED, within=(), limits=Limits()):
    source = Source("a.json", limits=limits)
    steps = JsonWalk(text, source, wanted, within)
    found = list(steps)
    faults = Faults(source)
    steps.tell(faults)
    return found, faults.problems()


def rows(found, key="rows"):
    return [value for one, _, position, value, _ in found if one == key and position >= 0]


def told(problems):
    return [(p.code, p.severity.value, p.place.line, p.place.column) for p in problems]


@pytest.mark.parametrize("indent", [None, 1, "\t"])
def test_every_element_comes_with_route_position_and_offset(indent):
    text = json.dumps(DOCUMENT, indent=indent)
    found, problems = walk(text)

    assert [(key, route, position, value) for key, route, position, value, _ in found] == [
        ("format", "format", -1, "X"),
        *[("rows", "rows", i, row) for i, row in enumerate(ROWS)],
        ("edges", "edges", 0, {"ref": "n1"}),
        ("last", "last", -1, 7),
    ]
    assert [json.JSONDecoder().raw_decode(text, offset)[0] for *_, offset in found] == [value for *_, value, _ in found]
    assert problems == ()


def test_what_is_not_wanted_is_passed():
    found, problems = walk(json.dumps(DOCUMENT), wanted=("edges",))

    assert [(key, value) for key, _, _, value, _ in found] == [("edges", {"ref": "n1"})]
    assert problems == ()


def test_wrapped_document_is_walked_like_the_document():
    found, problems = walk(json.dumps({"other": [1], "sbom": DOCUMENT}), within=("sbom",))

    assert rows(found) == ROWS
    assert found[1][1] == "sbom.rows"
    assert problems == ()


def test_second_array_under_the_same_key_is_read_too_and_told():
    found, problems = walk('{"rows": [{"a": 1}],\n "rows": [{"b": 2}]}')

    assert [(route, position, value) for _, route, position, value, _ in found] == [
        ("rows", 0, {"a": 1}),
        ("rows~2", 0, {"b": 2}),
    ]
    assert told(problems) == [("duplicate-key", "warning", 2, 2)]
    assert problems[0].facts == (("key", "rows"), ("route", "rows"))


def test_value_behind_a_doubled_key_in_an_element_is_hidden_not_lost():
    found, _ = walk('{"rows": [{"license": "AGPL-3.0-only", "license": "MIT"}]}')

    assert rows(found) == [{"license": "MIT"}]
    assert rows(found)[0].hidden == (("license", "AGPL-3.0-only"),)


BREAKS = {
    "quote_missing_behind": '"n2',
    "quote_missing_before": 'n2"',
    "both_quotes_missing": "n2",
    "value_missing": "",
    "single_quotes": "'n2'",
    "python_none": "None",
    "brace_opened": "{",
    "brace_closed": "}",
    "bracket_opened": "[[",
    "bracket_closed": "]",
    "bracket_behind": '"n2"]',
    "lone_quote": '"',
    "deep_and_open": "[" * 300,
    "comma_and_brace": ",}",
    "colon": ":",
}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", BREAKS)
def test_broken_value_costs_no_other_element(name, indent):
    found, problems = walk(json.dumps(DOCUMENT, indent=indent).replace('"n2"', BREAKS[name]))
    kept = rows(found)

    assert [row for row in kept if row in ROWS] == ROWS[:2] + ROWS[3:]
    assert len(kept) == 5
    assert rows(found, "edges") == [{"ref": "n1"}]
    assert found[-1][3] == 7
    assert {p.severity for p in problems} >= {Severity.ERROR}
    assert problems[0].place.line == (25 if indent else 1)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"name": "n2"', 'name: "n2"'),
        ('"name": "n2"', '"name" "n2"'),
        ('"name": "n2"', '"name: "n2"'),
        ('"name": "n2",', '"name": "n2" junk,'),
        ('"version": "1.2"', '"version": 1.2.3'),
    ],
)
def test_broken_member_costs_only_itself(old, new, indent):
    found, problems = walk(json.dumps(DOCUMENT, indent=indent).replace(old, new))
    kept = rows(found)

    assert [row for row in kept if row in ROWS] == ROWS[:2] + ROWS[3:]
    assert kept[2]["inner"] == [{"id": "MIT"}]
    assert rows(found, "edges") == [{"ref": "n1"}]
    assert "json-syntax" in {p.code for p in problems}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"rows": [{"a": 1,}, {"b": 2}]}', [{"a": 1}, {"b": 2}]),
        ('{"rows": [{"a": 1}, {"b": 2},]}', [{"a": 1}, {"b": 2}]),
        ('{"rows": [{"a": [1, 2,]}], }', [{"a": [1, 2]}]),
        ('{"rows": [{"a": 1} {"b": 2}]}', [{"a": 1}, {"b": 2}]),
        ('{"rows": [{"a": 1 "b": 2}]}', [{"a": 1, "b": 2}]),
        ('{"rows": [{"a": "x\\y"}]}', [{"a": "x\\y"}]),
        ('{"rows": [{"a": "tab\there"}]}', [{"a": "tab\there"}]),
        ('{"rows": [{"a": "two\nlines"}]}', [{"a": "two\nlines"}]),
    ],
)
def test_small_slip_is_mended_with_a_warning(text, expected):
    found, problems = walk(text)

    assert rows(found) == expected
    assert {(p.code, p.severity.value) for p in problems} == {("json-mended", "warning")}


def test_trailing_comma_is_told_where_it_stands():
    assert told(walk('{"rows": [\n  {"a": 1},\n]}')[1]) == [("json-mended", "warning", 3, 1)]


@pytest.mark.parametrize(
    "text", ['{"rows": [{"a": NaN}]}', '{"rows": [{"a": -Infinity}]}', '{"rows": [{"a": ' + "9" * 5000 + "}]}"]
)
def test_odd_number_breaks_nothing(text):
    found, problems = walk(text)

    assert [list(row) for row in rows(found)] == [["a"]]
    assert problems == ()


@pytest.mark.parametrize("indent", [None, 1])
def test_all_whole_elements_before_a_cut_are_kept(indent):
    text = json.dumps(DOCUMENT, indent=indent)
    for end in range(len(text)):
        found, problems = walk(text[:end])
        whole = [row for row in rows(found) if not isinstance(row, CutObject)]

        assert whole == ROWS[: len(whole)], end
        assert len(whole) == sum(
            text.find("}", text.find(f'"n{i}"')) < text.find("}", text.find("true", text.find(f'"n{i}"'))) < end for i in range(5)
        )
        assert [p.severity for p in problems if p.code == "json-truncated"] == [Severity.ERROR], end


def test_cut_is_told_with_line_and_column():
    assert told(walk('{"rows": [\n{"a": 1},\n{"b": ')[1]) == [("json-truncated", "error", 3, 7)]


@pytest.mark.parametrize("deep", ["[" * 400 + "]" * 400, '{"a":' * 400 + "1" + "}" * 400, "[" * 200_000 + "]" * 200_000])
def test_deep_nesting_costs_only_the_value_that_nests(deep):
    text = '{"rows": [{"name": "n0"}, {"name": "n1", "x": DEEP, "version": "1"}, {"name": "n2"}]}'.replace("DEEP", deep)
    begin = time.process_time()
    found, problems = walk(text)

    assert [row["name"] for row in rows(found)] == ["n0", "n1", "n2"]
    assert rows(found)[1]["version"] == "1"
    assert [(p.code, p.severity.value, p.facts) for p in problems] == [("too-deep", "error", (("limit", "200"),))]
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(("depth", "codes"), [(198, []), (199, ["too-deep"])])
def test_depth_is_bounded_by_the_limit_and_not_by_the_stack(depth, codes):
    _, problems = walk('{"rows": [{"x": [' + "[" * depth + "]" * depth + "]}]}")

    assert [p.code for p in problems] == codes


def test_text_behind_the_document_is_told():
    found, problems = walk('{"rows": [{"a": 1}]}\n{"rows": [{"b": 2}]}')

    assert rows(found) == [{"a": 1}]
    assert told(problems) == [("json-syntax", "error", 2, 1)]


@pytest.mark.parametrize(
    ("text", "code"), [("", "json-truncated"), ("[1]", "json-syntax"), ("hello", "json-syntax"), ('"x"', "json-syntax")]
)
def test_document_that_is_no_object_is_told(text, code):
    found, problems = walk(text)

    assert found == []
    assert [(p.code, p.severity) for p in problems] == [(code, Severity.ERROR)]


def test_array_that_is_not_closed_does_not_swallow_the_next_key():
    found, problems = walk('{"rows": [{"a": 1}, {"b": 2}, "edges": [{"ref": "n1"}], "last": 7}')

    assert {"a": 1} in rows(found)
    assert rows(found, "edges") == [{"ref": "n1"}]
    assert [value for key, _, _, value, _ in found if key == "last"] == [7]
    assert "json-syntax" in {p.code for p in problems}


def test_doubled_byte_order_mark_is_no_break():
    found, problems = walk("\ufeff\ufeff" + json.dumps(DOCUMENT))

    assert rows(found) == ROWS
    assert problems == ()


def test_breaks_in_every_element_cost_time_in_proportion():
    text = '{"rows": [' + ",".join(f'{{"name": "n{i}", "x": [1,2,],}}' for i in range(20_000)) + "]}"
    begin = time.process_time()
    found, problems = walk(text)

    assert len(rows(found)) == 20_000
    assert len(problems) == MOST + 1
    assert problems[-1].code == "more-of-the-same"
    assert time.process_time() - begin < 10


def test_text_of_nothing_but_breaks_ends_the_patience_and_not_the_day():
    begin = time.process_time()
    found, problems = walk('{"rows": [' + '{"a":{"a":"' * 200_000)

    assert found == [] or all(isinstance(row, CutObject) for row in rows(found))
    assert Severity.ERROR in {p.severity for p in problems}
    assert time.process_time() - begin < 20


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=20,
    )
)
def test_any_array_is_walked_as_json_decodes_it(value):
    found, problems = walk(json.dumps({"rows": [value, 1]}))

    assert rows(found) == [value, 1]
    assert problems == ()


@given(st.text(max_size=60), st.integers(0, 200))
def test_no_text_put_anywhere_breaks_the_walk(junk, at):
    text = json.dumps(DOCUMENT)
    walk(text[:at] + junk + text[at:])
    walk(junk)


def test_opening_shows_the_members_that_a_head_holds():
    head = json.dumps({"format": "X", "rows": [{"a": 1}] * 10_000}).encode()[:5000]

    assert opening(head)["format"] == "X"
    assert opening(head)["rows"][0] == {"a": 1}


@pytest.mark.parametrize("head", [b"", b"hello", b"[1, 2]", b"<bom/>", b"\x00\xff"])
def test_opening_of_what_is_no_object_is_empty(head):
    assert opening(head) == {}
