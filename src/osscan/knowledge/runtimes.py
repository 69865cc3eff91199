"""Standard libraries that come with a language rather than from a registry: their license is known, with the file that says it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from osscan.knowledge.tables import table


class Runtime(NamedTuple):
    """A license and the address of the text that says so."""

    license: str
    source: str


@cache
def runtimes() -> Mapping[str, Runtime]:
    """All that are known, by package URL without a version."""
    return {purl: Runtime(**row) for purl, row in table("runtimes").items()}
