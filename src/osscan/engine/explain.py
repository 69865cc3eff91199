"""The story of `osscan explain`: a policy rule, or what policy and sources say of a license in every relation."""

from __future__ import annotations

from dataclasses import dataclass

from osscan.engine.judging import outbound_of
from osscan.expression.tree import leaves
from osscan.knowledge import spdx
from osscan.knowledge.normalise import Clarity, normalise
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Relation, Scope
from osscan.model.place import Place
from osscan.model.verdict import Judgement
from osscan.policy.judge import Judge
from osscan.policy.resolve import Resolver
from osscan.policy.schema import Policy, Rule

_RELATIONS = (Relation.INCORPORATE, Relation.STATIC_LINK, Relation.DYNAMIC_LINK, Relation.BUILD_TOOL)


@dataclass(frozen=True, slots=True)
class LicenseFacts:
    """What the SPDX list and the policy say of one license of an expression."""

    id: str
    name: str
    osi: bool
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule, or a license with its judgement in each relation, or only what the subject may have meant."""

    policy: str
    outbound: str
    rule: Rule | None = None
    expression: str = ""
    current: str = ""
    """The spelling of today when the subject was deprecated, an alias or spelled otherwise."""
    licenses: tuple[LicenseFacts, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    near: tuple[str, ...] = ()


def explained(subject: str, policy: Policy, outbound: str) -> Explained:
    """What can be said about `subject` under a policy and outbound license."""
    tree = outbound_of(outbound or policy.outbound)
    rule = next((rule for rule in policy.rules if rule.id.casefold() == subject.casefold()), None)
    if rule is not None:
        return Explained(policy.id, str(tree), rule)
    normal = normalise(subject, policy.name_mappings)
    if normal.tree is None or normal.clarity is Clarity.UNRESOLVED:
        near = (*normal.suggestions, *spdx.near(subject), *(r.id for r in policy.rules if subject.casefold() in r.id.casefold()))
        return Explained(policy.id, str(tree), near=tuple(dict.fromkeys(near))[:5])
    judge = Judge(policy, tree)
    claim = LicenseClaim(ClaimRole.DECLARED, subject, Form.EXPRESSION, Method.MANIFEST, Place(subject))
    resolved = Resolver(policy.name_mappings).resolve(Component(subject, "", claim.place, subject, claims=(claim,)))
    return Explained(
        policy=policy.id,
        outbound=str(tree),
        expression=str(normal.tree),
        current="" if str(normal.tree) == subject else subject,
        licenses=tuple(_facts(str(leaf), judge) for leaf in dict.fromkeys(leaves(normal.tree))),
        judgements=tuple(judge.judge(resolved, judge.context(Scope.RUNTIME, relation, "")) for relation in _RELATIONS),
    )


def _facts(leaf: str, judge: Judge) -> LicenseFacts:
    base = leaf.partition(" WITH ")[0].rstrip("+")
    return LicenseFacts(leaf, spdx.full_name(base) or leaf, spdx.is_osi_approved(leaf), judge.categories_of(leaf))
