"""The gate before publication for scripts: `osscan/publication/1`, everything decided and counted."""

from __future__ import annotations

from typing import Any

from osscan.model.publication import Checked, PublicationReport, Spot, Waiving
from osscan.reports.json_text import Lines, line, members
from osscan.reports.publication_said import clause_said, command_said, next_step, reason_said, spot_said, title, why
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words

SCHEMA = "osscan/publication/1"


def render(report: PublicationReport, words: Words) -> str:
    fields = (
        ("schema", SCHEMA),
        ("tool", {"name": report.tool[0], "version": report.tool[1]}),
        ("data", dict(report.data)),
        ("generated_at", report.generated_at),
        ("path", report.path),
        ("revision", report.revision),
        ("policy_hash", report.policy_hash),
        ("profile", report.profile),
        ("kind", report.kind),
        ("verdict", report.verdict),
        ("complete", report.complete),
        ("checks", Lines(line(_check(one, words)) for one in report.checks)),
        (
            "criteria",
            [
                {"criterion": one.criterion, "asked": one.asked, "answered": one.answered, "met": one.met, "graded": one.grade}
                for one in report.criteria
            ],
        ),
        (
            "badges",
            [
                {"badge": one.badge, "level": one.level, "condition": one.condition, "met": one.met, "facts": dict(one.facts)}
                for one in report.badges
            ],
        ),
        (
            "waivers",
            {
                "unused": [_waiver(one) for one in report.unused_waivers],
                "expired": [_waiver(one) for one in report.expired_waivers],
            },
        ),
        (
            "problems",
            [
                {"code": one.code, "severity": one.severity, "message": problem_text(words, one), "place": one.place.input}
                for one in report.problems
            ],
        ),
    )
    return "".join(members(fields)) + "\n"


def _check(check: Checked, words: Words) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": title(check, words),
        "status": check.status,
        "severity": check.severity,
        "criteria": list(check.criteria),
        "reason": reason_said(check, words),
        "why": why(check, words),
        "remedy": next_step(check, words),
        "fix": command_said(check.fix) if check.fix else None,
        "clauses": [clause_said(clause) for clause in check.clauses],
        "facts": dict(check.facts),
        "places": [_spot(check, spot, words) for spot in check.spots],
        "waived": [{**_spot(check, spot, words), "waiver": _waiver(waiver)} for spot, waiver in check.waived],
        "decision": None
        if check.decision is None
        else {key: value for key, value in check.decision._asdict().items() if key != "place"},
    }


def _spot(check: Checked, spot: Spot, words: Words) -> dict[str, Any]:
    return {
        "code": spot.code,
        "path": spot.place.input,
        "line": spot.place.line,
        "message": spot_said(check, spot, words),
        "key": spot.key,
    }


def _waiver(waiver: Waiving) -> dict[str, Any]:
    return {"check": waiver.check, "only": waiver.only, "role": waiver.role, "reason": waiver.reason, "expires": waiver.expires}
