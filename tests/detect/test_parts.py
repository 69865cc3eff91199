"""The detector's parts by themselves: the search, hashes of stretches, what stands after a tag."""

from __future__ import annotations

import random

import numpy as np
import pytest

from osscan.detect import hashing
from osscan.detect.prefilter import Segment, compiled, pattern_for, segments
from osscan.detect.tags import UNKNOWN, expression_of

ALIASES = {"xtown": "Exampleton-1.0", "+xboat": "Classpath-exception-2.0", "licenseref-known": "LicenseRef-Known"}


@pytest.mark.parametrize(
    ("said", "expression"),
    [
        ("MIT", "MIT"),
        (" mit */", "MIT"),
        ("MIT -->", "MIT"),
        ("MIT</p>", "MIT"),
        ("MIT\\n", "MIT"),
        ('"MIT",', "MIT"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("(MIT", "MIT"),
        ("MIT OR Apache-2.0)", "MIT OR Apache-2.0"),
        ("MIT or (Apache-2.0 and ISC)", "MIT OR (Apache-2.0 AND ISC)"),
        ("GPL-2.0-only with xboat", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("xtown", "Exampleton-1.0"),
        ("LicenseRef-Known", "LicenseRef-Known"),
        ("LicenseRef-Other", "LicenseRef-Other"),
        ("Foo-1.0", UNKNOWN),
        ("MIT AND Foo-1.0", f"MIT AND {UNKNOWN}"),
        ("MIT ISC", "MIT OR ISC"),
        ("MIT see there", f"MIT AND {UNKNOWN}"),
        ("", None),
        (" */", None),
        ("((((", None),
    ],
)
def test_what_stands_after_a_tag(said, expression):
    assert expression_of(said, ALIASES) == expression


def test_the_search_finds_license_language_in_any_case():
    search = compiled(pattern_for([]))

    assert all(search.search(text) for text in (b"LICENSE", b"licence", b"Lizenz", b"gpl", b"SPDX", b"Public Domain"))
    assert not any(search.search(text) for text in (b"", b"int x;", b"Sie reist mit dem Zug."))


def test_a_text_without_license_language_is_found_by_its_first_words():
    search = compiled(pattern_for(["Quiet mice gather barley", "owls"]))

    assert search.search(b"// quiet\n// MICE, gather!")
    assert search.search(b"two owls")
    assert not search.search(b"mice gather barley")


@pytest.mark.parametrize("text", ["版权所有 保留", "Ёжик", "a.b*c+d(e", "é"])
def test_a_text_in_any_script_makes_a_search(text):
    assert compiled(pattern_for([text])).search(text.lower().encode())


def test_pieces_are_lines_round_the_hits():
    line = b"int f(int x) { return x + 1; }\n"
    data = line * 2000 + b"// license one\n" + line * 2000 + b"// license two\n" + line * 2000
    [(pieces, until)] = segments(data, compiled("license"), whole=False)

    assert 0 == until
    assert [1, 1] == [piece.count("license") for _, piece in pieces]
    assert [2001, 4002] == [number + piece[: piece.index("license")].count("\n") for number, piece in pieces]
    assert sum(len(piece) for _, piece in pieces) < len(data) / 10


def test_a_short_text_or_one_full_of_hits_is_one_piece():
    search = compiled("license")

    assert [Segment([(1, "a\nlicense\nb\n")])] == segments(b"a\nlicense\nb\n", search, whole=False)
    assert [Segment([(1, "x" * 10_000 + " license")])] == segments(b"x" * 10_000 + b" license", search, whole=True)
    assert [] == segments(b"nothing\n" * 5000, search, whole=True)


def test_a_long_text_comes_in_segments_that_run_on_into_each_other():
    data = b"".join(b"license number %d\n" % number for number in range(60_000))
    found = segments(data, compiled("license"), whole=True)

    assert len(found) > 3
    assert [segment.until for segment in found] == [segment.pieces[0][0] for segment in found[1:]] + [0]
    for segment in found:
        [(first, text)] = segment.pieces
        assert data.split(b"\n")[first - 1].decode() == text.split("\n")[0]
        assert segment.until < first + text.count("\n")


def test_a_long_line_is_cut_where_it_has_to_be():
    found = segments(b"license " * 100_000, compiled("license"), whole=True)

    assert "license " * 100_000 == "".join(text for segment in found for _, text in segment.pieces)
    assert {0} == {segment.until for segment in found}


def test_the_hash_of_a_stretch_comes_from_two_sums():
    chance = random.Random(1)
    words = np.array(chance.choices(range(50), k=400))
    value = hashing.values(50)
    forward, backward = hashing.powers(400)
    sums = hashing.sums(value[words], forward)
    starts = np.array(chance.choices(range(350), k=100))
    ends = starts + np.array(chance.choices(range(1, 50), k=100))
    alone = [hashing.sums(value[words[start:end]], forward)[-1] for start, end in zip(starts, ends, strict=True)]

    assert ((sums[ends] - sums[starts]) * backward[starts]).tolist() == [int(one) for one in alone]


def test_hashes_tell_the_order_of_words():
    value, (forward, _) = hashing.values(10), hashing.powers(10)
    rows = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [1, 2], [0, 1, 2, 3], [1, 2, 3, 0]]

    assert len({int(hashing.sums(value[np.array(row)], forward)[-1]) for row in rows}) == len(rows)
