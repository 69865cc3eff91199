"""A program that is told to end ends its blocks first, and never in the middle of a step that would leave something behind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGINT = 2
"""The same number everywhere (POSIX.1, kill; and the C runtime of Windows)."""


class _Steps:
    """How many steps are under way that must be finished, and the signal that waits for their end."""

    depth = 0
    waiting = 0


def end_in_order() -> None:
    """From now on SIGTERM, SIGHUP and SIGINT end the program by an exception, so that every block is left; they wait for steps `finished`."""
    import signal  # noqa: PLC0415 - its names cost a millisecond, and most commands only come by

    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), _asked_to_end)


@contextmanager
def finished() -> Iterator[None]:
    """A step that is finished before the program ends; it must be short, as nobody can stop it.

    Raises SystemExit (128 and the signal's number) or KeyboardInterrupt after the step where a signal came in between.
    """
    _Steps.depth += 1
    try:
        yield
    finally:
        _Steps.depth -= 1
        if not _Steps.depth and _Steps.waiting:
            number, _Steps.waiting = _Steps.waiting, 0
            _end(number)


def _asked_to_end(number: int, _frame: FrameType | None) -> None:
    if _Steps.depth:
        _Steps.waiting = number
    else:
        _end(number)


def _end(number: int) -> None:
    if number == _SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)
