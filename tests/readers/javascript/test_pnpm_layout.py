"""The line scanner of pnpm's layout tells what YAML tells, or leaves the text to YAML."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.javascript.pnpm_samples import USUAL, V5, V6, V9

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.readers.javascript import pnpm_lock
from osscan.readers.pnpm_layout import row_of, scanned

ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("OSSCAN_CORPUS") or ROOT.parent / "shared" / "corpus")


def both(content: bytes, monkeypatch):
    """What the reader says, with the scanner and without it."""
    with_scanner = told(content)
    with monkeypatch.context() as patched:
        patched.setattr(pnpm_lock, "scanned", lambda text: None)
        return with_scanner, told(content)


def told(content: bytes):
    try:
        return pnpm_lock.read(Source("pnpm-lock.yaml", held=content))
    except UnreadableError as fault:
        return fault.problem


@pytest.mark.parametrize("text", [V5, V6, V9, V9 + "\n---\n" + V9, V9.replace("\n", "\r\n"), V9.replace("\n\n", "\n")])
def test_scanner_and_yaml_tell_the_same(text, monkeypatch):
    with_scanner, without = both(text.encode(), monkeypatch)

    assert scanned(text) is not None
    assert with_scanner == without
    assert with_scanner.components


@pytest.mark.parametrize(
    "text",
    [
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0: &x {}\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0: *x\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    name: b # no\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n\tname: b\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    name: b\n      c\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    resolution: {integrity: 'x'}\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    dependencies: {b: 1.0.0}\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    engines: {node: '>=8'\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  \"a@1.0.0\":\n    name: b\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  ? a@1.0.0\n  : name: b\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n   a@1.0.0:\n     name: b\n",
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {dependencies: {}}\n",
        "lockfileVersion: '9.0'\npackages: {a@1.0.0: {}}\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0: {}\n\n  a@1.0.0: {}\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    deprecated: |-\n#      One.\n\n      Two.\n",
        "<<<<<<< HEAD\nlockfileVersion: '9.0'\n",
    ],
)
def test_another_layout_is_left_to_yaml(text):
    assert scanned(text) is None


def test_what_nobody_asks_for_is_passed_over():
    text = (
        "lockfileVersion: '9.0'\n\noverrides:\n  a: 1.0.0\n\npackages:\n\n  a@1.0.0:\n    deprecated: >-\n      one\n\n      two: three\n"
        "    engines: {node: '>=8'}\n    bundledDependencies:\n      - b\n\nsnapshots:\n\n  a@1.0.0: {}\n"
    )

    (document,) = scanned(text)

    assert list(document) == ["lockfileVersion", "overrides", "packages", "snapshots"]
    assert document["packages"] == {"a@1.0.0": {}}
    assert {key: row_of(row) for key, row in document["snapshots"].items()} == {"a@1.0.0": {}}


LINES = st.sampled_from(
    sorted({*V9.split("\n"), *V6.split("\n"), *V5.split("\n"), "---", "# note", "  ", "    dev: true # note", "      - x", "}"})
)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_no_order_of_lines_makes_them_differ(text):
    found = scanned("lockfileVersion: '9.0'\n" + text)
    if found is None:
        return
    with pytest.MonkeyPatch.context() as patched:
        with_scanner, without = both(("lockfileVersion: '9.0'\n" + text).encode(), patched)
    assert with_scanner == without


SIGNS = st.sampled_from([*":'\"#{}[],&*!|>%@`-? \n~.=^", "", ": ", "\n\n", "\n      ", " #", "''", "null", "\x01", "\x85", "é"])
CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 2), SIGNS), min_size=1, max_size=2)


@given(st.sampled_from([USUAL, V9, V6, V5]), CHANGES)
def test_no_change_of_a_sign_makes_them_differ(text, changes):
    for where, length, sign in changes:
        at = int(where * len(text))
        text = text[:at] + sign + text[at + length :]
    if scanned(text) is None:
        return
    with pytest.MonkeyPatch.context() as patched:
        with_scanner, without = both(text.encode(), patched)
    assert with_scanner == without


@pytest.mark.parametrize(
    "change",
    [
        ("      b: 2.0.0\n", "      b: 2.0.0\n      b: 3.0.0\n"),
        ("      d: 1.0.0\n", "      d: null\n"),
        ("      d: 1.0.0\n", "      real: d@1.0.0\n"),
        ("    deprecated: Use another one\n", "    deprecated: Use another one\n    dev: true\n"),
        ("  d@1.0.0:\n", "  'd@1.0.0':\n"),
        ("packages:\n", "packages:\n\n"),
    ],
)
def test_usual_entries_with_something_else_in_them(change, monkeypatch):
    with_scanner, without = both(USUAL.replace(*change).encode(), monkeypatch)

    assert USUAL.replace(*change) != USUAL
    assert with_scanner == without
    assert {c.name for c in with_scanner.components} == {"@s/a", "b", "d"}


@pytest.mark.parametrize(
    "text",
    [
        "lockfileVersion:\n  '9.0'\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n   a@1.0.0:\n    name: b\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    name:  b\n",
        "lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    name: b\x85\n",
        "lockfileVersion: '9.0'\n\nimporters:\n\n  :\n    dependencies: {}\n",
    ],
)
def test_blanks_and_signs_that_yaml_takes_in_another_way_are_left_to_it(text):
    assert scanned(text) is None


def test_lines_of_entries_are_counted_from_the_top():
    found = pnpm_lock.read(Source("pnpm-lock.yaml", held=USUAL.encode()))

    assert [(c.name, c.place.line) for c in found.components] == [("@s/a", 13), ("b", 27), ("d", 45)]


def locks():
    return sorted(path for path in (CORPUS / "lockfiles").rglob("*.yaml") if b"lockfileVersion" in path.read_bytes()[:4096])


def test_scanner_and_yaml_tell_the_same_of_the_whole_corpus(monkeypatch):
    if not (CORPUS / "lockfiles").is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    paths = locks()

    different = []
    for path in paths:
        with_scanner, without = both(path.read_bytes(), monkeypatch)
        if with_scanner != without:
            different.append(str(path))

    assert different == []
    assert len(paths) >= 25
