"""Laws of detecting: what holds for every file, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.detect.notices import BSD_3, GPL_2_ONLY, GPL_3_LATER, MIT, MPL, NOTICES, TAG, block

from osscan.detect import layout
from osscan.detect.detector import detect
from osscan.detect.index import opened
from osscan.detect.prefilter import compiled, segments
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.model.detection import Detection

SIZE = 150
FEW = settings(max_examples=SIZE, deadline=None, suppress_health_check=list(HealthCheck))

CODE = (
    "int f(int x) { return x + 1; }",
    "    self.total = self.total + 1",
    "}",
    "",
    "for (size_t i = 0; i < n; i++) sum += a[i];",
    "def area(width: float, height: float) -> float:",
    "\t\treturn width * height;",
    "<td class='wide'>12 345</td>",
    "SELECT name, street FROM houses WHERE number > 7;",
    "Sie wohnt in der Hansastraße 3.",
)
"""Lines that say nothing about licenses."""
MARKS = ("# ", "// ", " * ", "-- ", ";; ", "% ", "! ", "> ", ":: ", "", "    ", '.\\" ')
WORDS = (
    "MIT",
    "license",
    "GPL",
    "or later",
    "version 2",
    "Copyright (c) 2019 Ada",
    "SPDX",
    TAG,
    "WITH",
    "(",
    "AND",
    "see LICENSE",
)

names = st.sampled_from(sorted(NOTICES))
lines_of_code = st.lists(st.sampled_from(CODE), max_size=400)
paths = st.sampled_from(["a.c", "LICENSE", "a.min.js", "a.js.map", "a.tex", "", "a/b/COPYING.txt"])
scraps = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from([block(text) for text in NOTICES.values()]), st.text(max_size=20)),
    max_size=30,
)
contents = st.one_of(
    st.binary(max_size=2000),
    scraps.map(lambda parts: "\n".join(parts).encode("utf-8", "replace")),
    scraps.map(lambda parts: " ".join(parts).encode("utf-16", "replace")),
    st.tuples(st.binary(max_size=200), scraps).map(
        lambda both: both[0] + "\0".join(both[1]).encode("utf-8", "replace") + both[0]
    ),
)


def found(text: str) -> Detection:
    return detect(text.encode(), "a.c")


def joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


@FEW
@given(contents, paths)
def test_every_file_has_a_detection_that_holds_together(content, path):
    detection = detect(content, path)
    count = content.count(b"\n") + content.count(b"\r") + 1

    assert detect(content, path) == detection
    assert all(0 < match.coverage <= 100 for match in detection.matches)
    assert all(1 <= match.start_line <= match.end_line for match in (*detection.matches, *detection.near))
    if detection.seen == "text" and not path.endswith(".map"):
        assert all(match.end_line <= count for match in detection.matches)
    assert detection.matches or detection.expression is None


@FEW
@given(contents, paths)
def test_an_expression_is_one(content, path):
    expression = detect(content, path).expression

    assert expression is None or not isinstance(parse(expression), Fault)


@FEW
@given(names, lines_of_code, lines_of_code)
def test_code_around_a_notice_only_moves_it(name, before, after):
    alone, among = found(block(NOTICES[name])), found(joined(before) + block(NOTICES[name]) + joined(after))
    moved = [(match.expression, match.start_line + len(before), match.end_line + len(before)) for match in alone.matches]

    assert among.expression == alone.expression == name
    assert [(match.expression, match.start_line, match.end_line) for match in among.matches] == moved


@FEW
@given(names, st.sampled_from(MARKS), st.integers(50, 130), st.sampled_from([str.upper, str.lower, str.title, str]))
def test_wrapping_marks_and_case_change_nothing(name, mark, width, cased):
    rows, row = [], ""
    for word in cased(NOTICES[name]).split():
        if len(row) + len(word) > width:
            rows.append(mark + row)
            row = ""
        row = f"{row} {word}".strip()

    assert found(joined([*rows, mark + row])).expression == name


@FEW
@given(st.lists(names, min_size=2, max_size=3, unique=True), st.integers(60, 300), st.sampled_from(CODE))
def test_notices_far_apart_all_count(chosen, lines, line):
    text = joined([line] * lines).join(block(NOTICES[name]) for name in chosen)

    assert found(text).expression == " AND ".join(chosen)


@FEW
@given(st.permutations([MIT, BSD_3, MPL, GPL_2_ONLY, GPL_3_LATER]))
def test_the_order_of_notices_is_the_order_of_the_expression(texts):
    said = {text: expression for expression, text in NOTICES.items()}

    assert found("\n\n\n".join(texts)).expression == " AND ".join(said[text] for text in texts)


@FEW
@given(st.binary(max_size=20_000), st.booleans())
def test_pieces_are_parts_of_the_text_at_their_lines(data, whole):
    data = data.replace(b"\0", b" license \n") * 3
    text = data.decode("utf-8", "replace")
    clean = text.encode()
    lines = text.split("\n")

    for segment in segments(clean, compiled("license"), whole=whole):
        for first, piece in segment.pieces:
            head = piece.split("\n")[0].strip("\N{REPLACEMENT CHARACTER}")
            assert head in lines[first - 1]


def test_the_search_finds_a_place_in_every_rule():
    """Words that say nothing are gone from the index, and spellings are one: of a few rules the search knows other words."""
    index = opened()
    search = compiled(index.about["search"])
    last = {number: word for word, number in index.numbers.items()}
    wanted = [rule for rule in range(len(index.names)) if not index.flags[rule] & layout.FALSE_POSITIVE]

    def other(rule: int) -> str:
        words = index.tokens[index.starts[rule] : index.starts[rule + 1]]
        return " ".join(last[number] for number in words.tolist())

    missed = [
        index.names[rule]
        for rule in wanted
        if not search.search(index.spelled(rule).encode()) and not search.search(other(rule).encode())
    ]

    assert len(wanted) > 30_000
    assert len(missed) / len(wanted) < 0.0005, missed


@pytest.mark.parametrize("seed", range(3))
def test_every_rule_is_found_in_its_own_words(seed):
    """A sample of rules of all kinds: the whole text is some rule's, and its expression is what the rule says."""
    import random

    index = opened()
    rules = [rule for rule in range(len(index.names)) if not index.flags[rule] & layout.FALSE_POSITIVE]
    silent = []
    for rule in random.Random(seed).sample(rules, 100):
        words = index.spelled(rule)
        detection = detect(words.encode(), "LICENSE")
        if index.names[rule] not in {match.rule for match in (*detection.matches, *detection.clues)}:
            silent.append((index.names[rule], words))

    assert len(silent) <= 3, silent
