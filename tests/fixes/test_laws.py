"""Whatever a file holds: only what was meant changes, and doing it twice is doing it once."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from osscan.fixes.answers import fill, question
from osscan.fixes.base import Draft, Known
from osscan.fixes.metadata import mended
from osscan.fixes.publiccode import written

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
)


def known(files: dict[str, str], answers: dict[str, str] | None = None) -> Known:
    stored = {name: text.encode() for name, text in files.items()}
    return Known(".", frozenset(stored), stored.get, "name", "EUPL-1.2", "Stadt Dortmund", 2026, answers=answers or {})


def package(told: dict[str, Any], indent: int | None) -> str:
    return json.dumps({"name": "a", **told}, indent=indent, ensure_ascii=False)


@given(st.dictionaries(words, values, max_size=5), st.sampled_from([None, 0, 2]))
def test_json_keeps_everything_but_the_license(told, indent) -> None:
    told.pop("name", None)
    text = package(told, indent)
    made = [one for one in mended(known({"package.json": text})) if isinstance(one, Draft)]
    after = made[0].text if made else text

    assert json.loads(after) == {"name": "a", **told, "license": "EUPL-1.2"}
    assert list(mended(known({"package.json": after}))) == []


@given(words.filter(str.strip), words.filter(str.strip))
def test_answers_are_read_back_from_yaml_as_they_were_given(short, name) -> None:
    answers = {"short-de": short.strip(), "contact-name": name.strip()}
    filled = fill(written(known({})), known({}, answers))
    document = yaml.safe_load(filled)

    assert document["description"]["de"]["shortDescription"] == answers["short-de"]
    assert document["maintenance"]["contacts"][0]["name"] == answers["contact-name"]
    assert filled == written(known({}, answers))


@given(st.text(max_size=200))
def test_text_without_an_answered_question_stays(text) -> None:
    assert fill(text, known({}, {"contact-mail": "a@b.example"})) == text or "[?contact-mail: " in text


@given(words)
def test_answering_twice_is_answering_once(answer) -> None:
    asked = f"# A\n\n<!-- {question('install', 'en')} -->\n\n{question('contact-mail', 'de')}\n"
    told = known({}, {"install": answer, "contact-mail": answer})
    once = fill(asked, told)

    assert fill(once, told) == once
