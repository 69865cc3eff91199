"""What a run is asked to do, as one frozen value."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from osscan.inputs.source import Limits, Source
from osscan.model.component import PathRole
from osscan.model.verdict import Level
from osscan.policy.schema import Policy


class CheckRequest(NamedTuple):
    """A run of `osscan check`.

    `targets` are paths as the user named them, or Sources that are already open (standard input).
    `outbound` overrides the policy's outbound license when it is not empty.
    """

    targets: tuple[str | Source, ...]
    policy: Policy
    outbound: str
    as_of: date
    generated_at: str
    fail_on: Level = Level.REVIEW
    roles: frozenset[PathRole] = frozenset({PathRole.PRODUCT})
    """Roles of folders whose components are judged; all others are shown as not evaluated."""
    baseline: frozenset[str] | None = None
    """Fingerprints of known objections; None when there is no baseline."""
    only_new: bool = False
    """Whether objections of the baseline count against the run."""
    exact_places: bool = True
    """Whether line and column are looked up for the claims of components that are objected to, as most formats show them."""
    limits: Limits = Limits()
