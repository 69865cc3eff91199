"""The wheel holds all that a run needs, and its licenses."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OF_THE_INDEX = {"Apache-2.0"}
"""Licenses of nothing but what the build compiles into the index."""


@pytest.fixture(scope="module")
def wheel_file(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, capture_output=True, check=True
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(wheel_file) -> set[str]:
    return set(zipfile.ZipFile(wheel_file).namelist())


def test_wheel_holds_every_file_of_the_program(wheel) -> None:
    files = {
        file.relative_to(ROOT / "src").as_posix()
        for file in (ROOT / "src").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert files - wheel == set()


def test_wheel_says_that_it_is_typed(wheel) -> None:
    assert "osscan/py.typed" in wheel


def test_wheel_holds_the_packaged_policies(wheel) -> None:
    policies = {
        f"osscan/policies/{file.relative_to(ROOT / 'policies').as_posix()}"
        for file in (ROOT / "policies").rglob("*")
        if file.is_file()
    }

    assert policies
    assert policies - wheel == set()


def test_wheel_holds_its_license_and_those_of_the_data_of_others(wheel) -> None:
    others = {name for file in _sources() for source in _told(file) for name in source["license"].split(" AND ")}
    wanted = {"LICENSE", "NOTICE", *(_text_of(name) for name in others - {"EUPL-1.2"})}

    assert {name.partition(".dist-info/licenses/")[2] for name in wheel} - {""} == wanted


def test_wheel_holds_the_index_of_license_texts_and_stays_small(wheel, wheel_file) -> None:
    assert "osscan/detect/licenses.index" in wheel
    assert wheel_file.stat().st_size < 25_000_000


def test_wheel_holds_no_tests(wheel) -> None:
    assert [name for name in wheel if "test" in name.split("/")[0]] == []


def test_license_is_the_text_that_reuse_asks_for() -> None:
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_bytes()


def test_each_table_of_others_is_under_the_license_that_its_source_names() -> None:
    told: dict[str, set[str]] = {}
    for file in _sources():
        for source in _told(file):
            path = (file.parent / source["file"]).relative_to(ROOT).as_posix()
            told.setdefault(path, set()).update(source["license"].split(" AND "))

    assert told == {path: _licenses_by_reuse(path) for path in told}


def test_every_license_named_has_its_text_and_every_text_is_named() -> None:
    named = {
        name
        for entry in tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
        for name in _named(entry)
    }

    assert named - OF_THE_INDEX == {file.stem for file in (ROOT / "LICENSES").iterdir()}
    assert all((ROOT / _text_of(name)).is_file() for name in named)


def _text_of(name: str) -> str:
    """LICENSES/ holds the texts for what is committed, and nothing else (REUSE 3.3); the index is made when the wheel is."""
    return f"src/osscan/detect/LICENSE.{name}.txt" if name in OF_THE_INDEX else f"LICENSES/{name}.txt"


def _sources() -> list[Path]:
    return sorted((ROOT / "src").rglob("SOURCE.toml"))


def _told(file: Path) -> list[dict[str, str]]:
    return list(tomllib.loads(file.read_text(encoding="utf-8")).values())


def _licenses_by_reuse(path: str) -> set[str]:
    """The last annotation that fits speaks (REUSE 3.3, REUSE.toml)."""
    annotations = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    patterns = [(entry["path"] if isinstance(entry["path"], list) else [entry["path"]], _named(entry)) for entry in annotations]
    return [names for paths, names in patterns if any(fnmatchcase(path, pattern) for pattern in paths)][-1]


def _named(entry: dict[str, Any]) -> set[str]:
    said = entry["SPDX-License-Identifier"]
    return set(said if isinstance(said, list) else [said])
