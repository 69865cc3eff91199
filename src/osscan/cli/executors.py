"""--jobs becomes an executor: this process, or a pool of workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from osscan.engine.executor import Executor, Serial


@contextmanager
def executor_for(jobs: int) -> Iterator[Executor]:
    """One job works here; more work in processes that are started afresh, so that every platform behaves alike."""
    if jobs <= 1:
        yield Serial()
        return
    with ExitStack() as open_pools:
        yield _Pool(jobs, open_pools)


class _Pool:
    """Starts its processes when there is work for them: a run in which all is known starts none."""

    def __init__(self, jobs: int, open_pools: ExitStack) -> None:
        self._jobs = jobs
        self._open_pools = open_pools
        self._started: Executor | None = None

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        if self._started is None:
            self._started = self._start()
        return self._started.map(function, items)

    def _start(self) -> Executor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        return self._open_pools.enter_context(ProcessPoolExecutor(self._jobs, mp_context=multiprocessing.get_context("spawn")))
