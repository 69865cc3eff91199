"""The wheel holds all that a run needs, and its licenses."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, capture_output=True, check=True
    )
    return set(zipfile.ZipFile(next(folder.glob("*.whl"))).namelist())


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


def test_wheel_holds_its_license(wheel) -> None:
    assert [name for name in wheel if name.endswith(".dist-info/licenses/LICENSE")] != []


def test_wheel_holds_no_tests(wheel) -> None:
    assert [name for name in wheel if "test" in name.split("/")[0]] == []


def test_license_is_the_text_that_reuse_asks_for() -> None:
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_bytes()


def test_each_table_of_others_is_under_the_license_that_its_source_names() -> None:
    data = ROOT / "src" / "osscan" / "knowledge" / "data"
    sources = tomllib.loads((data / "SOURCE.toml").read_text(encoding="utf-8")).values()

    told = {source["file"]: source["license"] for source in sources}

    assert told == {name: _license_by_reuse((data / name).relative_to(ROOT).as_posix()) for name in told}


def test_every_license_named_has_its_text_and_every_text_is_named() -> None:
    named = {
        entry["SPDX-License-Identifier"]
        for entry in tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    }

    assert named == {file.stem for file in (ROOT / "LICENSES").iterdir()}


def _license_by_reuse(path: str) -> str:
    """The last annotation that fits speaks (REUSE 3.3, REUSE.toml)."""
    annotations = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    patterns = [
        (entry["path"] if isinstance(entry["path"], list) else [entry["path"]], entry["SPDX-License-Identifier"])
        for entry in annotations
    ]
    return [name for paths, name in patterns if any(fnmatchcase(path, pattern) for pattern in paths)][-1]
