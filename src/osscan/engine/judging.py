"""Every component of the union is resolved and judged; waivers and the baseline change what a verdict weighs."""

from __future__ import annotations

from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from osscan.engine.hints import Hints
from osscan.engine.request import CheckRequest
from osscan.engine.unite import Union, United
from osscan.engine.waiving import Waiving
from osscan.errors import WrongCallError
from osscan.expression.parse import parse
from osscan.expression.scan import Fault, caret
from osscan.expression.tree import Tree, leaves
from osscan.inputs.source import Source
from osscan.knowledge import spdx
from osscan.model.claim import Joined, LicenseClaim
from osscan.model.component import Component, PathRole, Relation, Scope
from osscan.model.inventory import Extent, Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem, error, note, warning
from osscan.model.report import JudgedComponent
from osscan.model.verdict import (
    Compatibility,
    CompatibilityWord,
    Judgement,
    Level,
    LicenseStatus,
    Modifier,
    PolicyJudgement,
    PolicyWord,
    Reason,
    Verdict,
)
from osscan.policy.judge import Judge, mark
from osscan.policy.match import any_purl
from osscan.policy.relation import named_packages, relation_of
from osscan.policy.resolve import Resolved, Resolver
from osscan.policy.schema import Policy

if TYPE_CHECKING:
    from osscan.engine.clarifying import Clarifying

_NO_FILES: Mapping[str, Source] = MappingProxyType({})


class Judged(NamedTuple):
    """All components with their verdicts, in the order of their ids, and what the judging noticed."""

    components: tuple[JudgedComponent, ...]
    verdicts: tuple[Verdict, ...]
    resolved: tuple[Resolved, ...]
    problems: tuple[Problem, ...]
    waivers_used: frozenset[str]
    waivers_void: Mapping[str, Reason]
    """Why waivers that fit don't hold, by their ids."""
    unestablished: bool
    """Whether the license of some component that counts could not be established."""


def outbound_of(text: str) -> Tree:
    """The outbound license; raises WrongCallError with a caret when it is no known expression."""
    tree = parse(text)
    if isinstance(tree, Fault):
        raise WrongCallError(error("outbound-invalid", Place("--outbound"), text=text, kind=tree.kind, caret=caret(text, tree)))
    for leaf in leaves(tree):
        if spdx.current(leaf.license) is None:
            near = ", ".join(spdx.near(leaf.license)) or "-"
            raise WrongCallError(error("outbound-unknown", Place("--outbound"), text=text, license=leaf.license, near=near))
    return tree


def judge_all(
    request: CheckRequest,
    union: Union,
    inventories: tuple[tuple[PathRole, Inventory], ...],
    files: Mapping[str, Source] = _NO_FILES,
) -> Judged:
    """Judges the union; components of roles that were not asked for stay in, as not evaluated.

    `files` are those that were scanned, by path: clarifications may rest on them.
    """
    policy = request.policy
    bench = _Bench(request, inventories, union.roots, files)
    components, verdicts, resolutions = [], [], []
    for id_ in sorted(union.components):
        united = union.components[id_]
        component, resolved, verdict = bench.look_at(united)
        components.append(component)
        verdicts.append(verdict)
        resolutions.append(resolved)
    return Judged(
        tuple(components),
        tuple(verdicts),
        tuple(resolutions),
        (*(bench.clarifying.problems if bench.clarifying else ()), *_unused(policy, bench), *_gone(request, bench)),
        frozenset(bench.waiving.used),
        bench.waiving.void,
        bench.unestablished,
    )


