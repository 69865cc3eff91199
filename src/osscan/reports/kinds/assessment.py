"""Prüfvermerk: on its first page all that is needed to decide; after it the reasons and annexes."""

from __future__ import annotations

from osscan.documents.document import (
    Bar,
    Block,
    Break,
    Chart,
    Details,
    Document,
    Facts,
    Heading,
    Line,
    Paragraph,
    Signature,
    Status,
    Table,
    Text,
    Tone,
)
from osscan.documents.written import BLANK
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.kinds.case import OPEN, Annex, Case, Finding, Setting, Story
from osscan.reports.kinds.lines import (
    all_waived,
    annex,
    asked_column,
    checks_table,
    deadline,
    document,
    due,
    fact_rows,
    line,
    paragraph,
    responsible,
    roles,
    spot_items,
    status_line,
    unseen_blocks,
    waived_table,
)

_FEW = 3
"""So many may take twice the room each."""
_ROWS = 5
"""Rows of a table on the first page; the rest is named below it and stands in the reasons."""
_SAID, _SAID_BESIDE = 165, 100
"""Letters of a row on the first page: two lines, or two lines beside columns of who and when."""
_TITLE = 120
"""Letters of a title on the first page; names and licenses of components stand in some, and can be of any length."""
_NAMED = 6
"""Titles on the first page of what is not told there; where two have to see to it, each gets half of them."""
_SPOTS = 12
_BLOCKER, _CONDITION, _HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT


def assessment(case: Case, setting: Setting) -> Document:
    """The document."""
    words = setting.words
    title = words("paper.assessment.title"), ""
    return document("assessment", case, setting, title, (*_first_page(case, setting), Break(), *_reasons(case, setting)))


def summary(case: Case, setting: Setting) -> str:
    """What came out, in a few sentences: what stands against it, what is open, what is to be done."""
    story = case.story
    counts = (
        (f"paper.{story}.blockers", len(case.failed(_BLOCKER))),
        ("paper.open-blockers", len(case.open(_BLOCKER))),
        ("paper.conditions", len(case.failed(_CONDITION))),
        ("paper.open-conditions", len(case.open(_CONDITION))),
    )
    said = [setting.written.counted(key, count) for key, count in counts if count]
    if len(said) == 1 and counts[-1][1]:
        said = [setting.written.counted("paper.open-points", counts[-1][1])]
    if case.refused is not None:
        said.insert(0, setting.words("paper.publication.refused"))
    if case.verdict in _NOTHING_SEEN:
        return setting.words("paper.nothing-judged")
    if not said:
        return setting.words("paper.nothing-against" if case.settled else "paper.unseen.some")
    return " ".join(said)


_NOTHING_SEEN = frozenset({"nothing-to-judge"})


def _first_page(case: Case, setting: Setting) -> tuple[Block, ...]:
    words = setting.words
    result = Status(case.tone, words(f"paper.{case.story}.verdict.{case.state}"), line(summary(case, setting)))
    against = (*case.failed(_BLOCKER), *case.open(_BLOCKER))
    conditions = (*case.failed(_CONDITION), *case.open(_CONDITION))
    proposal = words(f"paper.{case.story}.proposal.{case.state}", date=due((*against, *conditions), case, setting))
    return (
        result,
        _subject(case, setting),
        *_asked(f"paper.{case.story}.against", against, case, setting),
        *(_named(conditions, case, setting) if against else _asked("paper.heading.conditions", conditions, case, setting)),
        Paragraph((Text(f"{words('paper.heading.proposal')}: ", strong=True), Text(proposal))),
        *((paragraph(case.decided),) if case.decided else ()),
        Signature(words("paper.choice", blank=BLANK), roles("assessment", setting)),
    )


def _subject(case: Case, setting: Setting) -> Facts:
    """What the letterhead says already is left out."""
    told = setting.words("paper.fact.date")
    return Facts(tuple(row for row in fact_rows(case, setting).rows if row[0] != told))


