"""The tree: every file as it stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, Protocol

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.leaks.leak import Leak, Looked, Settings
from osscan.leaks.look import looked
from osscan.model.problem import Problem

_CHUNK = 64


class Maps(Protocol):
    """Whoever does the work: results in the order of the items (the engine's executors)."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]: ...


def scan_tree(
    sources: Iterable[Source], settings: Settings, tell: list[Problem] | None = None, executor: Maps | None = None
) -> Iterator[Leak]:
    """The leaks of these files in the order of the files; what could not be read is put into `tell`."""
    chunks = _chunks(sources)
    work = partial(_look, settings)
    for result in executor.map(work, chunks) if executor is not None else map(work, chunks):
        for one in result:
            if tell is not None:
                tell.extend(one.problems)
            yield from one.leaks


def _look(settings: Settings, sources: tuple[Source, ...]) -> list[Looked]:
    results = [_file(source, settings) for source in sources]
    return [result for result in results if result.leaks or result.problems]


def _file(source: Source, settings: Settings) -> Looked:
    try:
        content = source.content()
    except UnreadableError as fault:
        return Looked((), (fault.problem,))
    return looked(content, source.path, source.role, settings)


def _chunks(sources: Iterable[Source]) -> Iterator[tuple[Source, ...]]:
    waiting = iter(sources)
    while chunk := tuple(islice(waiting, _CHUNK)):
        yield chunk
