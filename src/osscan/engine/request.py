"""What a run is asked to do, as one frozen value."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from osscan.inputs.roles import RolePatterns
from osscan.inputs.source import Limits, Source
from osscan.model.component import PathRole
from osscan.model.verdict import Level
from osscan.policy.schema import FailOn, Gate, Policy


class CheckRequest(NamedTuple):
    """A run of `osscan check`.

    `targets` are paths as the user named them, or Sources that are already open (standard input).
    `outbound` overrides the policy's outbound license when it is not empty; so do `fail_on`, `only_new` and `ratchet` its
    `fail_on` when they are not None.
    """

    targets: tuple[str | Source, ...]
    policy: Policy
    outbound: str
    as_of: date
    generated_at: str
    fail_on: Level | None = None
    roles: frozenset[PathRole] = frozenset({PathRole.PRODUCT})
    """Roles of folders whose components are judged; all others are shown as not evaluated."""
    baseline: frozenset[str] | None = None
    """Fingerprints of known objections; None when there is no baseline."""
    only_new: bool | None = None
    """Whether objections of the baseline don't count against the run."""
    ratchet: bool | None = None
    """Whether entries of the baseline that no longer occur count against the run."""
    evidence: bool = True
    """Whether verdicts carry their evidence; without it only those that a waiver asks for are hashed."""
    exact_places: bool = True
    """Whether line and column are looked up for the claims of components that are objected to, as most formats show them."""
    limits: Limits = Limits()
    locks: tuple[Source, ...] = ()
    """Files `osscan.lock` whose claims join those of the inputs."""
    frozen: bool = False
    """Whether the locks have to cover every component that needs a claim, with the integrity that the inputs name."""
    since: str = ""
    """A git revision that the targets are compared with; empty for none."""
    role_patterns: RolePatterns = ()
    """What the caller says of the roles of folders and files, over what their names tell."""
    known: frozenset[str] = frozenset()
    """Fingerprints of objections that the former state had too."""

    @property
    def counting(self) -> FailOn:
        """What counts against the run: the policy's word, and over it the caller's."""
        found = self.policy.fail_on
        if self.fail_on is not None:
            found = found._replace(severity=self.fail_on)
        if self.only_new is not None:
            found = found._replace(new_only=self.only_new)
        if self.ratchet is not None:
            found = found._replace(fixed_baseline=Gate.ERROR if self.ratchet else Gate.WARN)
        return found

    @property
    def naming(self) -> RolePatterns:
        """What is said of the roles of paths: by the policy, and over it by the caller."""
        return (*self.policy.path_roles, *self.role_patterns)
