"""The story of `osscan policy explain`: why a policy says what it says of a component, and what would change it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from osscan.engine.judging import outbound_of
from osscan.engine.policy_trial import Trial, tried
from osscan.expression.scan import fault_in
from osscan.expression.tree import Leaf, Tree, leaves
from osscan.knowledge.normalise import UNKNOWN
from osscan.model.component import Provision, Relation, Scope
from osscan.model.verdict import CompatibilityWord, Judgement, LicenseStatus, Resolution
from osscan.policy.ground import alike, ground_of
from osscan.policy.judge import Context, Judge
from osscan.policy.match import license_fits, purl_fits
from osscan.policy.relation import named_packages
from osscan.policy.resolve import Resolved
from osscan.policy.schema import Category, Clarification, Policy, Rule, Sample, Then, Waiver
from osscan.policy.tracing import Question, RuleTrace, trace


class LeafTrace(NamedTuple):
    """Each rule's answer for one license of the expression; `license` is empty where none is established."""

    license: str
    judgement: Judgement
    rules: tuple[RuleTrace, ...]


class WhatIf(NamedTuple):
    """A neighbour of the component, of which the policy would think otherwise."""

    sample: Sample
    field: str
    trial: Trial


class Explanation(NamedTuple):
    """A component as asked for, with its verdict and everything that led there."""

    policy: Policy
    outbound: str
    subject: str
    sample: Sample
    relation_from: str
    """Who says how the component is joined: `asked`, `scope`, `ecosystem` or `default`."""
    trial: Trial
    leaves: tuple[LeafTrace, ...]
    neighbours: tuple[WhatIf, ...]
    clarification: Clarification | None
    waivers: tuple[Waiver, ...]
    """Those that speak of the package URL, whether they lift this verdict or not."""
    near: tuple[str, ...]
    """Rules and categories that the subject may have meant."""


class Reach(NamedTuple):
    """Licenses that a rule decides, and in which relations it decides all of them."""

    relations: tuple[Relation, ...]
    licenses: tuple[str, ...]


class ExplainedRule(NamedTuple):
    """A rule: which place it has among the others, and what it decides in the end."""

    policy: Policy
    rule: Rule
    position: int
    reaches: tuple[Reach, ...]
    earlier: tuple[str, ...]
    """Rules that take away something which this one would fit too."""


class ExplainedCategory(NamedTuple):
    """A category: which rules ask for it, and which of its licenses are in others too."""

    policy: Policy
    category: Category
    rules: tuple[Rule, ...]
    shared: tuple[tuple[str, tuple[str, ...]], ...]


def rule_named(policy: Policy, name: str) -> ExplainedRule | None:
    """The rule with this id, in whatever case."""
    for position, rule in enumerate(policy.rules):
        if rule.id.casefold() == name.casefold():
            return _explained_rule(policy, rule, position)
    return None


def category_named(policy: Policy, name: str) -> ExplainedCategory | None:
    """The category of this name, in whatever case."""
    category = next((one for one in policy.categories if one.name.casefold() == name.casefold()), None)
    if category is None:
        return None
    rules = tuple(r for r in policy.rules if any(category.name in condition.category for condition in (r.when, *r.unless)))
    shared = []
    for license_ in category.licenses:
        others = tuple(
            other.name
            for other in policy.categories
            if other is not category and any(license_fits(license_, pattern) for pattern in other.licenses)
        )
        if others:
            shared.append((license_, others))
    return ExplainedCategory(policy, category, rules, tuple(shared))


def explained(policy: Policy, subject: str, sample: Sample, as_of: date, outbound: str = "") -> Explanation:
    """What the policy says of a sample, as `osscan check` would say it."""
    under = policy._replace(provisions=sample.provisions) if sample.provisions else policy
    judge = Judge(under, outbound_of(outbound or policy.outbound))
    neighbours = _neighbours(sample, policy)
    trial, *others = tried(policy, [sample, *(one for _, one in neighbours)], as_of, outbound)
    told = trial.component
    context = judge.context(told.scope, told.relation, told.component.purl)
    return Explanation(
        policy=under,
        outbound=str(judge.outbound),
        subject=subject,
        sample=sample,
        relation_from=_relation_from(under, sample),
        trial=trial,
        leaves=_leaves(judge, trial.resolved, context, sample.purl),
        neighbours=tuple(
            WhatIf(one, field, other)
            for (field, one), other in zip(neighbours, others, strict=True)
            if _word(other) != _word(trial)
        ),
        clarification=_clarification(under, trial),
        waivers=tuple(w for w in policy.waivers if sample.purl and purl_fits(sample.purl, w.purl)),
        near=_near(policy, subject) if told.license.status is not LicenseStatus.RESOLVED else (),
    )


def sample_of(subject: str, *, purl: str = "", license_: str = "") -> Sample:
    """What a word of the command line means: a package URL, an expression, or a name as a manifest writes it."""
    text = license_
    if subject[:4].lower() == "pkg:":
        purl = subject
    else:
        text = subject
    if text and fault_in(text) is None:
        return Sample(license=text, purl=purl)
    return Sample(declared=text, purl=purl)


