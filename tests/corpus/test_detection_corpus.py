"""Agreement with the labels of other projects' own files; the shares may rise, they must not fall."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from osscan.detect.detector import detect

pytestmark = pytest.mark.corpus

SAMPLE = 300


@pytest.fixture(scope="module")
def home() -> Path:
    folder = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus") / "detection"
    if not folder.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    return folder


@pytest.fixture(scope="module")
def measure() -> Any:
    """The benchmark's own measure."""
    benchmarks = str(Path(__file__).resolve().parents[2] / "benchmarks")
    sys.path.insert(0, benchmarks)
    try:
        import detection_accuracy

        yield detection_accuracy
    finally:
        sys.path.remove(benchmarks)


@cache
def answer(file: Path) -> tuple[str, ...]:
    return tuple(match.expression for match in detect(file.read_bytes(), file.name).matches)


def sample(measure: Any, home: Path, *, suite: bool) -> list[Any]:
    """The first files of a group in the order of the checksums of their paths."""
    sources = [folder.name for folder in sorted(home.iterdir()) if (folder / "labels.jsonl").exists()]
    wanted = [
        name
        for name in sources
        if (
            name.startswith(("scancode", "provenant")) and name not in measure.NOT_SCORED
            if suite
            else name in measure.INDEPENDENT
        )
    ]
    rows = [(row, name) for name in wanted for row in measure.rows_of(home / name) if measure.scored(row)]
    rows.sort(key=lambda pair: hashlib.sha1(pair[0]["path"].encode(), usedforsecurity=False).hexdigest())
    return [measure.case_of(home, name, row, set(), suite=suite) for row, name in rows[:SAMPLE]]


def figures(measure: Any, home: Path, cases: list[Any]) -> Any:
    answers = {case.path: answer(home / case.path) for case in cases}
    return measure.figures(cases, answers, lambda case: case.right)


def test_the_suites_of_scancode_agree(home, measure):
    found = figures(measure, home, sample(measure, home, suite=True))

    assert found.files == SAMPLE
    assert min(found.base, found.precision, found.recall) >= 0.93, found


def test_independent_sources_agree(home, measure):
    found = figures(measure, home, sample(measure, home, suite=False))

    assert found.files == SAMPLE
    assert found.base >= 0.80, found


def test_nothing_is_claimed_of_lists_of_ids(home, measure):
    lists = [case for case in measure.labelled(home) if case.list_of_ids]
    spurious = {case.path: sorted(measure.plain(answer(home / case.path)) - case.expressions) for case in lists}

    assert {path: names for path, names in spurious.items() if names} == {}
    assert len(lists) >= 5
