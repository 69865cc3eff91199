"""Whether a license may go into a product under its outbound license, by which source, and what would help.

The order of the rungs is the order of authority: what settles a question at once; the license's own text; its steward (for
works under the EUPL the European Commission, for the GNU licenses the Free Software Foundation); OSADL where it says yes; then
what the profiles say of exceptions, linking and copyleft; OSADL's no; at last whether the terms clash. What no rung answers is
unknown. All other sources' votes stand behind the deciding reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from osscan.expression.tree import Leaf, Or, Tree, any_of
from osscan.knowledge import versions
from osscan.model.component import Provision, Relation
from osscan.model.problem import facts_of
from osscan.model.verdict import Compatibility, CompatibilityWord, Reason
from osscan.policy import reach, settled, stated
from osscan.policy.question import FINE, Question, Ruling, ruling, text_of
from osscan.policy.remedies import remedies
from osscan.policy.schema import Contested, Doctrine, Policy
from osscan.policy.votes import osadl_cell, votes

Word = CompatibilityWord

ORDER = (Word.COMPATIBLE, Word.COMPATIBLE_IF, Word.CONTESTED, Word.UNKNOWN, Word.INCOMPATIBLE, Word.NOT_EVALUATED)
"""From nothing to object to the worst; the place in this tuple is the rank."""


@dataclass(slots=True, eq=False, repr=False)
class Compatibilities:
    """Answers for one policy and outbound license; remembers every pair that it has met."""

    policy: Policy
    outbound: Tree
    _met: dict[tuple[Leaf, Relation], Compatibility] = field(default_factory=dict)

    def of(self, inbound: Leaf, relation: Relation) -> Compatibility:
        """The answer for one inbound license in one relation."""
        known = self._met.get((inbound, relation))
        if known is None:
            known = self._met[inbound, relation] = self._into(inbound, self.outbound, relation)
        return known

    def _into(self, inbound: Leaf, outbound: Tree, relation: Relation) -> Compatibility:
        """An outbound OR is a promise of every option, an outbound AND binds every file: both need all parts. So does `X+`."""
        if isinstance(outbound, Leaf) and outbound.license.endswith("+"):
            outbound = any_of(tuple(Leaf(one, outbound.exception) for one in versions.offered(outbound.license)))
        if isinstance(outbound, Leaf):
            return self._with_doctrine(answer(inbound, outbound, relation, self.policy.provisions))
        parts = [self._into(inbound, part, relation) for part in outbound.parts]
        worst = max(parts, key=_rank)
        why = Reason("outbound-or" if isinstance(outbound, Or) else "outbound-and", facts_of(outbound=outbound))
        conditions = tuple(dict.fromkeys(one for part in parts for one in part.conditions))
        return worst._replace(outbound=str(self.outbound), reasons=(why, *worst.reasons), conditions=conditions)

    def _with_doctrine(self, found: Compatibility) -> Compatibility:
        """Where sources differ, what the policy's doctrine makes of it, said aloud."""
        if found.verdict is not Word.CONTESTED:
            return found
        how = "allows" if self._doctrine_allows(found) else "forbids"
        facts = facts_of(doctrine=self.policy.doctrine.value)
        said = Reason(f"contested-{self.policy.contested.value}-{how}", facts, "", self.policy.place)
        return found._replace(reasons=(*found.reasons, said))

    def _doctrine_allows(self, found: Compatibility) -> bool:
        """The European reading allows what the Commission does not doubt itself."""
        doubted = any(reason.key == "commission-doubts" for reason in found.reasons)
        return self.policy.doctrine is Doctrine.EU_DIRECTIVE and not doubted

    def objects(self, found: Compatibility) -> bool:
        """Whether an answer keeps a component from being fine, under the policy's doctrine."""
        if found.verdict is Word.CONTESTED and self.policy.contested is Contested.DOCTRINE:
            return not self._doctrine_allows(found)
        return _rank(found)[0] > ORDER.index(Word.COMPATIBLE_IF) or any(condition.open for condition in found.conditions)


def answer(inbound: Leaf, outbound: Leaf, relation: Relation, provisions: tuple[Provision, ...] = ()) -> Compatibility:
    """The answer for one license into one other, with all votes and what would help."""
    question = Question(inbound, outbound, relation, provisions)
    found = decide(question)
    reasons = found.reasons
    if found.word is Word.INCOMPATIBLE and reasons[0].key in _STATED_NO:
        reasons += reach.clauses_behind(question)
    reasons += votes(question, frozenset(reason.source for reason in reasons))
    return Compatibility(found.word, str(outbound), relation, reasons, remedies(question, found, decide), found.conditions)


def decide(question: Question) -> Ruling:
    """What the first rung says that has an answer; for an offer of several versions, the best of them."""
    found = _first_word(question)
    for license_id in versions.offered(question.inbound.license) if found.word not in FINE else ():
        version = Leaf(license_id, question.inbound.exception)
        other = _first_word(question._replace(inbound=version))
        if other.word in FINE:
            facts = question.facts(start=question.inbound, to=version)
            source = text_of(question.inbound.license, "later-versions")
            return Ruling(other.word, (Reason("step-or-later", facts, source), *other.reasons), other.conditions)
    return found


def _first_word(question: Question) -> Ruling:
    for rung in _RUNGS:
        found = rung(question)
        if found is not None:
            return found
    return ruling(Word.UNKNOWN, Reason("no-source", question.facts()))


def _without_exception(question: Question) -> Ruling | None:
    """An exception of which nothing is known here only permits more: the answer for the license without it is on the safe side."""
    inbound = question.inbound
    if not inbound.exception or osadl_cell(question) is not None:
        return None
    base = _first_word(question._replace(inbound=Leaf(inbound.license)))
    because = Reason("exception-ignored", question.facts(exception=inbound.exception))
    return Ruling(base.word, (because, *base.reasons), base.conditions)


def _rank(found: Compatibility) -> tuple[int, bool]:
    return ORDER.index(found.verdict), any(condition.open for condition in found.conditions)


_STATED_NO = ("commission-no", "fsf-no", "osadl-no", "osadl-no-explicit")
"""A no that somebody states; the clauses behind it are worth naming, too."""

_RUNGS: tuple[Callable[[Question], Ruling | None], ...] = (
    settled.not_known,
    settled.same,
    settled.closed,
    settled.dedicated,
    settled.apart,
    settled.not_passed_on,
    stated.by_text,
    stated.by_commission,
    stated.by_foundation_yes,
    stated.by_text_if,
    stated.by_foundation_no,
    stated.by_osadl_yes,
    reach.by_linking_exception,
    reach.by_combining_exception,
    _without_exception,
    reach.by_weak_copyleft,
    reach.by_commission_on_linking,
    reach.by_kind,
    stated.by_osadl_no,
    reach.by_copyleft,
    stated.by_osadl_silence,
    reach.by_restrictions,
)
