"""Which of a component's claims counts, and why: one Resolution from all that is said about its license."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from osscan.expression.scan import caret
from osscan.expression.tree import Tree, all_of, any_of, canonical, leaves
from osscan.knowledge.normalise import CONTRADICTION, Clarity, Normal, normalise
from osscan.model.claim import ClaimRole, Form, Joined, LicenseClaim, Method
from osscan.model.component import Component
from osscan.model.problem import facts_of
from osscan.model.verdict import LicenseStatus, Reason, Resolution

_ORDER = ((ClaimRole.CURATED,), (ClaimRole.CONCLUDED,), (ClaimRole.DECLARED, ClaimRole.UNMARKED), (ClaimRole.DETECTED,))
"""Who is heard first: a person here, the SBOM's maker, the author (or somebody unnamed), a scan."""
_FARTHER = {Method.LOCK: 1, Method.KNOWLEDGE: 2, Method.REGISTRY: 3, Method.AGGREGATOR: 4}
"""What is at hand is heard before what osscan.lock kept of it, that before what osscan knows, then a registry, and a registry before who only gathers."""

_WORD_FOR_WORD = 0.99
"""From here on every word of a text was compared."""


class Resolved(NamedTuple):
    """A Resolution with the trees to judge, and what else was claimed that says something different."""

    resolution: Resolution
    tree: Tree | None = None
    either: Tree | None = None
    others: tuple[tuple[ClaimRole, Tree], ...] = ()
    """Statements of other roles or inputs that differ from the one that counts; none where a clarification settles it."""
    disagreeing: tuple[int, ...] = ()
    """Positions of the claims that can't all be true; empty when they agree."""


@dataclass(slots=True, eq=False, repr=False)
class Resolver:
    """Resolves components; remembers each raw text and each pattern of claims that it has met."""

    mappings: Mapping[str, str]
    _normals: dict[str, Normal] = field(default_factory=dict)
    _met: dict[tuple[object, ...], Resolved] = field(default_factory=dict)

    def normal(self, raw: str) -> Normal:
        """The normalised form of one raw text."""
        known = self._normals.get(raw)
        if known is None:
            known = self._normals[raw] = normalise(raw, self.mappings)
        return known

    def _normal(self, claim: LicenseClaim) -> Normal:
        if not claim.meant:
            return self.normal(claim.raw) if claim.raw else Normal(Clarity.UNRESOLVED)
        from osscan.policy.meaning import understood  # noqa: PLC0415 - few documents have licenses of their own

        return understood(claim, self.normal)

    def resolve(self, component: Component) -> Resolved:
        """The license that counts for a component; the same object for components whose claims say the same."""
        claims = component.claims
        if len(claims) == 1:
            only = claims[0]
            signature: tuple[object, ...] = (id(only.role), only.raw, id(only.form), id(only.method), only.confidence, only.meant)
        else:
            signature = tuple(
                (id(c.role), c.raw, id(c.form), id(c.method), id(c.joined), c.place.input, _within(c), c.confidence, c.meant)
                for c in claims
            )
        known = self._met.get(signature)
        if known is None:
            known = self._met[signature] = self._resolve(claims)
        return known

    def _resolve(self, claims: tuple[LicenseClaim, ...]) -> Resolved:
        normals = [self._normal(claim) for claim in claims]
        expressions = tuple(str(n.tree) if n.tree is not None else None for n in normals)
        statements = [self._statement(positions, claims, normals) for positions in _groups(claims)]
        if not statements:
            return Resolved(Resolution(LicenseStatus.ABSENT, None, (Reason("license-absent"),), expressions))
        asserting = [statement for statement in statements if statement.status is not LicenseStatus.NOASSERTION]
        for distance in sorted({statement.distance for statement in asserting}):
            for roles in _ORDER:
                telling = [s for s in asserting if s.distance == distance and s.role in roles]
                if telling:
                    exact = _without_loose(telling, claims, normals)
                    statements = [s for s in statements if s in exact or s not in telling]
                    telling = exact
                    chosen = _chosen(_without_vaguer(telling, statements), statements, expressions, claims)
                    within = {position for position, normal in enumerate(normals) if normal.why == CONTRADICTION}
                    return chosen._replace(disagreeing=tuple(sorted(within.union(chosen.disagreeing)))) if within else chosen
        because = (Reason("license-noassertion"),)
        return Resolved(Resolution(LicenseStatus.NOASSERTION, None, because, expressions))

    def _statement(self, positions: tuple[int, ...], claims: tuple[LicenseClaim, ...], normals: list[Normal]) -> _Statement:
        """The claims of one list joined as their format says, or both ways when it does not say."""
        first = claims[positions[0]]
        distance = 0 if first.role is ClaimRole.CURATED else _FARTHER.get(first.method, 0)
        told = self._told(positions, claims, normals)
        return told._replace(distance=distance) if distance else told

    def _told(self, positions: tuple[int, ...], claims: tuple[LicenseClaim, ...], normals: list[Normal]) -> _Statement:
        first = claims[positions[0]]
        mine = [normals[position] for position in positions]
        reasons = tuple(Reason(note.key, note.facts, place=note.place) for normal in mine for note in normal.notes)
        if len(mine) == 1:
            only = mine[0]
            reasons += _fault_reasons(first, only)
            return _Statement(first.role, positions, _status(only), only.tree, only.either, reasons, only.suggestions)
        trees = tuple(normal.tree for normal in mine if normal.tree is not None)
        status = max((_status(normal) for normal in mine), key=_GRAVITY.index)
        if len(trees) < len(mine):
            reasons += tuple(r for position in positions for r in _fault_reasons(claims[position], normals[position]))
            return _Statement(first.role, positions, status, all_of(trees) if trees else None, None, reasons)
        if first.joined is Joined.ANY:
            return _Statement(first.role, positions, status, any_of(trees), None, reasons)
        every = all_of(trees)
        either = any_of(trees) if first.joined is Joined.UNSAID and any_of(trees) != every else None
        if either is not None:
            reasons += (Reason("operator-unsaid", facts_of(every=every, either=either)),)
        return _Statement(first.role, positions, status, every, either, reasons)


