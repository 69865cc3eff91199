"""What the index of license texts is made from, for reports; the build reads the same file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from osscan.knowledge.sources import Origin


def versions() -> tuple[tuple[str, str], ...]:
    """Name and version of each work that the index is made from, sorted."""
    return tuple(sorted((found.name, found.version) for found in origins().values()))


@cache
def origins() -> dict[str, Origin]:
    """All entries by name, as `scancode-rules`."""
    read = tomllib.loads(Path(__file__).with_name("SOURCE.toml").read_text(encoding="utf-8"))
    return {name: Origin(name, **entry) for name, entry in read.items()}
