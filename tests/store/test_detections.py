from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from osscan.model.detection import Detection, Holder, LicenseMatch, NearMiss
from osscan.store.detections import decode, encode

FULL = Detection(
    "MIT AND LicenseRef-scancode-proprietary-license",
    (
        LicenseMatch("MIT", 1, 20, 100.0, "hash", "mit.LICENSE", "text", 161),
        LicenseMatch("LicenseRef-scancode-proprietary-license", 30, 30, 98.7, "approximate", "p_1.RULE", "notice", 7),
    ),
    (NearMiss("BSD-3-Clause", "bsd-new_1.RULE", 40, 60, 91.25, "without the »endorse« clause"),),
    (Holder("Stadt Dortmund", "2024-2026", 2),),
    ("LICENSE", "../COPYING"),
    "part",
    (LicenseMatch("GPL-1.0-or-later", 7, 7, 100.0, "exact", "gpl_bare_1.RULE", "clue"),),
    (LicenseMatch("MIT OR ISC", 1, 20, 100.0, "exact", "mit_1.RULE", "notice", 5),),
)


@pytest.mark.parametrize("detection", [FULL, Detection(), Detection(seen="nothing")], ids=["full", "none", "empty"])
def test_what_is_decoded_is_what_was_encoded(detection) -> None:
    assert decode(encode(detection)) == detection


def test_values_have_their_types_again() -> None:
    found = decode(encode(FULL)) or Detection()

    assert [type(value) for value in (found, *found.matches, *found.near, *found.holders)] == [
        Detection, LicenseMatch, LicenseMatch, NearMiss, Holder,
    ]  # fmt: skip


def test_a_file_without_license_takes_few_bytes() -> None:
    assert encode(Detection()) == b'[null,[],[],[],[],"text",[],[]]'


words = some.text(max_size=20)
counts = some.integers(0, 10**9)
shares = some.floats(0, 100) | some.integers(0, 100)
matches = some.builds(LicenseMatch, words, counts, counts, shares, words, words, words, counts)
detections = some.builds(
    Detection,
    some.none() | words,
    some.lists(matches, max_size=3).map(tuple),
    some.lists(some.builds(NearMiss, words, words, counts, counts, shares, words), max_size=3).map(tuple),
    some.lists(some.builds(Holder, words, words, counts), max_size=3).map(tuple),
    some.lists(words, max_size=3).map(tuple),
    words,
    some.lists(matches, max_size=3).map(tuple),
    some.lists(matches, max_size=3).map(tuple),
)


@given(detections)
def test_every_detection_comes_back_and_gives_the_same_bytes_again(detection) -> None:
    assert decode(encode(detection)) == detection
    assert encode(decode(encode(detection)) or Detection()) == encode(detection)


def test_half_a_character_comes_back() -> None:
    assert decode(encode(Detection("\ud800"))) == Detection("\ud800")


@pytest.mark.parametrize("length", range(len(encode(FULL))))
def test_a_shortened_result_is_none(length) -> None:
    assert decode(encode(FULL)[:length]) is None


@pytest.mark.parametrize(
    "content",
    [
        b"", b"null", b"[]", b"{}", b"7", b"\xff", b'[null,[],[],[],[],"text",[],[]] ', b'[null,[],[],[],[],"text",[],[]][]', b"[" * 100_000,
        b'[7,[],[],[],[],"text",[],[]]', b"[null,[],[],[],[],null,[],[]]", b'[null,[],[],[],[7],"text",[],[]]', b'[null,[],[],[],{},"text",[],[]]',
        b'[null,[null],[],[],[],"text",[],[]]', b'[null,[["MIT"]],[],[],[],"text",[],[]]', b'[null,[],[[]],[],[],"text",[],[]]',
        b'[null,[],[],[["a","b","c"]],[],"text",[],[]]', b'[null,[],[],[["a","b",true]],[],"text",[],[]]', b'[null,[],[],["abc"],[],"text",[],[]]',
        b'[null,[],[],[],[],"text"]', b'[null,[],[],[[[],"b",1]],[],"text",[],[]]',
    ],
)  # fmt: skip
def test_anything_else_is_none(content) -> None:
    assert decode(content) is None


def test_a_match_of_another_shape_is_none() -> None:
    row = json.loads(encode(FULL))
    row[1][1][3] = "98.7"

    assert decode(json.dumps(row).encode()) is None
