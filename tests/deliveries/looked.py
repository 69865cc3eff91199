"""What the checks say of a delivery, as short as tests want it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from osscan.deliveries.table import CHECKS
from osscan.engine.executor import Serial
from osscan.engine.vendor_gather import Asked, gather
from osscan.engine.vendor_judge import checked
from osscan.inputs.source import Source
from osscan.policy.find import policy_named

if TYPE_CHECKING:
    from pathlib import Path

    from osscan.model.publication import Checked

OF_PEOPLE = frozenset({"V-25", "V-26", "V-32"})
"""Nobody has answered these yet."""


def results(file: Path, content: bytes, bill: bytes | None = None) -> dict[str, Checked]:
    """The results of all checks by id."""
    file.write_bytes(content)
    asked = Asked(
        (str(file),),
        policy_named("dortmund", tests=False),
        "",
        dt.date(2026, 11, 22),
        "2026-11-22T00:00:00Z",
        sboms=() if bill is None else (Source("bill.cdx.json", held=bill),),
    )
    delivery = gather(asked, Serial())
    return {one.id: one for one in checked(CHECKS, delivery)}


def spots(told: dict[str, Checked]) -> set[tuple[str, str, str]]:
    """Check, code and key of everything that was found."""
    return {(id_, spot.code, spot.key) for id_, result in told.items() for spot in result.spots}


def differing(told: dict[str, Checked], *words: str) -> set[str]:
    """The checks with another answer than these."""
    return {id_ for id_, result in told.items() if result.status.value not in words} - OF_PEOPLE
