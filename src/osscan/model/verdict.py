"""Verdict: what is thought of a component's license, and the chain of reasons that led there."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.component import Relation
from osscan.model.place import Place
from osscan.model.problem import Facts, Severity


class PolicyWord(StrEnum):
    """What the policy says."""

    ALLOWED = "allowed"
    ALLOWED_WITH_OBLIGATIONS = "allowed-with-obligations"
    NEEDS_REVIEW = "needs-review"
    DENIED = "denied"
    UNKNOWN_LICENSE = "unknown-license"
    NO_LICENSE = "no-license"
    AMBIGUOUS = "ambiguous"
    NOT_EVALUATED = "not-evaluated"


class CompatibilityWord(StrEnum):
    """Whether the component may go into the product under its outbound license."""

    COMPATIBLE = "compatible"
    COMPATIBLE_IF = "compatible-if"
    CONTESTED = "contested"
    UNKNOWN = "unknown"
    INCOMPATIBLE = "incompatible"
    NOT_EVALUATED = "not-evaluated"


class Modifier(StrEnum):
    """What changes how much a verdict weighs."""

    WAIVED = "waived"
    WAIVER_EXPIRED = "waiver-expired"
    WAIVER_VOID = "waiver-void"
    """A waiver fits and lasts, but does not hold: not approved, too long, or what is said has changed."""
    BASELINE = "baseline"


class Level(StrEnum):
    """How much a verdict objects."""

    OK = "ok"
    REVIEW = "review"
    DENIED = "denied"
    NOT_EVALUATED = "not-evaluated"


class LicenseStatus(StrEnum):
    """How far the license of a component is established."""

    RESOLVED = "resolved"
    UNRESOLVED = "unresolved"
    AMBIGUOUS = "ambiguous"
    NOASSERTION = "noassertion"
    NONE = "none"
    ABSENT = "absent"


class Reason(NamedTuple):
    """One step of the chain: sentence `reason.<key>` with its facts, and the source that it rests on."""

    key: str
    facts: Facts = ()
    source: str = ""
    place: Place | None = None


class Remedy(NamedTuple):
    """One thing that would help: sentence `remedy.<key>`, and a command that works when pasted, if there is one."""

    key: str
    facts: Facts = ()
    command: str = ""


class Resolution(NamedTuple):
    """Which expression counts for a component, and why this one.

    `expressions` runs parallel to the component's claims: each one's normalised form, None where there is none.
    `either` is set when the claims' operator is unsaid: `expression` joins by AND, `either` by OR.
    """

    status: LicenseStatus
    expression: str | None
    because: tuple[Reason, ...]
    expressions: tuple[str | None, ...] = ()
    either: str | None = None


class PolicyJudgement(NamedTuple):
    """The policy's word with the rule that spoke; `rule` is empty when the policy's default spoke.

    `severity` is how grave the policy wants it shown, None for what the level says; the remedy is the author's own.
    """

    verdict: PolicyWord
    rule: str = ""
    text_de: str = ""
    text_en: str = ""
    place: Place | None = None
    reasons: tuple[Reason, ...] = ()
    severity: Severity | None = None
    remedy_de: str = ""
    remedy_en: str = ""


class Proviso(NamedTuple):
    """What must hold for a `compatible-if`: sentence `proviso.<key>` with its facts, and the source that it rests on.

    `open` is a fact that only a look at the component can establish; otherwise whoever publishes has it in hand.
    """

    key: str
    facts: Facts = ()
    source: str = ""
    open: bool = False


class Compatibility(NamedTuple):
    """The compatibility word for one outbound license and relation."""

    verdict: CompatibilityWord
    outbound: str
    relation: Relation
    reasons: tuple[Reason, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    conditions: tuple[Proviso, ...] = ()


class Branch(NamedTuple):
    """An OR branch that was not chosen, with the words that spoke against it."""

    expression: str
    policy: PolicyWord
    compatibility: CompatibilityWord


class Judgement(NamedTuple):
    """What is thought of one expression in one relation; shared by all components that have both."""

    policy: PolicyJudgement
    compatibility: Compatibility
    level: Level
    chosen: str | None = None
    rejected: tuple[Branch, ...] = ()
    obligations: tuple[str, ...] = ()
    """Ids of what must be done: sentences `obligation.<id>.*`."""


class Verdict(NamedTuple):
    """The judgement of one component, with what changes its weight."""

    component: str
    judgement: Judgement
    modifier: Modifier | None = None
    waiver: str = ""
    """Id of the waiver behind the modifier."""
    objects: bool = False
    """Whether this verdict counts against the run at the chosen --fail-on."""
    evidence: str = ""
    """Hash of all that is said about the license, for verdicts that are not ok, where the run was asked for it."""
    void: Reason | None = None
    """Why the waiver behind `waiver-void` does not hold."""
