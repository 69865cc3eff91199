"""Paths as people read them: what lies in a delivery is named from there on, not with the delivery's own name each time."""

from __future__ import annotations

import re
from collections.abc import Callable

Shown = Callable[[str], str]


def inside(delivered: str) -> Shown:
    """Leaves out `delivered!/` wherever a path in a sentence begins with it."""
    begin = re.compile(rf"(?<![^\s„“”\"'(,;:=]){re.escape(delivered)}!/")

    def shown(said: str) -> str:
        return begin.sub("", said)

    return shown


def as_it_is(said: str) -> str:
    """For reports whose paths begin where people expect it."""
    return said
