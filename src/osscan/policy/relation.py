"""How a component and the product are joined, where no input says it: by what it is needed for, else by where it comes from."""

from __future__ import annotations

from osscan.model.component import Relation, Scope
from osscan.policy.match import purl_fits
from osscan.policy.schema import Policy

_PACKAGE = "pkg:"


def named_packages(policy: Policy) -> tuple[str, ...]:
    """The package URLs, or patterns of them, that stand among the ecosystems of `context`."""
    return tuple(name for name, _ in policy.relation_by_ecosystem if name.startswith(_PACKAGE))


def relation_of(policy: Policy, scope: Scope, purl: str) -> Relation:
    """The relation that the policy's `context` gives to a scope, to a package by its name, to an ecosystem, or to anything else.

    Of several patterns the longest that fits counts.
    """
    for known, relation in policy.relation_by_scope:
        if known is scope:
            return relation
    named = [row for row in policy.relation_by_ecosystem if row[0].startswith(_PACKAGE) and purl_fits(purl, row[0])]
    if named:
        return max(named, key=lambda row: len(row[0]))[1]
    ecosystem = purl[len(_PACKAGE) : purl.find("/")] if purl.startswith(_PACKAGE) else ""
    for name, relation in policy.relation_by_ecosystem:
        if name == ecosystem:
            return relation
    return policy.relation_default
