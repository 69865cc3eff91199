"""The story of `osscan inventory`: each input as its readers see it, one after the other, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from osscan.engine.executor import Executor
from osscan.engine.gather import gather, read_named
from osscan.inputs.source import Limits
from osscan.model.inventory import Inventory

_CHUNK = 32


def inventories(paths: Iterable[str], executor: Executor) -> Iterator[Inventory]:
    """An Inventory for every file that is named, read or not, and for every file with something in it in a folder."""
    waiting: list[str] = []
    for path in paths:
        if not Path(path).is_dir():
            waiting.append(path)
            continue
        yield from _files(waiting, executor)
        waiting = []
        for _, inventory in gather((path,), Limits(), executor).inventories:
            if inventory.components or inventory.root or inventory.problems:
                yield inventory
    yield from _files(waiting, executor)


def _files(paths: list[str], executor: Executor) -> Iterator[Inventory]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    for part in executor.map(_read, chunks):
        yield from part


def _read(paths: list[str]) -> list[Inventory]:
    return [read_named(path, Limits()) for path in paths]
