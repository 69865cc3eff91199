"""Several names in one text: operators that are said are read, operators that are not are never guessed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.knowledge import license_texts
from osscan.knowledge.normalise import Clarity, normalise


def expression(text: str, mappings: dict[str, str] | None = None) -> str | None:
    normal = normalise(text, mappings or {})
    return str(normal.tree) if normal.tree is not None and normal.either is None else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("MIT or GPL-2.0+", "MIT OR GPL-2.0-or-later"),
        ("MIT oder Apache-Lizenz 2.0", "MIT OR Apache-2.0"),
        ("The MIT License (MIT) and the Apache License, Version 2.0", "MIT AND Apache-2.0"),
        (
            "Apache License, Version 2.0 and Common Development and Distribution License (CDDL) Version 1.0",
            "Apache-2.0 AND CDDL-1.0",
        ),
        ("MPL 2.0 or EPL 1.0", "MPL-2.0 OR EPL-1.0"),
        ("GNU Lesser General Public License v2.1 or later, or Apache License 2.0", "LGPL-2.1-or-later OR Apache-2.0"),
        ("GPL-2.0 or newer and MIT", "GPL-2.0-or-later AND MIT"),
        ("GPL v2 or v3", "GPL-2.0-only OR GPL-3.0-only"),
        ("GPL-2 | GPL-3", "GPL-2.0-only OR GPL-3.0-only"),
        ("GPL (>= 2) | MIT + file LICENSE", "GPL-2.0-or-later OR MIT"),
        ("MIT & BSD-3-Clause", "MIT AND BSD-3-Clause"),
        ("MIT || Apache 2", "MIT OR Apache-2.0"),
        ("(MIT or Apache 2.0) and CC BY 4.0", "(MIT OR Apache-2.0) AND CC-BY-4.0"),
        ("MIT, ISC and BSD-3-Clause", "MIT AND ISC AND BSD-3-Clause"),
        ("MIT, ISC, or Apache 2", "MIT OR ISC OR Apache-2.0"),
        ("either MIT or the Apache License 2.0", "MIT OR Apache-2.0"),
        ("Dual-licensed: MIT or Apache 2.0", "MIT OR Apache-2.0"),
        ("(GPL+ or Artistic) and MIT", "(Artistic-1.0-Perl OR GPL-1.0-or-later) AND MIT"),
        ("GPLv2+ with Libtool exception or LGPLv2+", "GPL-2.0-or-later WITH Libtool-exception OR LGPL-2.0-or-later"),
    ],
)
def test_names_with_operators_are_an_expression(text, wanted) -> None:
    assert expression(text) == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MIT, Apache-2.0", "list"),
        ("MIT; Apache-2.0", "list"),
        ("Apache License, Version 2.0, MIT License", "list"),
        ("MIT/Apache-2.0", "slash"),
        ("Apache 2.0 / MIT", "slash"),
        ("MIT + Apache 2.0", "plus"),
        ("MIT and/or Apache-2.0", "unsaid"),
        ("Dual licensed under MIT and Apache 2.0", "dual"),
    ],
)
def test_names_without_operator_are_read_both_ways(text, kind) -> None:
    normal = normalise(text, {})

    assert {str(normal.tree), str(normal.either)} in (
        {"MIT AND Apache-2.0", "MIT OR Apache-2.0"},
        {"Apache-2.0 AND MIT", "Apache-2.0 OR MIT"},
    )
    assert normal.why == kind


def test_list_that_says_one_license_twice_is_that_license() -> None:
    assert expression("MIT, Expat") == "MIT"


@pytest.mark.parametrize("text", ["MIT AND (BSD)", "MIT and BSD", "The MIT License and BSD"])
def test_ambiguous_part_stays_visible_and_every_reading_is_suggested(text) -> None:
    normal = normalise(text, {})

    assert (normal.clarity, normal.why) == (Clarity.UNRESOLVED, "part-ambiguous")
    assert str(normal.tree) == "MIT AND LicenseRef-unknown-BSD"
    assert normal.suggestions == ("MIT AND 0BSD", "MIT AND BSD-2-Clause", "MIT AND BSD-3-Clause", "MIT AND BSD-4-Clause")


def test_unknown_branch_of_a_choice_leaves_the_known_one_as_suggestion() -> None:
    normal = normalise("GPL (>= 2) | file LICENSE", {})

    assert (normal.tree, normal.why, normal.suggestions) == (None, "part-unknown", ("GPL-2.0-or-later",))


def test_sentence_with_operators_is_no_expression() -> None:
    assert normalise("This is free and you may use it or not", {}).tree is None


def test_policy_mapping_counts_for_the_whole_text_and_for_its_parts() -> None:
    mappings = {"house license": "EUPL-1.2"}

    assert normalise("House License", mappings).clarity is Clarity.CURATED
    assert expression("House License", mappings) == "EUPL-1.2"
    assert expression("MIT or House License", mappings) == "MIT OR EUPL-1.2"


def test_policy_maps_words_and_references_but_no_listed_id() -> None:
    mappings = {"mit": "ISC", "gpl-2.0": "GPL-2.0-or-later", "bsd": "BSD-3-Clause", "licenseref-house": "EUPL-1.2"}

    assert expression("MIT", mappings) == "MIT"
    assert expression("GPL-2.0", mappings) == "GPL-2.0-or-later"
    assert expression("BSD", mappings) == "BSD-3-Clause"
    assert expression("LicenseRef-House", mappings) == "EUPL-1.2"


def test_bare_text_of_a_gnu_license_leaves_later_versions_open(monkeypatch) -> None:
    monkeypatch.setattr(license_texts, "recognise", lambda text: ("GPL-2.0-only",))
    normal = normalise("GNU GENERAL PUBLIC LICENSE " * 20, {})

    assert (normal.clarity, normal.tree) == (Clarity.AMBIGUOUS, None)
    assert normal.suggestions == ("GPL-2.0-only", "GPL-2.0-or-later")


def test_whole_license_text_is_recognised(mit_text) -> None:
    assert expression(mit_text) == "MIT"
    assert expression(" ".join(mit_text.replace("\n\n", "   ").split("\n"))) == "MIT"


@pytest.fixture
def mit_text() -> str:
    return (
        "MIT License\n\nCopyright (c) 2020 Example Works Ltd.\n\n"
        "Permission is hereby granted, free of charge, to any person obtaining a copy\nof this software and associated "
        'documentation files (the "Software"), to deal\nin the Software without restriction, including without limitation the '
        "rights\nto use, copy, modify, merge, publish, distribute, sublicense, and/or sell\ncopies of the Software, and to permit "
        "persons to whom the Software is\nfurnished to do so, subject to the following conditions:\n\nThe above copyright notice "
        "and this permission notice shall be included in all\ncopies or substantial portions of the Software.\n\nTHE SOFTWARE IS "
        'PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR\nIMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF '
        "MERCHANTABILITY,\nFITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE\nAUTHORS OR COPYRIGHT "
        "HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER\nLIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, "
        "ARISING FROM,\nOUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE\nSOFTWARE.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 10_000,
        " " * 10_000 + "x" + " " * 10_000,
        "(" * 10_000,
        "()" * 1_900,
        "," * 10_000,
        "/" * 3_000,
        "a and " * 2_000,
        ("GPL v2 or " * 390)[:3_990],
        ("Apache License, " * 240)[:3_990],
        "a/b,c|d&e;" * 390,
        "see " + "license" * 40,
        "with " * 60,
        "Permission is hereby granted " * 2_000,
        "Copyright (c) 2020\n" * 5_000,
        "Foo OR " * 9_000 + "Bar",
        "(Foo AND Bar) OR " * 3_000 + "MIT",
        "MIT AND " * 8_000 + "MIT",
    ],
)
def test_hostile_text_is_answered_fast(text) -> None:
    began = time.process_time()
    normalise(text, {})

    assert time.process_time() - began < 10


WORDS = st.sampled_from(
    ["MIT", "BSD", "GPLv2+", "and", "or", ",", "/", "(", ")", "with", "exception", "Apache 2.0", "|", "+", "foo", "3"]
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_answer_that_is_sure_stays_the_same_when_read_again(text) -> None:
    normal = normalise(text, {})
    if normal.clarity in (Clarity.EXACT, Clarity.ALIAS) and normal.tree is not None:
        assert normalise(str(normal.tree), {}).tree == normal.tree


@given(st.text(max_size=80))
def test_any_text_is_answered_without_fault(text) -> None:
    assert normalise(text, {}).clarity in Clarity
