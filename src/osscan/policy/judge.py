"""What is thought of a resolved license: the policy's rules and the compatibility, walked once over the tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from osscan.expression.tree import And, Leaf, Tree, canonical
from osscan.knowledge import spdx, versions
from osscan.knowledge.normalise import UNKNOWN
from osscan.model.component import Relation, Scope
from osscan.model.place import Place
from osscan.model.problem import facts_of
from osscan.model.purl import parts
from osscan.model.verdict import (
    Branch,
    Compatibility,
    CompatibilityWord,
    Judgement,
    Level,
    LicenseStatus,
    PolicyJudgement,
    PolicyWord,
    Reason,
    Remedy,
)
from osscan.policy.compatibility import ORDER, Compatibilities
from osscan.policy.match import license_fits, purl_fits, version_within
from osscan.policy.obligations import obligations
from osscan.policy.resolve import Resolved
from osscan.policy.schema import DEFAULT, STRICTNESS, Choice, Condition, Floor, Policy, Rule, Then
from osscan.policy.traits import is_of_family, network_trigger

_POLICY_ORDER = (
    PolicyWord.ALLOWED,
    PolicyWord.ALLOWED_WITH_OBLIGATIONS,
    PolicyWord.NEEDS_REVIEW,
    PolicyWord.AMBIGUOUS,
    PolicyWord.UNKNOWN_LICENSE,
    PolicyWord.NO_LICENSE,
    PolicyWord.DENIED,
)
_LEVEL_ORDER = (Level.OK, Level.REVIEW, Level.DENIED)
_STATUS_WORDS = {
    LicenseStatus.NONE: PolicyWord.NO_LICENSE,
    LicenseStatus.AMBIGUOUS: PolicyWord.AMBIGUOUS,
    LicenseStatus.NOASSERTION: PolicyWord.UNKNOWN_LICENSE,
    LicenseStatus.ABSENT: PolicyWord.UNKNOWN_LICENSE,
    LicenseStatus.UNRESOLVED: PolicyWord.UNKNOWN_LICENSE,
}


class Context(NamedTuple):
    """What a judgement depends on beside the license itself; `purls` are the policy's patterns that fit the component.

    Each with the versions that the policy asks for, and whether it is certain that the component's version is among them.
    """

    scope: Scope
    relation: Relation
    purls: frozenset[tuple[str, str, bool]] = frozenset()


@dataclass(slots=True, eq=False, repr=False)
class Judge:
    """Judges by one policy and outbound license; remembers every combination that it has met."""

    policy: Policy
    outbound: Tree
    compatibilities: Compatibilities = field(init=False)
    used: set[str] = field(default_factory=set)
    """Marks of the policy's entries that took part in a judgement."""
    _purl_patterns: tuple[tuple[str, str], ...] = field(init=False)
    _floors: tuple[tuple[Floor, tuple[Rule, ...]], ...] = field(init=False)
    _met: dict[tuple[object, ...], Judgement] = field(default_factory=dict)
    _leaves: dict[tuple[Leaf, Context], Judgement] = field(default_factory=dict)
    _categories: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.compatibilities = Compatibilities(self.policy, self.outbound)
        conditions = [c for rule in self.policy.rules for c in (rule.when, *rule.unless)]
        self._purl_patterns = tuple(dict.fromkeys((p, c.versions) for c in conditions for p in c.purl))
        self._floors = tuple(
            (floor, tuple(rule for rule in self.policy.rules if rule.place.input in floor.files)) for floor in self.policy.floors
        )

    @property
    def asks_for_purls(self) -> bool:
        """Whether some rule speaks of package URLs, so that components with the same license may be judged differently."""
        return bool(self._purl_patterns)

    def context(self, scope: Scope, relation: Relation, purl: str, version: str = "") -> Context:
        """The context of one component."""
        if not self._purl_patterns:
            return Context(scope, relation)
        fitting = []
        for pattern, wanted in self._purl_patterns:
            if purl_fits(purl, pattern) and (within := version_within(version or parts(purl)[3], wanted)) is not False:
                fitting.append((pattern, wanted, within is True))
        return Context(scope, relation, frozenset(fitting))

    def judge(self, resolved: Resolved, context: Context) -> Judgement:
        """The judgement of what counts for a component; the same object for components that are alike."""
        resolution = resolved.resolution
        key = (resolution.status, resolution.expression, resolution.either, resolved.others, context)
        known = self._met.get(key)
        if known is None:
            known = self._met[key] = self._judge(resolved, context)
        return known

    def _judge(self, resolved: Resolved, context: Context) -> Judgement:
        if resolved.resolution.status is not LicenseStatus.RESOLVED or resolved.tree is None:
            return self._without_license(resolved.resolution.status, context)
        strict = self._tree(resolved.tree, context)
        if resolved.either is not None and strict.level is not Level.OK:
            strict = self._both_ways(strict, self._tree(resolved.either, context), resolved)
        return self._with_others(strict, resolved, context)

    def _both_ways(self, strict: Judgement, lax: Judgement, resolved: Resolved) -> Judgement:
        """The operator is unsaid: when it makes the difference, the license is ambiguous."""
        if lax.level is strict.level:
            return strict
        facts = facts_of(every=resolved.resolution.expression, either=resolved.resolution.either)
        policy = PolicyJudgement(
            PolicyWord.AMBIGUOUS, place=strict.policy.place, rule=strict.policy.rule, reasons=(Reason("operator-decides", facts),)
        )
        remedies = (Remedy("ask-operator"), Remedy("add-clarification"))
        compatibility = Compatibility(
            CompatibilityWord.UNKNOWN,
            strict.compatibility.outbound,
            strict.compatibility.relation,
            (Reason("operator-open"),),
            remedies,
        )
        return Judgement(policy, compatibility, Level.REVIEW, None, strict.rejected, strict.obligations)

    def _with_others(self, judgement: Judgement, resolved: Resolved, context: Context) -> Judgement:
        """A claim of another role that would not pass makes an otherwise fine component a matter for review."""
        if judgement.level is not Level.OK:
            return judgement
        for role, tree in resolved.others:
            other = self._tree(tree, context)
            if other.level is Level.OK:
                continue
            facts = facts_of(role=role.value, expression=tree, counted=resolved.resolution.expression)
            reason = Reason("claims-disagree", facts)
            severity = self.policy.severities.get(PolicyWord.NEEDS_REVIEW)
            reasons = (reason, *judgement.policy.reasons)
            policy = judgement.policy._replace(verdict=PolicyWord.NEEDS_REVIEW, reasons=reasons, severity=severity)
            compatibility = judgement.compatibility
            remedies = (Remedy("settle-claims"), Remedy("add-clarification"))
            compatibility = Compatibility(
                compatibility.verdict, compatibility.outbound, compatibility.relation, compatibility.reasons, remedies
            )
            return Judgement(policy, compatibility, Level.REVIEW, judgement.chosen, judgement.rejected, judgement.obligations)
        return judgement

    def _tree(self, tree: Tree, context: Context) -> Judgement:
        """AND is as bad as its worst part, OR as good as its best; linear in the size of the tree."""
        if isinstance(tree, Leaf):
            return self._leaf(tree, context)
        if isinstance(tree, And):
            return _worst([self._tree(part, context) for part in tree.parts], tree)
        parts = [(part, self._tree(part, context)) for part in tree.parts]
        return self._best(parts, self._choice(tree))

    def _choice(self, tree: Tree) -> Choice | None:
        if not self.policy.choices:
            return None
        mine = canonical(tree)
        for choice in self.policy.choices:
            if choice.given == mine:
                self.used.add(mark(choice.place))
                return choice
        return None

    def _best(self, parts: list[tuple[Tree, Judgement]], choice: Choice | None) -> Judgement:
        chosen = next((pair for pair in parts if choice is not None and str(pair[0]) == choice.choose), None)
        if chosen is None:
            chosen = min(parts, key=lambda pair: (*_rank(pair[1]), self._liking(pair[0]), len(pair[1].obligations), str(pair[0])))
        part, judgement = chosen
        rejected = tuple(
            Branch(str(other), found.policy.verdict, found.compatibility.verdict) for other, found in parts if other is not part
        )
        because = Reason(
            "choice-by-policy" if choice else "branch-chosen",
            facts_of(chosen=part, others=", ".join(b.expression for b in rejected)),
        )
        if choice:
            because = Reason(because.key, because.facts, "", choice.place)
        policy = judgement.policy
        told = policy._replace(reasons=(because, *policy.reasons))
        return Judgement(
            told, judgement.compatibility, judgement.level, judgement.chosen, judgement.rejected + rejected, judgement.obligations
        )

    def _liking(self, part: Tree) -> int:
        text = str(part)
        return self.policy.prefer.index(text) if text in self.policy.prefer else len(self.policy.prefer)

    def _leaf(self, leaf: Leaf, context: Context) -> Judgement:
        known = self._leaves.get((leaf, context))
        if known is None:
            known = self._leaves[leaf, context] = self._with_versions(leaf, context)
        return known

    def _with_versions(self, leaf: Leaf, context: Context) -> Judgement:
        """`X-or-later` leaves the choice of version: where no rule speaks of the offer itself, the best version counts."""
        offer = self._judge_leaf(leaf, context)
        if offer.level is Level.OK or offer.policy.rule:
            return offer
        found = [
            (Leaf(one, leaf.exception), self._judge_leaf(Leaf(one, leaf.exception), context))
            for one in versions.offered(leaf.license)
        ]
        best = min(found, key=lambda pair: _rank(pair[1]), default=None)
        if best is None or _rank(best[1]) >= _rank(offer):
            return offer
        version, judgement = best
        because = Reason("version-chosen", facts_of(offer=leaf, chosen=version))
        policy = judgement.policy._replace(reasons=(because, *judgement.policy.reasons))
        return judgement._replace(policy=policy)

    def _judge_leaf(self, leaf: Leaf, context: Context) -> Judgement:
        compatibility = self.compatibilities.of(leaf, context.relation)
        status = LicenseStatus.UNRESOLVED if leaf.license.startswith(UNKNOWN) else LicenseStatus.RESOLVED
        rule = self._rule(str(leaf), status, context, compatibility.verdict)
        then = rule.then if rule else self.policy.default
        of_license = obligations(leaf, context.relation, self.policy.provisions)
        asked = tuple(dict.fromkeys((*(rule.obligations if rule else ()), *of_license)))
        if status is LicenseStatus.UNRESOLVED:
            word = PolicyWord.DENIED if then is Then.DENY else PolicyWord.UNKNOWN_LICENSE
        else:
            word = _word(then, asked)
        policy = self._policy_judgement(word, rule)
        level = _worse(level_of_word(word), self._level_of(compatibility))
        return Judgement(policy, compatibility, level, str(leaf), (), asked)

    def _without_license(self, status: LicenseStatus, context: Context) -> Judgement:
        rule = self._rule("", status, context, CompatibilityWord.UNKNOWN)
        word = _STATUS_WORDS.get(status, PolicyWord.UNKNOWN_LICENSE)
        policy = self._policy_judgement(word, rule)
        denied = status is LicenseStatus.NONE or (rule is not None and rule.then is Then.DENY)
        remedies = (Remedy(f"license-{status.value}"), Remedy("add-clarification"))
        compatibility = Compatibility(
            CompatibilityWord.UNKNOWN, str(self.outbound), context.relation, (Reason("no-license-to-compare"),), remedies
        )
        return Judgement(policy, compatibility, Level.DENIED if denied else Level.REVIEW)

    def _policy_judgement(self, word: PolicyWord, rule: Rule | None) -> PolicyJudgement:
        severities = self.policy.severities
        if rule is None:
            place = self.policy.default_place or self.policy.place
            return PolicyJudgement(word, place=place, reasons=(Reason("no-rule-fits"),), severity=severities.get(word))
        self.used.add(mark(rule.place))
        severity = severities.get(rule.id) or rule.severity or severities.get(word)
        reasons = (Reason("rule-locked", facts_of(rule=rule.id, overruled=rule.overrules)),) if rule.overrules else ()
        told = PolicyJudgement(word, rule.id, rule.text.de, rule.text.en, rule.place, reasons, severity)
        return told._replace(remedy_de=rule.remedy.de, remedy_en=rule.remedy.en) if rule.remedy is not None else told

    def _level_of(self, compatibility: Compatibility) -> Level:
        if not self.compatibilities.objects(compatibility):
            return Level.OK
        return Level.DENIED if compatibility.verdict is CompatibilityWord.INCOMPATIBLE else Level.REVIEW

    def _rule(self, leaf: str, status: LicenseStatus, context: Context, word: CompatibilityWord) -> Rule | None:
        """The first rule that fits, unless what a base has locked is stricter."""
        spoken = self._first(self.policy.rules, leaf, status, context, word)
        for floor, rules in self._floors:
            least = self._first(rules, leaf, status, context, word)
            then = spoken.then if spoken else self.policy.default
            if least and least.id in floor.rules and STRICTNESS.index(least.then) > STRICTNESS.index(then):
                spoken = least._replace(overrules=spoken.id if spoken else DEFAULT)
        return spoken

    def _first(
        self, rules: tuple[Rule, ...], leaf: str, status: LicenseStatus, context: Context, word: CompatibilityWord
    ) -> Rule | None:
        for rule in rules:
            allows = rule.then is Then.ALLOW
            if self.fits(rule.when, leaf, status, context, word, doubt=not allows) and not any(
                self.fits(condition, leaf, status, context, word, doubt=allows) for condition in rule.unless
            ):
                return rule
        return None

    def fits(
        self,
        when: Condition,
        leaf: str,
        status: LicenseStatus,
        context: Context,
        word: CompatibilityWord,
        *,
        doubt: bool = False,
    ) -> bool:
        """Whether all fields of a condition fit one license (`leaf` is empty where none is established).

        `doubt` is what counts where that can't be told: it never speaks for a component.
        """
        if when.status:
            if status.value not in when.status:
                return False
        elif status is not LicenseStatus.RESOLVED and asks_for_license(when):
            return False
        return (
            (not when.license or any(license_fits(leaf, pattern) for pattern in when.license))
            and (not when.category or any(name in when.category for name in self.categories_of(leaf)))
            and (not when.scope or context.scope in when.scope)
            and (not when.relation or context.relation in when.relation)
            and (not when.purl or _fits_purl(when, context, doubt=doubt))
            and (not when.compatibility or word.value in when.compatibility)
            and (when.osi is None or spdx.is_osi_approved(leaf) is when.osi)
            and (not when.family or is_of_family(leaf, when.family))
            and (not when.provision or not set(when.provision).isdisjoint(self.policy.provisions))
            and (when.network is None or (doubt if (told := network_trigger(leaf)) is None else told is when.network))
        )

    def categories_of(self, leaf: str) -> tuple[str, ...]:
        """Categories name `X WITH E` themselves; where they don't, the base license counts, since an exception only permits more."""
        known = self._categories.get(leaf)
        if known is None:
            known = self._named_in(leaf) or self._named_in(leaf.partition(" WITH ")[0].rstrip("+"))
            self._categories[leaf] = known
        return known

    def _named_in(self, text: str) -> tuple[str, ...]:
        return tuple(c.name for c in self.policy.categories if any(license_fits(text, pattern) for pattern in c.licenses))


