"""What every format says alike: words of a verdict, places, names, reasons and the one next step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osscan.model.claim import Method
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity
from osscan.model.report import JudgedComponent, PolicyRecord, Report, WaiverRecord
from osscan.model.verdict import (
    Compatibility,
    CompatibilityWord,
    Judgement,
    Level,
    Modifier,
    PolicyJudgement,
    PolicyWord,
    Reason,
)
from osscan.reports.numbers import counted
from osscan.texts.catalogue import Words

OBJECTING = frozenset(
    {PolicyWord.NEEDS_REVIEW, PolicyWord.DENIED, PolicyWord.UNKNOWN_LICENSE, PolicyWord.NO_LICENSE, PolicyWord.AMBIGUOUS}
)
"""The policy's words that ask for something to be done."""
_WAIVABLE = (PolicyWord.DENIED, PolicyWord.NEEDS_REVIEW)
"""Words whose usual next step may be a waiver (`report.next.*`)."""
_VOTES = 3


class Step(NamedTuple):
    """What to do next, the command for it where there is one, and whether a waiver is what it proposes."""

    text: str
    command: str = ""
    waives: bool = False


def word(words: Words, kind: str, code: str) -> str:
    """The word for a code of the contract (`policy`, `denied`)."""
    return words(f"verdict.{kind}.{code}.word")


def as_sentence(text: str) -> str:
    """A few words with a capital letter and a full stop, so that others can follow."""
    begun = text[:1].upper() + text[1:]
    return begun if begun.endswith(".") else f"{begun}."


_SEVERITIES = {Level.DENIED: Severity.ERROR, Level.REVIEW: Severity.WARNING}
_IN_WORDS = frozenset({Method.SPDX_TAG, Method.LICENSE_TEXT, Method.LICENSE_NOTICE})
_UNCERTAIN = "text-recognised-in-part"


def name_of(judged: JudgedComponent) -> str:
    """Name and version as found; the version's range where nothing more is known."""
    component = judged.component
    version = component.version or component.requirement
    return f"{component.name} {version}" if version else component.name


def where(place: Place) -> str:
    """`file:line:column`, or the route where no line is known."""
    if place.line is None:
        return f"{place.input} {place.route}" if place.route else place.input
    return f"{place.input}:{place.line}" if place.column is None else f"{place.input}:{place.line}:{place.column}"


def located(place: Place, text: str) -> str:
    """What was noticed, behind the place where it stands."""
    spot = where(place)
    return f"{spot}: {text}" if spot else text


def raw_licenses(judged: JudgedComponent) -> tuple[str, ...]:
    """The license statements as found, each once."""
    return tuple(dict.fromkeys(claim.raw for claim in judged.component.claims if claim.raw))


def found_said(words: Words, raws: Iterable[str], most: int = 3) -> str:
    """License statements in quotation marks, each once and a few of them, or that there is none."""
    found = list(dict.fromkeys(raws))
    if not found:
        return words("report.no-statement")
    return and_more(words, [words("report.quoted", text=raw) for raw in found[:most]], len(found))


def and_more(words: Words, shown: list[str], count: int) -> str:
    """A few of `count` names, and how many more there are."""
    names = ", ".join(shown)
    more = count - len(shown)
    return counted(words, "report.and-more", more, names=names) if more > 0 else names


def understood(words: Words, judged: JudgedComponent, judgement: Judgement) -> str:
    """The expression that counts, with the chosen branch; a word for why there is none."""
    expression = judged.license.expression
    if expression is None:
        return word(words, "status", judged.license.status)
    if judgement.chosen is None or judgement.chosen == expression:
        return expression
    return words("report.chosen", expression=expression, chosen=judgement.chosen)


def license_said(words: Words, judged: JudgedComponent, judgement: Judgement) -> str:
    """What counts as the license; where nothing does, or where it is not certain, also why."""
    said = understood(words, judged, judgement)
    because = judged.license.because
    if judged.license.expression is None:
        reason = because[0] if because else None
    else:
        reason = next((one for one in because if one.key == _UNCERTAIN), None)
    return said if reason is None else words("report.because", said=said, reason=reason_text(words, reason))


def found_in(words: Words, members: Iterable[JudgedComponent], most: int) -> str:
    """The files in whose words the licenses were found, with lines; nothing for what other inputs tell."""
    places: dict[str, None] = {}
    files = 0
    for judged in members:
        mine = [claim.place for claim in judged.component.claims if claim.method in _IN_WORDS]
        places.update((where(place), None) for place in mine)
        files += max(judged.component.files, len(mine)) if mine else 0
    return and_more(words, list(places)[:most], max(files, len(places))) if places else ""


def policy_text(words: Words, policy: PolicyJudgement) -> str:
    """What the policy's author says about the rule that spoke."""
    return policy.text_de if words.language == "de" else policy.text_en


def waiver_text(words: Words, waiver: WaiverRecord) -> str:
    """Why the waiver was granted."""
    return waiver.reason_de if words.language == "de" else waiver.reason_en


