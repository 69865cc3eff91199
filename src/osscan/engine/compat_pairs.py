"""The story of `osscan license compat`: may a work under one license go into a work under another, asked once or a hundred thousand times."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from osscan.engine.candidates import USUAL, candidates
from osscan.engine.repairs import Repairs, asking
from osscan.engine.weighing import Scales
from osscan.expression.scan import caret
from osscan.expression.tree import Tree, leaves
from osscan.knowledge import sources
from osscan.knowledge.normalise import UNKNOWN, Clarity, Normal, normalise
from osscan.knowledge.profiles import PROPRIETARY
from osscan.model.component import Provision, Relation
from osscan.model.pair import Pair, PairAnswer, Weighed
from osscan.model.problem import facts_of
from osscan.model.verdict import Compatibility, CompatibilityWord, Reason, Remedy
from osscan.policy.compatibility import Compatibilities
from osscan.policy.schema import Policy

_NAMES_OF_PEERS = {"proprietary-linked": PROPRIETARY}
"""What other tools call an outbound that gives nobody any rights (licomp)."""
_SHOWN = 3


class _Side(NamedTuple):
    """One side as read: a tree, or the reasons why there is none; `either` is the OR reading of a list without operator."""

    tree: Tree | None
    either: Tree | None
    reasons: tuple[Reason, ...]
    suggestions: tuple[str, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Desk:
    """Answers questions by one policy; remembers every text, every outbound and every question that it has met."""

    policy: Policy
    policy_option: str = ""
    """What proposed commands need so that they ask by the same policy."""
    _sides: dict[str, _Side] = field(default_factory=dict)
    _repairs: dict[tuple[str, tuple[Provision, ...]], Repairs] = field(default_factory=dict)
    _met: dict[tuple[object, ...], PairAnswer] = field(default_factory=dict)

    def ask(self, pair: Pair) -> PairAnswer:
        """The answer to one question; never a guess, and never an exception for what somebody wrote."""
        key = (pair.inbound, pair.outbound, pair.relation.value, pair.provisions, pair.assumed)
        known = self._met.get(key)
        if known is None:
            known = self._met[key] = self._answer(pair)
        return known

    def elsewhere(self, answer: PairAnswer) -> tuple[str, ...]:
        """The usual outbound licenses under which an answer that objects would be fine."""
        tree = self._side(answer.pair.inbound).tree
        if tree is None or not answer.objects:
            return ()
        return tuple(str(other) for other in candidates(USUAL, USUAL[0]) if self._fits(tree, other, answer.pair))

    def _fits(self, tree: Tree, outbound: Tree, pair: Pair) -> bool:
        scales = self._repairs_for(outbound, pair.provisions).scales
        return scales.fits(tree, pair.relation)

    def _answer(self, pair: Pair) -> PairAnswer:
        coming, going = self._side(pair.inbound), self._side(pair.outbound)
        if coming.tree is None or going.tree is None or _has_unknown(going.tree):
            return self._unread(pair, coming, going)
        repairs = self._repairs_for(going.tree, pair.provisions)
        scales = repairs.scales
        weighed = scales.weigh(coming.tree, pair.relation)
        told = weighed.compatibility._replace(remedies=repairs.remedies(coming.tree, pair.relation, weighed.compatibility))
        if coming.either is not None and _differ(scales, coming.tree, coming.either, pair.relation):
            told = _open(told, coming.tree, coming.either)
            weighed = weighed._replace(chosen="")
        told = told._replace(outbound=str(going.tree), reasons=(*coming.reasons, *going.reasons, *told.reasons))
        return PairAnswer(
            pair,
            str(coming.tree),
            str(going.tree),
            weighed._replace(compatibility=told),
            scales.objects(told),
            scales.parts(coming.tree, pair.relation),
        )

    def _unread(self, pair: Pair, coming: _Side, going: _Side) -> PairAnswer:
        reasons: list[Reason] = []
        remedies: list[Remedy] = []
        for side, word in ((coming, pair.inbound), (going, pair.outbound)):
            if side.tree is not None and not (side is going and _has_unknown(side.tree)):
                continue
            reasons += side.reasons
            remedies += [
                Remedy("name-license", facts_of(name=word, id=id_), self._again(pair, word, id_)) for id_ in side.suggestions
            ]
        if not remedies:
            remedies.append(Remedy("name-any-license"))
        found = Compatibility(
            CompatibilityWord.UNKNOWN,
            str(going.tree or pair.outbound),
            pair.relation,
            tuple(dict.fromkeys(reasons)),
            tuple(dict.fromkeys(remedies)),
        )
        known = coming.tree, going.tree if going.tree is None or not _has_unknown(going.tree) else None
        inbound, outbound = (None if tree is None else str(tree) for tree in known)
        return PairAnswer(pair, inbound, outbound, Weighed(found, ""), objects=True)

    def _again(self, pair: Pair, word: str, id_: str) -> str:
        inbound, outbound = (id_, pair.outbound) if word == pair.inbound else (pair.inbound, id_)
        asked = "" if "provision" in pair.assumed else _options(pair.provisions)
        return asking(inbound, outbound, pair.relation, f"{asked} {self.policy_option}".strip())

    def _side(self, text: str) -> _Side:
        known = self._sides.get(text)
        if known is None:
            word = _NAMES_OF_PEERS.get(text.strip().lower(), text)
            known = self._sides[text] = _side(word, normalise(word, self.policy.name_mappings))
        return known

    def _repairs_for(self, outbound: Tree, provisions: tuple[Provision, ...]) -> Repairs:
        key = (str(outbound), provisions)
        known = self._repairs.get(key)
        if known is None:
            policy = self.policy._replace(provisions=provisions)
            asked = _options(provisions) if provisions != self.policy.provisions else ""
            command = partial(asking, further=f"{asked} {self.policy_option}".strip())
            known = self._repairs[key] = Repairs(Scales(Compatibilities(policy, outbound)), command)
        return known


def _side(text: str, normal: Normal) -> _Side:
    notes = tuple(Reason(note.key, note.facts, _cited(note.source)) for note in normal.notes)
    if normal.tree is not None:
        return _Side(normal.tree, normal.either, notes, normal.suggestions[:_SHOWN] if _has_unknown(normal.tree) else ())
    suggestions = normal.suggestions[:_SHOWN]
    return _Side(None, None, (*notes, _why_unread(text, normal)), suggestions)


def _cited(table: str) -> str:
    """A table of osscan's own; what the policy says needs no citation beside its sentence."""
    return sources.citation(table) if table in sources.origins() else ""


