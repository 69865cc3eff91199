"""The policies that come with osscan."""

from __future__ import annotations

from pathlib import Path

_FOLDERS = ("", "base/")
"""Policies to judge by, and bases that are made to be extended."""


def packaged_names() -> tuple[str, ...]:
    """Their names, as `--policy` and `extends` take them."""
    return tuple(sorted(file.stem for folder in _FOLDERS for file in (packaged_folder() / folder).glob("*.yml")))


def packaged_file(name: str) -> tuple[Path, str] | None:
    """The file of a packaged policy or base, and how Places name it; None where there is none of that name."""
    if name not in packaged_names():
        return None
    for folder in _FOLDERS:
        file = packaged_folder() / folder / f"{name}.yml"
        if file.is_file():
            return file, f"policies/{folder}{name}.yml"
    return None


def packaged_folder() -> Path:
    """`policies/` inside the installed package, or beside `src/` in a checkout that is installed editable."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "policies"
    return inside if inside.is_dir() else package.parents[1] / "policies"
