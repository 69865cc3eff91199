"""What would help: the smallest change first, each tried before it is proposed."""

from __future__ import annotations

from collections.abc import Callable

from osscan.expression.tree import Leaf
from osscan.knowledge.relicensing import Step, steps_from
from osscan.model.component import Relation
from osscan.model.problem import facts_of
from osscan.model.verdict import CompatibilityWord, Remedy
from osscan.policy.question import FINE, Question, Ruling

Word = CompatibilityWord

_SWITCHES = ("named-in-appendix", "or-later")
"""Steps that a product's own license takes without losing what it promises."""

_MET = frozenset({"derivative-of-both"})
"""What a switch may need: the part that stands in the way is itself the other work that the text asks for."""

_TO_LINKED = {
    Relation.INCORPORATE: (Relation.STATIC_LINK, Relation.DYNAMIC_LINK),
    Relation.STATIC_LINK: (Relation.DYNAMIC_LINK,),
}
"""Small changes of relation: the part stays in the same program."""


def remedies(question: Question, found: Ruling, decide: Callable[[Question], Ruling]) -> tuple[Remedy, ...]:
    """Ways out of an answer that objects, by how little they change; none where there is nothing to mend."""
    if found.word in FINE:
        return () if _is_fine(found) else (Remedy("look-at-notice"),)
    first = found.reasons[0].key if found.reasons else ""
    if first in ("license-not-known", "license-without-profile"):
        return (Remedy("add-clarification"),)
    proposed = [
        *_other_relation(question, decide, _TO_LINKED.get(question.relation, ())),
        *_other_outbound(question, decide),
        *_other_relation(question, decide, (_far(question),)),
    ]
    if found.word is Word.UNKNOWN:
        return (*proposed, Remedy("ask-coordination-office"))
    return (*proposed, Remedy("replace-component"))


def _other_relation(question: Question, decide: Callable[[Question], Ruling], tried: tuple[Relation, ...]) -> list[Remedy]:
    """The first of some looser relations that is fine."""
    for relation in tried:
        if _is_fine(decide(question._replace(relation=relation))):
            return [Remedy(f"relation-{relation.value}", question.facts())]
    return []


def _far(question: Question) -> Relation:
    """What keeps two works apart: a program of its own; for texts, pictures and data that they are no program."""
    is_program = question.coming is None or question.coming.kind == "software"
    return Relation.SEPARATE_PROCESS if is_program else Relation.DATA


def _other_outbound(question: Question, decide: Callable[[Question], Ruling]) -> list[Remedy]:
    """Another outbound license: one that the license in use leads to by its own text, or the part's own for the whole."""
    steps = [
        step
        for step in steps_from(str(question.outbound))
        if step.by in _SWITCHES and _MET.issuperset(step.needs) and not step.relations
    ]
    for step in sorted(steps, key=_preference(question)):
        if _is_fine(decide(question._replace(outbound=_leaf(step.to)))):
            return [_switch(question, step.to, step.by)]
    coming = question.coming
    own = question._replace(inbound=question.outbound, outbound=question.inbound)
    if (
        coming is not None
        and coming.is_open
        and coming.copyleft == "work"
        and not question.inbound.exception
        and _is_fine(decide(own))
    ):
        return [_switch(question, str(question.inbound), "whole")]
    return []


def _is_fine(found: Ruling) -> bool:
    return found.word in FINE and not any(condition.open for condition in found.conditions)


def _switch(question: Question, to: str, by: str) -> Remedy:
    return Remedy(
        f"switch-outbound-{by}", facts_of(outbound=to, now=question.outbound), f"osscan check TARGET --outbound {_quoted(to)}"
    )


def _preference(question: Question) -> Callable[[Step], tuple[bool, bool, str]]:
    """The inbound license itself first, then offers that stay open to later versions."""
    return lambda step: (step.to != str(question.inbound), not step.to.endswith("-or-later"), step.to)


def _leaf(text: str) -> Leaf:
    license_id, _, exception = text.partition(" WITH ")
    return Leaf(license_id, exception)


def _quoted(expression: str) -> str:
    return f'"{expression}"' if " " in expression else expression