def _leaves(judge: Judge, resolved: Resolved, context: Context, purl: str) -> tuple[LeafTrace, ...]:
    """One trace for each license of the expression; one for the missing license where there is none."""
    tree = resolved.tree
    if tree is None or resolved.resolution.status is not LicenseStatus.RESOLVED:
        question = Question("", resolved.resolution.status, context, CompatibilityWord.UNKNOWN, purl)
        judgement = judge.judge(resolved, context)
        return (LeafTrace("", judgement, trace(judge, question, judgement.policy.rule)),)
    return tuple(_leaf(judge, leaf, context, purl) for leaf in _distinct(tree))


def _distinct(tree: Tree) -> tuple[Leaf, ...]:
    return tuple(dict.fromkeys(leaves(tree)))


def _leaf(judge: Judge, leaf: Leaf, context: Context, purl: str) -> LeafTrace:
    """Where the license leaves the choice of its version, the rules are asked about the version that was chosen."""
    status = LicenseStatus.UNRESOLVED if leaf.license.startswith(UNKNOWN) else LicenseStatus.RESOLVED
    judgement = judge.judge(Resolved(Resolution(LicenseStatus.RESOLVED, str(leaf), ()), leaf), context)
    asked = judgement.chosen or str(leaf)
    question = Question(asked, status, context, judgement.compatibility.verdict, purl)
    return LeafTrace(str(leaf), judgement, trace(judge, question, judgement.policy.rule))


def _neighbours(sample: Sample, policy: Policy) -> list[tuple[str, Sample]]:
    """The same component with another scope, in another relation, in a product that reaches people otherwise."""
    found = [("scope", sample._replace(scope=scope)) for scope in Scope if scope is not sample.scope]
    found += [("relation", sample._replace(relation=relation)) for relation in Relation if relation is not sample.relation]
    provisions = sample.provisions or policy.provisions
    found += [("provision", sample._replace(provisions=(one,))) for one in Provision if (one,) != provisions]
    return found


def _word(trial: Trial) -> tuple[object, ...]:
    return (trial.judgement.level, trial.verdict.modifier)


def _relation_from(policy: Policy, sample: Sample) -> str:
    if sample.relation is not None:
        return "asked"
    if any(scope is sample.scope for scope, _ in policy.relation_by_scope):
        return "scope"
    if any(purl_fits(sample.purl, name) for name in named_packages(policy)):
        return "ecosystem"
    ecosystem = sample.purl[4 : sample.purl.find("/")] if sample.purl.startswith("pkg:") else ""
    return "ecosystem" if any(name == ecosystem for name, _ in policy.relation_by_ecosystem) else "default"


def _clarification(policy: Policy, trial: Trial) -> Clarification | None:
    places = {claim.place for claim in trial.component.component.claims}
    return next((clarification for clarification in policy.clarifications if clarification.place in places), None)


def _near(policy: Policy, subject: str) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - only for what is not known

    names = {name.casefold(): name for name in (*(r.id for r in policy.rules), *(c.name for c in policy.categories))}
    return tuple(names[found] for found in get_close_matches(subject.casefold(), list(names), 3, 0.6))


def _explained_rule(policy: Policy, rule: Rule, position: int) -> ExplainedRule:
    judge, doubt = Judge(policy, outbound_of(policy.outbound)), rule.then is not Then.ALLOW
    decided: dict[str, dict[Relation, None]] = {}
    taken: dict[str, None] = {}
    ground = ground_of(policy)
    groups = alike(ground, judge)
    for scope, relation, purl in ground.contexts():
        context = judge.context(scope, relation, purl)
        for names, resolved in groups:
            judgement = judge.judge(resolved, context)
            word, speaking = judgement.compatibility.verdict, judgement.policy.rule
            if speaking == rule.id:
                for name in names:
                    decided.setdefault(name, {})[relation] = None
            elif speaking and speaking not in taken and _would_fit(judge, rule, resolved, context, word, doubt=doubt):
                taken[speaking] = None
    reaches: dict[tuple[Relation, ...], list[str]] = {}
    for name, _ in ground.licenses:
        if name in decided:
            reaches.setdefault(tuple(decided[name]), []).append(name)
    earlier = tuple(other.id for other in policy.rules[:position] if other.id in taken)
    return ExplainedRule(
        policy, rule, position, tuple(Reach(relations, tuple(names)) for relations, names in reaches.items()), earlier
    )


def _would_fit(judge: Judge, rule: Rule, resolved: Resolved, context: Context, word: CompatibilityWord, *, doubt: bool) -> bool:
    status = resolved.resolution.status
    leaf = resolved.resolution.expression or ""
    return judge.fits(rule.when, leaf, status, context, word, doubt=doubt) and not any(
        judge.fits(condition, leaf, status, context, word, doubt=not doubt) for condition in rule.unless
    )
