"""The policy as frozen values; each keeps the Place of its line, so that a verdict can point at it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from osscan.expression.tree import Tree
from osscan.model.component import PathRole, Provision, Relation, Scope
from osscan.model.place import Place
from osscan.model.problem import Severity
from osscan.model.verdict import CompatibilityWord, Level, PolicyWord

if TYPE_CHECKING:
    from collections.abc import Mapping


DEFAULT = "default"
"""Where a rule is asked for, this word stands for the policy's `default`; no rule has this id."""

OBLIGATIONS = (
    "license-text",
    "copyright-notice",
    "notice-file",
    "change-marks",
    "component-source",
    "whole-source",
    "relink",
    "network-source",
    "installation-information",
    "attribution",
    "advertising-notice",
    "no-endorsement",
    "name-change",
    "share-alike",
    "state-license-of-data",
)
"""What a rule may ask of whoever passes a component on; sentences `obligation.<id>.*`."""


class Then(StrEnum):
    """What a rule decides."""

    ALLOW = "allow"
    REVIEW = "review"
    DENY = "deny"


STRICTNESS = (Then.ALLOW, Then.REVIEW, Then.DENY)
"""The strictest last."""


class Doctrine(StrEnum):
    """Which reading of linking counts where license stewards differ."""

    EU_DIRECTIVE = "eu-directive"
    FSF_STRICT = "fsf-strict"


class Contested(StrEnum):
    """What a contested compatibility counts as."""

    REVIEW = "review"
    DOCTRINE = "doctrine"


class Gate(StrEnum):
    """What a remark on the policy or the baseline does to the run."""

    ERROR = "error"
    """It counts as an objection."""
    WARN = "warn"
    IGNORE = "ignore"
    """It is not told."""


class Bilingual(NamedTuple):
    """One sentence of the policy's author in both languages."""

    de: str
    en: str


class Condition(NamedTuple):
    """All fields that are set must fit; within a field any one value is enough. `versions` narrows `purl`."""

    license: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    scope: tuple[Scope, ...] = ()
    relation: tuple[Relation, ...] = ()
    purl: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    compatibility: tuple[str, ...] = ()
    osi: bool | None = None
    provision: tuple[Provision, ...] = ()
    network: bool | None = None
    """Whether using the software over a network counts as passing it on (AGPL, EUPL, OSL)."""
    family: tuple[str, ...] = ()
    versions: str = ""


class Rule(NamedTuple):
    """One line of judgement; the first rule that fits speaks.

    `formerly` are ids that it had, by which waivers and tests still know it. `overrules` is set by the judge alone: the rule
    that would have spoken, had a base not locked this one.
    """

    id: str
    when: Condition
    unless: tuple[Condition, ...]
    then: Then
    obligations: tuple[str, ...]
    text: Bilingual
    place: Place
    severity: Severity | None = None
    remedy: Bilingual | None = None
    formerly: tuple[str, ...] = ()
    overrules: str = ""


class Waiver(NamedTuple):
    """An exception for named components until a day, answered for by somebody.

    `evidence` is the hash of all that was said about the license when it was granted; `approved_by` a role of `approvals`.
    """

    id: str
    rule: str
    purl: str
    versions: str
    license: str
    owner: str
    reason: Bilingual
    ticket: str
    expires: date
    place: Place
    evidence: str = ""
    approved_by: str = ""
    granted: date | None = None


class Evidence(NamedTuple):
    """A file that somebody read, relative to the folder that is scanned, with its hash at that time."""

    path: str
    sha256: str
    place: Place


class Clarification(NamedTuple):
    """What a person established about a component's license; void once a file that it rests on has changed."""

    purl: str
    versions: str
    expression: str
    reason: Bilingual
    place: Place
    evidence: tuple[Evidence, ...] = ()


class Choice(NamedTuple):
    """Which branch of a disjunction is taken."""

    given: Tree
    choose: str
    reason: Bilingual
    place: Place


