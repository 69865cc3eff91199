"""Which matches become claims, by where they stand."""

from __future__ import annotations

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.detection import Detection, LicenseMatch
from osscan.model.place import Place
from osscan.readers.license.detected import claims_of, inventory_of


def match(kind, line=1, expression="MIT", coverage=100.0, words=30, method="exact"):
    return LicenseMatch(expression, line, line, coverage, method, "some.RULE", kind, words)


def raws(path, *matches, text="", seen="text"):
    found = Detection("MIT", matches, seen=seen, statements=matches)
    return [claim.raw for claim in claims_of(Source(path, held=text.encode()), found)]


def test_match_becomes_a_claim_with_its_place_and_certainty():
    detection = Detection("MIT", statements=(match("text", 3, coverage=87.5),))

    assert claims_of(Source("a.c", held=b""), detection) == (
        LicenseClaim(ClaimRole.DETECTED, "MIT", Form.EXPRESSION, Method.LICENSE_TEXT, Place("a.c", "", 3), confidence=0.875),
    )


def test_weakest_match_of_a_license_tells_its_certainty_and_the_first_its_place():
    (claim,) = claims_of(
        Source("a.c", held=b""), Detection("MIT", statements=(match("notice", 9, coverage=60), match("notice", 4)))
    )

    assert (claim.place.line, claim.confidence, claim.method) == (4, 0.6, Method.LICENSE_NOTICE)


def test_file_with_several_licenses_gives_a_component_for_each():
    found = inventory_of(Source("a.c", held=b""), Detection("", statements=(match("text"), match("text", 50, "ISC"))))

    assert [component.name for component in found.components] == ["MIT", "ISC"]


@pytest.mark.parametrize("kind", ["clue", "intro"])
def test_clues_and_intros_never_count(kind):
    assert raws("LICENSE.txt", match(kind)) == []


def test_what_names_no_license_never_counts():
    assert raws("a.c", match("notice", expression="LicenseRef-scancode-unknown-license-reference")) == []


@pytest.mark.parametrize(
    ("text", "line", "counts"),
    [("# MIT", 1, True), ("x = 'MIT'", 1, False), ("\n" * 60 + "# MIT", 61, False)],
)
def test_reference_in_a_program_counts_in_a_comment_at_the_top(text, line, counts):
    assert bool(raws("a.py", match("reference", line, words=2), text=text)) is counts


def test_inexact_reference_does_not_count():
    assert raws("a.py", match("reference", coverage=90, words=2), text="# MIT") == []


@pytest.mark.parametrize(("line", "counts"), [(3, True), (70, False)])
def test_tag_in_code_counts_near_the_top(line, counts):
    assert bool(raws("a.py", match("tag", line, words=2), text="x\n" * 80)) is counts


def test_spdx_tag_is_left_to_its_own_reader_but_in_what_that_does_not_see():
    tag = match("tag", method="spdx-tag", words=2)

    assert (raws("a.py", tag), raws("a.so", tag, seen="strings")) == ([], ["MIT"])


def test_list_of_licenses_is_no_statement():
    many = [match("reference", at, f"LicenseRef-scancode-{at}", words=2) for at in range(1, 10)]

    assert raws("a.py", *many, text="# a list\n" * 9) == []


def test_lockfile_says_nothing_about_the_project():
    assert raws("yarn.lock", match("text"), match("tag")) == []


def test_readme_counts_by_its_license_section():
    text = "# Tool\nlike Paint, under the GPL\n# License\nMIT\n"
    notices = (match("notice", 2, "GPL-3.0-only"), match("notice", 4))

    assert raws("README.md", *notices, text=text) == ["MIT"]


@pytest.mark.parametrize(("gap", "counts"), [(1, True), (9, False)])
def test_name_of_a_license_counts_right_beneath_the_heading(gap, counts):
    text = "# License\n" + "\n" * gap + "GPLv2\n"

    assert bool(raws("README.md", match("reference", gap + 2, words=1), text=text)) is counts


def test_vague_words_say_nothing_beside_a_named_license():
    vague = match("reference", 1, "LicenseRef-scancode-other-permissive", words=3)

    assert raws("LICENSE.txt", vague, match("text", 5, words=150)) == ["MIT"]
    assert raws("LICENSE.txt", vague) == ["LicenseRef-scancode-other-permissive"]


def test_whole_text_in_a_readme_counts_and_in_a_manual_does_not():
    text = match("text", 1, words=150)

    assert (raws("README.md", text), raws("docs/howto.md", text)) == (["MIT"], [])


def test_licenses_that_hold_at_once_are_claims_of_their_own():
    assert raws("a.css", match("notice", expression="CC-BY-4.0 AND (MIT OR GPL-2.0-only)")) == [
        "CC-BY-4.0",
        "MIT OR GPL-2.0-only",
    ]


def test_notice_for_later_versions_beats_the_bare_text():
    matches = (match("text", 9, "GPL-3.0-only", words=900), match("notice", 1, "GPL-3.0-or-later"))

    assert raws("a.c", *matches) == ["GPL-3.0-or-later"]
