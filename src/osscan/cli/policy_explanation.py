"""What `osscan policy explain` says of a component: the verdict, every rule in turn, and what would change it."""

from __future__ import annotations

from typing import Any

from osscan.cli.policy_tests import sample_document
from osscan.engine.policy_explain import Explanation, LeafTrace, WhatIf
from osscan.engine.policy_trial import Trial
from osscan.model.verdict import Compatibility, CompatibilityWord, Level, Modifier, Reason
from osscan.policy.difference import said as condition_said
from osscan.policy.impact import Stand, stand_of
from osscan.policy.schema import DEFAULT
from osscan.policy.tracing import Miss, RuleTrace
from osscan.reports.numbers import counted
from osscan.reports.page import Page
from osscan.reports.sentences import (
    as_sentence,
    compatibility_said,
    found_said,
    next_step,
    policy_because,
    policy_said,
    raw_licenses,
    reason_text,
    understood,
    where,
    word,
)
from osscan.texts.catalogue import Words

SCHEMA = "osscan/policy-explain/1"
_INKS = {Level.OK: "green", Level.REVIEW: "yellow", Level.DENIED: "red", Level.NOT_EVALUATED: "cyan"}
_MOST = 4
"""Values of a condition that are written out."""


def write_page(page: Page, found: Explanation, words: Words, *, verbose: bool) -> None:
    """The page: what is decided and why, then the rules, then the neighbours."""
    stand = _stand(found.trial)
    page.head(words("policy.explain.head", (), subject=found.subject, word=stand_said(stand, words)), _INKS[stand.level])
    _write_verdict(page, found, words)
    page.head(words("policy.explain.rules"), "bold")
    for leaf in found.leaves:
        _write_leaf(page, leaf, words, verbose=verbose, alone=len(found.leaves) == 1)
    if found.neighbours:
        page.head(words("policy.explain.neighbours"), "bold")
        for text, level in _neighbours(found, words):
            page.line(text, 2, _INKS[level])
    page.gap()
    if found.near:
        page.line(words("policy.explain.near", (), names=", ".join(found.near)))
    page.line(words("cli.explain.not-advice"))


def document(found: Explanation, words: Words) -> dict[str, Any]:
    """All of it for scripts."""
    trial, judgement = found.trial, found.trial.judgement
    policy, compatibility = judgement.policy, judgement.compatibility
    return {
        "schema": SCHEMA,
        "subject": found.subject,
        "policy": {"id": found.policy.id, "version": found.policy.version, "path": found.policy.place.input},
        "outbound": found.outbound,
        "component": sample_document(found.sample),
        "relation": {"value": trial.component.relation, "from": found.relation_from},
        "license": {
            "expression": trial.component.license.expression,
            "status": trial.component.license.status,
            "chosen": judgement.chosen,
            "because": [reason_text(words, reason) for reason in trial.component.license.because],
        },
        "verdict": {
            "level": judgement.level,
            "policy": policy.verdict,
            "rule": policy.rule or DEFAULT,
            "place": where(policy.place) if policy.place else None,
            "because": [reason_text(words, reason) for reason in policy.reasons],
            "modifier": trial.verdict.modifier,
            "waiver": trial.verdict.waiver or None,
            "obligations": list(judgement.obligations),
        },
        "compatibility": {
            "verdict": compatibility.verdict,
            "outbound": compatibility.outbound,
            "relation": compatibility.relation,
            "reasons": [{"text": reason_text(words, one), "source": one.source or None} for one in compatibility.reasons],
            "conditions": [
                {"text": words(f"proviso.{one.key}", one.facts), "source": one.source or None, "open": one.open}
                for one in compatibility.conditions
            ],
            "remedies": [
                {"text": words(f"remedy.{one.key}", one.facts), "command": one.command or None} for one in compatibility.remedies
            ],
        },
        "licenses": [_leaf_document(leaf) for leaf in found.leaves],
        "neighbours": [_neighbour_document(one, words) for one in found.neighbours],
    }


def stand_said(stand: Stand, words: Words) -> str:
    """Where a verdict stands, in the words of reports."""
    text = word(words, "policy" if stand.by_policy else "compatibility", stand.word)
    if stand.modifier:
        text = words("policy.stand.modified", (), word=text, modifier=word(words, "modifier", stand.modifier))
    return text