def waiver_said(words: Words, waiver: WaiverRecord) -> str:
    """Why, whose, who approved it and until when; and why it does not hold, where it does not."""
    approver = waiver.approver_de if words.language == "de" else waiver.approver_en
    said = words(
        "report.waiver-approved" if approver else "report.waiver",
        reason=waiver_text(words, waiver),
        id=waiver.id,
        owner=waiver.owner,
        expires=waiver.expires,
        approver=approver,
    )
    return said if waiver.void is None else words("report.because", said=said, reason=reason_text(words, waiver.void))


def weight_said(words: Words, modifier: Modifier, void: Reason | None) -> str:
    """What changes the weight of an objection, and why a waiver that fits does not hold."""
    said = words(f"verdict.modifier.{modifier}.meaning")
    return said if void is None else f"{said} {reason_text(words, void)}"


def severity_of(judgement: Judgement) -> Severity:
    """How grave an objection is to look: as the policy wants it, as long as it is the policy that objects most."""
    policy, told = judgement.policy, judgement.policy.severity
    is_refused = judgement.level is Level.DENIED and policy.verdict not in (PolicyWord.DENIED, PolicyWord.NO_LICENSE)
    if told is None or policy.verdict not in OBJECTING:
        return _SEVERITIES.get(judgement.level, Severity.NOTE)
    if is_refused and judgement.compatibility.verdict is CompatibilityWord.INCOMPATIBLE:
        return Severity.ERROR
    return told


def reason_text(words: Words, reason: Reason) -> str:
    """The sentence of one step; terms of licenses stand in its facts as words of the profiles."""
    if not reason.key.startswith("restrictions-"):
        return words(f"reason.{reason.key}", reason.facts)
    facts = dict(reason.facts)
    named = (words(f"license.restriction.{one}") for one in facts["restrictions"].split(", "))
    return words(f"reason.{reason.key}", tuple(facts.items()), restrictions=", ".join(named))


def problem_text(words: Words, problem: Problem, part: str = "message") -> str:
    return words(f"problem.{problem.code}.{part}", problem.facts)


def policy_said(words: Words, policy: PolicyJudgement) -> str:
    """The policy's word, the rule that spoke, and its line."""
    said = word(words, "policy", policy.verdict)
    spot = where(policy.place) if policy.place else ""
    if policy.rule:
        return words("report.rule-at" if spot else "report.rule", word=said, rule=policy.rule, place=spot)
    return words("report.default-at" if spot else "report.default", word=said, place=spot)


def policy_because(words: Words, policy: PolicyJudgement, step: Step) -> list[str]:
    """The reasons that led to the policy's word, and its author's text unless that is the next step already."""
    text = policy_text(words, policy)
    return [*(reason_text(words, reason) for reason in policy.reasons), *([text] if text and text != step.text else [])]


def compatibility_said(words: Words, compatibility: Compatibility, reasons: int = 1) -> str:
    """The compatibility word with both sides; the first reasons unless all is well, more where the sources differ."""
    most = max(reasons, _VOTES) if compatibility.verdict is CompatibilityWord.CONTESTED else reasons
    said = words(
        "report.compatibility",
        word=word(words, "compatibility", compatibility.verdict),
        outbound=compatibility.outbound,
        relation=word(words, "relation", compatibility.relation),
    )
    if compatibility.verdict is CompatibilityWord.COMPATIBLE or not compatibility.reasons:
        return said
    return words("report.because", said=said, reason=" ".join(reason_text(words, one) for one in compatibility.reasons[:most]))


def next_step(words: Words, judgement: Judgement) -> Step:
    """What the policy's rule advises; else the first remedy; else what the policy says; else what usually helps."""
    policy, compatibility = judgement.policy, judgement.compatibility
    advice = policy.remedy_de if words.language == "de" else policy.remedy_en
    if advice and policy.verdict in OBJECTING:
        return Step(advice)
    if compatibility.remedies:
        remedy = compatibility.remedies[0]
        return Step(words(f"remedy.{remedy.key}", remedy.facts), remedy.command)
    if policy.verdict not in OBJECTING:
        return Step(words(f"report.next.{compatibility.verdict}") if judgement.level is not Level.OK else "")
    text = policy_text(words, policy)
    return Step(text) if text else Step(words(f"report.next.{policy.verdict}"), waives=policy.verdict in _WAIVABLE)


def why(words: Words, judgement: Judgement, step: Step) -> list[str]:
    """The chain in sentences: the policy's word and why, and the compatibility word."""
    said = [policy_said(words, judgement.policy), *policy_because(words, judgement.policy, step)]
    if judgement.compatibility.verdict is not CompatibilityWord.NOT_EVALUATED:
        said.append(compatibility_said(words, judgement.compatibility))
    return said


def rule_name(judgement: Judgement) -> str:
    """The policy's rule that objects, or the word for what objects where no rule does."""
    if judgement.policy.verdict in OBJECTING:
        return judgement.policy.rule or f"policy-{judgement.policy.verdict}"
    return f"compat-{judgement.compatibility.verdict}"


def policy_named(words: Words, policy: PolicyRecord) -> str:
    """Which policy judged, and for which outbound license."""
    return words("report.policy", id=policy.id, version=policy.version, outbound=policy.outbound)


def headline(words: Words, report: Report) -> str:
    """The outcome in a few words, as a sentence begins with it."""
    return as_sentence(word(words, "outcome", report.outcome)).removesuffix(".")
