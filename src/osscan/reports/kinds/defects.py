"""Mängelliste: a letter to whoever has to mend it: each defect with its places, what is expected, what cures it, and by when."""

from __future__ import annotations

from osscan.documents.document import Block, Document, Facts, Heading, Line, Paragraph, Signature, Table, Text
from osscan.documents.written import BLANK
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.kinds.case import Case, Finding, Setting, Story
from osscan.reports.kinds.lines import (
    deadline,
    document,
    due,
    fact_rows,
    line,
    paragraph,
    roles,
    spot_items,
    status_line,
)
from osscan.reports.sentences import as_sentence

_SPOTS = 500


def defects(case: Case, setting: Setting) -> Document:
    """The document."""
    words = setting.words
    title = words("paper.defects.title"), words(f"paper.defects.subtitle.{case.story}", name=case.name)
    return document("defects", case, setting, title, tuple(_blocks(case, setting)))


def found(case: Case) -> tuple[Finding, ...]:
    """What is to be mended there, the gravest first; what only the receiving side can mend is not theirs."""
    told = [one for one in case.findings if one.status is CheckStatus.FAILED and not one.ours]
    return tuple(sorted(told, key=lambda one: list(CheckSeverity).index(one.severity)))


def _blocks(case: Case, setting: Setting) -> list[Block]:
    words, told = setting.words, found(case)
    owed = tuple(one for one in told if one.severity is not CheckSeverity.HINT)
    unclear = tuple(one for one in case.findings if one.status is CheckStatus.UNKNOWN and not one.ours)
    blocks: list[Block] = [
        paragraph(words("paper.defects.greeting")),
        paragraph(_opening(case, len(told), setting)),
        _subject(case, setting),
    ]
    if told:
        blocks.append(_overview(told, case, setting))
        blocks.append(Heading(words("paper.defects.each"), 2, "defects"))
    for number, one in enumerate(told, 1):
        blocks += _defect(number, one, case, setting)
    if unclear:
        blocks += [Heading(words("paper.defects.unclear"), 2, "unclear"), paragraph(words("paper.defects.unclear-said"))]
        heads = tuple(words(f"paper.column.{name}") for name in ("id", "check", "why", "cure"))
        rows = tuple((line(one.id, code=True), line(one.title), line(one.reason), line(one.cure)) for one in unclear)
        blocks.append(Table(words("paper.defects.still-open"), heads, rows))
    blocks.append(Heading(words("paper.defects.closing-head"), 2, "closing"))
    if owed or unclear:
        blocks.append(paragraph(words(f"paper.defects.closing.{case.story}", date=due((*owed, *unclear), case, setting))))
    contact = setting.office.contact or BLANK
    blocks.append(paragraph(words("paper.defects.questions", contact=contact)))
    blocks.append(Signature(words("paper.defects.regards"), roles("defects", setting)))
    return blocks


def _subject(case: Case, setting: Setting) -> Facts:
    """What it is about, and to whom it goes: a blank to be filled."""
    to = ((setting.words("paper.defects.to"), line(BLANK)),) if case.story is Story.DELIVERY else ()
    return Facts((*to, *fact_rows(case, setting, resolved=False).rows))


def _opening(case: Case, count: int, setting: Setting) -> str:
    if not count:
        return setting.words(f"paper.defects.none.{case.story}", name=case.name)
    return setting.written.counted(f"paper.defects.opening.{case.story}", count, name=case.name)


def _overview(told: tuple[Finding, ...], case: Case, setting: Setting) -> Table:
    words = setting.words
    heads = tuple(words(f"paper.column.{name}") for name in ("number", "what", "weight", "deadline"))
    rows = tuple(
        (
            line(str(number)),
            (Text(one.title, link=f"#{one.id}"), Text(f" ({one.id})")),
            status_line(one, setting),
            line(deadline(one, case, setting)),
        )
        for number, one in enumerate(told, 1)
    )
    return Table(words("paper.defects.overview"), heads, rows)


def _defect(number: int, finding: Finding, case: Case, setting: Setting) -> tuple[Block, ...]:
    words = setting.words
    rows: list[tuple[str, Line]] = [
        (words("paper.defects.expected"), line(f"{as_sentence(finding.title)} {finding.why}")),
        (words("paper.defects.cure"), line(finding.cure, strong=True)),
        (words("paper.column.deadline"), line(deadline(finding, case, setting))),
    ]
    rows += [(words("paper.contract"), line(one)) for one in finding.promises]
    if finding.sources:
        rows.append((words("paper.sources"), line(finding.sources)))
    places: tuple[Block, ...] = ()
    if finding.spots:
        places = (Paragraph(line(words("paper.defects.places"), strong=True)), *spot_items(finding.spots, setting, _SPOTS))
    return (Heading(f"{number}. {finding.title} ({finding.id})", 3, finding.id), *places, Facts(tuple(rows)))
