"""Case: what every kind of document speaks of, whatever report it comes from. Every sentence is ready in its language."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.documents.document import Block, Line, Tone
from osscan.documents.written import Written
from osscan.model.delivery import Agreement
from osscan.model.publication import Criterion, CriterionScore
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.policy.office import Office
from osscan.texts.catalogue import Words

OPEN = (CheckStatus.UNKNOWN, CheckStatus.MANUAL)


class Story(StrEnum):
    """Which report it is: a vendor's delivery, a gate before publication, or licenses."""

    DELIVERY = "delivery"
    PUBLICATION = "publication"
    CHECK = "check"


class Spot(NamedTuple):
    """One place, and what is wrong there; `ours` where only the receiving side can settle it."""

    where: str
    said: str
    ours: bool = False


class Waived(NamedTuple):
    """A place for which somebody answers: who, why, until when."""

    spot: Spot
    answered: str


class Finding(NamedTuple):
    """One thing that was asked, and the answer."""

    id: str
    title: str
    status: CheckStatus
    severity: CheckSeverity
    criteria: tuple[Criterion, ...]
    why: str
    reason: str
    """Why it is open or does not apply; empty where it was looked at."""
    next: str
    """What whoever has the report does."""
    cure: str
    """What mends it, for whoever has to."""
    spots: tuple[Spot, ...] = ()
    waived: tuple[Waived, ...] = ()
    sources: str = ""
    promises: tuple[str, ...] = ()
    """What the contract says to it, with its key."""
    answer: str = ""
    """What people have answered."""
    ours: bool = False
    """Whether only the receiving side can mend it."""


class Annex(NamedTuple):
    """What a document may take along: its key (`components`, `licenses`), heading and blocks."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


class Case(NamedTuple):
    """The whole case."""

    story: Story
    name: str
    verdict: str
    tone: Tone
    facts: tuple[tuple[str, Line], ...]
    findings: tuple[Finding, ...]
    criteria: tuple[CriterionScore, ...]
    annexes: tuple[Annex, ...]
    unseen: tuple[Spot, ...]
    """What was not looked into, and why."""
    basis: tuple[tuple[str, Line], ...]
    """Tool, data, policy: with what it was looked at."""
    stamp: str
    decided: str = ""
    """The decision that people took; empty where nobody has."""
    refused: str | None = None
    """Why people decided against publication, empty where they say no reason; None where they did not."""
    agreement: Agreement = Agreement()
    due: str = ""
    """The day, as ISO 8601, by which the other side has to mend defects; empty where the days of the letterhead count."""
    due_by: str = ""
    """What set that day: `contract` or `decision`."""

    @property
    def state(self) -> str:
        """What came out; a decision against publication stands above whatever the checks say."""
        return self.verdict if self.refused is None else "refused"

    @property
    def settled(self) -> bool:
        """Whether all was looked at and nothing stands against it."""
        return self.tone is Tone.GOOD and not self.unseen

    def failed(self, severity: CheckSeverity) -> tuple[Finding, ...]:
        """What is not met, of one weight."""
        return tuple(one for one in self.findings if one.status is CheckStatus.FAILED and one.severity is severity)

    def open(self, *severities: CheckSeverity) -> tuple[Finding, ...]:
        """What nobody could look at or has answered."""
        return tuple(one for one in self.findings if one.status in OPEN and one.severity in severities)


class Setting(NamedTuple):
    """What a document gets from outside the report: the organisation, the language, the file number."""

    office: Office
    words: Words
    written: Written
    reference: str = ""
