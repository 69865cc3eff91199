"""The story of `osscan policy diff`: what changed between two policies, and what that means for verdicts."""

from __future__ import annotations

from typing import NamedTuple

from osscan.engine.judging import outbound_of
from osscan.policy.difference import Change, Direction, difference
from osscan.policy.impact import Flip, impact
from osscan.policy.schema import Policy

_WITHOUT_FLIPS = frozenset(
    {
        "id",
        "title",
        "version",
        "severities",
        "fail_on",
        "approvals",
        "first_party",
        "clarifications",
        "waivers",
        "tests",
        "path_roles",
    }
)
"""What speaks of single components, or of runs, decides nothing about licenses."""


class Comparison(NamedTuple):
    """Two policies, what differs in them, and which verdicts flip; without a change there is no flip."""

    old: Policy
    new: Policy
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]

    def directions(self) -> frozenset[Direction]:
        """All ways in which the policy moves."""
        return frozenset((*(change.direction for change in self.changes), *(flip.direction for flip in self.flips)))


def compared(old: Policy, new: Policy, outbound: str = "") -> Comparison:
    """Both policies entry by entry and verdict by verdict; `outbound` takes the place of what they say of it."""
    changes = difference(old, new)
    if all(change.section in _WITHOUT_FLIPS for change in changes):
        return Comparison(old, new, changes, ())
    before, after = outbound_of(outbound or old.outbound), outbound_of(outbound or new.outbound)
    return Comparison(old, new, changes, impact(old, new, before, after))