class Category(NamedTuple):
    """A named set of licenses, by id or pattern with `*`."""

    name: str
    licenses: tuple[str, ...]
    place: Place


class Sample(NamedTuple):
    """The component of a test: an expression, or a text as a manifest writes it; neither is a component that says nothing.

    Without a relation the policy works it out from scope and purl, as for any component; without provisions its own count.
    """

    license: str = ""
    declared: str = ""
    scope: Scope = Scope.RUNTIME
    relation: Relation | None = None
    purl: str = ""
    provisions: tuple[Provision, ...] = ()


class Expected(NamedTuple):
    """What a test asks for; what is None or empty is not asked. The rule `default` stands for the policy's default."""

    policy: PolicyWord | None = None
    compatibility: CompatibilityWord | None = None
    rule: str = ""
    chosen: str = ""
    level: Level | None = None


class PolicyTest(NamedTuple):
    """A sentence about the policy that can be tried; `place.input` is the file that it stands in."""

    name: str
    component: Sample
    expect: Expected
    place: Place


class Approvals(NamedTuple):
    """Who may let an objection of which level pass, and for how many days at most; a level without roles asks nobody."""

    roles: tuple[tuple[str, Bilingual], ...] = ()
    waivers: tuple[tuple[Level, tuple[str, ...]], ...] = ()
    longest_days: int | None = None


class FailOn(NamedTuple):
    """What counts against a run; the command line wins over it."""

    severity: Level = Level.REVIEW
    new_only: bool = False
    expired_waivers: Gate = Gate.WARN
    unused_entries: Gate = Gate.WARN
    incomplete: Gate = Gate.WARN
    """Never `ignore`: what was not read can't be fine."""
    fixed_baseline: Gate = Gate.WARN

    @property
    def weighs_remarks(self) -> bool:
        """Whether remarks on policy or baseline are to be told otherwise than as warnings."""
        return {self.expired_waivers, self.unused_entries, self.fixed_baseline} != {Gate.WARN}


class Floor(NamedTuple):
    """Rules that a base has locked: where one of them is the first to fit among the rules of `files`, no verdict is laxer."""

    files: frozenset[str]
    rules: frozenset[str]


class Policy(NamedTuple):
    """A whole policy, bases included, ready to judge by."""

    id: str
    title: Bilingual
    version: str
    place: Place
    outbound: str
    doctrine: Doctrine
    contested: Contested
    provisions: tuple[Provision, ...]
    relation_default: Relation
    relation_by_ecosystem: tuple[tuple[str, Relation], ...]
    relation_by_scope: tuple[tuple[Scope, Relation], ...]
    categories: tuple[Category, ...]
    prefer: tuple[str, ...]
    rules: tuple[Rule, ...]
    default: Then
    choices: tuple[Choice, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    first_party: tuple[str, ...] = ()
    default_place: Place | None = None
    name_mappings: Mapping[str, str] = MappingProxyType({})
    tests: tuple[PolicyTest, ...] = ()
    """Those of the bases too; the outermost file's own have `policy.place.input` as their input."""
    files: tuple[str, ...] = ()
    """The files that the policy was read from, the outermost first."""
    approvals: Approvals = Approvals()
    fail_on: FailOn = FailOn()
    severities: Mapping[str, Severity] = MappingProxyType({})
    """How grave reports show a verdict word or the id of a rule; without an entry the level says it."""
    floors: tuple[Floor, ...] = ()
    shared: frozenset[str] = frozenset()
    """Files whose entries many projects share, so that nothing is said when one project does not need them."""
    locked: frozenset[str] = frozenset()
    """Keys that some file of the policy has locked for those above it."""
    path_roles: tuple[tuple[str, PathRole], ...] = ()
    """Patterns of paths with the role of what they fit (`inputs.roles`), the last that fits counts: bases come first."""
    unpinned: tuple[tuple[str, Place], ...] = ()
    """Bases without a hash in a file that is itself pinned by one."""
