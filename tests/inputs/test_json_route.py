"""Routes lead to values, and become line and column in one pass."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.json_walk import locate, route_key

TEXT = """{
  "packages": {
    "": {"name": "shop"},
    "node_modules/a": {
      "license": "MIT",
      "say \\"hi\\"": 1
    }
  },
  "components": [
    {"name": "a"},
    {"name": "b", "licenses": [
      {"license": {"id": "ISC"}}
    ], "licenses": []}
  ]
}
"""


@pytest.mark.parametrize(
    ("route", "place"),
    [
        ("packages", (2, 15)),
        ('packages[""].name', (3, 18)),
        ('packages["node_modules/a"].license', (5, 18)),
        ('packages["node_modules/a"]["say \\"hi\\""]', (6, 21)),
        ("components[0]", (10, 5)),
        ("components[1].licenses[0].license.id", (12, 26)),
        ("components[1].licenses~2", (13, 20)),
        ("", (1, 1)),
    ],
)
def test_route_becomes_line_and_column_of_its_value(route, place):
    assert locate(TEXT, [route]) == {route: place}


def test_many_routes_are_found_in_one_pass():
    routes = ["components[1].name", "packages", "components[0].name"]

    assert locate(TEXT, routes) == {"components[1].name": (11, 14), "packages": (2, 15), "components[0].name": (10, 14)}


@pytest.mark.parametrize(
    "route", ["components[2]", "components[0].version", "packages.x", "nothing", "components.name", "components[0].name[3]"]
)
def test_route_that_leads_nowhere_is_left_out(route):
    assert locate(TEXT, [route, "packages"]) == {"packages": (2, 15)}


@pytest.mark.parametrize("text", ["", "{", '{"a"', '{"a":', "[", "]", "nonsense"])
def test_broken_text_gives_no_place_and_no_fault(text):
    assert locate(text, ["a.b[0]"]) == {}


def test_place_behind_a_broken_element_is_found():
    text = '{"rows": [\n{"name": "a},\n{"name": "b"}\n]}'

    assert locate(text, ["rows[1].name"]) == {"rows[1].name": (3, 10)}


def test_deep_route_needs_no_deep_stack():
    text = '{"a":' * 900 + "1" + "}" * 900

    assert locate(text, [".".join("a" * 900)]) == {".".join("a" * 900): (1, 4501)}


def test_route_key_quotes_what_is_no_identifier():
    assert [route_key("a", key) for key in ("b", "bom-ref", "$x", "node_modules/a", "", "1", 'q"')] == [
        "a.b",
        "a.bom-ref",
        "a.$x",
        'a["node_modules/a"]',
        'a[""]',
        'a["1"]',
        'a["q\\""]',
    ]


def test_route_key_names_the_second_occurrence():
    assert [route_key("", "licenses"), route_key("c[0]", "licenses", 2), route_key("c", "a b", 3)] == [
        "licenses",
        "c[0].licenses~2",
        'c["a b"]~3',
    ]


@given(
    st.dictionaries(
        st.text(max_size=6), st.lists(st.dictionaries(st.text(max_size=6), st.integers(), max_size=3), max_size=3), max_size=4
    )
)
def test_every_value_is_found_where_it_stands(document):
    text = json.dumps(document, indent=1)
    lines = text.splitlines(keepends=True)
    routes = {
        route_key(f"{route_key('', key)}[{position}]", name): value
        for key, rows in document.items()
        for position, row in enumerate(rows)
        for name, value in row.items()
    }
    places = locate(text, routes)

    assert places.keys() == routes.keys()
    for route, (line, column) in places.items():
        assert json.JSONDecoder().raw_decode(lines[line - 1][column - 1 :])[0] == routes[route]