def asks_for_license(when: Condition) -> bool:
    """Whether a condition speaks of the license itself, so that it can't fit where none is established."""
    return bool(when.license or when.category or when.family) or when.osi is not None or when.network is not None


def _fits_purl(when: Condition, context: Context, *, doubt: bool) -> bool:
    fitting = context.purls
    return any((p, when.versions, True) in fitting or (doubt and (p, when.versions, False) in fitting) for p in when.purl)


def mark(place: Place) -> str:
    """What tells one entry of a policy from every other."""
    return f"{place.input}#{place.route}"


def _word(then: Then, asked: tuple[str, ...]) -> PolicyWord:
    if then is Then.ALLOW:
        return PolicyWord.ALLOWED_WITH_OBLIGATIONS if asked else PolicyWord.ALLOWED
    return PolicyWord.NEEDS_REVIEW if then is Then.REVIEW else PolicyWord.DENIED


def level_of_word(word: PolicyWord) -> Level:
    """How much a word of the policy objects by itself."""
    if word in (PolicyWord.ALLOWED, PolicyWord.ALLOWED_WITH_OBLIGATIONS):
        return Level.OK
    return Level.DENIED if word in (PolicyWord.DENIED, PolicyWord.NO_LICENSE) else Level.REVIEW


def _rank(judgement: Judgement) -> tuple[int, int, int]:
    return (
        _LEVEL_ORDER.index(judgement.level),
        _POLICY_ORDER.index(judgement.policy.verdict),
        ORDER.index(judgement.compatibility.verdict),
    )


def _worse(first: Level, second: Level) -> Level:
    return max(first, second, key=_LEVEL_ORDER.index)


def _worst(parts: list[Judgement], tree: And) -> Judgement:
    """The worst policy word and the worst compatibility word, which may come from different parts; obligations united."""
    policy = max(parts, key=lambda part: _POLICY_ORDER.index(part.policy.verdict))
    compatibility = max(parts, key=lambda part: ORDER.index(part.compatibility.verdict))
    level = max((part.level for part in parts), key=_LEVEL_ORDER.index)
    obligations = tuple(dict.fromkeys(o for part in parts for o in part.obligations))
    chosen = " AND ".join(dict.fromkeys(part.chosen for part in parts if part.chosen))
    told = policy.policy
    if level is not Level.OK:
        because = Reason("worst-of-all", facts_of(part=policy.chosen or "", whole=tree))
        told = told._replace(reasons=(because, *told.reasons))
    rejected = tuple(dict.fromkeys(branch for part in parts for branch in part.rejected))
    return Judgement(told, compatibility.compatibility, level, chosen, rejected, obligations)
