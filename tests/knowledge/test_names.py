"""Free-text names: one right answer or none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.knowledge import names, spdx
from osscan.knowledge.name_forms import normalised
from osscan.knowledge.names import NameMatch, resolve_name
from osscan.knowledge.tables import table

OWN_REFS = {"LicenseRef-Proprietary", "LicenseRef-Commons-Clause"}


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("The Apache Software License 2", "Apache-2.0"),
        ("GPLv2+", "GPL-2.0-or-later"),
        ("GNU GPL, version 3 or (at your option) any later version", "GPL-3.0-or-later"),
        ("GNU Lesser General Public License v2.1", "LGPL-2.1-only"),
        ("GPL2 w/ CPE", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("BSD (3-clause)", "BSD-3-Clause"),
        ("MIT-Lizenz", "MIT"),
        ("Expat", "MIT"),
        ("European Union Public Licence 1.2 (EUPL 1.2)", "EUPL-1.2"),
        ("Eclipse Public License - v 2.0", "EPL-2.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "DL-DE-BY-2.0"),
        ("dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("dl-de/zero-2-0", "DL-DE-ZERO-2.0"),
        ("D-FSL", "D-FSL-1.0"),
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"),
        ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://spdx.org/licenses/GPL-2.0+.html", "GPL-2.0-or-later"),
        ("https://creativecommons.org/licenses/by/3.0/de/", "CC-BY-3.0-DE"),
        ("https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("Apache 2.0 with Commons Clause", "Apache-2.0 AND LicenseRef-Commons-Clause"),
        ("Commons Clause", "LicenseRef-Commons-Clause"),
        ("All rights reserved", "LicenseRef-Proprietary"),
    ],
)
def test_name_with_one_meaning_is_resolved(name, expression) -> None:
    assert resolve_name(name) == NameMatch(expression, "alias")


def test_id_is_exact_and_deprecated_id_becomes_current() -> None:
    assert resolve_name("mit") == NameMatch("MIT", "exact")
    assert resolve_name("LGPL-2.1+") == NameMatch("LGPL-2.1-or-later", "exact")


def test_unlicensed_is_not_unlicense() -> None:
    assert resolve_name("UNLICENSED") == NameMatch("LicenseRef-Proprietary", "alias")
    assert resolve_name("The Unlicense") == NameMatch("Unlicense", "alias")


@pytest.mark.parametrize(
    "word",
    [
        "BSD",
        "BSD License",
        "GPL",
        "GNU LGPL",
        "Apache",
        "EUPL",
        "Public Domain",
        "MIT-style",
        "Creative Commons",
        "CDDL+GPL",
        "Artistic",
    ],
)
def test_word_with_several_meanings_is_never_guessed(word) -> None:
    found = resolve_name(word)

    assert (found.expression, found.status) == (None, "ambiguous")


def test_ambiguous_word_comes_with_its_meanings() -> None:
    assert resolve_name("EUPL").suggestions == ("EUPL-1.0", "EUPL-1.1", "EUPL-1.2")


@pytest.mark.parametrize(
    "classifier",
    [
        "License :: OSI Approved :: BSD License",
        "License :: OSI Approved :: Apache Software License",
        "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
        "License :: OSI Approved",
    ],
)
def test_classifier_that_pep_639_calls_ambiguous_is_ambiguous(classifier) -> None:
    assert resolve_name(classifier).status == "ambiguous"


def test_name_and_abbreviation_that_disagree_are_ambiguous() -> None:
    assert resolve_name("MIT (GPL-2.0)") == NameMatch(None, "ambiguous", ("MIT", "GPL-2.0-only"))


@pytest.mark.parametrize(
    "text", ["", "  ", "See LICENSE", "https://host.example/LICENSE", "Foo (MIT)", "MIT OR ISC", "x" * 10_000, "(" * 300]
)
def test_unknown_text_stays_unresolved(text) -> None:
    assert resolve_name(text) == NameMatch(None, "unresolved")


def test_every_answer_is_an_expression_of_known_ids() -> None:
    data = table("license_names")
    answers = {*data["names"], *data["urls"]}
    words = {word for answer in answers for word in re.split(r" (?:AND|OR) ", answer)}
    unknown = [
        word
        for word in words
        if spdx.current(word.partition(" WITH ")[0]) != word.partition(" WITH ")[0]
        or (" WITH " in word and spdx.exception(word.partition(" WITH ")[2]) != word.partition(" WITH ")[2])
    ]

    assert unknown == []
    assert {word for word in words if word.startswith("LicenseRef-")} <= OWN_REFS


def test_every_suggestion_is_a_current_id() -> None:
    data = table("license_names")
    joined = [*data["ambiguous"], *data["ambiguous_urls"]]
    suggestions = {one for options in joined for one in options.split("|") if one}
    suggestions |= {one for options in data["ambiguous_classifiers"].values() for one in options}

    assert [one for one in sorted(suggestions) if spdx.current(one) != one or spdx.is_deprecated(one)] == []


def test_no_ambiguous_name_has_an_answer() -> None:
    assert set(names._ambiguous()) & set(names._aliases()) == set()
    assert [name for name in names._ambiguous() if resolve_name(f"the {name}").expression is not None] == []


def test_no_name_stands_for_two_answers() -> None:
    rows = [(normalised(name), answer) for answer, listed in table("license_names")["names"].items() for name in listed]

    assert [name for name, answer in rows if names._aliases()[name] != answer] == []
    assert [name for name, answer in names._aliases().items() if names._listed().get(name, answer) != answer] == []


def test_full_names_of_the_list_are_known_unless_two_licenses_share_one() -> None:
    wrong = [
        row.name for row in spdx.licenses().values() if resolve_name(row.name).expression not in (None, spdx.current(row.id))
    ]

    assert wrong == []


@given(st.text(max_size=60))
def test_form_of_a_name_does_not_depend_on_case_and_frame(text) -> None:
    assert normalised(f"The {text} License") == normalised(text)


@given(st.text(alphabet="aAbgGpPlL +-0123.()/:v", max_size=40))
def test_any_text_gets_an_answer_without_fault(text) -> None:
    assert resolve_name(text).status in ("exact", "alias", "ambiguous", "unresolved")
