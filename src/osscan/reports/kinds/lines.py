"""Lines and blocks that several kinds of document share."""

from __future__ import annotations

from osscan.documents.document import Block, Document, Facts, Heading, Items, Letterhead, Line, Paragraph, Table, Text, Tone
from osscan.documents.written import BLANK, later
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.policy.schema import Bilingual
from osscan.reports.kinds.case import Case, Finding, Setting, Spot, Story, Waived

TONES = {
    CheckStatus.PASSED: Tone.GOOD,
    CheckStatus.NOT_APPLICABLE: Tone.PLAIN,
    CheckStatus.MANUAL: Tone.OPEN,
    CheckStatus.UNKNOWN: Tone.OPEN,
}
_FAILED = {CheckSeverity.BLOCKER: Tone.BAD, CheckSeverity.CONDITION: Tone.ATTENTION, CheckSeverity.HINT: Tone.PLAIN}


def line(words: str, *, strong: bool = False, code: bool = False, tone: Tone = Tone.PLAIN) -> Line:
    """A line of one run of words; no run where there are none."""
    return (Text(words, strong, code, "", tone),) if words else ()


def paragraph(words: str) -> Paragraph:
    return Paragraph(line(words))


def tone_of(finding: Finding) -> Tone:
    """Open is never good, and what is not met weighs as much as it is asked for."""
    return TONES[finding.status] if finding.status in TONES else _FAILED[finding.severity]


def status_line(finding: Finding, setting: Setting) -> Line:
    """The answer in words: what is not met by its weight."""
    word = f"severity.{finding.severity}" if finding.status is CheckStatus.FAILED else f"status.{finding.status}"
    return line(setting.words(f"publish.{word}"), tone=tone_of(finding))


def subject(path: str) -> str:
    """The last part of a path; a blank to be filled where it names nothing, as `.` does."""
    name = path.rstrip("/").rpartition("/")[2]
    return BLANK if name in ("", ".", "..") else name


def said_in(office: Bilingual, setting: Setting) -> str:
    return office.de if setting.words.language == "de" else office.en


def deadline(finding: Finding, case: Case, setting: Setting) -> str:
    """The day by which it is due; a blank where no day can be named, nothing for hints."""
    if finding.severity is CheckSeverity.HINT:
        return setting.words("paper.no-deadline")
    day = _day(finding, case, setting)
    return setting.written.short_day(day) if day else BLANK


def due(findings: tuple[Finding, ...], case: Case, setting: Setting) -> str:
    """The first of the days by which these are due; a blank where none can be named."""
    days = [_day(one, case, setting) for one in findings if one.severity is not CheckSeverity.HINT]
    first = min(filter(None, days), default="")
    return setting.written.day(first) if first else BLANK


def _day(finding: Finding, case: Case, setting: Setting) -> str:
    """The day that contract or decision set for the other side; else so many days as the letterhead gives its weight."""
    if case.due and not _is_ours(finding):
        return case.due
    days = dict(setting.office.deadlines).get(finding.severity.value, 0)
    return later(case.stamp, days) if days else ""


def asked_column(case: Case) -> str:
    """What the titles of findings are: demands where something was checked, else what was found."""
    return "what" if case.story is Story.CHECK else "demand"


def responsible(finding: Finding, case: Case, setting: Setting) -> str:
    """Who has to see to it: whoever delivers or keeps the project, or whoever answers here."""
    return setting.words("paper.responsible.here" if _is_ours(finding) else f"paper.responsible.{case.story}")


def _is_ours(finding: Finding) -> bool:
    return finding.ours or finding.status is CheckStatus.MANUAL


def spot_items(spots: tuple[Spot, ...], setting: Setting, most: int) -> tuple[Block, ...]:
    """Places as a list; how many more there are is said."""
    if not spots:
        return ()
    lines = tuple(spot_line(one) for one in spots[:most])
    rest = len(spots) - most
    more = (paragraph(setting.written.counted("paper.more-places", rest)),) if rest > 0 else ()
    return (Items(lines), *more)


