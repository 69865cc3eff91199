"""Former: what is known of the previous delivery, and how the present one differs from it."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.changes import Change
from osscan.model.report import CheckStatus


class Former(NamedTuple):
    """A former delivery, as `--previous` named it; `complete` tells whether both could be read in full."""

    path: str
    changes: tuple[Change, ...]
    checks: tuple[tuple[str, CheckStatus], ...] = ()
    """What came out of its checks, where a stored report tells it."""
    complete: bool = True