_GRAVITY = (
    LicenseStatus.RESOLVED,
    LicenseStatus.NOASSERTION,
    LicenseStatus.ABSENT,
    LicenseStatus.AMBIGUOUS,
    LicenseStatus.UNRESOLVED,
    LicenseStatus.NONE,
)


class _Statement(NamedTuple):
    """What one list of one input says, in one role."""

    role: ClaimRole
    positions: tuple[int, ...]
    status: LicenseStatus
    tree: Tree | None
    either: Tree | None
    reasons: tuple[Reason, ...]
    suggestions: tuple[str, ...] = ()
    """For an ambiguous name: the licenses that it may mean."""
    distance: int = 0
    """0 for what is at hand; see `_FARTHER`."""


def _without_vaguer(telling: list[_Statement], statements: list[_Statement]) -> list[_Statement]:
    """`BSD` beside `BSD-3-Clause` says the same, less exactly: the exact statement counts, be it only the license text."""
    vague = [s for s in telling if s.status is LicenseStatus.AMBIGUOUS and s.suggestions]
    if not vague:
        return telling
    meant = set.intersection(*(set(s.suggestions) for s in vague))
    exact = [s for s in statements if s.status is LicenseStatus.RESOLVED and s.tree is not None and _names(s.tree) <= meant]
    rest = [s for s in telling if s not in vague]
    return (rest or exact) if exact else telling


def _without_loose(telling: list[_Statement], claims: tuple[LicenseClaim, ...], normals: list[Normal]) -> list[_Statement]:
    """A list that does not say how its names belong together adds nothing to an expression with the same names (PEP 639, "Deprecate license classifiers")."""
    if len(telling) == 1:
        return telling
    whole = [_names(s.tree) for s in telling if s.tree is not None and _is_expression(s, claims)]
    if not whole:
        return telling
    return [
        s
        for s in telling
        if claims[s.positions[0]].joined is not Joined.UNSAID
        or not any(all(_may_mean(normals[position], names) for position in s.positions) for names in whole)
    ]


def _is_expression(statement: _Statement, claims: tuple[LicenseClaim, ...]) -> bool:
    said = claims[statement.positions[0]]
    is_alone = len(statement.positions) == 1 and said.joined is not Joined.UNSAID
    return is_alone and said.form is Form.EXPRESSION and statement.status is LicenseStatus.RESOLVED


def _may_mean(normal: Normal, names: set[str]) -> bool:
    """Whether a name says nothing that is not among these."""
    if normal.tree is not None:
        return _names(normal.tree) <= names
    return normal.clarity is Clarity.AMBIGUOUS and not names.isdisjoint(normal.suggestions)


def _names(tree: Tree) -> set[str]:
    return {str(leaf) for leaf in leaves(tree)}


def _groups(claims: tuple[LicenseClaim, ...]) -> list[tuple[int, ...]]:
    found: dict[tuple[object, ...], list[int]] = {}
    for position, claim in enumerate(claims):
        key = (claim.role, claim.place.input, claim.group) if claim.group else (position,)
        found.setdefault(key, []).append(position)
    return [tuple(positions) for positions in found.values()]


def _within(claim: LicenseClaim) -> str:
    """The group, which differs between lists of one component; the component's own route does not matter."""
    return claim.group.rpartition("].")[2] if claim.group else ""


def _status(normal: Normal) -> LicenseStatus:
    if normal.clarity is Clarity.UNRESOLVED and normal.tree is not None:
        return LicenseStatus.RESOLVED
    return {
        Clarity.NONE: LicenseStatus.NONE,
        Clarity.NOASSERTION: LicenseStatus.NOASSERTION,
        Clarity.AMBIGUOUS: LicenseStatus.AMBIGUOUS,
        Clarity.UNRESOLVED: LicenseStatus.UNRESOLVED,
    }.get(normal.clarity, LicenseStatus.RESOLVED)


