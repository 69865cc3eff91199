"""Technikbericht: everything that the report holds, in tables, for those who mend it."""

from __future__ import annotations

from osscan.documents.document import Block, Details, Document, Facts, Heading, Line, Status, Table
from osscan.model.report import CheckStatus
from osscan.reports.kinds.assessment import chart_of_answers, summary
from osscan.reports.kinds.case import OPEN, Case, Finding, Setting
from osscan.reports.kinds.lines import (
    all_waived,
    checks_table,
    document,
    fact_rows,
    line,
    spot_line,
    status_line,
    tone_of,
    unseen_blocks,
    waived_table,
)


def technical(case: Case, setting: Setting) -> Document:
    """The document."""
    words = setting.words
    title = words("paper.technical.title"), words(f"paper.assessment.subtitle.{case.story}", name=case.name)
    checks = words("paper.annex.checks")
    blocks: list[Block] = [
        Status(case.tone, words(f"paper.{case.story}.verdict.{case.state}"), line(summary(case, setting))),
        fact_rows(case, setting),
        Facts(case.basis),
        Heading(checks, 2, "checks"),
        chart_of_answers(case, setting),
        checks_table(case.findings, setting, words("paper.caption.checks")),
    ]
    told = tuple(one for one in case.findings if one.status is CheckStatus.FAILED or one.status in OPEN)
    if told:
        blocks += [Heading(words("paper.technical.findings"), 2, "findings"), *(_finding(one, setting) for one in told)]
    blocks += [Heading(words("paper.technical.places"), 2, "places"), _places(case.findings, setting)]
    waived = all_waived(case)
    if waived:
        blocks += [Heading(words("paper.waived.caption"), 2, "waived"), waived_table(waived, setting)]
    for one in case.annexes:
        blocks += [Heading(one.heading, 2, one.key), *one.blocks]
    blocks += [Heading(words("paper.heading.unseen"), 2, "unseen"), *unseen_blocks(case, setting)]
    return document("technical", case, setting, title, tuple(blocks))


def _finding(finding: Finding, setting: Setting) -> Details:
    words = setting.words
    rows: list[tuple[str, Line]] = [
        (words("paper.column.answer"), status_line(finding, setting)),
        (words("paper.column.why"), line(finding.why)),
        (words("paper.open"), line(finding.reason)),
        (words("paper.next"), line(finding.next)),
        (words("paper.cure"), line(finding.cure if finding.cure != finding.next else "")),
        *((words("paper.contract"), line(one)) for one in finding.promises),
        (words("paper.sources"), line(finding.sources)),
        (words("paper.column.answered"), line(finding.answer)),
    ]
    told = tuple((name, said) for name, said in rows if said)
    return Details(f"{finding.id} {finding.title}", (Facts(told),), tone_of(finding))


def _places(findings: tuple[Finding, ...], setting: Setting) -> Table:
    """Every place of every check, none left out."""
    words = setting.words
    heads = tuple(words(f"paper.column.{name}") for name in ("id", "answer", "found"))
    rows = tuple((line(one.id, code=True), status_line(one, setting), spot_line(spot)) for one in findings for spot in one.spots)
    return Table(words("paper.caption.places"), heads, rows)
