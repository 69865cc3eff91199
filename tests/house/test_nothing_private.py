"""The project names no package registry and no place on the machine on which it was written."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LEFT_BEHIND = re.compile(
    r"\.git|\.venv|build|dist|site|node_modules|__pycache__|\.hypothesis|\.benchmarks|\.cache|.*_cache|.*\.egg-info"
)

# In pieces, so that this file does not hold what it looks for.
_REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        *((name, "debian", "org") for name in ("deb", "ftp", "security", "snapshot", "packages")),
    )
]
_MACHINE = [
    str(ROOT),
    sys.prefix,
    *("/".join(parts) for parts in (("", "work", "main"), ("", "work", "shared"), ("", "farm", "in"))),
]


def project_files() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if not _LEFT_BEHIND.fullmatch(name))
        yield from (Path(folder, name) for name in sorted(names) if name != "licenses.index")


def lines_with(unwanted: list[str]) -> list[str]:
    pattern = re.compile("|".join(rf"(?<![\w.-]){re.escape(text)}\b" for text in unwanted).encode())
    return [
        f"{file.relative_to(ROOT)}:{number}"
        for file in project_files()
        for number, line in enumerate(file.read_bytes().splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_search_finds_what_it_looks_for(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "lock.json").write_text(f"[\n'https://{_REGISTRIES[0]}/simple']\n")

    assert lines_with(_REGISTRIES) == ["lock.json:2"]


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(_REGISTRIES) == []


def test_no_file_names_a_place_on_this_machine() -> None:
    assert lines_with(_MACHINE) == []