def _why_unread(text: str, normal: Normal) -> Reason:
    if normal.clarity in (Clarity.NONE, Clarity.NOASSERTION) or not text.strip():
        return Reason("no-license-to-compare")
    said = ", ".join(normal.suggestions)
    if normal.clarity is Clarity.AMBIGUOUS:
        return Reason("name-ambiguous", facts_of(name=text, suggestions=said or "…"))
    if normal.suggestions:
        return Reason("name-unknown-near", facts_of(name=text, suggestions=said))
    if normal.fault is not None and _looks_like_expression(text):
        facts = facts_of(text=text, word=normal.fault.word, caret=caret(text, normal.fault))
        return Reason(f"expression-{normal.fault.kind}", facts)
    return Reason("name-unknown", facts_of(name=text))


def _looks_like_expression(text: str) -> bool:
    """Whether somebody meant an expression: brackets or operators, rather than the words of a name."""
    return bool({"AND", "OR", "WITH"} & set(text.replace("(", " ").replace(")", " ").split())) or "(" in text


def _has_unknown(tree: Tree) -> bool:
    return any(leaf.license.startswith(UNKNOWN) for leaf in leaves(tree))


def _differ(scales: Scales, every: Tree, either: Tree, relation: Relation) -> bool:
    return scales.grade(every, relation) != scales.grade(either, relation)


def _open(found: Compatibility, every: Tree, either: Tree) -> Compatibility:
    """The operator of a list is unsaid, and it makes the difference: then nobody knows."""
    reasons = (Reason("operator-decides", facts_of(every=every, either=either)), Reason("operator-open"))
    return found._replace(verdict=CompatibilityWord.UNKNOWN, reasons=reasons, remedies=(Remedy("ask-operator"),), conditions=())


def _options(provisions: tuple[Provision, ...]) -> str:
    return " ".join(f"--provision {provision.value}" for provision in provisions)