def _asked(heading: str, findings: tuple[Finding, ...], case: Case, setting: Setting) -> tuple[Block, ...]:
    """The first of them with what was found; who sees to it and by when stands in the caption where it is the same for all."""
    if not findings:
        return ()
    words = setting.words
    caption = words("paper.counted", heading=words(heading), count=setting.written.number(len(findings)))
    owed = _owed(findings, case, setting)
    alike = len(owed) == 1
    if alike:
        who, when = next(iter(owed))
        caption = words("paper.alike", heading=caption, who=who, date=when)
    heads = ("id", asked_column(case), *(() if alike else ("responsible", "deadline")))
    rows = []
    room = (_SAID if alike else _SAID_BESIDE) * (2 if len(findings) <= _FEW else 1)
    for one in findings[:_ROWS]:
        row = ((Text(one.id, link=f"#{one.id}"),), _in_short(one, setting, room))
        beside = () if alike else (line(responsible(one, case, setting)), line(deadline(one, case, setting)))
        rows.append((*row, *beside))
    table = Table(caption, tuple(words(f"paper.column.{name}") for name in heads), tuple(rows))
    rest = findings[_ROWS:]
    return (table, Paragraph((Text(f"{words('paper.besides')} "), *_titles(rest, setting)))) if rest else (table,)


