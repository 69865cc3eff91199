"""Whether a policy makes sense beyond its grammar: ids exist, names are defined, nothing unknown can pass."""

from __future__ import annotations

import re

from osscan.expression.scan import fault_in
from osscan.knowledge import spdx
from osscan.model.place import Place
from osscan.model.problem import Problem, note, warning
from osscan.model.verdict import LicenseStatus
from osscan.policy.document import Faults
from osscan.policy.match import license_fits
from osscan.policy.schema import DEFAULT, OBLIGATIONS, Category, Condition, Policy, Rule, Then

_JOINTS = re.compile(r"[\s()]+(?:AND|OR)[\s()]+", re.IGNORECASE)
_RESERVED = (DEFAULT, "*")
"""Words that stand for no rule in particular: the policy's default, and any rule."""


def check(policy: Policy, faults: Faults) -> None:
    """Tells every fault by which the policy would judge other than its author meant."""
    _ids_once(policy, faults)
    _licenses_known(policy, faults)
    categories = {category.name for category in policy.categories}
    for rule in policy.rules:
        for condition in (rule.when, *rule.unless):
            for name in condition.category:
                if name not in categories:
                    faults.add("policy-unknown-category", rule.place, name=name, rule=rule.id)
        for name in set(rule.obligations) - set(OBLIGATIONS):
            faults.add("policy-unknown-obligation", rule.place, name=name, rule=rule.id, known=", ".join(OBLIGATIONS))
        if rule.then is Then.ALLOW and set(rule.when.status) - {LicenseStatus.RESOLVED.value}:
            faults.add("policy-allows-unknown", rule.place, rule=rule.id)
        if rule.id in _RESERVED:
            faults.add("policy-id-reserved", rule.place, id=rule.id)
    rules = {rule.id for rule in policy.rules}
    for test in policy.tests:
        if test.expect.rule and test.expect.rule not in rules and test.expect.rule != DEFAULT:
            faults.add("policy-test-without-rule", test.place, test=test.name, rule=test.expect.rule)
    for waiver in policy.waivers:
        if waiver.rule != "*" and waiver.rule not in rules:
            faults.add("policy-waiver-without-rule", waiver.place, waiver=waiver.id, rule=waiver.rule)


def remarks(policy: Policy) -> tuple[Problem, ...]:
    """What a careful author would want to know although the policy works: shadowed rules, overlapping categories."""
    found: list[Problem] = []
    for position, rule in enumerate(policy.rules):
        earlier = next((other for other in policy.rules[:position] if _covers(other, rule)), None)
        if earlier is not None:
            found.append(warning("policy-shadowed-rule", rule.place, rule=rule.id, earlier=earlier.id))
    for position, category in enumerate(policy.categories):
        for other in policy.categories[:position]:
            found += _overlaps(category, other)
    return tuple(found)


def _overlaps(category: Category, other: Category) -> list[Problem]:
    return [
        note("policy-category-overlap", category.place, license=name, first=other.name, second=category.name)
        for name in category.licenses
        if "*" not in name and any(license_fits(name, pattern) for pattern in other.licenses)
    ]


def _ids_once(policy: Policy, faults: Faults) -> None:
    seen: dict[str, Place] = {}
    named = [(rule.id, rule.place) for rule in policy.rules]
    named += [(waiver.id, waiver.place) for waiver in policy.waivers]
    named += [(f"{test.place.input}: {test.name}", test.place) for test in policy.tests]
    for name, place in named:
        if name in seen:
            faults.add("policy-id-twice", place, id=name, other=_where(seen[name]))
        seen.setdefault(name, place)


def _licenses_known(policy: Policy, faults: Faults) -> None:
    for category in policy.categories:
        for name in category.licenses:
            _license_known(name, category.place, faults)
    for rule in policy.rules:
        for condition in (rule.when, *rule.unless):
            for name in condition.license:
                _license_known(name, rule.place, faults)
    _expression_known(policy.outbound, policy.place, faults)
    for clarification in policy.clarifications:
        _expression_known(clarification.expression, clarification.place, faults)
    for test in policy.tests:
        _expression_known(test.component.license, test.place, faults)


def _expression_known(text: str, place: Place, faults: Faults) -> None:
    """Looks at the ids of an expression one by one; to build its tree would load a parser that most runs don't need."""
    if fault_in(text) is not None:
        return
    for license_ in _JOINTS.split(text.strip("( )")):
        _license_known(" WITH ".join(re.split(r" with ", license_, flags=re.IGNORECASE)), place, faults)


def _license_known(name: str, place: Place, faults: Faults) -> None:
    """A misspelt id in a deny list would let everything through."""
    if "*" in name:
        return
    base, _, exception = name.partition(" WITH ")
    if spdx.current(base) is None:
        faults.add("policy-unknown-license", place, license=name, near=", ".join(spdx.near(base)) or "-")
    elif exception and spdx.exception(exception) is None:
        faults.add("policy-unknown-license", place, license=name, near=", ".join(spdx.near(exception)) or "-")


def _covers(earlier: Rule, later: Rule) -> bool:
    """Whether the earlier rule takes everything that the later one could take."""
    if earlier.unless:
        return False
    mine, other = earlier.when, later.when
    return all(_field_covers(getattr(mine, name), getattr(other, name)) for name in Condition._fields)


def _field_covers(mine: object, other: object) -> bool:
    if mine in ((), None):
        return True
    if isinstance(mine, tuple) and isinstance(other, tuple):
        return bool(other) and set(other) <= set(mine)
    return mine == other


def _where(place: Place) -> str:
    return f"{place.input}:{place.line}"
