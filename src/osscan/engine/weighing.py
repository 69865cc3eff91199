"""A whole inbound expression against one outbound: AND is as bad as its worst part, OR as good as its best; linear in its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from osscan.expression.tree import And, Leaf, Or, Tree
from osscan.model.component import Relation
from osscan.model.pair import Part, Weighed
from osscan.model.problem import facts_of
from osscan.model.verdict import Compatibility, CompatibilityWord, Reason, Remedy
from osscan.policy.compatibility import ORDER, Compatibilities

Word = CompatibilityWord

CONDITIONS, SETTLED, OPEN, CONTESTED, HOPELESS = 1, 2, 3, 4, 5
"""Grades, from 0 for what is fine: conditions to meet; contested, but settled by the policy's doctrine; open conditions; contested.

From HOPELESS on (unknown, incompatible) no OR branch is chosen: all of them stand in the way.
"""
IMPOSSIBLE = HOPELESS + ORDER.index(Word.INCOMPATIBLE)


@dataclass(slots=True, eq=False, repr=False)
class Scales:
    """Weighs expressions for one outbound and policy; remembers every license that it has met."""

    compatibilities: Compatibilities
    remarks: bool = True
    """Whether the reasons also say how an expression was read; without, only what decides is put together."""
    _known: dict[str, dict[Leaf, int]] = field(default_factory=dict)
    """Grades of single licenses, by relation."""

    def grade(self, tree: Tree, relation: Relation) -> int:
        """How bad the answer for the whole is, without its reasons."""
        return self.graded(tree, relation).grade

    def graded(self, tree: Tree, relation: Relation) -> Graded:
        """The grades of the whole and of all its parts."""
        return self._graded(tree, relation, self._known.setdefault(relation.value, {}))

    def weigh(self, tree: Tree, relation: Relation, graded: Graded | None = None) -> Weighed:
        """The answer for the whole; of equal OR branches the one that the policy prefers, then the one with fewer conditions."""
        return self._weigh(tree, graded or self.graded(tree, relation), relation)

    def parts(self, tree: Tree, relation: Relation) -> tuple[Part, ...]:
        """Every part with its own answer, in reading order; nothing for a single license."""
        if isinstance(tree, Leaf):
            return ()
        graded = self.graded(tree, relation)
        return tuple(self._parts(tree, graded, relation, 0, counts=True))

    def fits(self, tree: Tree, relation: Relation) -> bool:
        """Whether nothing objects to the whole."""
        return self.grade(tree, relation) <= SETTLED

    def objects(self, compatibility: Compatibility) -> bool:
        """Whether an answer keeps a component from being fine: the policy's doctrine counts, and so do open conditions."""
        return self.compatibilities.objects(compatibility)

    def rank(self, compatibility: Compatibility) -> int:
        """How bad an answer is: a condition that somebody has to look at weighs more than one that can simply be met."""
        verdict = compatibility.verdict
        if ORDER.index(verdict) > ORDER.index(Word.CONTESTED):
            return HOPELESS + ORDER.index(verdict)
        if self.objects(compatibility):
            return CONTESTED if verdict is Word.CONTESTED else OPEN
        return ORDER.index(verdict)

    def _graded(self, tree: Tree, relation: Relation, known: dict[Leaf, int]) -> Graded:
        if isinstance(tree, Leaf):
            grade = known.get(tree)
            if grade is None:
                grade = known[tree] = self.rank(self.compatibilities.of(tree, relation))
            return Graded(grade, ())
        below = [self._graded(part, relation, known) for part in tree.parts]
        grades = [one.grade for one in below]
        return Graded(max(grades) if isinstance(tree, And) else min(grades), below)

    def _weigh(self, tree: Tree, graded: Graded, relation: Relation) -> Weighed:
        if isinstance(tree, Leaf):
            return Weighed(self.compatibilities.of(tree, relation), "")
        return self._all(tree, graded, relation) if isinstance(tree, And) else self._any(tree, graded, relation)

    def _any(self, tree: Or, graded: Graded, relation: Relation) -> Weighed:
        if graded.grade >= HOPELESS:
            return self._none(tree, graded, relation)
        part, best = self._best(tree, graded, relation)
        if not self.remarks:
            return best if best.chosen else Weighed(best.compatibility, str(part))
        others = ", ".join(str(other) for other in tree.parts if other is not part)
        because = Reason("branch-chosen", facts_of(chosen=part, others=others))
        compatibility = best.compatibility
        return Weighed(compatibility._replace(reasons=(because, *compatibility.reasons)), best.chosen or str(part))

    def _best(self, tree: Or, graded: Graded, relation: Relation) -> tuple[Tree, Weighed]:
        found = [
            (part, self._weigh(part, one, relation))
            for part, one in zip(tree.parts, graded.below, strict=True)
            if one.grade == graded.grade
        ]
        if len(found) == 1:
            return found[0]
        return min(found, key=lambda pair: (self._liking(str(pair[0])), len(pair[1].compatibility.conditions), str(pair[0])))

    def _all(self, tree: And, graded: Graded, relation: Relation) -> Weighed:
        """All conditions hold at once; the reasons are those of the parts that decide."""
        only_deciding = not self.remarks and graded.grade >= HOPELESS
        found = [
            (part, one, self._weigh(part, one, relation))
            for part, one in zip(tree.parts, graded.below, strict=True)
            if one.grade == graded.grade or not only_deciding
        ]
        deciding = [(part, told.compatibility) for part, one, told in found if one.grade == graded.grade]
        because: tuple[Reason, ...] = ()
        if self.remarks and len(deciding) < len(found):
            because = (Reason("worst-of-all", facts_of(part=", ".join(str(part) for part, _ in deciding), whole=tree)),)
        bearing = (told.compatibility for _, _, told in found)
        compatibility = _united(deciding[0][1], (one for _, one in deciding), bearing, because)
        if not any(told.chosen for _, _, told in found):
            return Weighed(compatibility, "")
        return Weighed(compatibility, " AND ".join(told.chosen or _bracketed(part) for part, _, told in found))

    def _none(self, tree: Or, graded: Graded, relation: Relation) -> Weighed:
        """No branch will do: the reasons of all of them, the least hopeless first."""
        ordered = sorted(zip(tree.parts, graded.below, strict=True), key=lambda pair: pair[1].grade)
        every = [self._weigh(part, one, relation).compatibility for part, one in ordered]
        because = (Reason("no-branch", facts_of(whole=tree)),) if self.remarks else ()
        return Weighed(_united(every[0], every, (), because), "")

    def _liking(self, part: str) -> int:
        prefer = self.compatibilities.policy.prefer
        return prefer.index(part) if part in prefer else len(prefer)

    def _parts(self, tree: Tree, graded: Graded, relation: Relation, depth: int, *, counts: bool) -> Iterator[Part]:
        mine = self._weigh(tree, graded, relation).compatibility
        if isinstance(tree, Leaf):
            yield Part(str(tree), "", depth, mine, counts)
            return
        yield Part("", "AND" if isinstance(tree, And) else "OR", depth, mine, counts)
        taken = None
        if isinstance(tree, Or) and graded.grade < HOPELESS:
            taken, _ = self._best(tree, graded, relation)
        for part, one in zip(tree.parts, graded.below, strict=True):
            yield from self._parts(part, one, relation, depth + 1, counts=counts and (taken is None or part is taken))


class Graded(NamedTuple):
    """A grade, and those of the parts beneath."""

    grade: int
    below: Sequence[Graded]


def _united(
    base: Compatibility, deciding: Iterable[Compatibility], bearing: Iterable[Compatibility], because: tuple[Reason, ...]
) -> Compatibility:
    deciding = list(deciding)
    if len(deciding) == 1 and not because and base is deciding[0]:
        conditions = dict.fromkeys(condition for one in bearing for condition in one.conditions)
        return base if tuple(conditions) == base.conditions else base._replace(conditions=tuple(conditions))
    reasons: dict[Reason, None] = dict.fromkeys(because)
    remedies: dict[Remedy, None] = {}
    conditions = {}
    for one in deciding:
        reasons.update(dict.fromkeys(one.reasons))
        remedies.update(dict.fromkeys(one.remedies))
    for one in bearing:
        conditions.update(dict.fromkeys(one.conditions))
    return base._replace(reasons=tuple(reasons), remedies=tuple(remedies), conditions=tuple(conditions))


def _bracketed(part: Tree) -> str:
    return f"({part})" if isinstance(part, Or) else str(part)
