"""How a component and the product are joined, where no input says it: by what it is needed for, else by where it comes from."""

from __future__ import annotations

from osscan.model.component import Relation, Scope
from osscan.policy.schema import Policy


def relation_of(policy: Policy, scope: Scope, purl: str) -> Relation:
    """The relation that the policy's `context` gives to a scope, to the ecosystem of a package URL, or to anything else."""
    for known, relation in policy.relation_by_scope:
        if known is scope:
            return relation
    ecosystem = purl[4 : purl.find("/")] if purl.startswith("pkg:") else ""
    for name, relation in policy.relation_by_ecosystem:
        if name == ecosystem:
            return relation
    return policy.relation_default
