"""The gate before publication for scripts: `osscan/publication/1`, everything decided and counted."""

from __future__ import annotations

from osscan.model.publication import PublicationReport
from osscan.reports.checked_json import check_object, problem_object, score_object, waiver_object
from osscan.reports.json_text import Lines, line, members
from osscan.texts.catalogue import Words

SCHEMA = "osscan/publication/1"


def render(report: PublicationReport, words: Words) -> str:
    fields = (
        ("schema", SCHEMA),
        ("tool", {"name": report.tool[0], "version": report.tool[1]}),
        ("data", dict(report.data)),
        ("generated_at", report.generated_at),
        ("language", words.language),
        ("path", report.path),
        ("revision", report.revision),
        ("policy_hash", report.policy_hash),
        ("profile", report.profile),
        ("kind", report.kind),
        ("verdict", report.verdict),
        ("complete", report.complete),
        ("checks", Lines(line(check_object("publish", one, words)) for one in report.checks)),
        ("criteria", [score_object(one) for one in report.criteria]),
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
                "unused": [waiver_object(one) for one in report.unused_waivers],
                "expired": [waiver_object(one) for one in report.expired_waivers],
            },
        ),
        ("problems", [problem_object(one, words) for one in report.problems]),
    )
    return "".join(members(fields)) + "\n"
