"""Conditions that can never fit: a rule that never speaks, or an exception to it that never holds, is a mistake."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.knowledge import spdx
from osscan.model.component import Relation, Scope
from osscan.model.place import Place
from osscan.model.problem import Problem, warning
from osscan.model.verdict import LicenseStatus
from osscan.policy.match import license_fits
from osscan.policy.relation import named_packages
from osscan.policy.schema import Condition, Policy, Rule


def unfit(policy: Policy) -> list[Problem]:
    """Every condition, waiver and clarification that nothing can fit, with the cause."""
    found = []
    for rule in policy.rules:
        for condition in (rule.when, *rule.unless):
            found += [
                warning(f"policy-never-fits-{cause}", rule.place, rule=rule.id) for cause in _causes(condition, rule, policy)
            ]
    named: list[tuple[str, Place]] = [(waiver.purl, waiver.place) for waiver in policy.waivers]
    named += [(clarification.purl, clarification.place) for clarification in policy.clarifications]
    named += [(pattern, rule.place) for rule in policy.rules for when in (rule.when, *rule.unless) for pattern in when.purl]
    found += [warning("policy-purl-pattern", place, purl=pattern) for pattern, place in named if not _is_pattern(pattern)]
    return found


def _causes(when: Condition, rule: Rule, policy: Policy) -> Iterator[str]:
    asks_for_license = bool(when.license or when.category or when.family) or when.osi is not None or when.network is not None
    if when.status and asks_for_license and LicenseStatus.RESOLVED.value not in when.status:
        yield "status"
    if when.license and (when.category or when.family or when.osi is not None) and not _has_such_license(when, policy):
        yield "license"
    if when.relation and (when.scope or when.purl) and not _relations(when, policy) & set(when.relation):
        yield "relation"
    if when.provision and not set(when.provision) & set(policy.provisions) and rule.place.input not in policy.shared:
        yield "provision"


def _has_such_license(when: Condition, policy: Policy) -> bool:
    """Whether a license that is named belongs to the categories and families that are asked for; patterns may."""
    for name in when.license:
        if "*" in name:
            return True
        base = name.partition(" WITH ")[0]
        in_category = (
            not when.category or _in_categories(name, when.category, policy) or _in_categories(base, when.category, policy)
        )
        in_family = not when.family or spdx.family(base).casefold() in {family.casefold() for family in when.family}
        if in_category and in_family and (when.osi is None or spdx.is_osi_approved(name) is when.osi):
            return True
    return False


def _in_categories(name: str, categories: tuple[str, ...], policy: Policy) -> bool:
    return any(license_fits(name, pattern) for c in policy.categories if c.name in categories for pattern in c.licenses)


def _relations(when: Condition, policy: Policy) -> set[Relation]:
    """Those that `context` can give to the scopes and ecosystems of a condition; an input may state others itself."""
    by_scope, by_ecosystem = dict(policy.relation_by_scope), dict(policy.relation_by_ecosystem)
    scopes = when.scope or tuple(Scope)
    found = {by_scope[scope] for scope in scopes if scope in by_scope}
    if all(scope in by_scope for scope in scopes):
        return found
    if not when.purl or named_packages(policy) or any("*" in pattern.partition("/")[0] for pattern in when.purl):
        return found | {*by_ecosystem.values(), policy.relation_default}
    return found | {by_ecosystem.get(pattern[4:].partition("/")[0], policy.relation_default) for pattern in when.purl}


def _is_pattern(pattern: str) -> bool:
    """Whether it can fit a package URL without its version: `pkg:npm/a`, `pkg:npm/%40scope/*`, `*`."""
    if not pattern.startswith(("pkg:", "*")):
        return False
    last = pattern.rpartition("/")[2]
    return "@" not in last[1:] and "#" not in pattern