def condition_short(values: tuple[str, ...], words: Words) -> str:
    """Some of the values, and how many more there are."""
    if not values:
        return words("policy.explain.nothing")
    shown = ", ".join(values[:_MOST])
    return f"{shown}, … ({len(values)})" if len(values) > _MOST else shown


def _stand(trial: Trial) -> Stand:
    waived = trial.verdict.modifier is Modifier.WAIVED
    return stand_of(trial.judgement, Modifier.WAIVED.value if waived else "")


def _write_verdict(page: Page, found: Explanation, words: Words) -> None:
    judgement = found.trial.judgement
    step = next_step(words, judgement)
    because = [*policy_because(words, judgement.policy, step), *_lifted(found, words)]
    said = policy_said(words, judgement.policy)
    rows = (
        ("component", _component_said(found, words)),
        ("license", _license_said(found, words)),
        ("policy", words("report.because", said=said, reason=" ".join(because)) if because else said),
        ("compatibility", _compatibility_said(judgement.compatibility, words)),
        ("conditions", " ".join(words(f"proviso.{one.key}", one.facts) for one in judgement.compatibility.conditions)),
        ("obligations", "; ".join(words(f"obligation.{one}.title") for one in judgement.obligations)),
        ("next", step.text),
    )
    labels = {name: words(f"policy.explain.label.{name}") for name, _ in rows}
    column = 2 + max(map(len, labels.values())) + 2
    for name, text in rows:
        page.field(labels[name], text, 2, column)
        if name == "compatibility":
            for reason in judgement.compatibility.reasons:
                _write_source(page, reason, column)
    if step.command:
        page.command(step.command, column)
    for remedy in judgement.compatibility.remedies[1:]:
        page.field(words("policy.explain.label.or"), words(f"remedy.{remedy.key}", remedy.facts), 2, column)


def _write_source(page: Page, reason: Reason, column: int) -> None:
    if reason.source:
        page.line(f"– {reason.source}", column, "dim")


def _component_said(found: Explanation, words: Words) -> str:
    component = found.trial.component
    facts = {
        "scope": word(words, "scope", component.scope),
        "relation": word(words, "relation", component.relation),
        "provisions": ", ".join(word(words, "provision", one) for one in found.policy.provisions) or "-",
        "outbound": found.outbound,
    }
    return words(f"policy.explain.component-{found.relation_from}", (), **facts)


def _license_said(found: Explanation, words: Words) -> str:
    judged = found.trial.component
    said = f"{found_said(words, raw_licenses(judged))} → {understood(words, judged, found.trial.judgement)}"
    reasons = [reason_text(words, reason) for reason in judged.license.because if not reason.key.startswith("role-")]
    return words("report.because", said=said, reason=" ".join(reasons)) if reasons else said


def _compatibility_said(compatibility: Compatibility, words: Words) -> str:
    if compatibility.verdict is CompatibilityWord.NOT_EVALUATED:
        return ""
    said = compatibility_said(words, compatibility, reasons=len(compatibility.reasons))
    if compatibility.verdict is CompatibilityWord.COMPATIBLE and compatibility.reasons:
        reasons = " ".join(reason_text(words, one) for one in compatibility.reasons)
        return words("report.because", said=said, reason=reasons)
    return said


def _lifted(found: Explanation, words: Words) -> list[str]:
    """What the policy's clarifications and waivers have to say of the package URL."""
    language = words.language
    said = []
    if found.clarification is not None:
        place, reason = where(found.clarification.place), getattr(found.clarification.reason, language)
        said.append(words("policy.explain.clarified", (), place=place, reason=reason))
    for waiver in found.waivers:
        used = waiver.id == found.trial.verdict.waiver
        key = "waived" if used and found.trial.verdict.modifier is Modifier.WAIVED else "not-waived"
        facts = {"waiver": waiver.id, "place": where(waiver.place), "rule": waiver.rule, "expires": waiver.expires.isoformat()}
        said.append(words(f"policy.explain.{key}", (), **facts))
        if used and found.trial.verdict.void is not None:
            said.append(reason_text(words, found.trial.verdict.void))
    return said


