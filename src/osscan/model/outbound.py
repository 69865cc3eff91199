"""Outbound: under which licenses a product may be published, what stands in the way of the others, and what would change that."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.component import Relation
from osscan.model.problem import Problem
from osscan.model.report import InputRecord, Outcome
from osscan.model.verdict import Compatibility, LicenseStatus, Proviso, Reason, Remedy


class State(StrEnum):
    """Whether one outbound license is possible, from nothing to object to the worst."""

    POSSIBLE = "possible"
    POSSIBLE_WITH_CONDITIONS = "possible-with-conditions"
    NEEDS_REVIEW = "needs-review"
    IMPOSSIBLE = "impossible"


class Named(NamedTuple):
    """One component as people know it."""

    id: str
    name: str


class Constraint(NamedTuple):
    """Components that ask the same of an outbound license: one expression, joined to the product in one way.

    `either` is the reading by OR of a list whose operator nobody said; `others` are statements that differ from the one that counts.
    """

    expression: str
    either: str
    others: tuple[str, ...]
    relation: Relation
    members: tuple[Named, ...]
    are_files: bool = False
    """Whether these are files of the project's own tree that carry somebody's license notice."""
    path: tuple[str, ...] = ()
    """How the first member came into the product, by names."""


class Unestablished(NamedTuple):
    """Components whose license is not known, and why; they rule nothing out and nothing in."""

    status: LicenseStatus
    raw: str
    because: tuple[Reason, ...]
    members: tuple[Named, ...]


class Standing(NamedTuple):
    """How one constraint stands to one candidate; `chosen` names the licenses that an OR left to choose."""

    constraint: int
    state: State
    compatibility: Compatibility
    chosen: str = ""


class Condition(NamedTuple):
    """What has to be done or found out under one candidate, and for which constraints."""

    proviso: Proviso
    constraints: tuple[int, ...]


class Candidate(NamedTuple):
    """One outbound license with the standing of every constraint, in their order."""

    outbound: str
    for_content: bool
    """Made for texts, pictures or data; nobody is advised to put a program under it."""
    state: State
    so_far: State
    """What those components allow whose license is known: `state` once the others are found to be harmless."""
    standings: tuple[Standing, ...]
    conditions: tuple[Condition, ...]
    counts: tuple[tuple[State, int], ...]
    """How many components stand how; those whose license is not known are apart."""

    def in_state(self, *states: State) -> tuple[Standing, ...]:
        """The standings in any of these states."""
        return tuple(standing for standing in self.standings if standing.state in states)

    def count(self, state: State) -> int:
        """How many components stand so."""
        return dict(self.counts).get(state, 0)


class Ruled(NamedTuple):
    """One part of a conflict: a constraint, the candidates that it rules out, and which others could stand in its place.

    `frees` are candidates that nothing but this constraint keeps from being possible.
    """

    constraint: int
    rules_out: tuple[str, ...]
    instead: tuple[int, ...]
    frees: tuple[str, ...]


class Conflict(NamedTuple):
    """Constraints that together leave no candidate possible; no smaller number of them does.

    `certain` says that every candidate is impossible; otherwise some only need a review. `proven` is False where the smallest
    number was too much to work out; then none of these can be left out, but fewer others might do.
    """

    parts: tuple[Ruled, ...]
    certain: bool = True
    proven: bool = True


class Change(NamedTuple):
    """What would make one constraint fit the wanted license."""

    constraint: int
    state: State
    remedy: Remedy


class Ways(NamedTuple):
    """How the product becomes publishable: keep the wanted license and change these parts, or take another license as it is."""

    keep: tuple[Change, ...] = ()
    components: int = 0
    """How many components `keep` touches."""
    switch: tuple[str, ...] = ()
    """Possible candidates, the nearest to the wanted one first."""
    nearest: tuple[tuple[str, int], ...] = ()
    """Where no candidate is possible: those with the fewest components in the way, with that number."""


class OutboundReport(NamedTuple):
    """All that `osscan license outbound` found, ready to be said in any language and format."""

    tool: tuple[str, str]
    data: tuple[tuple[str, str], ...]
    generated_at: str
    targets: tuple[str, ...]
    policy: tuple[str, str]
    """Id and version."""
    policy_option: str
    """How a command names the policy; empty where it need not."""
    provisions: tuple[str, ...]
    wanted: str
    outcome: Outcome
    complete: bool
    candidates: tuple[Candidate, ...]
    """The wanted one first."""
    constraints: tuple[Constraint, ...]
    unestablished: tuple[Unestablished, ...]
    conflict: Conflict | None
    """Only where no candidate for programs is possible."""
    ways: Ways
    components: int
    own: int
    """Components that the publisher owns, so that they ask nothing: first-party ones and the product itself."""
    omitted: tuple[tuple[str, int], ...]
    """Roles of folders that were left out, with numbers of components."""
    inputs: tuple[InputRecord, ...]
    problems: tuple[Problem, ...]

    @property
    def first(self) -> Candidate:
        """The wanted license."""
        return self.candidates[0]
