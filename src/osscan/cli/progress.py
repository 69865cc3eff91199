"""Progress on stderr for work that takes longer than a second; quick work stays silent."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from osscan.engine.executor import Executor
from osscan.texts.catalogue import Words

_FIRST_WORD = 1.0
"""Seconds of silence."""
_AT_TERMINAL, _IN_LOG = 0.2, 30.0
"""Seconds between two words: a line that is written over, or lines in a log."""


class Progress:
    """Counts what an executor has done and tells about it from a thread of its own."""

    def __init__(self, executor: Executor, words: Words, *, quiet: bool) -> None:
        self._executor = executor
        self._words = words
        self._quiet = quiet
        self._done = 0
        self._total = 0
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._said = False

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        """The executor's map, counting chunks as they come back."""
        chunks = list(items)
        self._total += len(chunks)
        for result in self._executor.map(function, chunks):
            self._done += 1
            yield result

    def __enter__(self) -> Self:
        if not self._quiet:
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        if self._said and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _tell(self) -> None:
        began = time.monotonic()
        pause = _FIRST_WORD
        while not self._over.wait(pause):
            terminal = sys.stderr.isatty()
            share = f"{100 * self._done // self._total} %" if self._total else ""
            text = self._words("cli.progress", (), seconds=int(time.monotonic() - began), share=share).rstrip()
            sys.stderr.write(f"\r\x1b[K{text}" if terminal else f"{text}\n")
            sys.stderr.flush()
            self._said = True
            pause = _AT_TERMINAL if terminal else _IN_LOG