def _fault_reasons(claim: LicenseClaim, normal: Normal) -> tuple[Reason, ...]:
    if normal.tree is not None or normal.clarity in (Clarity.NONE, Clarity.NOASSERTION) or normal.why == CONTRADICTION:
        return ()
    if not claim.raw:
        return (Reason("license-text-unrecognised"),)
    if normal.clarity is Clarity.AMBIGUOUS:
        name = next((one.name for one in claim.meant if one.name), claim.raw)
        return (Reason("name-ambiguous", facts_of(name=name, suggestions=", ".join(normal.suggestions))),)
    if normal.fault is not None and claim.form in (Form.EXPRESSION, Form.ID):
        facts = facts_of(text=claim.raw, word=normal.fault.word, caret=caret(claim.raw, normal.fault))
        return (Reason(f"expression-{normal.fault.kind}", facts),)
    key = "name-unknown-near" if normal.suggestions else "name-unknown"
    return (Reason(key, facts_of(name=claim.raw, suggestions=", ".join(normal.suggestions))),)


def _chosen(
    telling: list[_Statement],
    all_statements: list[_Statement],
    expressions: tuple[str | None, ...],
    claims: tuple[LicenseClaim, ...],
) -> Resolved:
    """All statements of the first role that says something; when they differ they hold together (the strictest reading)."""
    role = telling[0].role
    status = max((statement.status for statement in telling), key=_GRAVITY.index)
    if len(telling) == 1:
        tree = telling[0].tree
    else:
        trees = tuple(dict.fromkeys(canonical(s.tree) for s in telling if s.tree is not None))
        tree = telling[0].tree if len(trees) == 1 else (all_of(trees) if trees else None)
    either = telling[0].either if len(telling) == 1 else _either(telling)
    reasons = list(dict.fromkeys(reason for statement in telling for reason in statement.reasons))
    reasons += _whose_word(telling, claims)
    if role is ClaimRole.DETECTED and status is LicenseStatus.NONE:
        reasons.insert(0, Reason("license-none-found"))
    elif role is ClaimRole.DETECTED:
        certain = min(claims[position].confidence for statement in telling for position in statement.positions)
        if certain < _WORD_FOR_WORD:
            reasons.append(Reason("text-recognised-in-part", facts_of(percent=int(100 * certain))))
    differing = _differing(telling, all_statements, tree) if len(all_statements) > 1 else []
    resolution = Resolution(
        status,
        str(tree) if tree is not None else None,
        tuple(reasons),
        expressions,
        str(either) if either is not None else None,
    )
    disagreeing = tuple(
        sorted({p for s in differing for p in s.positions} | ({p for s in telling for p in s.positions} if differing else set()))
    )
    settled = role is ClaimRole.CURATED
    others = tuple((s.role, s.tree) for s in differing if not settled and s.tree is not None and s not in telling)
    return Resolved(resolution, tree, either, others, disagreeing)


def _whose_word(telling: list[_Statement], claims: tuple[LicenseClaim, ...]) -> tuple[Reason, ...]:
    """Who is believed: the role, and where it is not at hand, from where it comes."""
    role, methods = telling[0].role, {claims[statement.positions[0]].method for statement in telling}
    if role is ClaimRole.CURATED and methods == {Method.LOCK}:
        return (Reason("role-curated-in-lock"),)
    said = Reason(f"role-{role.value}", facts_of(count=len(telling)))
    if not telling[0].distance:
        return (said,)
    return (Reason(f"kept-{next(iter(methods)).value}"), said)


def _either(telling: list[_Statement]) -> Tree | None:
    """Several statements of which one leaves its operator open: the lax reading joins the lax readings by AND."""
    if all(statement.either is None for statement in telling):
        return None
    lax = tuple(s.either if s.either is not None else s.tree for s in telling)
    known = tuple(tree for tree in lax if tree is not None)
    return all_of(known) if known else None


def _differing(telling: list[_Statement], statements: list[_Statement], tree: Tree | None) -> list[_Statement]:
    """Statements that name another expression than the first one that counts. Texts of exactly the licenses of an expression, a file
    for each, do not say otherwise: how they belong together is for the expression to say.
    """
    first = canonical(telling[0].tree) if telling[0].tree is not None else tree
    texts = [s for s in statements if s.role is ClaimRole.DETECTED and s.tree is not None]
    found_names = {name for s in texts if s.tree is not None for name in _names(s.tree)}
    is_whole = len(texts) > 1 and first is not None and found_names == _names(first)
    found = []
    for statement in statements:
        if statement is telling[0] or statement.tree is None or (is_whole and statement in texts):
            continue
        mine = canonical(statement.tree)
        if mine != first and (statement.either is None or canonical(statement.either) != first):
            found.append(statement)
    return found
