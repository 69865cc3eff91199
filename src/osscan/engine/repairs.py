"""What would make an answer fine: a looser relation, a later version, another outbound license; each tried before it is proposed."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from osscan.engine.weighing import Scales
from osscan.expression.tree import And, Leaf, Tree, all_of, any_of, leaves
from osscan.knowledge import profiles, spdx
from osscan.model.component import Relation
from osscan.model.problem import facts_of
from osscan.model.verdict import Compatibility, Remedy
from osscan.policy.compatibility import Compatibilities

Asking = Callable[[str, str, Relation], str]
"""Writes the command that asks whether one license may go into another in a relation."""

_LOOSER = (Relation.STATIC_LINK, Relation.DYNAMIC_LINK, Relation.SEPARATE_PROCESS)
_TRIED_BY_ENGINE = ("relation-", "switch-outbound")
_LAST = ("replace-component", "ask-coordination-office")


@dataclass(slots=True, eq=False, repr=False)
class Repairs:
    """Proposes for one outbound license."""

    scales: Scales
    asking: Asking
    may_switch: bool = True
    """Whether another outbound license is proposed; for one part of a product that helps nobody."""

    def remedies(self, tree: Tree, relation: Relation, found: Compatibility) -> tuple[Remedy, ...]:
        """Ways out, the smallest change first; none where nothing objects.

        What was proposed for one part of an expression is tried on the whole of it.
        """
        if not self.scales.objects(found):
            return ()
        proposed = found.remedies
        if not self.may_switch:
            proposed = tuple(remedy for remedy in proposed if not remedy.key.startswith("switch-outbound"))
        if not isinstance(tree, Leaf):
            rest = tuple(remedy for remedy in proposed if not remedy.key.startswith(_TRIED_BY_ENGINE))
            proposed = (*self._other_relation(tree, relation), *self._switches(tree, relation, proposed), *rest)
        first = [remedy for remedy in proposed if remedy.key not in _LAST]
        last = [remedy for remedy in proposed if remedy.key in _LAST]
        ways = (*first, *self._later_version(tree, relation), *last)
        return tuple(dict.fromkeys(self._with_command(remedy, tree, relation) for remedy in ways))

    def _other_relation(self, tree: Tree, relation: Relation) -> list[Remedy]:
        tried = _LOOSER[_LOOSER.index(relation) + 1 if relation in _LOOSER else 0 :]
        if _is_content(tree):
            tried = (Relation.DATA,)
        for other in tried:
            if other is not relation and self.scales.fits(tree, other):
                return [Remedy(f"relation-{other.value}", self._facts(tree, relation))]
        return []

    def _switches(self, tree: Tree, relation: Relation, proposed: tuple[Remedy, ...]) -> list[Remedy]:
        found = []
        for remedy in proposed:
            to = dict(remedy.facts).get("outbound", "")
            if remedy.key.startswith("switch-outbound") and to and self._fits_under(tree, relation, to):
                found.append(remedy)
        return found[:1]

    def _fits_under(self, tree: Tree, relation: Relation, outbound: str) -> bool:
        license_, _, exception = outbound.partition(" WITH ")
        policy = self.scales.compatibilities.policy
        return Scales(Compatibilities(policy, Leaf(license_, exception))).fits(tree, relation)

    def _later_version(self, tree: Tree, relation: Relation) -> list[Remedy]:
        """`X-only` is often a careless name for `X-or-later`: the component's own files say which one is meant."""
        later = _with_later_versions(tree)
        if later == tree or not self.scales.fits(later, relation):
            return []
        command = self.asking(str(later), str(self.scales.compatibilities.outbound), relation)
        return [Remedy("later-version", facts_of(license=tree, later=later), command)]

    def _with_command(self, remedy: Remedy, tree: Tree, relation: Relation) -> Remedy:
        outbound = str(self.scales.compatibilities.outbound)
        facts = dict(remedy.facts)
        if remedy.key.startswith("relation-"):
            return remedy._replace(command=self.asking(str(tree), outbound, Relation(remedy.key.removeprefix("relation-"))))
        if remedy.key.startswith("switch-outbound") and "outbound" in facts:
            return remedy._replace(command=self.asking(str(tree), facts["outbound"], relation))
        return remedy

    def _facts(self, tree: Tree, relation: Relation) -> tuple[tuple[str, str], ...]:
        return facts_of(inbound=tree, outbound=self.scales.compatibilities.outbound, relation=relation.value)


def asking(inbound: str, outbound: str, relation: Relation, further: str = "") -> str:
    """A question to `osscan license compat` as a command line."""
    command = f"osscan license compat {shlex.quote(inbound)} {shlex.quote(outbound)} --relation {relation.value}"
    return f"{command} {further}".rstrip()


@lru_cache(maxsize=16384)
def _is_content(tree: Tree) -> bool:
    """Whether every license is made for texts, pictures or data."""
    return all((known := profiles.profile(leaf.license)) is not None and known.kind != "software" for leaf in leaves(tree))


@lru_cache(maxsize=16384)
def _with_later_versions(tree: Tree) -> Tree:
    if isinstance(tree, Leaf):
        later = tree.license.removesuffix("-only") + "-or-later"
        return Leaf(later, tree.exception) if tree.license.endswith("-only") and spdx.license_id(later) is not None else tree
    parts = tuple(map(_with_later_versions, tree.parts))
    return all_of(parts) if isinstance(tree, And) else any_of(parts)
