"""A report of the gate before publication as a case."""

from __future__ import annotations

from osscan.documents.document import Table, Tone
from osscan.documents.written import BLANK
from osscan.model.publication import BadgeLevel, PublicationReport, PublicationVerdict
from osscan.reports.kinds.case import Annex, Case, Setting, Story
from osscan.reports.kinds.lines import line, subject
from osscan.reports.kinds.of_checks import basis, decision_said, findings, remarks, unseen, waivers

_TONES = {
    PublicationVerdict.READY: Tone.GOOD,
    PublicationVerdict.READY_WITH_CONDITIONS: Tone.ATTENTION,
    PublicationVerdict.NOT_READY: Tone.BAD,
    PublicationVerdict.INCONCLUSIVE: Tone.OPEN,
}


def case_of(report: PublicationReport, setting: Setting) -> Case:
    """The case with its annexes: preview of badges."""
    words, written = setting.words, setting.written
    found = findings("publish", report.checks, setting)
    name = subject(report.path)
    refusal = next((one.decision for one in report.checks if one.id == "PUB-REL-03" and one.decision is not None), None)
    refused = refusal if refusal is not None and refusal.answer == "refuse" else None
    facts = (
        (words("paper.fact.project"), line(report.path, code=True) if name != BLANK else line(BLANK)),
        (words("paper.fact.kind"), line(words(f"publish.kind.{report.kind}"))),
        (words("paper.fact.profile"), line(words(f"publish.profile.{report.profile}"))),
        (
            words("paper.fact.revision"),
            line(report.revision, code=True) if report.revision else line(words("publish.no-revision")),
        ),
        (words("paper.fact.date"), line(written.day(report.generated_at))),
    )
    badges = (Annex("badges", words("paper.annex.badges"), (_badges(report.badges, setting),)),) if report.badges else ()
    return Case(
        Story.PUBLICATION,
        name,
        report.verdict,
        _TONES[report.verdict] if refused is None else Tone.BAD,
        facts,
        found,
        report.criteria,
        (*badges, *waivers(report.expired_waivers, report.unused_waivers, setting), *remarks(report.problems, words)),
        tuple(unseen(found, report.problems, words)),
        basis(report.tool, report.data, report.policy_hash, setting),
        report.generated_at,
        decision_said(refused, setting) if refused is not None else "",
        refused.reason.strip() if refused is not None else None,
    )


def _badges(badges: tuple[BadgeLevel, ...], setting: Setting) -> Table:
    words = setting.words
    rows = []
    for one in badges:
        tone = Tone.OPEN if one.met is None else Tone.GOOD if one.met else Tone.ATTENTION
        word = "unknown" if one.met is None else "passed" if one.met else "failed"
        name = f"{words(f'publish.badge.{one.badge}')} {one.level}"
        rows.append(
            (
                line(name),
                line(words(f"publish.badge.{one.condition}", one.facts)),
                line(words(f"publish.status.{word}"), tone=tone),
            )
        )
    heads = tuple(words(f"paper.column.{column}") for column in ("badge", "condition", "answer"))
    return Table(words("paper.caption.badges"), heads, tuple(rows))
