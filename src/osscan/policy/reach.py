"""How far a license reaches over links, and whether its terms and those of the product bear each other; from profiles alone."""

from __future__ import annotations

from osscan.knowledge import profiles, sources, spdx
from osscan.model.component import Relation
from osscan.model.verdict import CompatibilityWord, Proviso, Reason
from osscan.policy.question import GNU, Question, Ruling, proviso, ruling, text_of
from osscan.policy.stated import into_gnu

Word = CompatibilityWord

_CLAUSES = {"patent-termination": "patent", "patent-retaliation": "patent", "advertising-clause": "advertising"}
"""Under which word a license's clauses are noted, where it differs from that of the restriction."""


def by_linking_exception(question: Question) -> Ruling | None:
    """`X WITH E` where E is about linking, or about what a compiler puts into its output."""
    known = _exception(question)
    if known is None or not question.is_linked or known.permits not in ("linking", "runtime", "generated-output"):
        return None
    facts = question.facts(exception=known.id)
    source = sources.license_text(known.id, known.clause)
    is_open = known.permits == "generated-output"  # that a part is only output of the tool, nobody sees in its license
    conditions = (Proviso(f"exception-{known.permits}", facts, source, open=is_open),)
    return ruling(Word.COMPATIBLE_IF, Reason(f"exception-{known.permits}", facts, source), conditions=conditions)


def by_combining_exception(question: Question) -> Ruling | None:
    """`Apache-2.0 WITH LLVM-exception` may be combined with works under the GPL-2.0."""
    known = _exception(question)
    if known is None or not known.permits.startswith("combining-with:"):
        return None
    bare = question.outbound.license.removesuffix("-only").removesuffix("-or-later")
    if bare not in known.permits.partition(":")[2].split(", "):
        return None
    source = sources.license_text(known.id, known.clause)
    return ruling(Word.COMPATIBLE, Reason("exception-combining", question.facts(exception=known.id), source))


def by_weak_copyleft(question: Question) -> Ruling | None:
    """Copyleft that reaches a file or a library does not reach what links it, unless the outbound license reaches back."""
    coming, going = question.coming, question.going
    if not question.is_linked or coming is None or coming.copyleft not in ("file", "library") or going is None:
        return None
    if spdx.family(question.outbound.license) in GNU:
        return into_gnu(question, Reason("gnu-reaches-linked", question.facts(), sources.citation("fsf")))
    because = Reason(
        f"weak-copyleft-{coming.copyleft}", question.facts(), text_of(question.inbound.license, "linking", "copyleft")
    )
    static = "relinkable" if question.relation is Relation.STATIC_LINK else "replaceable"
    return ruling(
        Word.COMPATIBLE_IF, because, conditions=(proviso(question, "files-stay" if coming.copyleft == "file" else static),)
    )


def by_commission_on_linking(question: Question) -> Ruling | None:
    """For the Commission linking does not carry the EUPL into other works; nobody else has said so, so it stays contested."""
    if not question.is_linked or spdx.family(question.inbound.license) != "EUPL":
        return None
    return ruling(Word.CONTESTED, Reason("commission-linking", question.facts(), sources.citation("directive-2009-24")))


def by_kind(question: Question) -> Ruling | None:
    """A license for texts, pictures or data on something that is linked: most likely the relation is wrong."""
    coming = question.coming
    if (
        coming is None
        or not question.is_linked
        or coming.copyleft == "none"
        or coming.kind not in ("content", "data", "documentation")
    ):
        return None
    return ruling(Word.UNKNOWN, Reason("content-linked", question.facts()))


def by_copyleft(question: Question) -> Ruling | None:
    """The part's license wants the whole, or what is copied, under itself, and no way leads to the outbound license."""
    coming, going = question.coming, question.going
    if coming is None or going is None or coming.copyleft == "none":
        return None
    source = text_of(question.inbound.license, "copyleft")
    return ruling(Word.INCOMPATIBLE, Reason(f"copyleft-{coming.copyleft}", question.facts(), source))


def by_restrictions(question: Question) -> Ruling | None:
    """A part without copyleft: its terms must be borne by the license of the whole."""
    coming, going = question.coming, question.going
    if coming is None or going is None:
        return None
    if going.copyleft in ("none", "file") or (going.copyleft == "library" and question.is_linked):
        return ruling(Word.COMPATIBLE, Reason("permissive", question.facts(), text_of(question.inbound.license)))
    clash = [word for word in coming.restricts if word not in (going.admits or ())]
    if not clash:
        return ruling(Word.COMPATIBLE, Reason("nothing-clashes", question.facts(), text_of(question.inbound.license)))
    facts = question.facts(restrictions=", ".join(clash))
    if spdx.family(question.outbound.license) in (*GNU, "LGPL"):
        return ruling(Word.INCOMPATIBLE, Reason("restrictions-clash", facts, _both_texts(question, clash)))
    return ruling(Word.UNKNOWN, Reason("restrictions-open", facts, text_of(question.outbound.license, "further-restrictions")))


def _both_texts(question: Question, clash: list[str]) -> str:
    """Where the part asks for it, and where the license of the whole rules it out."""
    part = question.inbound.license.rstrip("+")
    clauses = [found for word in clash if (found := profiles.clause(part, _CLAUSES.get(word, word)))]
    ruling_out = text_of(question.outbound.license, "further-restrictions")
    return f"{sources.license_text(part, ', '.join(dict.fromkeys(clauses)))}; {ruling_out}"


def clauses_behind(question: Question) -> tuple[Reason, ...]:
    """Which clauses stand behind somebody's no: the part's copyleft, or terms that the license of the whole does not bear."""
    found = by_copyleft(question) or by_restrictions(question)
    return () if found is None or found.word is not Word.INCOMPATIBLE else found.reasons


def _exception(question: Question) -> profiles.ExceptionProfile | None:
    return profiles.exception(question.inbound.exception) if question.inbound.exception else None
