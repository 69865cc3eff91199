"""Why a rule speaks or keeps silent: each rule in turn, and the fields of it that do not fit."""

from __future__ import annotations

from typing import NamedTuple

from osscan.knowledge import spdx
from osscan.model.verdict import CompatibilityWord, LicenseStatus
from osscan.policy.judge import Context, Judge
from osscan.policy.mutants import set_fields
from osscan.policy.schema import Condition, Rule, Then
from osscan.policy.traits import network_trigger


class Question(NamedTuple):
    """What a rule is asked about: one license (`leaf` is empty where none is established) in one context."""

    leaf: str
    status: LicenseStatus
    context: Context
    compatibility: CompatibilityWord
    purl: str = ""


class Miss(NamedTuple):
    """A field that does not fit: what the policy wrote, and what is the case."""

    field: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]


class RuleTrace(NamedTuple):
    """One rule's answer. It fits when nothing is missed and no exception takes it back.

    The first that fits speaks, unless a base has locked a stricter one.
    """

    rule: Rule
    misses: tuple[Miss, ...]
    lifted_by: Condition | None
    speaks: bool

    @property
    def fits(self) -> bool:
        return not self.misses and self.lifted_by is None


def trace(judge: Judge, question: Question, speaker: str) -> tuple[RuleTrace, ...]:
    """Every rule of the judge's policy, in order; `speaker` is the one whose word counted."""
    return tuple(_traced(judge, rule, question, speaker) for rule in judge.policy.rules)


def _traced(judge: Judge, rule: Rule, question: Question, speaker: str) -> RuleTrace:
    allows = rule.then is Then.ALLOW
    misses = misses_of(judge, rule.when, question, doubt=not allows)
    lifted_by = None
    if not misses:
        lifted_by = next((condition for condition in rule.unless if _fits(judge, condition, question, doubt=allows)), None)
    return RuleTrace(rule, misses, lifted_by, rule.id == speaker)


def misses_of(judge: Judge, condition: Condition, question: Question, *, doubt: bool) -> tuple[Miss, ...]:
    """The fields of a condition that don't fit, each asked on its own, the status always beside it: it changes what others mean.

    `doubt` is what counts where that can't be told.
    """
    if _fits(judge, condition, question, doubt=doubt):
        return ()
    only_status = Condition(status=condition.status)
    if condition.status and not _fits(judge, only_status, question, doubt=doubt):
        return (_miss(judge, "status", condition, question),)
    found = []
    for name in set_fields(condition):
        alone = only_status._replace(
            **{one: getattr(condition, one) for one in ((name, "versions") if name == "purl" else (name,))}
        )
        if name not in ("status", "versions") and not _fits(judge, alone, question, doubt=doubt):
            found.append(_miss(judge, name, condition, question))
    return tuple(found)


def _fits(judge: Judge, condition: Condition, question: Question, *, doubt: bool) -> bool:
    return judge.fits(condition, question.leaf, question.status, question.context, question.compatibility, doubt=doubt)


def _miss(judge: Judge, name: str, condition: Condition, question: Question) -> Miss:
    wanted = written(getattr(condition, name))
    if name == "purl" and condition.versions:
        wanted = (*wanted, condition.versions)
    return Miss(name, wanted, _found(judge, name, question))


def written(value: object) -> tuple[str, ...]:
    """A field of a condition as words."""
    if isinstance(value, tuple):
        return tuple(str(one) for one in value)
    if value is None:
        return ()
    return (str(value).lower(),) if isinstance(value, bool) else (str(value),)


def _found(judge: Judge, name: str, question: Question) -> tuple[str, ...]:
    leaf, context = question.leaf, question.context
    if name == "provision":
        return written(judge.policy.provisions)
    if name in ("scope", "relation"):
        return written(getattr(context, name))
    if name in ("status", "compatibility"):
        return (getattr(question, name).value,)
    if name == "purl":
        return (question.purl,) if question.purl else ()
    if not leaf:
        return ()
    of_license: dict[str, object] = {
        "license": leaf,
        "category": judge.categories_of(leaf),
        "osi": spdx.is_osi_approved(leaf),
        "family": spdx.family(leaf.partition(" WITH ")[0]),
        "network": network_trigger(leaf),
    }
    return written(of_license.get(name))