class _Bench:
    """What stays the same from one component to the next."""

    def __init__(
        self,
        request: CheckRequest,
        inventories: tuple[tuple[PathRole, Inventory], ...],
        roots: Container[str],
        files: Mapping[str, Source],
    ) -> None:
        self.request = request
        self.policy = request.policy
        self.resolver = Resolver(self.policy.name_mappings)
        self.judge = Judge(self.policy, outbound_of(request.outbound or self.policy.outbound))
        self.waiving = Waiving(self.policy, request.as_of)
        self.clarifying = _clarifying(request, files) if request.policy.clarifications else None
        self._counting = request.counting
        self._evidence: dict[int, str] = {}
        self.fingerprints: set[str] = set()
        self.unestablished = False
        self._silent = {i.path for _, i in inventories if i.gives.licenses is Extent.NEVER}
        self._is_ours = any_purl(self.policy.first_party)
        self._roots = roots
        self._judgements: dict[tuple[int, int, int], Judgement] = {}
        named = named_packages(self.policy)
        self._is_named = any_purl(named)
        self._is_special = bool(self.policy.clarifications) or bool(named) or self.judge.asks_for_purls
        self._kinds: dict[tuple[object, ...], tuple[Resolved, Relation, Judgement]] = {}
        """What was found for unremarkable components: one or two claims, no word of the policy on package URLs, no objection."""
        self._skipped: dict[tuple[Relation, str], Judgement] = {}
        self._formerly = {rule.id: rule.formerly for rule in self.policy.rules if rule.formerly}
        self._relations: dict[tuple[int, str], Relation] = {}
        self._hints = Hints()

    def look_at(self, united: United) -> tuple[JudgedComponent, Resolved, Verdict]:
        """One component with its license and verdict; for kinds that were met before, from memory."""
        component = united.component
        claims = component.claims
        purl = component.purl
        said = _said(claims)
        if not said or self._is_special or component.relation is not None or self._is_ours(purl):
            return self._look_closely(united)
        kind = (said, id(united.scope), id(united.role), purl[: purl.find("/")])
        known = self._kinds.get(kind)
        if known is None or component.first_party or united.id in self._roots:
            told, resolved, verdict = found = self._look_closely(united)
            if verdict.judgement.level is Level.OK and not component.first_party and united.id not in self._roots:
                self._kinds[kind] = (resolved, told.relation, verdict.judgement)
            return found
        resolved, relation, judgement = known
        inputs = tuple(united.inputs)
        told = JudgedComponent(united.id, component, united.scope, relation, united.role, inputs, resolved.resolution)
        return told, resolved, Verdict(united.id, judgement)

    def _look_closely(self, united: United) -> tuple[JudgedComponent, Resolved, Verdict]:
        component = self.clarifying.clarify(united.component) if self.clarifying is not None else united.component
        resolved = self.resolver.resolve(component)
        license_ = resolved.resolution
        purl = component.purl
        scope, role = united.scope, united.role
        if purl and not component.first_party and self._is_ours(purl):
            component = component._replace(first_party=True)
        relation = component.relation or self._relation(scope, purl)
        if license_.status is not LicenseStatus.RESOLVED:
            if license_.status is LicenseStatus.ABSENT and self._silent.issuperset(united.inputs):
                resolved = _FORMAT_SILENT
            why = self._without_word(component, resolved, is_root=united.id in self._roots)
        else:
            why = ""
        if role is not PathRole.PRODUCT and role not in self.request.roles:
            why = f"role-{role.value}"
        told = JudgedComponent(united.id, component, scope, relation, role, tuple(united.inputs), resolved.resolution)
        if why:
            return told, resolved, Verdict(united.id, self._not_evaluated(relation, why))
        judgement = self._hints.fitting(self._judgement(resolved, told), component)
        if judgement.level is Level.OK:
            return told, resolved, Verdict(united.id, judgement)
        objects = judgement.level is Level.DENIED or self._counting.severity is Level.REVIEW
        evidence = self._evidence_of(told, resolved) if self.request.evidence else ""
        verdict = Verdict(united.id, judgement, objects=objects, evidence=evidence)
        return told, resolved, self._weigh(told, resolved, verdict)

    def _without_word(self, component: Component, resolved: Resolved, *, is_root: bool) -> str:
        """Why the product itself is not judged when nothing is said of its license."""
        if resolved.resolution.status not in (LicenseStatus.ABSENT, LicenseStatus.NOASSERTION):
            return ""
        if component.first_party:
            return "first-party"
        return "described-product" if is_root else ""

    def _judgement(self, resolved: Resolved, told: JudgedComponent) -> Judgement:
        """Asks the judge once for each kind of component; hashing enums and contexts anew would cost more than judging."""
        if self.judge.asks_for_purls:
            purl, version = told.component.purl, told.component.version
            return self.judge.judge(resolved, self.judge.context(told.scope, told.relation, purl, version))
        key = (id(resolved), id(told.scope), id(told.relation))
        known = self._judgements.get(key)
        if known is None:
            known = self._judgements[key] = self.judge.judge(resolved, self.judge.context(told.scope, told.relation, ""))
        return known

    def _evidence_of(self, told: JudgedComponent, resolved: Resolved) -> str:
        """Components whose claims say the same share their resolution, and so their evidence."""
        known = self._evidence.get(id(resolved))
        if known is None:
            from osscan.engine.evidence import evidence_of  # noqa: PLC0415 - runs without objections need no hashes

            known = self._evidence[id(resolved)] = evidence_of(resolved.resolution, told.component.claims)
        return known

    def _weigh(self, told: JudgedComponent, resolved: Resolved, verdict: Verdict) -> Verdict:
        if self.policy.waivers:
            verdict = self.waiving.weigh(told, verdict, lambda: self._evidence_of(told, resolved))
        if verdict.modifier is Modifier.WAIVED:
            return verdict
        if self.request.baseline is not None or self.request.known:
            from osscan.engine import baseline  # noqa: PLC0415 - only runs with a baseline need hashes

            mine = baseline.fingerprints(told, verdict, self._formerly.get(verdict.judgement.policy.rule, ()))
            self.fingerprints.update(mine)
            listed = self.request.baseline is not None and not self.request.baseline.isdisjoint(mine)
            if listed or not self.request.known.isdisjoint(mine):
                verdict = verdict._replace(modifier=Modifier.BASELINE, objects=verdict.objects and not self._counting.new_only)
                if listed or self._counting.new_only:
                    return verdict
        judgement = verdict.judgement
        unknown = judgement.policy.verdict in (PolicyWord.UNKNOWN_LICENSE, PolicyWord.AMBIGUOUS)
        if unknown or judgement.compatibility.verdict is CompatibilityWord.UNKNOWN:
            self.unestablished = True
        return verdict

    def _relation(self, scope: Scope, purl: str) -> Relation:
        if self._is_named(purl):
            return relation_of(self.policy, scope, purl)
        ecosystem = purl[4 : purl.find("/")] if purl.startswith("pkg:") else ""
        key = (id(scope), ecosystem)
        known = self._relations.get(key)
        if known is None:
            known = self._relations[key] = relation_of(self.policy, scope, purl)
        return known

    def _not_evaluated(self, relation: Relation, why: str) -> Judgement:
        known = self._skipped.get((relation, why))
        if known is None:
            policy = PolicyJudgement(PolicyWord.NOT_EVALUATED, reasons=(Reason(f"not-evaluated-{why}"),))
            compatibility = Compatibility(CompatibilityWord.NOT_EVALUATED, str(self.judge.outbound), relation)
            known = self._skipped[relation, why] = Judgement(policy, compatibility, Level.NOT_EVALUATED)
        return known


