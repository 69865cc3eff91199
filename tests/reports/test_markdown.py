"""The merge request comment: one table, the rest folded away, and foreign text that stays text."""

from __future__ import annotations

import re

from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.verdict import Judgement, Level
from osscan.reports.markdown import render
from osscan.texts.escapes import markdown_code, markdown_text

from .sample import DENIED, REPORTS, SampleWords, judged, report, rule

EN = SampleWords("en")


def test_every_row_has_as_many_cells_as_the_head() -> None:
    rows = [
        line for name in ("objecting", "hostile") for line in render(REPORTS[name](), EN).splitlines() if line.startswith("|")
    ]

    assert {line.count("|") for line in rows} == {6}


def test_hostile_text_brings_no_element_of_its_own() -> None:
    elements = set(re.findall(r"</?(\w+)", render(REPORTS["hostile"](), EN)))

    assert elements <= {"code", "br", "details", "summary"}


def test_foreign_text_addresses_nobody() -> None:
    assert re.findall(r"@\w", render(REPORTS["hostile"](), EN)) == []


def test_running_text_is_no_markdown() -> None:
    assert markdown_text("*a* [b](https://c.example) `d` <e> |") == (
        "&#42;a&#42; &#91;b&#93;(https&#58;//c.example) &#96;d&#96; &#60;e&#62; &#124;"
    )


def test_names_stand_in_code_that_mentions_nobody() -> None:
    assert markdown_code("@angular/core") == "<code>&#64;angular/core</code>"


def test_all_well_has_no_table() -> None:
    text = render(REPORTS["passing"](), EN)

    assert text.startswith("### osscan: Nothing to object\n\n**1,290 components judged.** Policy dortmund 1.0")
    assert "| --- |" not in text


def test_thousands_of_objections_fit_into_a_comment() -> None:
    judgements = [
        Judgement(rule(DENIED.policy.verdict, f"rule-{number}", number), DENIED.compatibility, Level.DENIED)
        for number in range(3000)
    ]
    pairs = [(judged(f"component-{number}", "AGPLv3", "AGPL-3.0-only", number), (one,)) for number, one in enumerate(judgements)]
    problems = [error("json-syntax", Place(f"{number}.json"), reason="broken" * 40) for number in range(3000)]
    sample = REPORTS["objecting"]()
    many = report(pairs, sample.outcome, sample.summary, problems=problems, waivers=sample.waivers * 1000)

    text = render(many, EN)

    assert 30_000 < len(text) < 65_536
    assert "more groups; all of it with --format json or --format csv." in text
    assert text.count("more entries; all of it with --format json.") == 2


def test_waivers_stay_visible() -> None:
    assert "- Being replaced. (waiver W-1, answered for by IT-Leitung, valid until 2027-06-30)" in render(
        REPORTS["objecting"](), EN
    )
