"""Comments and trailing commas become blanks; strings and places stay."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.inputs.jsonc import without_comments

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2,], }', {"a": [1, 2]}),
        ('{"a": 1, // no\n}', {"a": 1}),
        ('{"a": /* one\n two */ 1,/* x */}', {"a": 1}),
        ('{"a": "// no, /* no */ ,]"}', {"a": "// no, /* no */ ,]"}),
        ('{"a\\",]": 1,}', {'a",]': 1}),
    ],
)
def test_plain_json_is_left(text, value):
    plain = without_comments(text)

    assert json.loads(plain) == value
    assert [len(line) for line in plain.split("\n")] == [len(line) for line in text.split("\n")]


@given(VALUES, st.booleans())
def test_plain_json_is_not_touched(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1)

    assert without_comments(text) == text


@pytest.mark.parametrize("sign", ["/*", "//", '"', ",", ", ", "\\", "/"])
def test_open_ends_cost_no_square(sign):
    assert len(without_comments(sign * 200_000)) == len(sign) * 200_000
