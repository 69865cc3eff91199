"""The policies that come with osscan."""

from __future__ import annotations

from pathlib import Path


def packaged_names() -> tuple[str, ...]:
    """Their names, as `--policy` and `extends` take them."""
    return tuple(sorted(file.stem for file in packaged_folder().glob("*.yml")))


def packaged_folder() -> Path:
    """`policies/` inside the installed package, or beside `src/` in a checkout that is installed editable."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "policies"
    return inside if inside.is_dir() else package.parents[1] / "policies"