def _clarifying(request: CheckRequest, files: Mapping[str, Source]) -> Clarifying:
    from osscan.engine.clarifying import Clarifying  # noqa: PLC0415 - only policies with clarifications need it

    return Clarifying(request, files)


def _said(claims: tuple[LicenseClaim, ...]) -> tuple[object, ...]:
    """What one or two claims that stand for themselves say; nothing for other numbers and for parts of lists."""
    if len(claims) == 1:
        only = claims[0]
        return (only.raw, id(only.role), id(only.form), id(only.method), only.confidence, only.meant)
    if len(claims) == 2:
        first, second = claims
        if first.joined is Joined.ALONE and second.joined is Joined.ALONE:
            told = (first.raw, id(first.role), id(first.form), second.raw, id(second.role), id(second.form))
            return (*told, id(first.method), id(second.method), first.confidence, second.confidence, first.meant, second.meant)
    return ()


_FORMAT_SILENT = Resolver({}).resolve(Component("", "", Place(""), ""))
_FORMAT_SILENT = Resolved(_FORMAT_SILENT.resolution._replace(because=(Reason("license-format-silent"),)))


def _unused(policy: Policy, bench: _Bench) -> list[Problem]:
    """Entries of the policy that nothing in this run needed."""
    found = [
        warning("policy-clarification-unused", clarification.place, purl=clarification.purl)
        for clarification in policy.clarifications
        if bench.clarifying
        and clarification.place.input not in policy.shared
        and mark(clarification.place) not in bench.clarifying.used
    ]
    found += [
        warning("policy-choice-unused", choice.place, given=choice.given)
        for choice in policy.choices
        if choice.place.input not in policy.shared and mark(choice.place) not in bench.judge.used
    ]
    own = policy.place.input
    found += [
        note("policy-rule-unused", rule.place, rule=rule.id)
        for rule in policy.rules
        if rule.place.input == own and own not in policy.shared and mark(rule.place) not in bench.judge.used
    ]
    return found


def _gone(request: CheckRequest, bench: _Bench) -> list[Problem]:
    """Entries of the baseline that no longer occur, so that it can shrink."""
    if request.baseline is None:
        return []
    gone = request.baseline - bench.fingerprints
    return [warning("baseline-entries-gone", Place("--baseline"), count=len(gone), first=min(gone))] if gone else []
