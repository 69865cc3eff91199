"""Files of other scanners' own tests: none breaks a reader, whichever reader gets it."""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from osscan.engine.gather import read_named
from osscan.errors import UnreadableError
from osscan.inputs.source import Limits, Source
from osscan.readers.javascript import package_json, package_lock
from osscan.readers.python import dist_info, poetry_lock, pylock, pyproject, requirements, uv_lock

pytestmark = pytest.mark.corpus

READERS = {
    "packagelockjson": package_lock.READER,
    "npm": package_lock.READER,
    "package-lock.json": package_lock.READER,
    "package-lock-3.json": package_lock.READER,
    "packagejson": package_json.READER,
    "poetrylock": poetry_lock.READER,
    "uvlock": uv_lock.READER,
    "pylock": pylock.READER,
    "pyprojecttoml": pyproject.READER,
    "requirements": requirements.READER,
    "pip": requirements.READER,
    "wheelegg": dist_info.READER,
}
"""Which reader reads a kind of label."""


@cache
def home() -> Path:
    folder = Path(os.environ.get("OSSCAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus") / "lockfiles"
    if not folder.is_dir():
        pytest.skip("corpus not found: set OSSCAN_CORPUS")
    return folder


def labels():
    rows = [json.loads(line) for line in (home() / "labels.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["ecosystem"] in ("javascript", "python") and row["kind"] in READERS]


def inventory(row):
    file = home() / row["path"]
    try:
        return READERS[row["kind"]].read(Source(row["path"], str(file), None, str(file.parent)))
    except UnreadableError as fault:
        return fault.problem


def test_every_label_of_the_kinds_that_osscan_reads_is_read_without_a_fault():
    unread = Counter(row["kind"] for row in labels() if not hasattr(inventory(row), "components"))

    assert unread == Counter()


def test_no_file_of_the_corpus_breaks_a_reader():
    folders = [home() / "python", home() / "javascript", home() / "ort-projects"]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file() and file.stat().st_size < 300_000]
    told = Counter()
    for file in files:
        source = Source(file.name, held=file.read_bytes())
        for reader in set(READERS.values()):
            try:
                told[type(reader.read(source)).__name__] += 1
            except UnreadableError:
                told["unreadable"] += 1

    assert set(told) <= {"Inventory", "unreadable"}
    assert told.total() == len(files) * len(set(READERS.values()))
    assert len(files) > 100


def test_every_file_of_the_corpus_is_read_or_refused_without_a_fault_of_the_reader():
    files = [file for file in sorted(home().rglob("*")) if file.is_file()]
    problems = [problem for file in files for problem in read_named(str(file), Limits()).problems]

    assert [problem for problem in problems if problem.code == "reader-fault"] == []
    assert len(files) > 600
