"""Questions that are settled before two licenses need comparing: unknown, the same, closed, given away, apart, not passed on."""

from __future__ import annotations

from osscan.knowledge import kinds, profiles, sources, spdx
from osscan.knowledge.normalise import UNKNOWN
from osscan.model.component import Provision
from osscan.model.problem import facts_of
from osscan.model.verdict import CompatibilityWord, Reason
from osscan.policy.question import APART, PASSED_ON, Question, Ruling, ruling, text_of

Word = CompatibilityWord


def not_known(question: Question) -> Ruling | None:
    """A word that is on no list, or a reference to a text that nobody has read, decides nothing."""
    for leaf in (question.inbound, question.outbound):
        if leaf.license.startswith(UNKNOWN) or spdx.current(leaf.license) is None:
            return ruling(Word.UNKNOWN, Reason("license-not-known", facts_of(inbound=leaf)))
        if "LicenseRef-" in leaf.license and profiles.profile(leaf.license) is None:
            return ruling(Word.UNKNOWN, Reason("license-without-profile", facts_of(inbound=leaf)))
    return None


def same(question: Question) -> Ruling | None:
    """Under one and the same license; `X+` may be taken as X."""
    if str(question.inbound).rstrip("+") != str(question.outbound).rstrip("+"):
        return None
    return ruling(Word.COMPATIBLE, Reason("same-license", question.facts()))


def closed(question: Question) -> Ruling | None:
    """What is not open source can't become part of something that is."""
    coming = question.coming
    if coming is None or coming.is_open:
        return None
    source = sources.citation("source-available")
    clause = text_of(question.inbound.license, "restriction")
    reason = Reason(f"source-available-{coming.closed}", question.facts(), f"{source}; {clause}")
    return ruling(Word.INCOMPATIBLE, reason)


def dedicated(question: Question) -> Ruling | None:
    """Works whose author gave up all rights."""
    source = kinds.dedication(str(question.inbound))
    if source is None:
        return None
    return ruling(Word.COMPATIBLE, Reason("dedicated", question.facts(), sources.citation(source)))


def apart(question: Question) -> Ruling | None:
    """Two works that stay two."""
    if question.relation not in APART:
        return None
    return ruling(Word.COMPATIBLE, Reason(f"apart-{question.relation.value}", question.facts()))


def not_passed_on(question: Question) -> Ruling | None:
    """Copyleft asks something only of whoever passes a work on; some licenses count giving access over a network as that."""
    coming = question.coming
    if not question.provisions or any(one in PASSED_ON for one in question.provisions) or coming is None:
        return None
    if Provision.SAAS in question.provisions and coming.network != "none":
        return None
    key = "not-passed-on-saas" if Provision.SAAS in question.provisions else "not-passed-on"
    return ruling(Word.COMPATIBLE, Reason(key, question.facts(), text_of(question.inbound.license, "copyleft")))
