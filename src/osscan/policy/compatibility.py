"""Whether a license may go into a product under its outbound license, by which source, and what would help."""

from __future__ import annotations

from dataclasses import dataclass, field

from osscan.expression.tree import Leaf, Or, Tree
from osscan.knowledge import eupl, linking, osadl, sources, spdx
from osscan.knowledge.normalise import UNKNOWN
from osscan.model.component import Relation
from osscan.model.problem import facts_of
from osscan.model.verdict import Compatibility, CompatibilityWord, Reason, Remedy
from osscan.policy.schema import Contested, Doctrine, Policy

Word = CompatibilityWord

ORDER = (Word.COMPATIBLE, Word.COMPATIBLE_IF, Word.CONTESTED, Word.UNKNOWN, Word.INCOMPATIBLE, Word.NOT_EVALUATED)
"""From nothing to object to the worst; the place in this tuple is the rank."""

_APART = (Relation.BUILD_TOOL, Relation.TEST, Relation.SEPARATE_PROCESS, Relation.AGGREGATE, Relation.DATA)
"""Relations in which two works stay two works, so that no license reaches into the other."""

_LINKED = (Relation.DYNAMIC_LINK, Relation.STATIC_LINK)


@dataclass(slots=True, eq=False, repr=False)
class Compatibilities:
    """Answers for one policy and outbound license; remembers every pair that it has met."""

    policy: Policy
    outbound: Tree
    _met: dict[tuple[Leaf, Relation], Compatibility] = field(default_factory=dict)

    def of(self, inbound: Leaf, relation: Relation) -> Compatibility:
        """The answer for one inbound license in one relation."""
        known = self._met.get((inbound, relation))
        if known is None:
            known = self._met[inbound, relation] = self._into(inbound, self.outbound, relation)
        return known

    def _into(self, inbound: Leaf, outbound: Tree, relation: Relation) -> Compatibility:
        """An outbound OR is a promise of every option, an outbound AND binds every file: both need all parts."""
        if isinstance(outbound, Leaf):
            return answer(inbound, outbound, relation)
        parts = [self._into(inbound, part, relation) for part in outbound.parts]
        worst = max(parts, key=lambda part: ORDER.index(part.verdict))
        why = Reason("outbound-or" if isinstance(outbound, Or) else "outbound-and", facts_of(outbound=outbound))
        return Compatibility(worst.verdict, str(self.outbound), relation, (why, *worst.reasons), worst.remedies)

    def objects(self, found: Compatibility) -> bool:
        """Whether an answer keeps a component from being fine, under the policy's doctrine."""
        if found.verdict is Word.CONTESTED and self.policy.contested is Contested.DOCTRINE:
            return self.policy.doctrine is Doctrine.FSF_STRICT
        return ORDER.index(found.verdict) > ORDER.index(Word.COMPATIBLE_IF)


