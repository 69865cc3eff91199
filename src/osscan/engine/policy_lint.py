"""The story of `osscan policy lint`: what is wrong with a policy, and what its author would want to know although it works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from osscan.engine.judging import outbound_of
from osscan.engine.policy_revision import policy_at
from osscan.engine.waiving import expiring
from osscan.errors import PolicyInvalidError
from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import leaves
from osscan.knowledge import eupl, osadl, spdx
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, note, warning
from osscan.policy.document import Faults, document
from osscan.policy.find import packaged_folder
from osscan.policy.ground import conditions_of, examples_of, fitting, ground_of
from osscan.policy.judge import Judge
from osscan.policy.schema import Policy
from osscan.policy.sound import remarks

_MOST_NAMES = 5


class Linted(NamedTuple):
    """One policy with everything that was noticed; `policy` is None when it can't be used."""

    name: str
    policy: Policy | None
    problems: tuple[Problem, ...]

    def count(self, severity: Severity) -> int:
        """How many of the problems are that grave."""
        return sum(problem.severity is severity for problem in self.problems)


def linted(name: str, as_of: date) -> Linted:
    """The policy in a file, a revision or the package, looked at on one day."""
    try:
        policy = policy_at(name)
    except PolicyInvalidError as fault:
        return Linted(name, None, tuple(sorted(fault.problems, key=Problem.sort_key)))
    found = list(remarks(policy))
    told = {fact for problem in found for fact in (dict(problem.facts).get("rule"),) if fact}
    found += expiring(policy, frozenset(waiver.id for waiver in policy.waivers), as_of)
    found += _never_speaking(policy, told)
    found += _categories(policy)
    found += _names(policy)
    found += _without_tests(policy)
    found += _unpinned(policy, Path(name))
    return Linted(name, policy, tuple(sorted(dict.fromkeys(found), key=Problem.sort_key)))


def _never_speaking(policy: Policy, told: set[str]) -> Iterator[Problem]:
    """Rules of the policy's own file that no license in any context comes to, as things are known today."""
    waiting = {rule.id: rule for rule in policy.rules if rule.place.input == policy.place.input and rule.id not in told}
    judge = Judge(policy, outbound_of(policy.outbound))
    every = ground_of(policy)
    for ground in (examples_of(every, policy), every):
        for scope, relation, purl in ground.contexts():
            context = judge.context(scope, relation, purl)
            for _, resolved in ground.licenses if waiting else ():
                waiting.pop(judge.judge(resolved, context).policy.rule, None)
    for rule in waiting.values():
        yield warning("policy-rule-never-speaks", rule.place, rule=rule.id)


def _categories(policy: Policy) -> Iterator[Problem]:
    """Categories that no rule asks for, and licenses that the sources speak of but no category holds."""
    asked = {name for condition in conditions_of(policy) for name in condition.category}
    for category in policy.categories:
        if category.name not in asked:
            yield warning("policy-category-unused", category.place, category=category.name)
    if not policy.categories:
        return
    judge = Judge(policy, outbound_of(policy.outbound))
    outside = [name for name in _spoken_of() if not judge.categories_of(name)]
    if outside:
        names = ", ".join(outside[:_MOST_NAMES]) + (", …" if len(outside) > _MOST_NAMES else "")
        yield note("policy-licenses-uncategorized", policy.place, count=len(outside), names=names)


def _spoken_of() -> list[str]:
    """Licenses that osscan's sources have something to say of, so that somebody is likely to meet them."""
    named = {*osadl.covered(), *eupl.covered()}
    return sorted(name for name in named if spdx.license_id(name) == name and not spdx.is_deprecated(name))


def _names(policy: Policy) -> Iterator[Problem]:
    """Identifiers outside of rules and categories that the SPDX list does not have, and patterns that fit nothing on it."""
    for name in policy.prefer:
        yield from _listed(name, policy.place)
    for choice in policy.choices:
        yield from _listed(choice.choose, choice.place)
    for target in policy.name_mappings.values():
        yield from _listed(target, policy.place)
    for waiver in policy.waivers:
        if waiver.license:
            yield from _listed(waiver.license, waiver.place)
    patterns = [(pattern, category.place) for category in policy.categories for pattern in category.licenses]
    patterns += [(p, rule.place) for rule in policy.rules for c in (rule.when, *rule.unless) for p in c.license]
    for pattern, place in patterns:
        if "*" in pattern and not pattern.startswith(("LicenseRef-", "*")) and not fitting(pattern):
            yield warning("policy-pattern-fits-nothing", place, pattern=pattern)


def _listed(text: str, place: Place) -> Iterator[Problem]:
    tree = parse(text)
    if isinstance(tree, Fault):
        yield warning("policy-name-unlisted", place, name=text, near="-")
        return
    for leaf in leaves(tree):
        if spdx.current(leaf.license) is None or (leaf.exception and spdx.exception(leaf.exception) is None):
            yield warning("policy-name-unlisted", place, name=leaf, near=", ".join(spdx.near(leaf.license)) or "-")


def _without_tests(policy: Policy) -> Iterator[Problem]:
    own = any(test.place.input == policy.place.input for test in policy.tests)
    decides = any(rule.place.input == policy.place.input for rule in policy.rules)
    if decides and not own:
        yield warning("policy-without-tests", policy.place, policy=policy.id)


def _unpinned(policy: Policy, file: Path) -> Iterator[Problem]:
    """Bases without a hash, unless both files come with osscan."""
    if not file.is_file() or packaged_folder() in file.resolve().parents:
        return
    root = document(file.read_bytes(), policy.place.input, Faults())
    extends = dict(root.entries()).get("extends") if root is not None else None
    for entry in extends.items() if extends is not None else ():
        fields = dict(entry.entries())
        named = fields.get("packaged") or fields.get("path")
        if "sha256" not in fields and named is not None:
            # A packaged base changes with osscan only, which somebody decides; a file can change any day.
            told = note if "packaged" in fields else warning
            yield told("policy-base-unpinned", entry.place, base=named.text())
