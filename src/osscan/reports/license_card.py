"""A LicenseCard for people and for machines."""

from __future__ import annotations

import json

from osscan.knowledge.normalise import Clarity, Normal
from osscan.model.component import Relation
from osscan.model.license_card import LicenseCard
from osscan.model.verdict import Judgement
from osscan.reports.page import Page
from osscan.reports.sentences import policy_text, reason_text, word
from osscan.texts.catalogue import Words

SCHEMA = "osscan/license/1"


def write_page(cards: tuple[LicenseCard, ...], policy: str, relation: Relation, words: Words, page: Page) -> None:
    """One card after the other; `relation` is the one that the duties are for."""
    for card in cards:
        page.head(f"{card.id} – {card.name}" if card.name != card.id else card.id, "bold")
        for line in _standing(card, policy, words):
            page.line(line, 2)
        _write_list(words("license.page.reach"), _reach(card, words), page)
        _write_list(words("license.page.restrictions"), [words(f"license.restriction.{one}") for one in card.restricts], page)
        _write_duties(card, relation, words, page)
        _write_list(words("license.page.permissions"), _permissions(card, words), page)
        _write_judgements(card, policy, words, page)
        _write_list(words("license.page.sources"), list(card.sources), page)
    page.gap()
    page.line(words("license.page.advice"), 0, "dim")


def as_json(subject: str, cards: tuple[LicenseCard, ...], normal: Normal, words: Words) -> str:
    """The cards as one JSON document, words of the profiles as they are, sentences in the chosen language."""
    document = {
        "schema": SCHEMA,
        "input": subject,
        "language": words.language,
        "suggestions": list(normal.suggestions),
        "licenses": [_card(card, words) for card in cards],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def unread(subject: str, normal: Normal, words: Words) -> str:
    """Why there is no card: several licenses may be meant, or none is known."""
    key = "ambiguous" if normal.clarity is Clarity.AMBIGUOUS else "unknown"
    return words(f"license.page.{key}", subject=subject, suggestions=", ".join(normal.suggestions) or "–")


def _standing(card: LicenseCard, policy: str, words: Words) -> list[str]:
    lines = [words("license.page.asked", asked=card.asked, id=card.id)] if card.asked != card.id else []
    lines += [words("license.page.osi" if card.osi else "license.page.no-osi")]
    lines += [words("license.page.fsf")] if card.fsf else []
    lines += (
        [words("license.page.kind", kind=words(f"license.kind.{card.kind}"))] if card.kind else [words("license.page.no-profile")]
    )
    if card.categories:
        return [*lines, words("license.page.category", policy=policy, names=", ".join(card.categories))]
    return [*lines, words("license.page.no-category", policy=policy)]


def _reach(card: LicenseCard, words: Words) -> list[str]:
    lines = [words(f"license.closed.{card.closed}")] if card.closed else []
    lines += [words(f"license.copyleft.{card.copyleft}"), words(f"license.network.{card.network}")] if card.copyleft else []
    if card.exception:
        permits, _, what = card.exception_permits.partition(":")
        key = permits or "unknown"
        lines.append(words(f"license.exception.{key}", what=what, exception=card.exception))
    return lines


def _write_duties(card: LicenseCard, relation: Relation, words: Words, page: Page) -> None:
    if not card.duties:
        return
    page.gap()
    page.line(words("license.page.duties", relation=word(words, "relation", relation)), 2, "bold")
    labels = {provision: word(words, "provision", provision) for provision, _ in card.duties}
    column = 6 + max(map(len, labels.values()))
    for provision, duties in card.duties:
        said = "; ".join(words(f"obligation.{duty}.title") for duty in duties)
        page.field(labels[provision], said or words("license.page.nothing-to-do"), 4, column)


def _permissions(card: LicenseCard, words: Words) -> list[str]:
    """Licenses that are reached alike stand together."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in card.permissions:
        alike.setdefault((one.by, one.needs), []).append(one.to)
    return [_permission(card.id, by, needs, to, words) for (by, needs), to in alike.items()]


def _permission(start: str, by: str, needs: tuple[str, ...], to: list[str], words: Words) -> str:
    said = words("license.page.by", licenses=", ".join(to), by=words(f"license.by.{by}"))
    target = to[0] if len(to) == 1 else words("license.page.that-license")
    needed = " ".join(words(f"proviso.need-{need}", start=start, to=target) for need in needs)
    return words("license.page.if", said=said, needs=needed) if needed else said


def _write_judgements(card: LicenseCard, policy: str, words: Words, page: Page) -> None:
    if not card.judgements:
        return
    page.gap()
    outbound = card.judgements[0].compatibility.outbound
    page.line(words("license.page.judgements", policy=policy, outbound=outbound), 2, "bold")
    labels = [word(words, "relation", one.compatibility.relation) for one in card.judgements]
    column = 6 + max(map(len, labels))
    for label, judgement in zip(labels, card.judgements, strict=True):
        page.field(label, _judged(judgement, words), 4, column)


def _judged(judgement: Judgement, words: Words) -> str:
    policy, compatibility = judgement.policy, judgement.compatibility
    said = f"{word(words, 'policy', policy.verdict)}{f' [{policy.rule}]' if policy.rule else ''}; "
    said += word(words, "compatibility", compatibility.verdict)
    return f"{said}: {reason_text(words, compatibility.reasons[0])}" if compatibility.reasons else said


def _write_list(head: str, lines: list[str], page: Page) -> None:
    if not lines:
        return
    page.gap()
    page.line(head, 2, "bold")
    for line in lines:
        page.line(line, 4)


def _card(card: LicenseCard, words: Words) -> dict[str, object]:
    return {
        "id": card.id,
        "name": card.name,
        "osi": card.osi,
        "fsf": card.fsf,
        "categories": list(card.categories),
        "kind": card.kind or None,
        "copyleft": card.copyleft or None,
        "network": card.network or None,
        "closed": card.closed or None,
        "restricts": list(card.restricts),
        "exception": {"id": card.exception, "permits": card.exception_permits or None} if card.exception else None,
        "obligations": {provision.value: list(duties) for provision, duties in card.duties},
        "may_be_passed_on_as": [
            {"license": one.to, "by": one.by, "needs": list(one.needs), "source": one.source} for one in card.permissions
        ],
        "judgements": [
            {
                "relation": one.compatibility.relation,
                "outbound": one.compatibility.outbound,
                "policy": one.policy.verdict,
                "rule": one.policy.rule or None,
                "text": policy_text(words, one.policy) or None,
                "compatibility": one.compatibility.verdict,
                "reasons": [{"text": reason_text(words, why), "source": why.source or None} for why in one.compatibility.reasons],
            }
            for one in card.judgements
        ],
        "sources": list(card.sources),
    }
