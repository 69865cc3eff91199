"""For the spreadsheet of a legal office: a row for each component, in the dialect that its language's program opens.

German: semicolons and a byte order mark; English: commas. What a program would compute gets an apostrophe.
"""

from __future__ import annotations

from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import CompatibilityWord, Judgement, Level, Verdict
from osscan.reports.base import Renderer
from osscan.reports.sentences import (
    next_step,
    policy_text,
    raw_licenses,
    reason_text,
    understood,
    where,
    word,
)
from osscan.texts.catalogue import Words
from osscan.texts.escapes import cell

_OWN = ("component", "version", "purl", "scope", "relation", "found", "license")
_JUDGED = ("verdict", "policy", "rule", "text", "compatibility", "reason", "next", "obligations")
_WEIGHED = ("objects", "modifier", "waiver", "path", "inputs", "place")


def render(report: Report, words: Words) -> str:
    """All components in the report's order, objected to or not."""
    import csv  # noqa: PLC0415 - only this format pays for it
    import io  # noqa: PLC0415

    german = words.language == "de"
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";" if german else ",", lineterminator="\r\n")
    rows.writerow([words(f"report.csv.{name}") for name in (*_OWN, *_JUDGED, *_WEIGHED)])
    judgements: dict[int, list[str]] = {}
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        key = id(verdict.judgement)
        if key not in judgements:
            judgements[key] = [cell(column) for column in _judgement(verdict.judgement, words)]
        own = [cell(column) for column in _component(judged, verdict, words)]
        rows.writerow([*own, *judgements[key], *[cell(column) for column in _weight(judged, verdict, words)]])
    return ("\ufeff" if german else "") + text.getvalue()


def _component(judged: JudgedComponent, verdict: Verdict, words: Words) -> tuple[str, ...]:
    component = judged.component
    return (
        component.name,
        component.version or component.requirement,
        component.purl,
        word(words, "scope", judged.scope),
        word(words, "relation", judged.relation),
        " | ".join(raw_licenses(judged)),
        understood(words, judged, verdict.judgement),
    )


def _judgement(judgement: Judgement, words: Words) -> tuple[str, ...]:
    compatibility = judgement.compatibility
    reason = compatibility.reasons[0] if compatibility.reasons else None
    step = "" if judgement.level in (Level.OK, Level.NOT_EVALUATED) else next_step(words, judgement).text
    judged = compatibility.verdict is not CompatibilityWord.NOT_EVALUATED
    return (
        word(words, "level", judgement.level),
        word(words, "policy", judgement.policy.verdict),
        judgement.policy.rule,
        policy_text(words, judgement.policy),
        words(
            "report.compatibility-rule", word=word(words, "compatibility", compatibility.verdict), outbound=compatibility.outbound
        )
        if judged
        else word(words, "compatibility", compatibility.verdict),
        reason_text(words, reason) if reason else "",
        step,
        " | ".join(words(f"obligation.{one}.title") for one in judgement.obligations),
    )


def _weight(judged: JudgedComponent, verdict: Verdict, words: Words) -> tuple[str, ...]:
    return (
        words("report.csv.yes" if verdict.objects else "report.csv.no"),
        word(words, "modifier", verdict.modifier) if verdict.modifier else "",
        verdict.waiver,
        " → ".join(judged.path),
        " | ".join(judged.inputs),
        where(judged.component.place),
    )


RENDERER = Renderer("csv", "text/csv", ".csv", render)
