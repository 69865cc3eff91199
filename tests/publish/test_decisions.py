"""The chain of decisions: what was said stays said, and every change shows."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osscan.engine.publish_decisions import FILE, append, line_for, read, told_by
from osscan.model.publication import Decision

ZEROS = "0" * 64


def decided(check="PUB-REL-01", answer="yes", role="head of department", reason=""):
    return Decision(check, answer, role, "2026-11-22", "12345-67", reason)


@pytest.fixture
def chain(tmp_path):
    """Three decisions, as `osscan publish record` writes them."""
    for role in ("first role", "second role", "third röle"):
        append(tmp_path, decided(role=role))
    return tmp_path / FILE


def rows(file):
    return file.read_bytes().splitlines(keepends=True)


def roles(told):
    return [one.role for one in told.decisions]


def test_a_project_without_decisions_has_none(tmp_path) -> None:
    assert read(tmp_path) == ((), ())


def test_what_was_recorded_is_read(chain) -> None:
    told = read(chain.parent.parent)

    assert roles(told) == ["first role", "second role", "third röle"]
    assert told.problems == ()
    assert told.decisions[1][:5] == ("PUB-REL-01", "yes", "second role", "2026-11-22", "12345-67")
    assert told.decisions[1].place == (FILE, "", 2, None)


def test_each_line_holds_the_sum_of_all_before_it(chain) -> None:
    lines = rows(chain)

    assert [json.loads(line)["before"] for line in lines] == [
        ZEROS,
        hashlib.sha256(lines[0]).hexdigest(),
        hashlib.sha256(lines[0] + lines[1]).hexdigest(),
    ]


@pytest.mark.parametrize(
    ("change", "kept", "line"),
    [
        (lambda one: [one[0].replace(b"first", b"other"), one[1], one[2]], 1, 2),
        (lambda one: [one[0], one[1].replace(b'"yes"', b'"no"'), one[2]], 2, 3),
        (lambda one: [one[1], one[0], one[2]], 0, 1),
        (lambda one: [one[0], one[2], one[1]], 1, 2),
        (lambda one: [one[0], one[2]], 1, 2),
        (lambda one: [one[1], one[2]], 0, 1),
        (lambda one: [one[0], one[0], one[1]], 1, 2),
        (lambda one: [one[0], one[1], one[2][:40]], 2, 3),
        (lambda one: [one[0], b"no json\n", one[1]], 1, 2),
        (lambda one: [one[0], b"[1]\n", one[1]], 1, 2),
        (lambda one: [one[0], b"[" * 100_000 + b"\n", one[1]], 1, 2),
        (lambda one: [one[0], b'{"before": 1}\n'], 1, 2),
        (lambda one: [one[0], b"\n", one[1]], 1, 3),
        (lambda one: [b"\xff\xfe\n", *one], 0, 1),
        (lambda one: [line.replace(b"\n", b"\r\n") for line in one], 1, 2),
    ],
)
def test_every_change_shows_and_nothing_behind_it_counts(chain, change, kept, line) -> None:
    chain.write_bytes(b"".join(change(rows(chain))))

    told = read(chain.parent.parent)
    assert len(told.decisions) == kept
    assert [(one.code, one.place.line) for one in told.problems] == [("decisions-changed", line)]


def test_a_line_cut_off_the_end_shows_only_elsewhere(chain) -> None:
    chain.write_bytes(b"".join(rows(chain)[:2]))

    assert read(chain.parent.parent).problems == ()


def test_a_decision_joins_what_lies_there_whatever_its_end(chain) -> None:
    folder = chain.parent.parent
    chain.write_bytes(chain.read_bytes().rstrip(b"\n"))
    append(folder, decided(role="fourth role"))

    assert len(read(folder).decisions) == 4


def test_empty_lines_at_the_end_belong_to_the_chain(chain) -> None:
    folder = chain.parent.parent
    chain.write_bytes(chain.read_bytes() + b"\n")
    append(folder, decided(role="fourth role"))

    assert (len(read(folder).decisions), read(folder).problems) == (4, ())


def test_a_line_that_would_be_written_changes_nothing(chain) -> None:
    before = chain.read_bytes()
    line_for(chain.parent.parent, decided())

    assert chain.read_bytes() == before


def test_a_folder_in_place_of_the_file_has_no_decisions(tmp_path) -> None:
    (tmp_path / FILE).mkdir(parents=True)

    assert read(tmp_path).decisions == ()


@given(st.lists(st.builds(decided, role=st.text(min_size=1), reason=st.text()), min_size=1, max_size=5))
def test_whatever_people_write_is_read_again(tmp_path_factory, said) -> None:
    folder = tmp_path_factory.mktemp("chain")
    for one in said:
        append(folder, one)

    told = read(folder)
    assert [(one.role, one.reason) for one in told.decisions] == [(one.role, one.reason) for one in said]
    assert told.problems == ()


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(content) -> None:
    told_by(content, FILE)


@given(st.integers(0, 2), st.integers(0, 400), st.integers(1, 255))
def test_no_sign_of_a_former_line_can_be_changed(tmp_path_factory, number, at, by) -> None:
    folder = tmp_path_factory.mktemp("chain")
    for role in ("one", "two", "three", "four"):
        append(folder, decided(role=role))
    lines = rows(folder / FILE)
    place = at % (len(lines[number]) - 1)
    lines[number] = lines[number][:place] + bytes([lines[number][place] ^ by]) + lines[number][place + 1 :]

    assert told_by(b"".join(lines), FILE).problems
