"""The quick way through big JSON documents tells what the careful way tells, or leaves the document to it."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.sbom.four_formats import READERS, cyclonedx, spdx

from osscan.inputs import json_rows
from osscan.inputs.json_plain import plain_json
from osscan.inputs.source import Source

DOCUMENTS = {"cyclonedx-json": (cyclonedx(), "components"), "spdx-json": (spdx(), "packages")}
TEXTS = st.text(max_size=6) | st.sampled_from(["\\", '"', '\\"', "\\\\", "\u0022", "\x7f", "ä", "\ud7ff", "\u2028"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.sampled_from(["id", "name", "license"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def ways(value, way=()):
    """The ways to all values inside a document."""
    found = [way] if way else []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        found += ways(inner, (*way, step))
    return found


def put(document, way, value):
    for step in way[:-1]:
        document = document[step]
    if value is None:
        del document[way[-1]]
    else:
        document[way[-1]] = value


def read(monkeypatch, format_, text, *, small):
    monkeypatch.setattr(json_rows, "SMALL", small)
    return READERS[format_].read(Source("a", held=text.encode()))


def both(monkeypatch, format_, text):
    return read(monkeypatch, format_, text, small=-1), read(monkeypatch, format_, text, small=1 << 40)


@pytest.mark.parametrize("format_", DOCUMENTS)
@pytest.mark.parametrize("indent", [None, 2])
def test_whole_documents_are_read_alike(monkeypatch, format_, indent):
    quick, careful = both(monkeypatch, format_, json.dumps(DOCUMENTS[format_][0], indent=indent))

    assert (quick, len(quick.components)) == (careful, 5)


@pytest.mark.parametrize("format_", DOCUMENTS)
@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_anywhere_is_read_alike(monkeypatch, format_, data):
    document = copy.deepcopy(DOCUMENTS[format_][0])
    for _ in range(data.draw(st.integers(1, 3))):
        put(document, data.draw(st.sampled_from(ways(document))), data.draw(VALUES))
    quick, careful = both(monkeypatch, format_, json.dumps(document, ensure_ascii=data.draw(st.booleans())))

    assert quick == careful


@pytest.mark.parametrize("format_", DOCUMENTS)
@given(data=st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_doubled_keys_are_told_on_either_way(monkeypatch, format_, data):
    document, rows = DOCUMENTS[format_]
    text = json.dumps(document)
    # A version that nobody knows ends the reading where it stands.
    keys = {*document[rows][0], *document} - {"specVersion", "spdxVersion"}
    key = data.draw(st.sampled_from(sorted(keys)))
    at = text.index(f'"{key}"', text.index(f'"{rows}"') if key in document[rows][0] else 0)
    quick, careful = both(monkeypatch, format_, f'{text[:at]}"{key}": {json.dumps(data.draw(VALUES))}, {text[at:]}')

    assert quick == careful
    assert "duplicate-key" in {problem.code for problem in quick.problems}


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a": {"b": "", "b": ""}}',
        '[{"x": [], "x": []}]',
        '{"\\u0061": 1, "a": 2}',
        '{"a": "\\\\", "a": "\\\\"}',
        '{"a": "\\u005c\\u0022", "a": 2}',
        "[" * 300 + "]" * 300,
        "{",
        "NaN",
        '{"a": NaN}',
        '"\\ud800"',
        "",
    ],
)
def test_what_needs_a_closer_look_is_left_to_it(text):
    assert plain_json(text.encode(), 200) is None


@given(VALUES)
def test_any_value_without_doubled_keys_is_itself(value):
    text = json.dumps(value)
    found = plain_json(text.encode(), 200)

    assert found == (value,) or "\\\\" in text or "\\u005c" in text
