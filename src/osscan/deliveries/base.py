"""The card of a check of a delivery: what it is called, how grave it is, where its demand comes from, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from osscan.deliveries.delivery import Delivery
from osscan.model.publication import Clause, Criterion, Looked
from osscan.model.report import CheckSeverity, CheckStatus


@dataclass(frozen=True, slots=True)
class DeliveryCheck:
    """One check. Its sentences are `vendor.<id>.*`: title, why, next (what the coordinator does), cure (what the vendor has to do to mend it),
    and one for each code of its spots and reasons.
    """

    id: str
    severity: CheckSeverity
    criteria: tuple[Criterion, ...]
    clauses: tuple[Clause, ...]
    look: Callable[[Delivery], Looked]
    by_people: bool = False
    """Whether only a recorded decision answers it."""
    answerable: frozenset[CheckStatus] = frozenset()
    """What the look may have said for a recorded decision to answer instead: proof can be handed over beside the delivery."""
