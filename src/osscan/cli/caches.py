"""--no-cache and --cache-dir become a cache of detections, or none; what is wrong with it is told and costs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from osscan.cli.problems import ToldProblems

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache


@contextmanager
def cache_for(problems: ToldProblems, *, wanted: bool, folder: str | None) -> Iterator[Cache | None]:
    """The cache in `folder`, or where the system keeps caches; None when it is not wanted."""
    if not wanted:
        yield None
        return
    from osscan.detect.detector import version
    from osscan.store.detections import open_cache

    with open_cache(Path(folder) if folder else None, version()) as cache:
        yield cache
    problems.tell(cache.problems, with_notes=True)
