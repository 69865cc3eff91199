"""Drawings are understood without colour, without sight, and on a narrow page."""

from __future__ import annotations

import re

import pytest

from osscan.documents import svg
from osscan.documents.document import Bar, Chart, Tone, Way
from osscan.texts.catalogue import Words

ENGLISH = Words("en")
BARS = (Bar("MIT", 40, "40"), Bar("none", 10, "10", Tone.BAD))


def test_the_text_alternative_of_a_chart_says_every_bar_and_what_it_means() -> None:
    drawn = svg.drawing(Chart("Licenses", BARS), ENGLISH, "d")

    assert '<title id="d-title">Bar chart: Licenses</title><desc id="d-desc">MIT: 40; none: 10 (defect)</desc>' in drawn
    assert 'role="img" aria-labelledby="d-title d-desc"' in drawn


def test_bars_are_as_long_as_their_values() -> None:
    assert re.findall(r'<rect class="bar \w+" y="\d+" width="([\d.]+%)"', svg.drawing(Chart("x", BARS), ENGLISH, "d")) == [
        "100.00%",
        "25.00%",
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), -1.0, 0.0])
def test_what_is_no_length_is_drawn_as_none(value) -> None:
    drawn = svg.drawing(Chart("x", (Bar("a", value, "?"),)), ENGLISH, "d")

    assert re.findall(r'class="bar plain" y="\d+" width="([^"]+)"', drawn) == ["0.00%"]


@pytest.mark.parametrize("tone", [Tone.GOOD, Tone.ATTENTION, Tone.BAD, Tone.OPEN])
def test_every_tone_of_a_bar_has_a_sign_and_a_pattern_or_none_of_its_own(tone) -> None:
    drawn = svg.drawing(Chart("x", (Bar("a", 1, "1", tone),)), ENGLISH, "d")

    assert f'href="#sign-{tone}"' in drawn
    assert (f'fill="url(#fill-{tone})"' in drawn) is (tone is not Tone.GOOD)


@pytest.mark.parametrize("block", [Chart("x", tuple(Bar("a", 1, "1", tone) for tone in Tone)), Way("x", ("a",), Tone.OPEN)])
def test_everything_a_drawing_refers_to_is_shared_in_the_page(block) -> None:
    aims = re.findall(r"#([a-z]+-[a-z]+)", svg.drawing(block, ENGLISH, "d"))

    assert aims
    assert set(aims) - set(re.findall(r'id="([^"]+)"', svg.shared())) == set()


def test_a_way_is_told_from_the_product_to_what_is_spoken_of() -> None:
    drawn = svg.drawing(Way("How", ("shop 1.0", "a", "b 2")), ENGLISH, "d")

    assert '<title id="d-title">Dependency path: How</title><desc id="d-desc">shop 1.0 → a → b 2</desc>' in drawn
    assert re.findall(r"<text[^>]*>([^<]+)</text>", drawn) == ["shop 1.0", "a", "b 2"]
    assert drawn.count('class="arrow"') == 2


def test_long_names_are_drawn_anew_for_narrow_pages() -> None:
    drawn = svg.drawing(Way("How", ("shop", "x" * 50)), ENGLISH, "d")

    assert re.findall(r'<svg class="([^"]+)"', drawn) == ["way broad", "way narrow"]
    assert re.findall(r'<(?:title|desc) id="([^"]+)"', drawn) == ["d-title", "d-desc", "d-narrow-title", "d-narrow-desc"]
    assert "".join(re.findall(r"<text[^>]*>(x+)</text>", drawn)) == 100 * "x"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("short", ["short"]),
        ("two words", ["two", "words"]),
        ("aaaaaaaaaaaaaaa", ["aaaaaaaa", "aaaaaaa"]),
        ("a bbbbbbbbbbbb", ["a", "bbbbbbbb", "bbbb"]),
        ("\u202ea", ["\\u202ea"]),
    ],
)
def test_lines_break_between_words_where_they_can(text, lines) -> None:
    assert svg.wrapped(text, 50, 10) == lines


def test_no_letter_is_lost_where_nothing_fits() -> None:
    assert "".join(svg.wrapped("abc def", 1, 10)) == "abcdef"