def answer(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility:
    """The answer for one license into one other, from the first source that knows.

    Order of the sources for EUPL outbound: the same license, the license's own appendix, the Commission's matrix, OSADL;
    otherwise the same license, then OSADL. Facts of a source speak for the relation that the source is about.
    """
    for source in (_unknown, _source_available, _same, _dedicated, _apart, _commission, _exception, _osadl):
        found = source(inbound, outbound, relation)
        if found is not None:
            return found
    return _answer(Word.UNKNOWN, outbound, relation, Reason("no-source", facts_of(inbound=inbound, outbound=outbound)))


def _answer(word: Word, outbound: Leaf, relation: Relation, *reasons: Reason, remedies: tuple[Remedy, ...] = ()) -> Compatibility:
    return Compatibility(word, str(outbound), relation, reasons, remedies)


def _unknown(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    if inbound.license.startswith(UNKNOWN) or spdx.current(inbound.license) is None:
        return _answer(
            Word.UNKNOWN, outbound, relation, Reason("license-not-known", facts_of(inbound=inbound)), remedies=(_curate(),)
        )
    if ":" in inbound.license or inbound.license.startswith("LicenseRef-"):
        if linking.source_available(inbound.license) is not None:
            return None
        reason = Reason("license-without-profile", facts_of(inbound=inbound))
        return _answer(Word.UNKNOWN, outbound, relation, reason, remedies=(_curate(),))
    return None


def _source_available(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    why = linking.source_available(inbound.license)
    if why is None or inbound == outbound:
        return None
    reason = Reason(f"source-available-{why}", facts_of(inbound=inbound, outbound=outbound), sources.citation("source-available"))
    return _answer(Word.INCOMPATIBLE, outbound, relation, reason, remedies=(Remedy("replace-component"),))


def _same(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    if inbound != outbound:
        return None
    return _answer(Word.COMPATIBLE, outbound, relation, Reason("same-license", facts_of(inbound=inbound)))


def _dedicated(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    source = linking.dedication(str(inbound))
    if source is None:
        return None
    return _answer(Word.COMPATIBLE, outbound, relation, Reason("dedicated", facts_of(inbound=inbound), sources.citation(source)))


def _apart(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    if relation not in _APART:
        return None
    return _answer(Word.COMPATIBLE, outbound, relation, Reason(f"apart-{relation.value}", facts_of(inbound=inbound)))


def _commission(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    if outbound.license != "EUPL-1.2" or outbound.exception:
        return None
    value = _matrix_value(inbound, relation)
    whole = linking.whole_of(str(inbound))
    if value is None and whole is not None and eupl.matrix(whole, relation.value) == "OK":
        facts = facts_of(inbound=inbound, outbound=outbound, whole=whole, relation=relation.value)
        reason = Reason("commission-yes-to-whole", facts, sources.citation("eupl-matrix"))
        return _answer(Word.COMPATIBLE, outbound, relation, reason, *_osadl_vote(inbound, outbound))
    if value is None:
        return None
    facts = facts_of(inbound=inbound, outbound=outbound, relation=relation.value)
    source = sources.citation("eupl-matrix")
    vote = _osadl_vote(inbound, outbound)
    if value == "OK":
        if relation in _LINKED and spdx.family(inbound.license) in ("GPL", "AGPL"):
            why = (Reason("commission-yes", facts, source), Reason("fsf-linking", facts, sources.citation("fsf")), *vote)
            return _answer(Word.CONTESTED, outbound, relation, *why, remedies=_switch(inbound, outbound))
        return _answer(Word.COMPATIBLE, outbound, relation, Reason("commission-yes", facts, source), *vote)
    if value == "OK-object":
        return _answer(Word.COMPATIBLE_IF, outbound, relation, Reason("commission-object", facts, source), *vote)
    if value == "NO?":
        reasons = (Reason("commission-doubts", facts, source), *vote)
        return _answer(Word.CONTESTED, outbound, relation, *reasons, remedies=_switch(inbound, outbound))
    if value == "?":
        return _answer(Word.UNKNOWN, outbound, relation, Reason("commission-open", facts, source), *vote)
    return _answer(
        Word.INCOMPATIBLE, outbound, relation, Reason("commission-no", facts, source), *vote, remedies=_switch(inbound, outbound)
    )


def _matrix_value(inbound: Leaf, relation: Relation) -> str | None:
    """Whoever receives `X-or-later` or `X+` may take it as X, so the matrix's word on X holds."""
    base = inbound.license.rstrip("+")
    names = (str(inbound), base, base.removesuffix("-or-later") + "-only") if not inbound.exception else (str(inbound),)
    return next((value for name in names if (value := eupl.matrix(name, relation.value)) is not None), None)


def _exception(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    """An exception only adds permission; one that is about linking answers for linking, otherwise the base license counts."""
    if not inbound.exception:
        return None
    facts = facts_of(inbound=inbound, outbound=outbound, exception=inbound.exception)
    if relation in _LINKED and linking.allows_linking(inbound.exception):
        return _answer(
            Word.COMPATIBLE_IF, outbound, relation, Reason("linking-exception", facts, sources.citation("spdx-exceptions"))
        )
    exact = _osadl(inbound, outbound, relation)
    if exact is not None:
        return exact
    base = answer(Leaf(inbound.license), outbound, relation)
    return Compatibility(
        base.verdict, base.outbound, relation, (Reason("exception-ignored", facts), *base.reasons), base.remedies
    )


def _osadl(inbound: Leaf, outbound: Leaf, relation: Relation) -> Compatibility | None:
    """OSADL answers for copying code in; what may be copied in may also be linked."""
    cell = osadl.cell(str(inbound).rstrip("+"), str(outbound).rstrip("+"))
    if cell is None:
        return None
    facts = facts_of(inbound=inbound, outbound=outbound)
    source = sources.citation("osadl")
    if cell in ("yes", "same"):
        return _answer(Word.COMPATIBLE, outbound, relation, Reason("osadl-yes", facts, source))
    if relation in _LINKED and osadl.copyleft(inbound.license) == "restricted":
        return _answer(Word.COMPATIBLE_IF, outbound, relation, Reason("weak-copyleft-linked", facts, source))
    if cell == "no":
        return _answer(
            Word.INCOMPATIBLE, outbound, relation, Reason("osadl-no", facts, source), remedies=_switch(inbound, outbound)
        )
    reason = Reason("osadl-check" if cell == "check" else "osadl-unknown", facts, source)
    return _answer(Word.UNKNOWN, outbound, relation, reason, remedies=(Remedy("ask-coordination-office"),))


def _osadl_vote(inbound: Leaf, outbound: Leaf) -> tuple[Reason, ...]:
    cell = osadl.cell(str(inbound), str(outbound))
    if cell is None:
        return ()
    return (Reason(f"vote-osadl-{cell}", facts_of(inbound=inbound, outbound=outbound), sources.citation("osadl")),)


def _switch(inbound: Leaf, outbound: Leaf) -> tuple[Remedy, ...]:
    """EUPL-1.2, Article 5: a work derived from both may be passed on under a license of the Appendix."""
    replace = Remedy("replace-component")
    if outbound.license == "EUPL-1.2" and not inbound.exception and inbound.license in eupl.appendix("1.2"):
        return (Remedy("switch-outbound", facts_of(outbound=inbound), f"osscan check TARGET --outbound {inbound}"), replace)
    return (replace,)


def _curate() -> Remedy:
    return Remedy("add-clarification")
