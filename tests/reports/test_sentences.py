"""The words between a verdict and every format."""

from __future__ import annotations

from itertools import product

import pytest

from osscan.model.component import Relation
from osscan.model.place import Place
from osscan.model.verdict import Compatibility, CompatibilityWord, Judgement, Level, Modifier, PolicyJudgement, PolicyWord
from osscan.reports.numbers import counted, number
from osscan.reports.sentences import next_step, where, why
from osscan.texts.catalogue import LANGUAGES, Words
from osscan.texts.shown import shown

from .sample import DENIED, REVIEW, SampleWords


@pytest.mark.parametrize(("language", "text"), [("de", "1.234.567"), ("en", "1,234,567")])
def test_numbers_are_written_as_the_language_does(language: str, text: str) -> None:
    assert number(Words(language), 1_234_567) == text


def test_one_is_no_plural() -> None:
    words = Words("en")

    assert [counted(words, "report.count.judged", count) for count in (0, 1, 2)] == [
        "0 components judged.",
        "1 component judged.",
        "2 components judged.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_can_be_said_and_every_objection_has_a_next_step(language) -> None:
    words = Words(language)
    for policy, compatibility, level in product(PolicyWord, CompatibilityWord, (Level.REVIEW, Level.DENIED)):
        judgement = Judgement(PolicyJudgement(policy), Compatibility(compatibility, "EUPL-1.2", Relation.DATA), level)
        step = next_step(words, judgement)

        assert step.text
        assert all(why(words, judgement, step))


def test_first_remedy_is_the_next_step() -> None:
    step = next_step(SampleWords("en"), DENIED)

    assert (step.text, step.command) == (
        "Consider AGPL-3.0-only as the outbound license.",
        "osscan check TARGET --outbound AGPL-3.0-only",
    )


def test_policy_text_is_the_next_step_without_a_remedy() -> None:
    assert next_step(SampleWords("de"), REVIEW).text == "Schriften prüft das Rechtsamt."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("modifier", Modifier)
def test_every_modifier_has_a_word(language, modifier) -> None:
    assert Words(language)(f"verdict.modifier.{modifier}.word")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("bom.json", "components[3]", 7, 5), "bom.json:7:5"),
        (Place("bom.json", "components[3]", 7), "bom.json:7"),
        (Place("bom.json", "components[3]"), "bom.json components[3]"),
        (Place("bom.json"), "bom.json"),
    ],
)
def test_places_can_be_clicked(place: Place, text: str) -> None:
    assert where(place) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain ä 漢字", "plain ä 漢字"),
        ("\x1b[31m", "\\u001b[31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\nb", "a\\u000ab"),
        ("a\ud800b", "a\\ud800b"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a\uffffb", "a\\uffffb"),
    ],
)
def test_what_could_trick_the_eye_becomes_visible(text: str, safe: str) -> None:
    assert shown(text) == safe
