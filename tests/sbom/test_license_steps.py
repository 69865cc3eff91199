"""A change of license words means what it means: equivalence, choice and duty are told apart, and what nobody can know stays open."""

from __future__ import annotations

import pytest

from osscan.model.bom import Bom, LicenseEntry, LicenseRole, LicenseText
from osscan.model.claim import Form
from osscan.model.sbom_difference import LicenseStep
from osscan.sbom.license_steps import Speech, license_changes

DECLARED, CONCLUDED, UNMARKED = LicenseRole.DECLARED, LicenseRole.CONCLUDED, LicenseRole.UNMARKED


def entries(*texts: str, role: LicenseRole = DECLARED) -> tuple[LicenseEntry, ...]:
    return tuple(LicenseEntry(role, Form.EXPRESSION, text) for text in texts)


def changes(before, after, formats=("SPDX", "SPDX"), texts=((), ())):
    old, new = (Speech(Bom(name, "", license_texts=told)) for name, told in zip(formats, texts, strict=True))
    return license_changes(before, after, old, new)


def meaning(before: str, after: str) -> LicenseStep | None:
    found = changes(entries(before), entries(after))
    return found[0].step if found else None


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        ("MIT", "MIT", None),
        ("MIT AND ISC", "ISC AND MIT", LicenseStep.SAME),
        ("GPL-2.0+", "GPL-2.0-or-later", LicenseStep.SAME),
        ("MIT", "The MIT License", LicenseStep.SAME),
        ("mit", "MIT", LicenseStep.SAME),
        ("MIT", "MIT OR Apache-2.0", LicenseStep.WIDENED),
        ("MIT OR Apache-2.0", "Apache-2.0", LicenseStep.NARROWED),
        ("MIT", "MIT AND Apache-2.0", LicenseStep.NARROWED),
        ("MIT AND Apache-2.0", "MIT", LicenseStep.WIDENED),
        ("GPL-2.0-only", "GPL-2.0-or-later", LicenseStep.WIDENED),
        ("GPL-2.0-or-later", "GPL-3.0-or-later", LicenseStep.NARROWED),
        ("GPL-2.0-only", "GPL-3.0-only", LicenseStep.REPLACED),
        ("GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0", LicenseStep.WIDENED),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", LicenseStep.NARROWED),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH GCC-exception-2.0", LicenseStep.REPLACED),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0", LicenseStep.SAME),
        ("MIT", "AGPL-3.0-only", LicenseStep.REPLACED),
        ("MIT", "NOASSERTION", LicenseStep.WITHDRAWN),
        ("NONE", "MIT", LicenseStep.STATED),
        ("NONE", "NOASSERTION", LicenseStep.SILENCE),
        ("some words of our own", "other words of theirs", LicenseStep.UNCLEAR),
        ("some words of our own", "Some words of our own", LicenseStep.SAME),
        ("(MIT OR ISC) AND (ISC OR MIT)", "MIT OR ISC", LicenseStep.SAME),
    ],
)
def test_a_change_of_words_means(before, after, step) -> None:
    assert meaning(before, after) == step


def test_absent_is_not_noassertion_within_a_format_that_has_both() -> None:
    assert [one.step for one in changes((), entries("NOASSERTION"))] == [LicenseStep.SILENCE]


def test_absent_is_noassertion_for_a_format_that_has_no_word_for_it() -> None:
    assert changes((), entries("NOASSERTION"), formats=("CycloneDX", "SPDX")) == []


def test_declared_and_concluded_are_kept_apart() -> None:
    before = entries("MIT") + entries("MIT", role=CONCLUDED)
    after = entries("MIT") + entries("ISC", role=CONCLUDED)

    assert [(one.role, one.step) for one in changes(before, after)] == [(CONCLUDED, LicenseStep.REPLACED)]


def test_a_statement_without_a_role_meets_the_one_that_is_marked() -> None:
    assert changes(entries("MIT", role=UNMARKED), entries("MIT"), formats=("CycloneDX", "SPDX")) == []


def test_a_list_without_operator_that_grows_is_unclear() -> None:
    found = changes(entries("MIT"), entries("MIT", "GPL-3.0-only"))

    assert [(one.step, one.gained) for one in found] == [(LicenseStep.UNCLEAR, ("GPL-3.0-only",))]


def test_the_order_of_a_list_says_nothing() -> None:
    assert changes(entries("MIT", "ISC"), entries("ISC", "MIT")) == []


def test_own_licenses_are_compared_by_their_texts_not_by_their_names() -> None:
    told = (LicenseText("LicenseRef-1", text="Do what you like."),)
    other = (LicenseText("LicenseRef-1", text="Do nothing."),)
    renamed = (LicenseText("LicenseRef-7", text="Do  what you\nlike."),)

    replaced = changes(entries("LicenseRef-1"), entries("LicenseRef-1"), texts=(told, other))
    same = changes(entries("LicenseRef-1"), entries("LicenseRef-7"), texts=(told, renamed))

    assert [one.step for one in replaced] == [LicenseStep.REPLACED]
    assert [one.step for one in same] == [LicenseStep.SAME]


def test_an_expression_with_very_many_ways_is_compared_as_a_whole() -> None:
    many = " AND ".join("(MIT OR ISC OR Apache-2.0 OR Zlib OR X11)" for _ in range(1))
    wide = " AND ".join(f"(MIT OR LicenseRef-{number}a OR LicenseRef-{number}b)" for number in range(12))

    assert meaning(wide, f"{wide} AND {many}") == LicenseStep.REPLACED


def test_a_name_that_another_format_needs_a_license_of_its_own_for_is_the_same() -> None:
    own = (
        LicenseText("LicenseRef-x", "Apache License 2.0", "Apache License 2.0"),
        LicenseText("LicenseRef-y", "Words of ours", "Words of ours"),
    )
    before = entries("Apache License 2.0"), entries("words of ours")
    after = entries("LicenseRef-x"), entries("LicenseRef-y")

    found = [changes(old, new, ("CycloneDX", "SPDX"), ((), own))[0].step for old, new in zip(before, after, strict=True)]

    assert found == [LicenseStep.SAME, LicenseStep.SAME]


def test_what_a_format_has_no_place_for_is_not_withdrawn() -> None:
    observed = entries("MIT", role=LicenseRole.OBSERVED)

    assert changes(observed, (), ("SPDX", "CycloneDX")) == []
    assert [one.step for one in changes(observed, ())] == [LicenseStep.WITHDRAWN]
