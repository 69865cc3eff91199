"""What a changed policy means: for which licenses, in which relations and scopes, the verdict flips."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osscan.expression.tree import Tree
from osscan.model.component import Relation, Scope
from osscan.model.verdict import CompatibilityWord, Judgement, Level, LicenseStatus, Modifier, PolicyWord, Resolution
from osscan.policy.difference import Direction
from osscan.policy.ground import Ground, alike, ground_of
from osscan.policy.judge import Judge, level_of_word
from osscan.policy.relation import relation_of
from osscan.policy.resolve import Resolved, Resolver
from osscan.policy.schema import DEFAULT, Policy

_LEVELS = (Level.OK, Level.NOT_EVALUATED, Level.REVIEW, Level.DENIED)


class Stand(NamedTuple):
    """Where a verdict stands: how much it objects, and the word that decides so: the policy's, else the compatibility's."""

    level: Level
    word: str
    by_policy: bool = True
    modifier: str = ""
    """`waived` where a waiver lifts the objection."""


class Context(NamedTuple):
    """Where a flip happens; `ecosystem` is set where the policies join components of an ecosystem differently."""

    relation: Relation
    new_relation: Relation
    scopes: tuple[Scope, ...]
    """Empty for all scopes."""
    purl: str = ""
    ecosystem: str = ""


class Flip(NamedTuple):
    """Licenses that stand elsewhere under the new policy, alike in all of `contexts`; statuses stand for missing licenses."""

    old: Stand
    new: Stand
    licenses: tuple[str, ...]
    contexts: tuple[Context, ...]
    old_rules: tuple[str, ...]
    new_rules: tuple[str, ...]

    @property
    def direction(self) -> Direction:
        return direction(self.old, self.new)


def stand_of(judgement: Judgement, modifier: str = "") -> Stand:
    """The stand of a judgement."""
    return stand_of_words(judgement.level, judgement.policy.verdict, judgement.compatibility.verdict, modifier)


def stand_of_words(level: Level, policy: PolicyWord, compatibility: str, modifier: str = "") -> Stand:
    """The stand that a verdict's words tell; the compatibility's word counts where the policy's alone would object less."""
    mine = level_of_word(policy)
    objects_more = mine is Level.OK and level in (Level.REVIEW, Level.DENIED)
    rules_out = mine is Level.REVIEW and level is Level.DENIED and compatibility == CompatibilityWord.INCOMPATIBLE
    by_policy = not (objects_more or rules_out)
    return Stand(level, policy.value if by_policy else str(compatibility), by_policy, modifier)


def direction(old: Stand, new: Stand) -> Direction:
    """Whether the new stand asks less or more of whoever uses the component."""
    before, after = _weight(old), _weight(new)
    return Direction.NONE if before == after else Direction.LAXER if after < before else Direction.STRICTER


def impact(old: Policy, new: Policy, old_outbound: Tree, new_outbound: Tree) -> tuple[Flip, ...]:
    """All flips, those that let more pass first, then by number of licenses."""
    judges = Judge(old, old_outbound), Judge(new, new_outbound)
    if str(old_outbound) == str(new_outbound) and _compared_by(old) == _compared_by(new):
        judges[1].compatibilities = judges[0].compatibilities
    ground = _with_choices(ground_of(old, new), (old, new))
    mapped = _mapped(old, new)
    found: dict[_Kind, dict[Context, dict[str, None]]] = {}
    cases = (*_alike(ground, judges), *mapped)
    for context in (*_direct(ground), *_rejoined(ground, old, new)):
        for case in cases:
            _compare(judges, context, case, found)
    return tuple(sorted(_grouped(found, ground), key=_order))


def _compared_by(policy: Policy) -> tuple[object, ...]:
    """What the compatibility of licenses depends on, of all that a policy says."""
    return (policy.provisions, policy.doctrine, policy.contested)


class _Kind(NamedTuple):
    old: Stand
    new: Stand
    old_rule: str
    new_rule: str


class _Case(NamedTuple):
    """Licenses that are judged alike, as each of the policies understands them."""

    names: tuple[str, ...]
    before: Resolved
    after: Resolved


def _compare(
    judges: tuple[Judge, Judge],
    context: Context,
    case: _Case,
    found: dict[_Kind, dict[Context, dict[str, None]]],
) -> None:
    scope = context.scopes[0]
    first = judges[0].judge(case.before, judges[0].context(scope, context.relation, context.purl))
    second = judges[1].judge(case.after, judges[1].context(scope, context.new_relation, context.purl))
    old, new = stand_of(first), stand_of(second)
    if old != new:
        kind = _Kind(old, new, first.policy.rule or DEFAULT, second.policy.rule or DEFAULT)
        found.setdefault(kind, {}).setdefault(context, {}).update(dict.fromkeys(case.names))


