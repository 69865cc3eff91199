"""Executor: one ordered `map`, so that a story does not know whether it runs here, in a pool or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol


class Executor(Protocol):
    """What the engine asks of whoever does the work: results in the order of the items."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """`function` of every item, lazily or at once, in order."""
        ...


class Serial:
    """Does the work in this process, one item after the other."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        return map(function, items)
