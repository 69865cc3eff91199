"""Progress on stderr for work that takes longer than a second; quick work stays silent."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from osscan.cli.console import say
from osscan.engine.executor import Executor
from osscan.texts.catalogue import Words

_FIRST_WORD = 1.0
"""Seconds of silence; a pipeline's log gets a word only where the work takes longer still."""
_AT_TERMINAL, _IN_LOG = 0.2, 30.0
"""Seconds between two words: a bar that is drawn anew, or lines in a log."""


class Progress:
    """Counts the files that an executor has looked at in the pass that is on, and tells about it from a thread of its own."""

    def __init__(self, executor: Executor, words: Words, *, quiet: bool) -> None:
        self._executor = executor
        self._words = words
        self._quiet = quiet
        self._done = 0
        self._total = 0
        self._asked = ""
        """The source that is being asked."""
        self._passed = 0
        """Bytes of a delivery that have passed by."""
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """The executor's map, counting the files of the chunks as they come back."""
        chunks = list(items)
        sizes = [len(chunk) if isinstance(chunk, list) else 1 for chunk in chunks]
        self._done, self._total, self._asked, self._passed = 0, sum(sizes), "", 0
        for size, result in zip(sizes, self._executor.map(function, chunks), strict=True):
            self._done += size
            yield result

    def count_asked(self, source: str, done: int, total: int) -> None:
        """Tells how far the questions to a source outside have come."""
        self._done, self._total, self._asked = done, total, source

    def count_passed(self, files: int, size: int) -> None:
        """Tells how much of a delivery has passed by; nobody knows how much is still to come."""
        self._done, self._total, self._passed = files, 0, size

    def __enter__(self) -> Self:
        if not self._quiet:
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _tell(self) -> None:
        is_terminal = sys.stderr.isatty()
        first = _IN_LOG if os.environ.get("CI") and not is_terminal else _FIRST_WORD
        if self._over.wait(first):
            return
        if is_terminal:
            self._draw()
        else:
            self._log(first)

    def _draw(self) -> None:
        """A bar for a person at a terminal."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[files]}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(self._words("cli.progress.working"), total=None, files="")
            while not self._over.wait(_AT_TERMINAL):
                bar.update(task, total=self._total or None, completed=self._done, files=self._files())

    def _log(self, waited: float) -> None:
        """A line now and then for whoever reads a log."""
        began = time.monotonic() - waited
        while True:
            say(self._words("cli.progress.line", (), seconds=int(time.monotonic() - began), files=self._files()).rstrip())
            if self._over.wait(_IN_LOG):
                return

    def _files(self) -> str:
        if self._asked:
            facts = {"source": self._asked, "done": self._done, "total": self._total, "left": max(0, self._total - self._done)}
            return self._words("cli.progress.asked", (), **facts)
        if self._passed:
            return self._words("cli.progress.passed", (), files=self._done, megabytes=self._passed // 1_000_000)
        return self._words("cli.progress.files", (), done=self._done, total=self._total) if self._total else ""
