"""Whole license texts are recognised; anything added to them is not overlooked."""

from __future__ import annotations

import textwrap
from importlib.metadata import files
from pathlib import Path

import pytest

from osscan.knowledge import spdx
from osscan.knowledge.license_texts import HASH_DIGITS, LONGEST, names_left_open, parted, recognise, words_of
from osscan.knowledge.tables import table

OWN = Path(__file__).parents[2] / "LICENSE"


def text_of(distribution: str, name: str) -> str:
    found = [file for file in files(distribution) or () if file.name == name]
    if not found:
        pytest.skip(f"{distribution} carries no {name} here")
    return Path(found[0].locate()).read_text(encoding="utf-8")


def own_text() -> str:
    if not OWN.is_file():
        pytest.skip("no LICENSE beside the tests")
    return OWN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("distribution", "name", "license_id"),
    [
        ("pytest", "LICENSE", "MIT"),
        ("rich", "LICENSE", "MIT"),
        ("packaging", "LICENSE.APACHE", "Apache-2.0"),
        ("packaging", "LICENSE.BSD", "BSD-2-Clause"),
        ("license-expression", "apache-2.0.LICENSE", "Apache-2.0"),
        ("license-expression", "cc-by-4.0.LICENSE", "CC-BY-4.0"),
    ],
)
def test_text_that_others_ship_is_recognised(distribution, name, license_id) -> None:
    assert recognise(text_of(distribution, name)) == (license_id,)


def test_own_license_is_recognised() -> None:
    assert recognise(own_text()) == ("EUPL-1.2",)


@pytest.mark.parametrize("width", [60, 79, 100_000])
def test_line_breaks_make_no_difference(width) -> None:
    paragraphs = own_text().split("\n\n")

    assert recognise("\n\n".join(textwrap.fill(one, width) for one in paragraphs)) == ("EUPL-1.2",)


def test_comment_marks_case_and_spelling_make_no_difference() -> None:
    text = own_text().upper().replace("LICENCE", "LICENSE")

    assert recognise("\n".join(f" * {line}" for line in text.splitlines())) == ("EUPL-1.2",)


def test_holder_year_and_title_make_no_difference() -> None:
    text = text_of("pytest", "LICENSE")
    terms = text[text.index("Permission") :]

    assert recognise(terms) == ("MIT",)
    assert recognise(f"# MIT License\n\nCopyright © 2026 Stadt Dortmund\n(c) 2024 Others\nAll rights reserved.\n\n{terms}") == (
        "MIT",
    )


@pytest.mark.parametrize(
    "addition",
    [
        "The Software shall be used for Good, not Evil.",
        "Commercial use requires written permission.",
        "This product also contains works under other licenses.",
        "Copyright 2026 Stadt Dortmund. Commercial use needs a license.",
        "© 2026 Stadt Dortmund, not for redistribution",
    ],
)
def test_added_term_is_never_overlooked(addition) -> None:
    for text in (text_of("pytest", "LICENSE"), text_of("packaging", "LICENSE.APACHE"), own_text()):
        assert recognise(f"{text}\n\n{addition}\n") == ()
        assert recognise(f"{addition}\n\n{text}") == ()


def test_missing_word_is_never_overlooked() -> None:
    assert recognise(own_text().replace("non-exclusive", "exclusive")) == ()


def test_two_licenses_in_one_file_are_not_one_license() -> None:
    assert recognise(text_of("pytest", "LICENSE") + "\n\n" + text_of("packaging", "LICENSE.BSD")) == ()


def test_title_that_names_another_license_is_never_overlooked() -> None:
    terms = text_of("pytest", "LICENSE").partition("Permission")
    text = terms[1] + terms[2]

    assert recognise(f"GNU General Public License v3\n\n{text}") == ()
    assert recognise(f"Licensed under the MIT license\n\n{text}") == ("MIT",)


@pytest.mark.parametrize("text", ["", "MIT", "Copyright 2026 Stadt Dortmund\nAll rights reserved.\n", "\0" * 50, "a " * LONGEST])
def test_what_is_no_license_text_is_not_recognised(text) -> None:
    assert recognise(text) == ()


def test_apache_is_recognised_without_its_end_and_not_with_a_foreign_appendix() -> None:
    text = text_of("packaging", "LICENSE.APACHE")
    head, core, tail = parted(words_of(text).bare)

    assert (head, tail) == ("", "end of terms and conditions")
    assert recognise(text[: text.index("END OF TERMS")]) == ("Apache-2.0",)
    assert recognise(text + "\nAPPENDIX: How to apply other licenses to your work.\n") == ()
    assert core


def test_names_in_the_warranty_clause_make_no_difference() -> None:
    words = "software is provided by the city of dortmund as is and in no event shall the city be liable"

    assert names_left_open(words) == "software is provided by as is and in no event shall be liable"


def test_hashes_are_short_and_stand_for_current_ids() -> None:
    known = table("license_text_hashes")
    ids = {one for listed in known["texts"].values() for one in listed.split("|")}

    assert {len(digits) for digits in (*known["texts"], *known["frames"])} == {HASH_DIGITS}
    assert [one for one in sorted(ids) if spdx.license_id(one) != one or (spdx.is_deprecated(one) and one != "Net-SNMP")] == []
    assert [one for one in sorted(ids) if one.endswith("-or-later")] == []
    assert len(ids) > 600


def test_no_text_stands_for_two_unrelated_licenses() -> None:
    shared = {listed for listed in table("license_text_hashes")["texts"].values() if "|" in listed}

    assert shared == {"OLDAP-2.2.2|OLDAP-2.3"}


def test_long_hostile_text_is_answered_fast() -> None:
    assert recognise("neither the name of a " * 9_000) == ()