def _alike(ground: Ground, judges: tuple[Judge, Judge]) -> list[_Case]:
    """Licenses that neither policy tells apart are asked about once."""
    return [_Case(group.names, group.resolved, group.resolved) for group in alike(ground, *judges)]


def _direct(ground: Ground) -> list[Context]:
    """Each relation by itself: what holds however a component comes to it."""
    return [
        Context(relation, relation, members, purl)
        for purl in ground.purls
        for _, members in ground.scopes
        for relation in ground.relations
    ]


def _rejoined(ground: Ground, old: Policy, new: Policy) -> list[Context]:
    """Ecosystems and scopes for which the policies assume different relations."""
    named = dict.fromkeys((*dict(old.relation_by_ecosystem), *dict(new.relation_by_ecosystem), ""))
    found: dict[Context, list[Scope]] = {}
    for ecosystem in named:
        purl = ecosystem.replace("*", "x") if ecosystem.startswith("pkg:") else f"pkg:{ecosystem}/x" if ecosystem else ""
        for _, members in ground.scopes:
            for scope in members:
                before, after = relation_of(old, scope, purl), relation_of(new, scope, purl)
                if before is not after:
                    found.setdefault(Context(before, after, members[:1], "", ecosystem or "*"), []).append(scope)
    return [context._replace(scopes=tuple(scopes)) for context, scopes in found.items()]


def _with_choices(ground: Ground, policies: Iterable[Policy]) -> Ground:
    given = dict.fromkeys(choice.given for policy in policies for choice in policy.choices)
    extra = tuple((str(tree), Resolved(Resolution(LicenseStatus.RESOLVED, str(tree), ()), tree)) for tree in given)
    return ground._replace(licenses=(*ground.licenses, *extra))


def _mapped(old: Policy, new: Policy) -> list[_Case]:
    """Names that only one of the policies maps, or that they map differently, as each of them reads them."""
    resolvers = Resolver(old.name_mappings), Resolver(new.name_mappings)
    names = {**old.name_mappings, **new.name_mappings}
    return [
        _Case((f"“{name}”",), _read(resolvers[0], name), _read(resolvers[1], name))
        for name in names
        if old.name_mappings.get(name) != new.name_mappings.get(name)
    ]


def _read(resolver: Resolver, name: str) -> Resolved:
    normal = resolver.normal(name)
    if normal.tree is None:
        return Resolved(Resolution(LicenseStatus.UNRESOLVED, None, ()))
    return Resolved(Resolution(LicenseStatus.RESOLVED, str(normal.tree), ()), normal.tree)


def _grouped(found: dict[_Kind, dict[Context, dict[str, None]]], ground: Ground) -> list[Flip]:
    """Contexts in which the same licenses flip alike are told together; scopes that make no difference are not told."""
    groups: dict[tuple[Stand, Stand, tuple[str, ...]], tuple[dict[Context, None], dict[str, None], dict[str, None]]] = {}
    for kind, contexts in found.items():
        for context, names in contexts.items():
            group = groups.setdefault((kind.old, kind.new, tuple(names)), ({}, {}, {}))
            group[0][context] = None
            group[1][kind.old_rule] = None
            group[2][kind.new_rule] = None
    return [
        Flip(old, new, names, _united(tuple(contexts), ground), tuple(old_rules), tuple(new_rules))
        for (old, new, names), (contexts, old_rules, new_rules) in groups.items()
    ]


def _united(contexts: tuple[Context, ...], ground: Ground) -> tuple[Context, ...]:
    """Contexts that differ only in their scopes become one."""
    scopes: dict[Context, list[Scope]] = {}
    for context in contexts:
        scopes.setdefault(context._replace(scopes=()), []).extend(context.scopes)
    every = sum(len(members) for _, members in ground.scopes)
    return tuple(
        context if len(members) == every else context._replace(scopes=tuple(sorted(members, key=list(Scope).index)))
        for context, members in scopes.items()
    )


def _order(flip: Flip) -> tuple[object, ...]:
    return (list(Direction).index(flip.direction), -len(flip.licenses), flip.old, flip.new, flip.licenses)


def _weight(stand: Stand) -> tuple[int, bool]:
    """What is allowed on obligations asks more than what is simply allowed; a waived objection weighs nothing."""
    if stand.modifier == Modifier.WAIVED:
        return (_LEVELS.index(Level.OK), True)
    return (_LEVELS.index(stand.level), stand.word == PolicyWord.ALLOWED_WITH_OBLIGATIONS)