def spot_line(spot: Spot) -> Line:
    """`path: what is wrong there`"""
    if not spot.where:
        return line(spot.said)
    return (Text(spot.where, code=True), Text(f": {spot.said}"))


def waived_table(waived: tuple[tuple[Finding, Waived], ...], setting: Setting) -> Table:
    """What somebody answers for: no defect, but never left out."""
    words = setting.words
    return Table(
        words("paper.caption.waived"),
        tuple(words(f"paper.column.{name}") for name in ("id", "found", "answered")),
        tuple((line(finding.id, code=True), spot_line(one.spot), line(one.answered)) for finding, one in waived),
    )


def all_waived(case: Case) -> tuple[tuple[Finding, Waived], ...]:
    return tuple((finding, one) for finding in case.findings for one in finding.waived)


def unseen_blocks(case: Case, setting: Setting) -> tuple[Block, ...]:
    """What was not looked into, or that there is nothing."""
    words = setting.words
    if not case.unseen:
        return (paragraph(words("paper.unseen.none")),)
    heads = (words("paper.column.where"), words("paper.column.why"))
    rows = tuple((line(one.where, code=True) or line("–"), line(one.said)) for one in case.unseen)
    return (paragraph(words("paper.unseen.said")), Table(words("paper.unseen.caption"), heads, rows))


def annex(case: Case, key: str) -> tuple[Block, ...]:
    """An annex with its heading; nothing where the report has nothing of the kind."""
    found = next((one for one in case.annexes if one.key == key), None)
    return (Heading(found.heading, 3, found.key), *found.blocks) if found is not None else ()


def checks_table(findings: tuple[Finding, ...], setting: Setting, caption: str) -> Table:
    """Every check with its answer."""
    words = setting.words
    rows = tuple(
        (line(one.id, code=True), line(one.title), status_line(one, setting), line(_short(one, setting))) for one in findings
    )
    return Table(caption, tuple(words(f"paper.column.{name}") for name in ("id", "check", "answer", "remark")), rows)


def _short(finding: Finding, setting: Setting) -> str:
    if finding.reason or finding.answer:
        return finding.reason or finding.answer
    return setting.written.counted("paper.places", len(finding.spots)) if finding.spots else ""


def document(kind: str, case: Case, setting: Setting, title: tuple[str, str], blocks: tuple[Block, ...]) -> Document:
    """The document with letterhead and footer; the file number is a blank to be filled where it is not known."""
    office, words = setting.office, setting.words
    head = Letterhead(
        said_in(office.sender, setting),
        said_in(office.unit, setting),
        office.address,
        office.contact,
        office.logo,
        setting.reference or BLANK,
    )
    tool = " ".join("".join(one.words for one in told) for _, told in case.basis[:1])
    footer = words("paper.footer", tool=tool)
    day = setting.written.day(case.stamp) or BLANK
    return Document(kind, words.language, *title, blocks, day, case.stamp, head, footer)


def resolutions(setting: Setting) -> Line:
    """What the council has resolved, by number and day."""
    told = ((one.number, setting.written.day(one.date) or BLANK) for one in setting.office.resolutions)
    return line("; ".join(setting.words("paper.resolution", number=number, date=day) for number, day in told))


def roles(kind: str, setting: Setting) -> tuple[str, ...]:
    """Who signs, as the organisation says; a blank where it does not."""
    signing = dict(setting.office.signatures).get(kind, ())
    return tuple(said_in(one, setting) for one in signing) or (BLANK,)


def fact_rows(case: Case, setting: Setting, *, resolved: bool = True) -> Facts:
    """The subject in names and words."""
    words = setting.words
    told = resolutions(setting) if resolved else ()
    return Facts((*case.facts, *(((words("paper.fact.resolution"), told),) if told else ())))
