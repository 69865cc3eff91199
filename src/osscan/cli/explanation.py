"""Plain-language pages for `osscan explain`."""

from __future__ import annotations

from osscan.checks.base import Check
from osscan.deliveries.base import DeliveryCheck
from osscan.engine.explain import Explained
from osscan.model.publication import ProjectKind
from osscan.model.verdict import Judgement
from osscan.reports.publication_said import clause_said, command_said
from osscan.texts.catalogue import Words, sentences
from osscan.texts.shown import shown


def of_word(subject: str, words: Words) -> str:
    """A problem code, verdict word or obligation; empty when it is none."""
    if words.has(f"problem.{subject}.title"):
        parts = [words.template(f"problem.{subject}.{part}") for part in ("title", "message", "why", "next")]
        return f"{subject}: {parts[0]}\n\n{parts[1]}\n{parts[2]}\n\n{words('cli.next')}: {parts[3]}"
    for area in ("sbom", "publiccode"):
        if words.has(f"{area}.{subject}.title"):
            parts = [words.template(f"{area}.{subject}.{part}") for part in ("title", "message", "next")]
            return f"{subject}: {parts[0]}\n\n{parts[1]}\n\n{words('cli.next')}: {parts[2]}"
    for key in _word_keys(words):
        if key.split(".")[2] == subject:
            return f"{subject}: {words(key)}\n\n{words(key.replace('.word', '.meaning'))}"
    if words.has(f"obligation.{subject}.title"):
        return f"{subject}: {words(f'obligation.{subject}.title')}\n\n{words(f'obligation.{subject}.text')}"
    return ""


def of_check(subject: str, words: Words) -> str:
    """A check before publication or of a delivery: what it asks, why, where that comes from, and what mends it; empty when it is none."""
    from osscan.checks.table import CHECKS
    from osscan.deliveries.table import CHECKS as OF_DELIVERIES

    wanted = subject.casefold()
    card = next((card for card in CHECKS if card.id.casefold() == wanted), None)
    if card is not None:
        return "\n".join(_check_told(card, words))
    other = next((card for card in OF_DELIVERIES if card.id.casefold() == wanted), None)
    return "\n".join(_delivery_check_told(other, words)) if other is not None else ""


def _delivery_check_told(card: DeliveryCheck, words: Words) -> list[str]:
    """A check of a delivery, with what its vendor has to do."""
    lines = [f"{card.id}: {words.template(f'vendor.{card.id}.title')}", "", words.template(f"vendor.{card.id}.why"), ""]
    lines.append(words("cli.explain.check-weighs", (), severity=words(f"publish.severity.{card.severity}")))
    if card.by_people:
        lines.append(words("cli.explain.check-by-people"))
    lines += [words("publish.source", (), source=clause_said(clause)) for clause in card.clauses]
    lines += ["", f"{words('cli.next')}: {words.template(f'vendor.{card.id}.next')}"]
    return [*lines, words("vendor.cure", (), text=words.template(f"vendor.{card.id}.cure"))]


def _check_told(card: Check, words: Words) -> list[str]:
    lines = [f"{card.id}: {words.template(f'publish.{card.id}.title')}", ""]
    lines += [words.template(f"publish.{card.id}.why"), ""]
    severity = words(f"publish.severity.{card.severity}")
    lines.append(words("cli.explain.check-weighs", (), severity=severity))
    for profile, other in card.others:
        key = "cli.explain.check-weighs-in" if other is not None else "cli.explain.check-not-in"
        weight = words(f"publish.severity.{other}") if other is not None else ""
        lines.append(words(key, (), profile=words(f"publish.profile.{profile}"), severity=weight))
    if card.kinds != frozenset(ProjectKind):
        kinds = ", ".join(words(f"publish.kind.{kind}") for kind in ProjectKind if kind in card.kinds)
        lines.append(words("cli.explain.check-kinds", (), kinds=kinds))
    if card.by_people:
        lines.append(words("cli.explain.check-by-people"))
    lines += [words("publish.source", (), source=clause_said(clause)) for clause in card.clauses]
    step = words.template(f"publish.{card.id}.next")
    lines += ["", f"{words('cli.next')}: {step}"]
    if card.fix and card.fix not in step:
        lines.append(f"  {command_said(card.fix)}")
    return lines


def of_rule(found: Explained, words: Words) -> str:
    """A rule of the policy: where it stands, what it decides, what its author says."""
    rule = found.rule
    if rule is None:
        return ""
    where = f"{rule.place.input}:{rule.place.line}"
    text = rule.text.de if words.language == "de" else rule.text.en
    lines = [f"{rule.id} – {words('cli.explain.rule-of', (), policy=found.policy, where=where)}", "", text, ""]
    lines.append(f"{words('cli.explain.decides')}: {rule.then.value}")
    lines += [f"{words('cli.explain.duties')}: {words(f'obligation.{name}.title')}" for name in rule.obligations]
    return "\n".join(lines)


def of_license(found: Explained, words: Words) -> str:
    """A license: its name, its standing, and what policy and sources say in each relation."""
    if not found.expression:
        return ""
    lines = [words("cli.explain.deprecated", (), current=found.expression), ""] if found.current else []
    for facts in found.licenses:
        lines.append(words("cli.explain.licensed-as", (), expression=shown(facts.id), name=facts.name))
        lines.append("  " + words("cli.explain.osi-yes" if facts.osi else "cli.explain.osi-no"))
        key = "cli.explain.categories" if facts.categories else "cli.explain.no-categories"
        lines.append("  " + words(key, (), policy=found.policy, names=", ".join(facts.categories)))
    for judgement in found.judgements:
        lines += ["", *_judgement(judgement, found.outbound, words)]
    return "\n".join([*lines, "", words("cli.explain.not-advice")])


def near(subject: str, words: Words) -> tuple[str, ...]:
    """Codes and words that look like the subject."""
    from difflib import get_close_matches

    codes = {
        key.split(".")[1]
        for area in ("problem", "sbom", "publiccode", "publish", "vendor")
        for key in sentences(words.language, area)
    }
    named = {key.split(".")[2] for key in _word_keys(words)}
    return tuple(get_close_matches(subject, sorted(codes | named), 3, 0.6))


def _word_keys(words: Words) -> list[str]:
    """Keys `verdict.<family>.<word>.word`."""
    return [
        key
        for key in sentences(words.language, "verdict")
        if key.count(".") == 3 and key.endswith(".word") and words.has(key.replace(".word", ".meaning"))
    ]


def _judgement(judgement: Judgement, outbound: str, words: Words) -> list[str]:
    policy, compatibility = judgement.policy, judgement.compatibility
    relation = words(f"verdict.relation.{compatibility.relation.value}.word")
    lines = [words("cli.explain.as-relation", (), relation=relation, outbound=outbound)]
    rule = f" [{policy.rule}]" if policy.rule else ""
    text = policy.text_de if words.language == "de" else policy.text_en
    lines.append(f"  {words(f'verdict.policy.{policy.verdict.value}.word')}{rule}: {text}".rstrip(": "))
    lines.append(f"  {words(f'verdict.compatibility.{compatibility.verdict.value}.word')}")
    lines += [
        f"    {words(f'reason.{reason.key}', reason.facts)}" + (f" ({reason.source})" if reason.source else "")
        for reason in compatibility.reasons
    ]
    lines += [f"    → {words(f'remedy.{remedy.key}', remedy.facts)}" for remedy in compatibility.remedies]
    return lines
