"""How each constraint stands to one outbound license: fine, fine on conditions, a matter for review, or in the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from osscan.engine.constraints import Asked
from osscan.engine.repairs import Repairs, asking
from osscan.engine.weighing import CONDITIONS, IMPOSSIBLE, SETTLED, Scales
from osscan.expression.tree import Tree
from osscan.model.outbound import Standing, State
from osscan.model.problem import facts_of
from osscan.model.verdict import Compatibility, CompatibilityWord, Reason, Remedy
from osscan.policy.compatibility import Compatibilities
from osscan.policy.schema import Policy

Word = CompatibilityWord

RANK = {state: rank for rank, state in enumerate(State)}
"""From nothing to object to the worst."""


@dataclass(slots=True, eq=False, repr=False)
class Weighing:
    """Weighs the same constraints for one candidate after the other; every kind of component is judged once for each."""

    policy: Policy
    asked: tuple[Asked, ...]
    further: str = ""
    """Options that proposed commands need."""

    def standings(self, outbound: Tree) -> tuple[Standing, ...]:
        """One for each constraint, in their order."""
        scales = Scales(Compatibilities(self.policy, outbound), remarks=False)
        repairs = Repairs(scales, partial(asking, further=self.further), may_switch=False)
        found = (_standing(scales, position, asked) for position, asked in enumerate(self.asked))
        return tuple(one if RANK[one.state] < RANK[State.NEEDS_REVIEW] else self._with_remedies(one, repairs) for one in found)

    def _with_remedies(self, standing: Standing, repairs: Repairs) -> Standing:
        """What would make a constraint fit, the smallest change first; another outbound license is for the whole product to choose."""
        asked = self.asked[standing.constraint]
        found = standing.compatibility
        ways = found.remedies
        if not ways or ways[0].key not in _SETTLING.values():
            ways = repairs.remedies(asked.tree, asked.constraint.relation, found)
        if asked.constraint.are_files:
            ways = (Remedy("own-files"), *(remedy for remedy in ways if not remedy.key.startswith("relation-")))
        return standing._replace(compatibility=found._replace(remedies=ways or (Remedy("replace-component"),)))


_SETTLING = {"operator-decides": "ask-operator", "claims-disagree": "settle-claims"}
"""What helps where not the license is in the way but that nobody knows which one holds."""


def _standing(scales: Scales, position: int, asked: Asked) -> Standing:
    relation = asked.constraint.relation
    graded = scales.graded(asked.tree, relation)
    if graded.grade == 0 and not asked.has_choice and not asked.others:
        outbound = str(scales.compatibilities.outbound)
        return Standing(position, State.POSSIBLE, Compatibility(Word.COMPATIBLE, outbound, relation))
    state = _state(graded.grade)
    strict = scales.weigh(asked.tree, relation, graded)
    if state is State.POSSIBLE and strict.compatibility.conditions:
        state = State.POSSIBLE_WITH_CONDITIONS
    if asked.either is not None and RANK[state] >= RANK[State.NEEDS_REVIEW]:
        lax = _state(scales.grade(asked.either, relation))
        if RANK[lax] < RANK[state]:
            why = Reason("operator-decides", facts_of(every=asked.tree, either=asked.either))
            return Standing(position, State.NEEDS_REVIEW, _doubted(strict.compatibility, why))
    if RANK[state] < RANK[State.NEEDS_REVIEW]:
        for role, tree in asked.others:
            if not scales.fits(tree, relation):
                why = Reason("claims-disagree", facts_of(role=role, expression=tree, counted=asked.tree))
                return Standing(position, State.NEEDS_REVIEW, _doubted(strict.compatibility, why))
    return Standing(position, state, strict.compatibility, strict.chosen)


def _doubted(found: Compatibility, why: Reason) -> Compatibility:
    remedies = (Remedy(_SETTLING[why.key]), Remedy("add-clarification"))
    return found._replace(verdict=Word.UNKNOWN, reasons=(why, *found.reasons), remedies=remedies, conditions=())


def _state(grade: int) -> State:
    if grade >= IMPOSSIBLE:
        return State.IMPOSSIBLE
    if grade > SETTLED:
        return State.NEEDS_REVIEW
    return State.POSSIBLE if grade != CONDITIONS else State.POSSIBLE_WITH_CONDITIONS
