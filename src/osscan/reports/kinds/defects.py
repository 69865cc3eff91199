"""Mängelliste: a letter to whoever has to mend it: each defect with its places, what cures it, and by when."""

from __future__ import annotations

from osscan.documents.document import Block, Document, Facts, Heading, Line, Signature, Table, Text
from osscan.documents.written import BLANK
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.kinds.case import Case, Finding, Setting, Story
from osscan.reports.kinds.lines import (
    asked_column,
    deadline,
    document,
    due,
    fact_rows,
    line,
    paragraph,
    roles,
    spot_items,
    status_line,
    unseen_blocks,
)

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
        _subject(case, setting),
        paragraph(words("paper.defects.greeting")),
        paragraph(_opening(case, owed, len(told) - len(owed), setting)),
    ]
    if told:
        blocks.append(_overview(told, case, setting))
        blocks.append(Heading(words("paper.defects.each"), 2, "defects"))
        blocks += [paragraph(words("paper.inside"))] if case.story is Story.DELIVERY else []
    for number, one in enumerate(told, 1):
        blocks += _defect(number, one, case, setting)
    unread = case.unseen if case.story is Story.CHECK else ()
    if unclear or unread:
        blocks.append(Heading(words("paper.defects.unclear"), 2, "unclear"))
    if unread:
        blocks += unseen_blocks(case, setting)
    if unclear:
        blocks.append(paragraph(_unclear(unclear, case, setting)))
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
    """To whom it goes and under which contract, blanks where vertrag.yml does not say; then what it is about. The letterhead has the day."""
    words = setting.words
    contract = " ".join(filter(None, (case.agreement.number, case.agreement.title)))
    of_delivery = (("paper.defects.to", case.agreement.vendor), ("paper.contract", contract))
    to = of_delivery if case.story is Story.DELIVERY else ()
    known = {words("paper.fact.date"), words("paper.contract")}
    told = (row for row in fact_rows(case, setting, resolved=False).rows if row[0] not in known)
    return Facts((*((words(key), line(said or BLANK)) for key, said in to), *told))


def _opening(case: Case, owed: tuple[Finding, ...], hints: int, setting: Setting) -> str:
    """How many defects there are and by when the first are due; hints are none."""
    words, written = setting.words, setting.written
    more = (written.counted("paper.defects.hints", hints),) if hints else ()
    if not owed:
        return " ".join((words(f"paper.defects.none.{case.story}", name=case.name), *_unsettled(case, setting), *more))
    said = written.counted(f"paper.defects.opening.{case.story}", len(owed), name=case.name)
    set_by = (words(f"paper.defects.due-by.{case.due_by}"),) if case.due_by else ()
    return " ".join((said, words("paper.defects.first-due", date=due(owed, case, setting)), *set_by, *more))


def _unsettled(case: Case, setting: Setting) -> tuple[str, ...]:
    """That nobody found a defect is not that there is none."""
    if case.refused is not None:
        return (setting.words("paper.publication.refused"),)
    return () if case.settled else (setting.words("paper.defects.unsettled"),)


def _unclear(unclear: tuple[Finding, ...], case: Case, setting: Setting) -> str:
    owed = tuple(one for one in unclear if one.severity is not CheckSeverity.HINT)
    said = setting.words("paper.defects.unclear-said")
    return f"{said} {setting.words('paper.defects.unclear-due', date=due(owed, case, setting))}" if owed else said


def _overview(told: tuple[Finding, ...], case: Case, setting: Setting) -> Table:
    words = setting.words
    heads = tuple(words(f"paper.column.{name}") for name in ("number", asked_column(case), "weight", "deadline"))
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
        (words("paper.cure"), line(finding.cure, strong=True)),
        (words("paper.column.deadline"), line(deadline(finding, case, setting))),
    ]
    rows += [(words("paper.contract"), line(one)) for one in finding.promises]
    rows.append((words("paper.column.why"), line(finding.why)))
    if finding.sources:
        rows.append((words("paper.sources"), line(finding.sources)))
    kind = "point" if case.story is Story.CHECK else "hint" if finding.severity is CheckSeverity.HINT else "defect"
    head = words(f"paper.defects.{kind}", number=setting.written.number(number), title=finding.title, id=finding.id)
    theirs = tuple(one for one in finding.spots if not one.ours)
    return (Heading(head, 3, finding.id), *spot_items(theirs, setting, _SPOTS), Facts(tuple(rows)))
