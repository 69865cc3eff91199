"""Whether a policy makes sense beyond its grammar: ids exist, names are defined, nothing unknown can pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.expression.scan import fault_in
from osscan.knowledge import spdx
from osscan.model.place import Place
from osscan.model.problem import Problem, note, warning
from osscan.model.verdict import LicenseStatus
from osscan.policy.document import Faults
from osscan.policy.match import license_fits
from osscan.policy.schema import DEFAULT, OBLIGATIONS, STRICTNESS, Category, Condition, Policy, Rule, Then
from osscan.policy.unfit import unfit

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
    _names_known(policy, faults)


def _names_known(policy: Policy, faults: Faults) -> None:
    """Rules that tests and waivers name, and roles that approved."""
    rules = {rule.id for rule in policy.rules}
    for test in policy.tests:
        if test.expect.rule and test.expect.rule not in rules and test.expect.rule != DEFAULT:
            faults.add("policy-test-without-rule", test.place, test=test.name, rule=test.expect.rule)
    roles = tuple(name for name, _ in policy.approvals.roles)
    for waiver in policy.waivers:
        if roles and waiver.approved_by and waiver.approved_by not in roles:
            faults.add("policy-unknown-role", waiver.place, role=waiver.approved_by, known=", ".join(roles))
        if waiver.rule not in rules and waiver.rule not in _RESERVED:
            faults.add("policy-waiver-without-rule", waiver.place, waiver=waiver.id, rule=waiver.rule)


def remarks(policy: Policy) -> tuple[Problem, ...]:
    """What a careful author would want to know although the policy works: rules that never speak, overlapping categories."""
    found: list[Problem] = []
    locked = frozenset(id_ for floor in policy.floors for id_ in floor.rules)
    for position, rule in enumerate(policy.rules):
        earlier = next((other for other in policy.rules[:position] if _covers(other, rule)), None)
        if earlier is not None and rule.id not in locked:
            found.append(warning("policy-shadowed-rule", rule.place, rule=rule.id, earlier=earlier.id))
    found += _overruled(policy)
    found += _overlaps(policy.categories)
    found += unfit(policy)
    if policy.waivers:
        from osscan.policy.waivers import doubtful  # noqa: PLC0415 - waivers are rare

        found += doubtful(policy)
    found += (warning("policy-base-not-pinned", place, path=path) for path, place in policy.unpinned)
    return tuple(found)


def _overruled(policy: Policy) -> Iterator[Problem]:
    """Rules that a locked rule of a base takes everything from."""
    for floor in policy.floors:
        view = [rule for rule in policy.rules if rule.place.input in floor.files]
        for rule in policy.rules:
            if rule.place.input in floor.files:
                continue
            for held in view:
                if STRICTNESS.index(held.then) <= STRICTNESS.index(rule.then):
                    break
                if held.id in floor.rules and _covers(held, rule):
                    yield warning("policy-rule-overruled", rule.place, rule=rule.id, locked=held.id, base=_where(held.place))
                    break


def _overlaps(categories: tuple[Category, ...]) -> Iterator[Problem]:
    """Licenses that stand in two categories, be it by a pattern."""
    named: dict[str, list[Category]] = {}
    patterns: list[tuple[str, Category]] = []
    for category in categories:
        for name in category.licenses:
            if "*" in name:
                patterns.append((name, category))
            else:
                named.setdefault(name.casefold(), []).append(category)
    for license_, holders in named.items():
        both = holders + [category for pattern, category in patterns if license_fits(license_, pattern)] if patterns else holders
        for other in both[1:]:
            name = next(one for one in both[0].licenses if one.casefold() == license_)
            if other is not both[0]:
                yield note("policy-category-overlap", other.place, license=name, first=both[0].name, second=other.name)


def _ids_once(policy: Policy, faults: Faults) -> None:
    seen: dict[str, Place] = {}
    named = [(id_, rule.place) for rule in policy.rules for id_ in (rule.id, *rule.formerly)]
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
    if mine in ((), None, ""):
        return True
    if isinstance(mine, tuple) and isinstance(other, tuple):
        return bool(other) and set(other) <= set(mine)
    return mine == other


def _where(place: Place) -> str:
    return f"{place.input}:{place.line}"
