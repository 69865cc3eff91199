"""The tables of the house: JSON files under `data/`, each read once, when it is first asked for."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> Any:
    """The table `data/<name>.json`, whole; callers must not change it."""
    return json.loads(content(f"{name}.json"))


def content(name: str) -> bytes:
    """The bytes of one file under `data/`."""
    return (Path(__file__).parent / "data" / name).read_bytes()
