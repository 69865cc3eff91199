"""The page for people: short when all is well, whole when it is not, and color only on demand."""

from __future__ import annotations

import re

from osscan.model.place import Place
from osscan.model.problem import error, note
from osscan.reports.terminal import render, render_for

from .sample import REPORTS, SampleWords

DE, EN = SampleWords("de"), SampleWords("en")


def test_all_well_takes_two_lines() -> None:
    assert render(REPORTS["passing"](), DE) == (
        "Nichts zu beanstanden: 1.290 Komponenten beurteilt.\nRichtlinie dortmund 1.0, ausgehende Lizenz EUPL-1.2.\n"
    )


def test_thousands_are_separated_as_the_language_does() -> None:
    assert render(REPORTS["passing"](), EN).splitlines()[0] == "Nothing to object: 1,290 components judged."


def test_denied_stands_before_review() -> None:
    heads = [line for line in render(REPORTS["objecting"](), EN).splitlines() if line.startswith(("Denied", "Needs review"))]

    assert heads == ["Denied: 7 components", "Needs review: 3 components"]


def test_what_is_judged_alike_is_said_once() -> None:
    page = render(REPORTS["objecting"](), EN)

    assert "  agpl-a 1.0.0, agpl-b 1.0.0, agpl-c 1.0.0 and 1 more\n" in page
    assert page.count("“GNU AGPL v3”, “AGPLv3”, “AGPL 3” → AGPL-3.0-only") == 1


def test_each_objection_has_one_next_step() -> None:
    page = render(REPORTS["objecting"](), EN)
    groups = page.partition("Problems:")[0].count("    License ")

    assert (groups, page.count("    Next step ")) == (7, 7)


def test_policy_text_is_the_next_step_where_there_is_no_remedy_and_is_not_said_twice() -> None:
    assert render(REPORTS["objecting"](), EN).count("Fonts are reviewed by the legal office.") == 1


def test_command_stays_in_one_piece_on_a_narrow_page() -> None:
    lines = [line.strip() for line in render_for(REPORTS["objecting"](), EN, 40, color=False).splitlines()]

    assert "$ osscan check TARGET --outbound AGPL-3.0-only" in lines


def test_page_keeps_to_its_width() -> None:
    lines = render_for(REPORTS["objecting"](), DE, 80, color=False).splitlines()

    assert [line for line in lines if len(line) > 80 and "$ osscan" not in line] == []


def test_without_color_there_is_no_escape_code() -> None:
    assert "\x1b" not in render_for(REPORTS["hostile"](), DE, 80, color=False)


def test_color_changes_nothing_but_color() -> None:
    plain, colored = (render_for(REPORTS["objecting"](), DE, 80, color=color) for color in (False, True))

    assert colored != plain
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain


def test_color_codes_are_only_the_page_s_own() -> None:
    codes = set(re.findall(r"\x1b\[[^m]*m", render_for(REPORTS["hostile"](), DE, 80, color=True)))

    assert codes <= {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[31;1m", "\x1b[33;1m"}


def test_at_most_twenty_problems_are_told_and_the_rest_counted() -> None:
    problems = tuple(error("json-syntax", Place(f"{number}.json"), reason="broken") for number in range(25))
    page = render(REPORTS["incomplete"]()._replace(problems=problems), EN)

    assert page.count(".json: ") == 20
    assert "… and 5 more problems; all of it with --format json." in page


def test_what_is_alike_is_explained_once() -> None:
    problems = tuple(error("json-syntax", Place(f"{number}.json"), reason="broken") for number in range(3))

    assert render(REPORTS["incomplete"]()._replace(problems=problems), EN).count("To do:") == 1


def test_notes_are_counted_and_told_when_asked_for() -> None:
    problems = (note("input-too-large", Place("big.json"), limit=5),)
    report = REPORTS["passing"]()._replace(problems=problems)

    assert render(report, EN).splitlines()[0] == "1 note; details with --verbose."
    assert "big.json: This input is larger than 5 bytes" in render_for(report, EN, 100, color=False, verbose=True)


def test_verbose_leaves_out_nobody() -> None:
    page = render_for(REPORTS["objecting"](), EN, 200, color=False, verbose=True)

    assert "agpl-a 1.0.0, agpl-b 1.0.0, agpl-c 1.0.0, agpl-d 1.0.0" in page


def test_incomplete_run_says_so() -> None:
    assert "Not everything could be read or established, so the result is incomplete." in render(REPORTS["incomplete"](), EN)


def test_what_was_left_out_says_how_to_have_it_judged() -> None:
    page = render(REPORTS["objecting"](), EN)

    assert "3 components not evaluated: 2 × folder for “tests”, 1 × This is our own code.\n" in page
    assert "  With --include-role test, components in folders of this sort are judged as well.\n" in page


def test_markup_of_other_programs_is_shown_as_it_is() -> None:
    assert "name[red]markup[/red]|" in render(REPORTS["hostile"](), EN)


def test_contested_shows_more_than_one_vote() -> None:
    page = render_for(REPORTS["objecting"](), EN, 200, color=False)

    assert "contested (EUPL-1.2, dynamically linked): The sources differ on OFL-1.1. The author says so.\n" in page


def test_expired_waiver_is_told_apart_from_those_that_never_had_one() -> None:
    page = render(REPORTS["objecting"](), EN)

    assert "\n  agpl-expired 1.0.0\n" in page
    assert page.count("There was a waiver") == 1