def _named(findings: tuple[Finding, ...], case: Case, setting: Setting) -> tuple[Block, ...]:
    """Only their titles, by who sees to it and by when: what stands against it is told in more words."""
    if not findings:
        return ()
    words = setting.words
    caption = words("paper.counted", heading=words("paper.heading.conditions"), count=setting.written.number(len(findings)))
    owed = _owed(findings, case, setting)
    if len({when for _, when in owed}) == 1:
        caption = words("paper.alike-due", heading=caption, date=next(iter(owed))[1])
        owed = {(who, ""): some for (who, _), some in owed.items()}
    rows = tuple(
        (line(f"{who}, {when}" if when else who), _titles(some, setting, _NAMED // len(owed)))
        for (who, when), some in owed.items()
    )
    return (Table(caption, tuple(words(f"paper.column.{name}") for name in ("responsible", asked_column(case))), rows),)


def _owed(findings: tuple[Finding, ...], case: Case, setting: Setting) -> dict[tuple[str, str], tuple[Finding, ...]]:
    """By who sees to it and by when."""
    found: dict[tuple[str, str], tuple[Finding, ...]] = {}
    for one in findings:
        owed = responsible(one, case, setting), deadline(one, case, setting)
        found[owed] = (*found.get(owed, ()), one)
    return found


def _titles(findings: tuple[Finding, ...], setting: Setting, most: int = _NAMED) -> Line:
    """`V-14 Title; V-23 Title`, and how many more."""
    made: list[Text] = []
    for one in findings[:most]:
        made += [Text("; ")] if made else []
        made += [Text(one.id, link=f"#{one.id}"), Text(f"\u00a0{_cut(one.title, _TITLE)}")]
    rest = len(findings) - most
    return (*made, *((Text(f" {setting.written.counted('paper.and-others', rest)}"),) if rest > 0 else ()))


def _in_short(finding: Finding, setting: Setting, most: int) -> Line:
    """The check, and in as many letters what is wrong."""
    words, written = setting.words, setting.written
    title = Text(_cut(finding.title, _TITLE), strong=True)
    room = max(30, most - len(title.words))
    if finding.status in OPEN:
        open_ = Text(words(f"publish.status.{finding.status}"), tone=Tone.OPEN)
        why = (Text(f". {_cut(finding.reason, room)}"),) if finding.reason else ()
        return (title, Text(": "), open_, *why)
    rest = len(finding.spots) - 1
    said = _cut(finding.spots[0].said, room - 25 * (rest > 0)) if finding.spots else words("paper.not-met")
    more = f" ({written.counted('paper.and-more-places', rest)})" if rest > 0 else ""
    return (title, Text(f": {said}{more}"))


def _cut(said: str, most: int) -> str:
    return said if len(said) <= most else f"{said[:most].rsplit(' ', 1)[0]} …"


def _reasons(case: Case, setting: Setting) -> tuple[Block, ...]:
    words = setting.words
    told = tuple(one for one in case.findings if one.status is CheckStatus.FAILED or one.status in OPEN)
    told = tuple(sorted(told, key=lambda one: list(CheckSeverity).index(one.severity)))
    blocks: list[Block] = [Heading(words("paper.heading.reasons"), 2, "reasons")]
    if told and case.story is Story.DELIVERY:
        blocks.append(paragraph(words("paper.inside")))
    if not told:
        blocks.append(paragraph(summary(case, setting)))
    for one in told:
        blocks += _reason(one, case, setting)
    waived = all_waived(case)
    if waived:
        blocks += [
            Heading(words("paper.waived.caption"), 2, "waived"),
            paragraph(words("paper.waived.said")),
            waived_table(waived, setting),
        ]
    blocks += [Heading(words("paper.heading.annexes"), 2, "annexes")]
    if any(one.status is not CheckStatus.FAILED or not one.id.startswith("L-") for one in case.findings):
        caption = words("paper.annex.checks")
        blocks += [
            Heading(caption, 3, "checks"),
            chart_of_answers(case, setting),
            checks_table(case.findings, setting, words("paper.caption.checks")),
        ]
    for key in ("ways", "contract", "bills", "badges", "licenses", "conflicts", "duties", "waivers"):
        blocks += annex(case, key)
    blocks += [Heading(words("paper.heading.unseen"), 3, "unseen"), *unseen_blocks(case, setting)]
    components = next((one for one in case.annexes if one.key == "components"), None)
    if components is not None:
        blocks += [
            Heading(components.heading, 3, "components"),
            Details(setting.written.counted("paper.show-components", _rows(components)), components.blocks),
        ]
    blocks += [Heading(words("paper.heading.basis"), 3, "basis"), Facts(case.basis)]
    return tuple(blocks)


def _rows(annexed: Annex) -> int:
    return sum(len(one.rows) for one in annexed.blocks if isinstance(one, Table))


def _reason(finding: Finding, case: Case, setting: Setting) -> tuple[Block, ...]:
    words = setting.words
    rows = [
        (words("paper.column.answer"), status_line(finding, setting)),
        (words("paper.column.why"), line(finding.why)),
    ]
    if finding.reason:
        rows.append((words("paper.open"), line(finding.reason)))
    rows += [(words("paper.contract"), line(one)) for one in finding.promises]
    rows.append((words("paper.next"), line(finding.next)))
    rows.append(
        (words("paper.column.deadline"), line(f"{deadline(finding, case, setting)}, {responsible(finding, case, setting)}"))
    )
    if finding.sources:
        rows.append((words("paper.sources"), line(finding.sources)))
    head = Heading(f"{finding.id} · {finding.title}", 3, finding.id)
    return (head, Facts(tuple(rows)), *spot_items(finding.spots, setting, _SPOTS))


def chart_of_answers(case: Case, setting: Setting) -> Chart:
    """How many checks came out how."""
    words, written = setting.words, setting.written
    counts = (
        ("passed", sum(one.status is CheckStatus.PASSED for one in case.findings), Tone.GOOD),
        ("condition", len(case.failed(_CONDITION)), Tone.ATTENTION),
        ("blocker", len(case.failed(_BLOCKER)), Tone.BAD),
        ("hint", len(case.failed(_HINT)), Tone.PLAIN),
        ("open", sum(one.status in OPEN for one in case.findings), Tone.OPEN),
        ("not-applicable", sum(one.status is CheckStatus.NOT_APPLICABLE for one in case.findings), Tone.PLAIN),
    )
    bars = tuple(Bar(words(f"paper.count.{key}"), count, written.number(count), tone) for key, count, tone in counts if count)
    return Chart(words("paper.chart.answers"), bars)
