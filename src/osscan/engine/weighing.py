"""A whole inbound expression against one outbound: AND is as bad as its worst part, OR as good as its best; linear in its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from osscan.expression.tree import And, Leaf, Or, Tree
from osscan.model.component import Relation
from osscan.model.pair import Part, Weighed
from osscan.model.problem import facts_of
from osscan.model.verdict import Compatibility, CompatibilityWord, Proviso, Reason, Remedy
from osscan.policy.compatibility import ORDER, Compatibilities

Word = CompatibilityWord


@dataclass(slots=True, eq=False, repr=False)
class Scales:
    """Weighs expressions for one outbound and policy; remembers every expression that it has met."""

    compatibilities: Compatibilities
    _met: dict[tuple[Tree, str], Weighed] = field(default_factory=dict)

    def weigh(self, tree: Tree, relation: Relation) -> Weighed:
        """The answer for the whole; of equal OR branches the one that the policy prefers, then the one with fewer conditions."""
        key = (tree, relation.value)
        known = self._met.get(key)
        if known is None:
            known = self._met[key] = self._weigh(tree, relation)
        return known

    def parts(self, tree: Tree, relation: Relation) -> tuple[Part, ...]:
        """Every part with its own answer, in reading order; nothing for a single license."""
        return () if isinstance(tree, Leaf) else tuple(self._parts(tree, relation, 0, counts=True))

    def objects(self, compatibility: Compatibility) -> bool:
        """Whether an answer keeps a component from being fine: the policy's doctrine counts, and so do open conditions."""
        return self.compatibilities.objects(compatibility) or has_open(compatibility)

    def rank(self, compatibility: Compatibility) -> int:
        """How bad an answer is: a condition that somebody has to look at weighs more than one that can simply be met."""
        verdict = compatibility.verdict
        if verdict is Word.CONTESTED and not self.compatibilities.objects(compatibility):
            return _SETTLED
        return _OPEN if verdict is Word.COMPATIBLE_IF and has_open(compatibility) else 4 * ORDER.index(verdict)

    def _weigh(self, tree: Tree, relation: Relation) -> Weighed:
        if isinstance(tree, Leaf):
            return Weighed(self.compatibilities.of(tree, relation), "")
        found = [(part, self.weigh(part, relation)) for part in tree.parts]
        return self._all(tree, found) if isinstance(tree, And) else self._any(tree, found)

    def _any(self, tree: Or, found: list[tuple[Tree, Weighed]]) -> Weighed:
        part, best = self._best(found)
        if self.rank(best.compatibility) >= _HOPELESS:
            return self._none(tree, found, best)
        chosen = best.chosen or str(part)
        others = ", ".join(str(other) for other, _ in found if other is not part)
        because = Reason("branch-chosen", facts_of(chosen=part, others=others))
        compatibility = best.compatibility
        return Weighed(compatibility._replace(reasons=(because, *compatibility.reasons)), chosen)

    def _all(self, tree: And, found: list[tuple[Tree, Weighed]]) -> Weighed:
        """All conditions hold at once; the reasons are those of the parts that decide."""
        worst = max(self.rank(one.compatibility) for _, one in found)
        deciding = [(part, one.compatibility) for part, one in found if self.rank(one.compatibility) == worst]
        because: tuple[Reason, ...] = ()
        if len(deciding) < len(found):
            because = (Reason("worst-of-all", facts_of(part=", ".join(str(part) for part, _ in deciding), whole=tree)),)
        compatibility = _united(deciding[0][1], (one for _, one in deciding), (one.compatibility for _, one in found), because)
        chosen = (
            " AND ".join(one.chosen or _bracketed(part) for part, one in found) if any(one.chosen for _, one in found) else ""
        )
        return Weighed(compatibility, chosen)

    def _none(self, tree: Or, found: list[tuple[Tree, Weighed]], best: Weighed) -> Weighed:
        """No branch will do: the reasons of all of them."""
        because = (Reason("no-branch", facts_of(whole=tree)),)
        every = sorted((one.compatibility for _, one in found), key=self.rank)
        return Weighed(_united(best.compatibility, every, (), because), "")

    def _best(self, found: list[tuple[Tree, Weighed]]) -> tuple[Tree, Weighed]:
        return min(
            found,
            key=lambda pair: (
                self.rank(pair[1].compatibility),
                self._liking(str(pair[0])),
                len(pair[1].compatibility.conditions),
                str(pair[0]),
            ),
        )

    def _liking(self, part: str) -> int:
        prefer = self.compatibilities.policy.prefer
        return prefer.index(part) if part in prefer else len(prefer)

    def _parts(self, tree: Tree, relation: Relation, depth: int, *, counts: bool) -> Iterator[Part]:
        mine = self.weigh(tree, relation).compatibility
        if isinstance(tree, Leaf):
            yield Part(str(tree), "", depth, mine, counts)
            return
        yield Part("", "AND" if isinstance(tree, And) else "OR", depth, mine, counts)
        taken = None
        if isinstance(tree, Or) and self.rank(mine) < _HOPELESS:
            taken, _ = self._best([(part, self.weigh(part, relation)) for part in tree.parts])
        for part in tree.parts:
            yield from self._parts(part, relation, depth + 1, counts=counts and (taken is None or part is taken))


def has_open(compatibility: Compatibility) -> bool:
    """Whether some condition can be established only by a look at the component."""
    return any(condition.open for condition in compatibility.conditions)


_SETTLED = 4 * ORDER.index(Word.COMPATIBLE_IF) + 1
"""Contested, but the policy's doctrine says that it may be done."""
_OPEN = _SETTLED + 1
_HOPELESS = 4 * ORDER.index(Word.UNKNOWN)
"""From this rank on no branch is chosen: all of them stand in the way."""


def _united(
    base: Compatibility, deciding: Iterable[Compatibility], bearing: Iterable[Compatibility], because: tuple[Reason, ...]
) -> Compatibility:
    reasons: dict[Reason, None] = dict.fromkeys(because)
    remedies: dict[Remedy, None] = {}
    conditions: dict[Proviso, None] = {}
    for one in deciding:
        reasons.update(dict.fromkeys(one.reasons))
        remedies.update(dict.fromkeys(one.remedies))
    for one in bearing:
        conditions.update(dict.fromkeys(one.conditions))
    return base._replace(reasons=tuple(reasons), remedies=tuple(remedies), conditions=tuple(conditions))


def _bracketed(part: Tree) -> str:
    return f"({part})" if isinstance(part, Or) else str(part)
