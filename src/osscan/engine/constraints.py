"""The components of a product brought together by what they ask of its license: one constraint for each expression and relation."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import NamedTuple

from osscan.engine.judging import Judged
from osscan.engine.third_party import is_license_name
from osscan.engine.unite import Union
from osscan.expression.tree import And, Leaf, Or, Tree, canonical
from osscan.knowledge import profiles
from osscan.knowledge.normalise import UNKNOWN
from osscan.model.component import Kind, Relation
from osscan.model.outbound import Constraint, Named, Unestablished
from osscan.model.report import JudgedComponent
from osscan.model.verdict import LicenseStatus, PolicyWord, Reason
from osscan.policy.resolve import Resolved


class Asked(NamedTuple):
    """A constraint with the trees to weigh; `others` are trees of statements that differ from the one that counts."""

    constraint: Constraint
    tree: Tree
    either: Tree | None
    others: tuple[tuple[str, Tree], ...]
    """With the role of whoever says so."""
    has_choice: bool


class Gathered(NamedTuple):
    """All that bears on the outbound license, and what does not."""

    asked: tuple[Asked, ...]
    unestablished: tuple[Unestablished, ...]
    own: int
    omitted: tuple[tuple[str, int], ...]


_Key = tuple[str, str, tuple[tuple[str, str], ...], str, bool]


def constraints_of(judged: Judged, union: Union) -> Gathered:
    """Every component in its place, in an order that does not depend on that of the inputs."""
    asking: dict[_Key, list[Named]] = {}
    trees: dict[_Key, Resolved] = {}
    unknown: dict[tuple[LicenseStatus, str, tuple[Reason, ...]], list[Named]] = {}
    keys: dict[tuple[int, int, bool], _Key] = {}
    omitted: Counter[str] = Counter()
    own = 0
    declared = _declared(judged, union)
    for component, verdict, resolved in zip(judged.components, judged.verdicts, judged.resolved, strict=True):
        skipped = verdict.judgement.policy
        if skipped.verdict is PolicyWord.NOT_EVALUATED and skipped.reasons[0].key.startswith("not-evaluated-role"):
            omitted[component.role.value] += 1
            continue
        if _is_own(component, resolved, union, declared):
            own += 1
            continue
        named = Named(component.id, _name(component))
        tree = resolved.tree
        if resolved.resolution.status is not LicenseStatus.RESOLVED or tree is None or not _is_known(tree):
            cause = (resolved.resolution.status, _raw(component), resolved.resolution.because[:1])
            unknown.setdefault(cause, []).append(named)
            continue
        are_files = component.component.kind is Kind.FILES
        near = (id(resolved), id(component.relation), are_files)
        key = keys.get(near)
        if key is None:
            key = keys[near] = _key(resolved, tree, component.relation, are_files=are_files)
            trees.setdefault(key, resolved)
        asking.setdefault(key, []).append(named)
    asked = tuple(_asked(key, trees[key], asking[key]) for key in sorted(asking))
    causes = sorted(unknown, key=lambda cause: (_GRAVITY.index(cause[0]), cause[1], cause[2]))
    return Gathered(
        asked, tuple(Unestablished(*cause, tuple(unknown[cause])) for cause in causes), own, tuple(sorted(omitted.items()))
    )


_GRAVITY = (
    LicenseStatus.NONE,
    LicenseStatus.AMBIGUOUS,
    LicenseStatus.UNRESOLVED,
    LicenseStatus.RESOLVED,
    LicenseStatus.NOASSERTION,
    LicenseStatus.ABSENT,
)
"""What a look at helps most with comes first; RESOLVED here is an expression with an unknown license in it."""


def _key(resolved: Resolved, tree: Tree, relation: Relation, *, are_files: bool) -> _Key:
    either = "" if resolved.either is None else str(canonical(resolved.either))
    others = tuple(sorted({(role.value, str(canonical(other))) for role, other in resolved.others}))
    return (str(canonical(tree)), either, others, relation.value, are_files)


def _asked(key: _Key, resolved: Resolved, members: list[Named]) -> Asked:
    expression, either, others, relation, are_files = key
    differing = tuple(dict.fromkeys(text for _, text in others))
    constraint = Constraint(expression, either, differing, Relation(relation), tuple(members), are_files)
    tree = canonical(resolved.tree) if resolved.tree is not None else Leaf(expression)
    further = {str(other): other for other in (canonical(tree) for _, tree in resolved.others)}
    lax = canonical(resolved.either) if resolved.either is not None else None
    return Asked(constraint, tree, lax, tuple((role, further[text]) for role, text in others), _has_choice(tree))


def _has_choice(tree: Tree) -> bool:
    return isinstance(tree, Or) or (isinstance(tree, And) and any(map(_has_choice, tree.parts)))


def _declared(judged: Judged, union: Union) -> frozenset[str]:
    """What the project says of itself: the licenses of its roots and of the license files at its top."""
    found = set()
    for component, resolved in zip(judged.components, judged.resolved, strict=True):
        if resolved.tree is None:
            continue
        if component.id in union.roots or component.component.first_party or _is_from_own_license_file(component):
            found.add(str(canonical(resolved.tree)))
    return frozenset(found)


def _is_own(component: JudgedComponent, resolved: Resolved, union: Union, declared: frozenset[str]) -> bool:
    """Whether the publisher owns it, so that it asks nothing: the product itself, first-party parts, files under its own license."""
    if component.component.first_party or component.id in union.roots:
        return True
    return component.component.kind is Kind.FILES and resolved.tree is not None and str(canonical(resolved.tree)) in declared


def _is_from_own_license_file(component: JudgedComponent) -> bool:
    """A license file at the top of a project speaks for the project's own files."""
    if component.component.kind is not Kind.FILES:
        return False
    project = component.id.partition("#")[0]
    folder = "" if project == "." else project
    places = (claim.place.input for claim in component.component.claims)
    return any(posixpath.dirname(place) == folder and is_license_name(place) for place in places)


def _is_known(tree: Tree) -> bool:
    """Whether enough of an expression is known to compare it: every part of an AND, some part of an OR."""
    if isinstance(tree, Leaf):
        if "LicenseRef-" not in tree.license:
            return True
        return profiles.profile(tree.license) is not None and not tree.license.startswith(UNKNOWN)
    parts = (_is_known(part) for part in tree.parts)
    return all(parts) if isinstance(tree, And) else any(parts)


def _raw(component: JudgedComponent) -> str:
    return next((claim.raw for claim in component.component.claims if claim.raw), "")


def _name(component: JudgedComponent) -> str:
    """Name and version; of files the first one's path, and how many there are."""
    known = component.component
    if known.kind is Kind.FILES:
        path = known.place.input or known.name
        return f"{path} ({known.files})" if known.files > 1 else path
    version = known.version or known.requirement
    return f"{known.name} {version}" if version else known.name
