"""The story of `osscan license show`: one card for each license of an expression."""

from __future__ import annotations

from osscan.engine.judging import outbound_of
from osscan.expression.tree import Leaf, leaves
from osscan.knowledge import profiles, relicensing, sources, spdx
from osscan.knowledge.normalise import Clarity, Normal, normalise
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Provision, Relation, Scope
from osscan.model.license_card import LicenseCard, Permission
from osscan.model.place import Place
from osscan.model.verdict import Judgement
from osscan.policy.judge import Judge
from osscan.policy.obligations import obligations
from osscan.policy.resolve import Resolver
from osscan.policy.schema import Policy

RELATIONS = (Relation.INCORPORATE, Relation.STATIC_LINK, Relation.DYNAMIC_LINK, Relation.SEPARATE_PROCESS, Relation.BUILD_TOOL)
_CLAUSES = ("copyleft", "network", "further-restrictions", "source", "linking", "patent", "notices")


def cards(subject: str, policy: Policy, outbound: str, relation: Relation) -> tuple[tuple[LicenseCard, ...], Normal]:
    """A card for each license that the subject names, and how the subject was read; no cards where it names none for certain.

    Duties are those in one relation, judgements those in all RELATIONS; raises WrongCallError for an outbound that is none.
    """
    normal = normalise(subject, policy.name_mappings)
    if normal.tree is None or normal.clarity in (Clarity.UNRESOLVED, Clarity.AMBIGUOUS):
        return (), normal
    judge = Judge(policy, outbound_of(outbound or policy.outbound))
    found = dict.fromkeys(leaves(normal.tree))
    return tuple(_card(leaf, subject, policy, judge, relation) for leaf in found), normal


def _card(leaf: Leaf, subject: str, policy: Policy, judge: Judge, relation: Relation) -> LicenseCard:
    known = profiles.profile(leaf.license)
    exception = profiles.exception(leaf.exception) if leaf.exception else None
    base = leaf.license.rstrip("+")
    card = LicenseCard(
        id=str(leaf),
        name=spdx.full_name(base) or base,
        asked=subject,
        osi=spdx.is_osi_approved(str(leaf)),
        fsf=spdx.is_fsf_free(str(leaf)),
        categories=judge.categories_of(str(leaf)),
        exception=leaf.exception,
        exception_permits=exception.permits if exception else "",
        permissions=_permissions(leaf),
        judgements=_judgements(leaf, policy, judge),
        sources=_sources(leaf),
    )
    if known is None:
        return card
    return card._replace(
        kind=known.kind,
        copyleft=known.copyleft,
        network=known.network,
        closed=known.closed,
        restricts=known.restricts,
        duties=tuple((way, obligations(leaf, relation, (way,))) for way in Provision),
    )


def _permissions(leaf: Leaf) -> tuple[Permission, ...]:
    steps = relicensing.steps_from(str(leaf))
    return tuple(Permission(step.to, step.by, step.needs, step.source) for step in steps)


def _judgements(leaf: Leaf, policy: Policy, judge: Judge) -> tuple[Judgement, ...]:
    text = str(leaf)
    claim = LicenseClaim(ClaimRole.DECLARED, text, Form.EXPRESSION, Method.MANIFEST, Place(text))
    resolved = Resolver(policy.name_mappings).resolve(Component(text, "", claim.place, text, claims=(claim,)))
    return tuple(judge.judge(resolved, judge.context(Scope.RUNTIME, one, "")) for one in RELATIONS)


def _sources(leaf: Leaf) -> tuple[str, ...]:
    """The clauses that the profile was read from; the license's page where no clause is noted."""
    noted = [place for word in _CLAUSES for place in profiles.clause(leaf.license, word).split(", ") if place]
    texts = [sources.license_text(leaf.license.rstrip("+"), ", ".join(dict.fromkeys(noted)))]
    exception = profiles.exception(leaf.exception) if leaf.exception else None
    return (*texts, *([sources.license_text(leaf.exception, exception.clause)] if exception else []))
