"""For machines: the whole Report as `osscan/report/1`, one line for each component and verdict, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.model.report import CheckResult, CheckStatus, Conflict, InputRecord, JudgedComponent, Report, WaiverRecord
from osscan.model.verdict import Branch, Compatibility, Judgement, PolicyJudgement, Proviso, Reason, Remedy, Resolution, Verdict
from osscan.reports.base import Renderer
from osscan.reports.changes import changes_object
from osscan.reports.duties import Duty, duties, text_of, title_of
from osscan.reports.json_text import Lines, line, members
from osscan.reports.sentences import policy_text, problem_text, reason_text, waiver_text
from osscan.texts.catalogue import Words

SCHEMA = "osscan/report/1"


def render(report: Report, words: Words) -> str:
    """The report as JSON; characters that could trick a terminal are escaped."""
    fields = (
        ("schema", SCHEMA),
        ("tool", dict(zip(("name", "version"), report.tool, strict=True))),
        ("data", dict(report.data)),
        ("generated_at", report.generated_at),
        ("language", words.language),
        ("outcome", report.outcome),
        ("complete", report.complete),
        ("policy", _policy_record(report)),
        ("summary", _summary(report)),
        ("inputs", Lines(line(_input(one)) for one in report.inputs)),
        ("components", Lines(_components(report, words))),
        ("verdicts", Lines(_verdicts(report.verdicts, words))),
        ("duties", Lines(line(_duty(one, words)) for one in duties(report))),
        ("conflicts", Lines(line(_conflict(one, words)) for one in report.conflicts)),
        ("checks", Lines(line(_check(one, words)) for one in report.checks)),
        ("problems", Lines(line(_problem(one, words)) for one in report.problems)),
        ("waivers", Lines(line(_waiver(one, words)) for one in report.waivers)),
        *(() if report.changes is None else (("changes", changes_object(report.changes)),)),
    )
    return "".join(members(fields)) + "\n"


def line_of_project(root: str, report: Report, words: Words) -> str:
    """The report of one project of several in a line, its folder first."""
    return f'{{"project": {line(root)}, {render(report, words).lstrip("{").replace(chr(10), "").strip()}'


def _components(report: Report, words: Words) -> Iterator[str]:
    """Resolutions are shared by many components, so the text of each is made once."""
    licenses: dict[tuple[int, str | None], str] = {}
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        chosen = verdict.judgement.chosen
        key = (id(judged.license), chosen)
        text = licenses.get(key)
        if text is None:
            text = licenses[key] = line(_license(judged.license, chosen, words))
        yield f'{line(_component(judged))[:-1]}, "license": {text}}}'


def _verdicts(verdicts: tuple[Verdict, ...], words: Words) -> Iterator[str]:
    """Judgements are shared by many components, so the text of each is made once."""
    judgements: dict[int, str] = {}
    for verdict in verdicts:
        key = id(verdict.judgement)
        text = judgements.get(key)
        if text is None:
            text = judgements[key] = line(_judgement(verdict.judgement, words))[1:]
        own = {
            "component": verdict.component,
            "modifier": verdict.modifier,
            "waiver": verdict.waiver or None,
            "objects": verdict.objects,
            "evidence": verdict.evidence or None,
            "void": None if verdict.void is None else _reason(verdict.void, words),
        }
        yield f"{line(own)[:-1]}, {text}"


def _component(judged: JudgedComponent) -> dict[str, Any]:
    component = judged.component
    claims = component.claims
    expressions = judged.license.expressions or (None,) * len(claims)
    return {
        "id": judged.id,
        "purl": component.purl or None,
        "name": component.name,
        "version": component.version or None,
        "requirement": component.requirement or None,
        "kind": component.kind,
        "count": component.files,
        "scope": judged.scope,
        "relation": judged.relation,
        "role": judged.role,
        "first_party": component.first_party,
        "inputs": judged.inputs,
        "place": _place(component.place),
        "path": judged.path,
        "hashes": dict(component.hashes),
        "claims": [
            {
                "role": claim.role,
                "raw": claim.raw,
                "expression": expression,
                "form": claim.form,
                "method": claim.method,
                "joined": claim.joined,
                "group": claim.group,
                "confidence": claim.confidence,
                "place": _place(claim.place),
            }
            for claim, expression in zip(claims, expressions, strict=True)
        ],
    }


def _license(resolution: Resolution, chosen: str | None, words: Words) -> dict[str, Any]:
    return {
        "expression": resolution.expression,
        "either": resolution.either,
        "chosen": chosen,
        "status": resolution.status,
        "because": [_reason(reason, words) for reason in resolution.because],
    }


def _judgement(judgement: Judgement, words: Words) -> dict[str, Any]:
    return {
        "level": judgement.level,
        "policy": _policy(judgement.policy, words),
        "compatibility": _compatibility(judgement.compatibility, words),
        "chosen": judgement.chosen,
        "rejected": [_branch(branch) for branch in judgement.rejected],
        "obligations": [
            {"id": one, "title": words(f"obligation.{one}.title"), "text": words(f"obligation.{one}.text")}
            for one in judgement.obligations
        ],
    }


def _policy(policy: PolicyJudgement, words: Words) -> dict[str, Any]:
    return {
        "verdict": policy.verdict,
        "rule": policy.rule or None,
        "text": policy_text(words, policy) or None,
        "texts": {"de": policy.text_de, "en": policy.text_en} if policy.text_de or policy.text_en else None,
        "place": _place(policy.place),
        "reasons": [_reason(reason, words) for reason in policy.reasons],
        "severity": policy.severity,
        "remedy": (policy.remedy_de if words.language == "de" else policy.remedy_en) or None,
        "remedies": {"de": policy.remedy_de, "en": policy.remedy_en} if policy.remedy_de or policy.remedy_en else None,
    }


def _compatibility(compatibility: Compatibility, words: Words) -> dict[str, Any]:
    return {
        "verdict": compatibility.verdict,
        "outbound": compatibility.outbound,
        "relation": compatibility.relation,
        "reasons": [_reason(reason, words) for reason in compatibility.reasons],
        "conditions": [_condition(condition, words) for condition in compatibility.conditions],
        "remedies": [_remedy(remedy, words) for remedy in compatibility.remedies],
    }


def _branch(branch: Branch) -> dict[str, Any]:
    return {"expression": branch.expression, "policy": branch.policy, "compatibility": branch.compatibility}


def _reason(reason: Reason, words: Words) -> dict[str, Any]:
    return {
        "key": reason.key,
        "text": reason_text(words, reason),
        "source": reason.source or None,
        "facts": dict(reason.facts),
        "place": _place(reason.place),
    }


def _duty(duty: Duty, words: Words) -> dict[str, Any]:
    return {
        "id": duty.id,
        "kind": "obligation" if duty.condition is None else "condition",
        "title": title_of(words, duty),
        "text": text_of(words, duty),
        "components": len(duty.members),
    }


def _condition(condition: Proviso, words: Words) -> dict[str, Any]:
    return {
        "key": condition.key,
        "text": words(f"proviso.{condition.key}", condition.facts),
        "source": condition.source or None,
        "open": condition.open,
        "facts": dict(condition.facts),
    }


def _remedy(remedy: Remedy, words: Words) -> dict[str, Any]:
    text = words(f"remedy.{remedy.key}", remedy.facts)
    return {"key": remedy.key, "text": text, "command": remedy.command or None, "facts": dict(remedy.facts)}


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"input": place.input, "route": place.route, "line": place.line, "column": place.column}


def _input(record: InputRecord) -> dict[str, Any]:
    gives = record.gives
    return {
        "path": record.path,
        "kind": record.kind,
        "format": record.format,
        "version": record.version,
        "reader": record.reader,
        "components": record.components,
        "complete": record.complete,
        "role": record.role,
        "gives": {"licenses": gives.licenses, "edges": gives.edges, "scopes": gives.scopes, "hashes": gives.hashes},
    }


def _conflict(conflict: Conflict, words: Words) -> dict[str, Any]:
    return {
        "component": conflict.component,
        "kind": conflict.kind,
        "text": words(f"conflict.{conflict.kind}", conflict.facts),
        "claims": conflict.claims,
        "facts": dict(conflict.facts),
    }


def _check(check: CheckResult, words: Words) -> dict[str, Any]:
    remedy = None if check.status is CheckStatus.PASSED else words(f"check.{check.id}.remedy", check.facts)
    return {
        "id": check.id,
        "status": check.status,
        "severity": check.severity,
        "title": words(f"check.{check.id}.title", check.facts),
        "places": [_place(place) for place in check.places],
        "remedy": remedy,
        "facts": dict(check.facts),
    }


def _problem(problem: Problem, words: Words) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem_text(words, problem),
        "next": problem_text(words, problem, "next"),
        "place": _place(problem.place),
        "facts": dict(problem.facts),
    }


def _waiver(waiver: WaiverRecord, words: Words) -> dict[str, Any]:
    return {
        "id": waiver.id,
        "state": waiver.state,
        "owner": waiver.owner,
        "reason": waiver_text(words, waiver),
        "reasons": {"de": waiver.reason_de, "en": waiver.reason_en},
        "ticket": waiver.ticket,
        "expires": waiver.expires,
        "place": _place(waiver.place),
        "approved_by": waiver.approved_by or None,
        "approver": {"de": waiver.approver_de, "en": waiver.approver_en} if waiver.approved_by else None,
        "granted": waiver.granted or None,
        "evidence": waiver.evidence or None,
        "void": None if waiver.void is None else _reason(waiver.void, words),
    }


def _policy_record(report: Report) -> dict[str, Any]:
    policy = report.policy
    return {
        "id": policy.id,
        "version": policy.version,
        "path": policy.path,
        "outbound": policy.outbound,
        "doctrine": policy.doctrine,
        "fail_on": policy.fail_on,
    }


def _summary(report: Report) -> dict[str, Any]:
    summary = report.summary
    return {
        "components": summary.components,
        "judged": summary.judged,
        "not_evaluated": summary.not_evaluated,
        "policy": dict(summary.policy),
        "compatibility": dict(summary.compatibility),
        "objections": summary.objections,
        "new_objections": summary.new_objections,
        "waived": summary.waived,
        "baseline": summary.baseline,
        "remarks": summary.remarks,
    }


RENDERER = Renderer("json", "application/json", ".json", render)
