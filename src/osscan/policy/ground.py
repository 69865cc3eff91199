"""All that a policy could be asked about: every license, and every context that some condition tells from another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.tree import Leaf
from osscan.knowledge import osadl, spdx
from osscan.model.component import Relation, Scope
from osscan.model.verdict import LicenseStatus, Resolution
from osscan.policy.judge import Judge
from osscan.policy.match import license_fits
from osscan.policy.resolve import Resolved
from osscan.policy.schema import Condition, Policy
from osscan.policy.traits import network_trigger

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_SOME_REFERENCE = "LicenseRef-unlisted"
"""Stands for the references to texts that nobody listed."""

_WELL_KNOWN = (
    "MIT", "Apache-2.0", "BSD-3-Clause", "EUPL-1.2", "MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-only", "EPL-2.0", "GPL-2.0-only",
    "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0",
    "SSPL-1.0", "BUSL-1.1", "JSON", "OFL-1.1", "DL-DE-BY-2.0",
)  # fmt: skip
"""Examples that readers know come before others of their kind."""


class Ground(NamedTuple):
    """Licenses by name, well-known ones and those that the policies speak of first; a status stands for components without one.

    `scopes` holds one scope of each class that no condition tells apart, with all that belong to it;
    `purls` the empty text and an example for each pattern.
    """

    licenses: tuple[tuple[str, Resolved], ...]
    scopes: tuple[tuple[Scope, tuple[Scope, ...]], ...]
    purls: tuple[str, ...]
    relations: tuple[Relation, ...] = tuple(Relation)

    def contexts(self) -> Iterator[tuple[Scope, Relation, str]]:
        """Scope, relation and package URL in every combination that may matter, the plainest first."""
        for purl in self.purls:
            for scope, _ in self.scopes:
                for relation in self.relations:
                    yield scope, relation, purl


def ground_of(*policies: Policy) -> Ground:
    """What has to be asked to know all answers of these policies, or where they differ."""
    conditions = tuple(dict.fromkeys(condition for policy in policies for condition in conditions_of(policy)))
    return Ground(_licenses(policies), _scopes(conditions), _purls(conditions))


class Alike(NamedTuple):
    """Licenses that judges can't tell apart, and one of them to ask about."""

    names: tuple[str, ...]
    resolved: Resolved


def alike(ground: Ground, *judges: Judge) -> tuple[Alike, ...]:
    """All licenses of the ground in groups that the judges' policies treat alike, whichever of their rules may be missing."""
    likenesses = [_Likeness(judge) for judge in judges]
    groups: dict[object, tuple[list[str], Resolved]] = {}
    for name, resolved in ground.licenses:
        key = tuple(likeness.of(name, resolved) for likeness in likenesses)
        groups.setdefault(key, ([], resolved))[0].append(name)
    return tuple(Alike(tuple(names), resolved) for names, resolved in groups.values())


def told_apart(ground: Ground, judge: Judge) -> Ground:
    """The ground with one license of each group."""
    return ground._replace(licenses=tuple((group.names[0], group.resolved) for group in alike(ground, judge)))


def examples_of(ground: Ground, policy: Policy) -> Ground:
    """The ground with the licenses that are named or well known, and a few others: enough to see most differences."""
    named = {*license_words(policy), *_WELL_KNOWN, *osadl.covered()}
    others: dict[object, str] = {}
    for name, resolved in ground.licenses:
        others.setdefault((resolved.resolution.status, spdx.is_osi_approved(name), spdx.is_fsf_free(name)), name)
    kept = named.union(others.values(), (status.value for status in LicenseStatus))
    return ground._replace(licenses=tuple(pair for pair in ground.licenses if pair[0] in kept))


def conditions_of(policy: Policy) -> Iterator[Condition]:
    """Every condition of every rule."""
    for rule in policy.rules:
        yield rule.when
        yield from rule.unless


def license_words(policy: Policy) -> Iterator[str]:
    """Ids and patterns that a policy names, in the order in which it prefers and lists them."""
    yield from policy.prefer
    for category in policy.categories:
        yield from category.licenses
    for condition in conditions_of(policy):
        yield from condition.license


def sounding_like(pattern: str) -> str:
    """The simplest text that a pattern with `*` fits."""
    return pattern.replace("*", "x")


def fitting(pattern: str) -> tuple[str, ...]:
    """Licenses of the SPDX list that a word of a policy fits."""
    return tuple(listed.id for listed in spdx.licenses().values() if license_fits(listed.id, pattern))


def _licenses(policies: Iterable[Policy]) -> tuple[tuple[str, Resolved], ...]:
    named: dict[str, None] = dict.fromkeys(_WELL_KNOWN)
    for policy in policies:
        for word in license_words(policy):
            if "*" not in word:
                named[word] = None
            elif not fitting(word):
                named[sounding_like(word)] = None
    named.update((listed.id, None) for listed in spdx.licenses().values() if "d" not in listed.flags)
    named[_SOME_REFERENCE] = None
    found = [(name, _resolved(tree)) for name in named if isinstance(tree := parse(name), Leaf)]
    return (*found, *((status.value, _without(status)) for status in LicenseStatus if status is not LicenseStatus.RESOLVED))


class _Likeness:
    """What a policy can tell licenses by: only what some condition of it asks for, and what they are compatible with."""

    def __init__(self, judge: Judge) -> None:
        conditions = tuple(conditions_of(judge.policy))
        self._judge = judge
        self._patterns = tuple(dict.fromkeys(pattern for condition in conditions for pattern in condition.license))
        self._asks_family = any(condition.family for condition in conditions)
        self._asks_network = any(condition.network is not None for condition in conditions)

    def of(self, name: str, resolved: Resolved) -> object:
        leaf = resolved.tree
        if not isinstance(leaf, Leaf):
            return name
        return (
            self._judge.categories_of(name),
            self._judge.categories_of(leaf.license),
            spdx.is_osi_approved(name),
            spdx.family(leaf.license).casefold() if self._asks_family else "",
            network_trigger(name) if self._asks_network else None,
            tuple(license_fits(name, pattern) for pattern in self._patterns),
            tuple(self._judge.compatibilities.of(leaf, relation).verdict for relation in Relation),
        )


def _resolved(leaf: Leaf) -> Resolved:
    return Resolved(Resolution(LicenseStatus.RESOLVED, str(leaf), ()), leaf)


def _without(status: LicenseStatus) -> Resolved:
    return Resolved(Resolution(status, None, ()))


def _scopes(conditions: tuple[Condition, ...]) -> tuple[tuple[Scope, tuple[Scope, ...]], ...]:
    classes: dict[tuple[bool, ...], list[Scope]] = {}
    for scope in Scope:
        classes.setdefault(tuple(scope in condition.scope for condition in conditions), []).append(scope)
    return tuple((members[0], tuple(members)) for members in classes.values())


def _purls(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    asked = dict.fromkeys((pattern, condition.versions) for condition in conditions for pattern in condition.purl)
    return ("", *dict.fromkeys(example for pattern, versions in asked for example in _examples(sounding_like(pattern), versions)))


def _examples(purl: str, versions: str) -> tuple[str, ...]:
    """Package URLs with versions at the edges of what is asked for, and just behind them."""
    numbers = dict.fromkeys(_NUMBER.findall(versions))
    return (purl, *(f"{purl}@{number}{further}" for number in numbers for further in ("", ".1")))
