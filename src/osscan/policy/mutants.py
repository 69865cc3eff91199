"""Policies that differ from a given one in a single decision: what its tests ought to notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from osscan.model.place import Place
from osscan.model.verdict import LicenseStatus
from osscan.policy.schema import Condition, Policy, Rule, Then

_Entry = TypeVar("_Entry")


class Mutant(NamedTuple):
    """A policy with one change: sentence `policy.mutant.<kind>`, `subject` being what was changed and `detail` which part."""

    kind: str
    subject: str
    detail: str
    place: Place
    policy: Policy


def mutants_of(policy: Policy, *, inherited: bool = False) -> Iterator[Mutant]:
    """Every mutant of what the policy's own file decides, rule by rule; with `inherited` of what its bases decide too."""

    def mine(place: Place) -> bool:
        return inherited or place.input == policy.place.input

    for position, rule in enumerate(policy.rules):
        if mine(rule.place):
            yield from _of_rule(policy, position, rule)
    for position, category in enumerate(policy.categories):
        if mine(category.place):
            without = _without(policy.categories, position, category._replace(licenses=()))
            yield Mutant("category-emptied", category.name, "", category.place, policy._replace(categories=without))
    for position, choice in enumerate(policy.choices):
        if mine(choice.place):
            without_choice = _without(policy.choices, position)
            yield Mutant("choice-deleted", str(choice.given), "", choice.place, policy._replace(choices=without_choice))
    if policy.default_place is not None and mine(policy.default_place):
        other = Then.DENY if policy.default is Then.REVIEW else Then.REVIEW
        yield Mutant("default-swapped", "default", other.value, policy.default_place, policy._replace(default=other))


def _of_rule(policy: Policy, position: int, rule: Rule) -> Iterator[Mutant]:
    def mutant(kind: str, detail: str, *instead: Rule) -> Mutant:
        return Mutant(kind, rule.id, detail, rule.place, policy._replace(rules=_without(policy.rules, position, *instead)))

    yield mutant("rule-deleted", "")
    for then in Then:
        if then is not rule.then and not (then is Then.ALLOW and _asks_for_unknown(rule)):
            yield mutant("then-swapped", then.value, rule._replace(then=then))
    for lifted in range(len(rule.unless)):
        detail = str(lifted + 1) if len(rule.unless) > 1 else ""
        yield mutant("unless-dropped", detail, rule._replace(unless=_without(rule.unless, lifted)))
    for name in set_fields(rule.when):
        also = {"versions": ""} if name == "purl" else {}
        less = rule.when._replace(**{name: Condition._field_defaults[name], **also})
        if set_fields(less):
            yield mutant("field-dropped", name, rule._replace(when=less))


def _asks_for_unknown(rule: Rule) -> bool:
    """No policy may allow what is not established, so none is mutated into it."""
    return bool(set(rule.when.status) - {LicenseStatus.RESOLVED.value})


def set_fields(condition: Condition) -> tuple[str, ...]:
    """Names of the fields that a condition asks for."""
    return tuple(name for name, value in zip(Condition._fields, condition, strict=True) if value not in ((), None, ""))


def _without(entries: tuple[_Entry, ...], position: int, *instead: _Entry) -> tuple[_Entry, ...]:
    return (*entries[:position], *instead, *entries[position + 1 :])
