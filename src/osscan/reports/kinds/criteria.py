"""Kriterienblatt: the seven criteria with what was asked, answered and met; nothing is graded where too little was answered."""

from __future__ import annotations

from collections import Counter

from osscan.documents.document import Bar, Block, Chart, Details, Document, Heading, Line, Table, Tone
from osscan.model.publication import Criterion, CriterionScore
from osscan.model.report import CheckStatus
from osscan.reports.kinds.case import Case, Finding, Setting
from osscan.reports.kinds.lines import checks_table, document, fact_rows, line, paragraph

_COLUMNS = ("fulfilled", "hint", "condition", "blocker", "unknown", "manual")


def criteria(case: Case, setting: Setting) -> Document:
    """The document."""
    words = setting.words
    title = words("paper.criteria.title"), words(f"paper.assessment.subtitle.{case.story}", name=case.name)
    asked = {one.criterion: _of(case, one.criterion) for one in case.criteria}
    blocks: tuple[Block, ...] = (
        paragraph(words("paper.criteria.said")),
        fact_rows(case, setting),
        _table(case, asked, setting),
        _answered(case, setting),
        _met(case, setting),
        Heading(words("paper.criteria.each"), 2, "each"),
        *(
            Details(
                _name(criterion, setting), (checks_table(found, setting, setting.written.counted("paper.checks", len(found))),)
            )
            for criterion, found in asked.items()
            if found
        ),
    )
    return document("criteria", case, setting, title, blocks)


def counted(findings: tuple[Finding, ...]) -> Counter[str]:
    """How many are fulfilled, not met by their weight, not to be looked at, or left to people."""
    return Counter(_column(one) for one in findings)


def _column(finding: Finding) -> str:
    if finding.status is CheckStatus.FAILED:
        return finding.severity.value
    return {CheckStatus.PASSED: "fulfilled", CheckStatus.UNKNOWN: "unknown"}.get(finding.status, "manual")


def _of(case: Case, criterion: Criterion) -> tuple[Finding, ...]:
    """The checks of a criterion that apply."""
    return tuple(one for one in case.findings if criterion in one.criteria and one.status is not CheckStatus.NOT_APPLICABLE)


def _table(case: Case, asked: dict[Criterion, tuple[Finding, ...]], setting: Setting) -> Table:
    words, written = setting.words, setting.written
    names = ("criterion", *_COLUMNS, "answered", "grade")
    rows = []
    for score in case.criteria:
        counts = counted(asked[score.criterion])
        cells = (line(written.number(counts[one])) for one in _COLUMNS)
        answered = line(written.share(score.answered, score.asked))
        rows.append((line(_name(score.criterion, setting)), *cells, answered, _grade(score, setting)))
    heads = tuple(words(f"paper.criteria.column.{name}") for name in names)
    return Table(words("paper.criteria.overview"), heads, tuple(rows), frozenset(range(1, 8)))


def _grade(score: CriterionScore, setting: Setting) -> Line:
    words = setting.words
    if not score.grade:
        return line(words("paper.criteria.none-asked" if not score.asked else "paper.criteria.too-few"), tone=Tone.OPEN)
    tone = Tone.GOOD if score.met == score.answered == score.asked else Tone.ATTENTION
    return line(words("paper.criteria.grade", share=setting.written.share(score.met, score.answered)), tone=tone)


def _answered(case: Case, setting: Setting) -> Chart:
    words, written = setting.words, setting.written
    bars = tuple(
        Bar(
            _name(one.criterion, setting),
            100 * one.answered / one.asked if one.asked else 0,
            written.share(one.answered, one.asked),
            Tone.PLAIN if one.grade else Tone.OPEN,
        )
        for one in case.criteria
    )
    return Chart(words("paper.chart.answered"), bars)


def _met(case: Case, setting: Setting) -> Chart:
    """Only of what is graded: a bar beside a criterion that nobody answered would say too much."""
    bars = tuple(
        Bar(_name(one.criterion, setting), 100 * one.met / one.answered, setting.written.share(one.met, one.answered))
        for one in case.criteria
        if one.grade and one.answered
    )
    return Chart(setting.words("paper.chart.met"), bars)


def _name(criterion: Criterion, setting: Setting) -> str:
    return setting.words(f"publish.criterion.{criterion}")