def _write_leaf(page: Page, leaf: LeafTrace, words: Words, *, verbose: bool, alone: bool) -> None:
    indent = 2
    if not alone:
        stand = stand_of(leaf.judgement)
        page.line(words("policy.explain.leaf", (), license=leaf.license, word=stand_said(stand, words)), 2, "bold")
        indent = 4
    width = max((len(trace.rule.id) for trace in leaf.rules), default=0)
    speaker = leaf.judgement.policy.rule
    for trace in leaf.rules:
        text = _trace_said(trace, speaker, words)
        page.field(f"{_mark(trace)} {trace.rule.id}", text, indent, indent + 2 + width + 2)
        if trace.speaks and not verbose:
            rest = len(leaf.rules) - leaf.rules.index(trace) - 1
            if rest:
                page.line(counted(words, "policy.explain.rest", rest), indent + 2, "dim")
            return
    if not speaker:
        page.line(words("policy.explain.default", (), word=word(words, "policy", leaf.judgement.policy.verdict)), indent, "bold")


def _mark(trace: RuleTrace) -> str:
    return "●" if trace.speaks else "○" if trace.fits else "–"


def _trace_said(trace: RuleTrace, speaker: str, words: Words) -> str:
    place = where(trace.rule.place)
    if trace.speaks:
        return words("policy.explain.speaks", (), place=place, then=trace.rule.then)
    if trace.fits:
        return words("policy.explain.too-late", (), place=place, then=trace.rule.then, speaker=speaker or DEFAULT)
    if trace.lifted_by is not None:
        return words("policy.explain.lifted", (), place=place, condition=condition_said(trace.lifted_by))
    misses = "; ".join(miss_said(miss, words) for miss in trace.misses)
    return words("policy.explain.silent", (), place=place, misses=misses)


def miss_said(miss: Miss, words: Words) -> str:
    """A field that does not fit, in half a sentence."""
    wanted = condition_short(miss.wanted, words)
    return words("policy.explain.miss", (), field=miss.field, found=condition_short(miss.found, words), wanted=wanted)


def _neighbours(found: Explanation, words: Words) -> list[tuple[str, Level]]:
    """Neighbours with the same answer in one line, those that object less first."""
    groups: dict[tuple[str, Stand, str], list[str]] = {}
    for one in found.neighbours:
        stand = _stand(one.trial)
        groups.setdefault((one.field, stand, one.trial.judgement.policy.rule or DEFAULT), []).append(_value(one))
    order = list(_INKS)
    rows = sorted(groups.items(), key=lambda row: (order.index(row[0][1].level), row[0][0]))
    return [
        (
            words(
                "policy.explain.would-be",
                (),
                word=as_sentence(stand_said(stand, words)).removesuffix("."),
                change=f"{field} = {' | '.join(values)}",
                rule=rule,
            ),
            stand.level,
        )
        for (field, stand, rule), values in rows
    ]


def _value(one: WhatIf) -> str:
    if one.field == "scope":
        return one.sample.scope.value
    if one.field == "relation":
        return str(one.sample.relation)
    return ", ".join(one.sample.provisions)


def _leaf_document(leaf: LeafTrace) -> dict[str, Any]:
    return {
        "license": leaf.license or None,
        "level": leaf.judgement.level,
        "policy": leaf.judgement.policy.verdict,
        "rule": leaf.judgement.policy.rule or DEFAULT,
        "compatibility": leaf.judgement.compatibility.verdict,
        "rules": [
            {
                "rule": trace.rule.id,
                "place": where(trace.rule.place),
                "then": trace.rule.then,
                "fits": trace.fits,
                "decides": trace.speaks,
                "misses": [miss._asdict() for miss in trace.misses],
                "unless": condition_said(trace.lifted_by) if trace.lifted_by is not None else None,
            }
            for trace in leaf.rules
        ],
    }


def _neighbour_document(one: WhatIf, words: Words) -> dict[str, Any]:
    judgement = one.trial.judgement
    return {
        "field": one.field,
        "value": _value(one),
        "relation": one.trial.component.relation,
        "level": judgement.level,
        "policy": judgement.policy.verdict,
        "rule": judgement.policy.rule or DEFAULT,
        "compatibility": judgement.compatibility.verdict,
        "text": stand_said(_stand(one.trial), words),
    }
