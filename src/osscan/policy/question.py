"""The question that compatibility answers, and the form of an answer before remedies are sought."""

from __future__ import annotations

from typing import NamedTuple

from osscan.expression.tree import Leaf
from osscan.knowledge import profiles, sources
from osscan.knowledge.profiles import Profile
from osscan.model.component import Provision, Relation
from osscan.model.problem import Facts, facts_of
from osscan.model.verdict import CompatibilityWord, Proviso, Reason

APART = (Relation.BUILD_TOOL, Relation.TEST, Relation.SEPARATE_PROCESS, Relation.AGGREGATE, Relation.DATA)
"""Relations in which two works stay two works, so that no license reaches into the other."""

LINKED = (Relation.DYNAMIC_LINK, Relation.STATIC_LINK)

FINE = (CompatibilityWord.COMPATIBLE, CompatibilityWord.COMPATIBLE_IF)
"""Words that object to nothing, as far as no condition is open."""

GNU = ("GPL", "AGPL")
"""Families whose copyleft, for their steward, reaches over linking."""

PASSED_ON = (Provision.SOURCE, Provision.BINARY, Provision.DEVICE)
"""Provisions in which copies change hands."""


class Question(NamedTuple):
    """May a part under `inbound` be joined by `relation` into a product under `outbound` that reaches people by `provisions`?

    No provisions means that nobody has said; then copies change hands.
    """

    inbound: Leaf
    outbound: Leaf
    relation: Relation
    provisions: tuple[Provision, ...] = ()

    @property
    def coming(self) -> Profile | None:
        """Profile of the inbound license, without its exception."""
        return profiles.profile(self.inbound.license)

    @property
    def going(self) -> Profile | None:
        """Profile of the outbound license, without its exception."""
        return profiles.profile(self.outbound.license)

    @property
    def is_linked(self) -> bool:
        return self.relation in LINKED

    def facts(self, **more: object) -> Facts:
        """Facts that every sentence about this question may name."""
        return facts_of(inbound=self.inbound, outbound=self.outbound, relation=self.relation.value, **more)


class Ruling(NamedTuple):
    """What one source or one clause decides, with its reasons, the deciding one first."""

    word: CompatibilityWord
    reasons: tuple[Reason, ...]
    conditions: tuple[Proviso, ...] = ()


def ruling(word: CompatibilityWord, *reasons: Reason, conditions: tuple[Proviso, ...] = ()) -> Ruling:
    """A Ruling from reasons as they come."""
    return Ruling(word, reasons, conditions)


def proviso(question: Question, key: str) -> Proviso:
    """A condition that the inbound license's own text sets, in the hand of whoever publishes."""
    return Proviso(key, question.facts(), text_of(question.inbound.license, "linking", "copyleft"))


def text_of(license_id: str, *words: str) -> str:
    """The license's own text as a source, at the first of the named clauses that somebody has noted."""
    bare = license_id.rstrip("+")
    noted = next((found for word in words if (found := profiles.clause(bare, word))), "")
    return sources.license_text(bare, noted)
