"""Facts that somebody states: the license's own text, its steward, OSADL; each function is one source's answer, or None.

For works under the EUPL-1.2 the steward is the European Commission, for works under the GNU licenses the Free Software Foundation.
"""

from __future__ import annotations

from osscan.knowledge import eupl, fsf, kinds, osadl, sources, spdx
from osscan.knowledge.relicensing import Step, way
from osscan.model.component import Relation
from osscan.model.verdict import CompatibilityWord, Proviso, Reason
from osscan.policy.question import GNU, Question, Ruling, proviso, ruling
from osscan.policy.votes import matrix_value, osadl_cell

Word = CompatibilityWord

_OPEN_NEEDS = frozenset(
    {
        "all-components-available",
        "holds-part-under-cecill",
        "not-a-database",
        "not-software",
        "notice-names-secondary-license",
        "only-a-database",
        "part-of-another-holder",
    }
)
"""Conditions that only a look at the component or the product can establish."""


def by_text(question: Question) -> Ruling | None:
    """The license's own words on relicensing, in up to three steps, where nothing is left to be found out."""
    found = _by_way(question)
    return None if found is None or any(condition.open for condition in found.conditions) else found


def by_text_if(question: Question) -> Ruling | None:
    """The license's own words where they ask for something that nobody has looked at yet."""
    return _by_way(question)


def _by_way(question: Question) -> Ruling | None:
    taken = way(question.inbound, str(question.outbound), question.relation.value)
    if not taken:
        return None
    reasons = tuple(Reason(f"step-{step.by}", question.facts(start=step.start, to=step.to), step.source) for step in taken)
    conditions = _needs(question, taken)
    return ruling(Word.COMPATIBLE_IF if conditions else Word.COMPATIBLE, *reasons, conditions=conditions)


def _needs(question: Question, taken: tuple[Step, ...]) -> tuple[Proviso, ...]:
    found = []
    for step in taken:
        facts = question.facts(start=step.start, to=step.to)
        found += [Proviso(f"need-{need}", facts, step.source, open=need in _OPEN_NEEDS) for need in step.needs]
    return tuple(dict.fromkeys(found))


def by_commission(question: Question) -> Ruling | None:
    """The Commission's matrix, which has a word of its own for copying in and for each way of linking."""
    value = matrix_value(question)
    if value is None:
        return _on_the_whole(question)
    source = sources.citation("eupl-matrix")
    facts = question.facts()
    if value == "OK":
        yes = Reason("commission-yes", facts, source)
        if question.is_linked and spdx.family(question.inbound.license) in GNU:
            return ruling(Word.CONTESTED, yes, Reason("fsf-linking", facts, sources.citation("fsf")))
        conditions = _duties(question)
        return ruling(Word.COMPATIBLE_IF if conditions else Word.COMPATIBLE, yes, conditions=conditions)
    if value == "OK-object":
        reason = Reason("commission-object", facts, source)
        return ruling(Word.COMPATIBLE_IF, reason, conditions=(Proviso("object-only", facts, source),))
    if value == "NO?":
        return ruling(Word.CONTESTED, Reason("commission-doubts", facts, source))
    if value == "?":
        return ruling(Word.UNKNOWN, Reason("commission-open", facts, source))
    return ruling(Word.INCOMPATIBLE, Reason("commission-no", facts, source))


def _duties(question: Question) -> tuple[Proviso, ...]:
    """What weak copyleft still asks where the Commission says OK to the whole."""
    coming = question.coming
    if coming is None or question.relation is Relation.DYNAMIC_LINK:
        return ()
    if coming.copyleft == "file":
        return (proviso(question, "files-stay"),)
    return (proviso(question, "relinkable"),) if coming.copyleft == "library" else ()


def _on_the_whole(question: Question) -> Ruling | None:
    """PSF-2.0 is one of the licenses stacked in Python-2.0: what is possible for the stack is possible for each part."""
    whole = kinds.whole_of(str(question.inbound))
    if whole is None or str(question.outbound) != "EUPL-1.2" or eupl.matrix(whole, question.relation.value) != "OK":
        return None
    reason = Reason("commission-yes-to-whole", question.facts(whole=whole), sources.citation("eupl-matrix"))
    return ruling(Word.COMPATIBLE, reason)


def by_foundation_yes(question: Question) -> Ruling | None:
    """The FSF's list of licenses, where it says compatible."""
    if fsf.word(question.inbound, question.outbound) != "yes":
        return None
    return ruling(Word.COMPATIBLE, Reason("fsf-yes", question.facts(), sources.citation("fsf-list")))


def by_foundation_no(question: Question) -> Ruling | None:
    """The FSF's list of licenses, where it says incompatible; for the FSF linking makes one work, too."""
    if fsf.word(question.inbound, question.outbound) != "no":
        return None
    return into_gnu(question, Reason("fsf-no", question.facts(), sources.citation("fsf-list")))


def into_gnu(question: Question, because: Reason) -> Ruling:
    """A no that rests on how far a GNU license reaches: for linking at run time European law may see two works."""
    coming = question.coming
    if question.relation is Relation.DYNAMIC_LINK and coming is not None and coming.copyleft in ("file", "library"):
        directive = Reason("directive-linking", question.facts(), sources.citation("directive-2009-24"))
        return ruling(Word.CONTESTED, because, directive)
    return ruling(Word.INCOMPATIBLE, because)


def by_osadl_yes(question: Question) -> Ruling | None:
    """OSADL answers for copying code in; what may be copied in may also be linked."""
    if osadl_cell(question) not in ("yes", "same"):
        return None
    coming, going = question.coming, question.going
    stays = coming is not None and coming.copyleft == "file" and going is not None and going.copyleft == "work"
    conditions = (proviso(question, "files-stay"),) if stays and not question.is_linked else ()
    because = _osadl(question, "yes")
    return ruling(Word.COMPATIBLE_IF if conditions else Word.COMPATIBLE, because, conditions=conditions)


def by_osadl_no(question: Question) -> Ruling | None:
    """OSADL's no counts as it stands for copying in; for linking, rungs before this one have said where copyleft ends."""
    if osadl_cell(question) != "no":
        return None
    if question.outbound.license == "EUPL-1.2" and (other := _version_in_matrix(question)):
        reason = Reason("commission-knows-other-version", question.facts(other=other), sources.citation("eupl-matrix"))
        return ruling(Word.UNKNOWN, reason, _osadl(question, "no"))
    return ruling(Word.INCOMPATIBLE, _osadl(question, "no"))


def _version_in_matrix(question: Question) -> str | None:
    """Another version of the inbound license that the Commission accepts for copying in, at least for binaries."""
    family = spdx.family(question.inbound.license)
    listed = (name for name in eupl.covered() if spdx.family(name) == family)
    return next((name for name in listed if eupl.matrix(name, "incorporate") in ("OK", "OK-object")), None)


def by_osadl_silence(question: Question) -> Ruling | None:
    """OSADL looked at the pair and would not decide."""
    cell = osadl_cell(question)
    if cell not in ("unknown", "check"):
        return None
    return ruling(Word.UNKNOWN, Reason(f"osadl-{cell}", question.facts(), sources.citation("osadl")))


def _osadl(question: Question, word: str) -> Reason:
    inbound, outbound = str(question.inbound).rstrip("+"), str(question.outbound).rstrip("+")
    explicit = osadl.grounds(inbound, outbound) == "explicit"
    return Reason(f"osadl-{word}-explicit" if explicit else f"osadl-{word}", question.facts(), sources.citation("osadl"))
