"""--jobs becomes an executor: this process, or a pool of workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osscan.engine.executor import Executor, Serial


@contextmanager
def executor_for(jobs: int) -> Iterator[Executor]:
    """One job works here; more work in processes that are started afresh, so that every platform behaves alike."""
    if jobs <= 1:
        yield Serial()
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool
