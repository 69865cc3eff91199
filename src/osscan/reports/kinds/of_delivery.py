"""A report on a vendor's delivery as a case."""

from __future__ import annotations

from osscan.documents.document import Bar, Block, Chart, Line, Table, Tone, Way
from osscan.documents.written import day_of, later
from osscan.model.delivery import Agreement, BillRecord, ContractAnswer, DeliveryReport, DeliveryVerdict, Part
from osscan.model.problem import Severity
from osscan.model.publication import Decision
from osscan.model.verdict import PolicyWord
from osscan.reports.delivery_json import contract_key
from osscan.reports.kinds.case import Annex, Case, Setting, Spot, Story
from osscan.reports.kinds.inside import Shown, inside
from osscan.reports.kinds.lines import line, subject
from osscan.reports.kinds.of_checks import basis, decision_said, findings, remarks, unseen, waivers
from osscan.reports.sentences import OBJECTING, word

_TONES = {
    DeliveryVerdict.ACCEPTABLE: Tone.GOOD,
    DeliveryVerdict.ACCEPTABLE_WITH_CONDITIONS: Tone.ATTENTION,
    DeliveryVerdict.NOT_ACCEPTABLE: Tone.BAD,
    DeliveryVerdict.INCONCLUSIVE: Tone.OPEN,
}
_DECISION = "V-32"
_LICENSES, _WAYS = 8, 5


def case_of(report: DeliveryReport, setting: Setting) -> Case:
    """The case with its annexes: components, licenses, SBOMs, contract, dependency ways."""
    words = setting.words
    told = tuple(one for one in report.checks if one.id != _DECISION or one.status == "failed")
    name = subject(report.delivery.path)
    shown = inside(name)
    found = findings("vendor", told, setting, report.contract, shown, name)
    decided = next((one.decision for one in report.checks if one.id == _DECISION and one.decision is not None), None)
    said = {one.place.input for one in report.problems if one.severity is Severity.ERROR}
    layers = [
        Spot(shown(one.path), words(f"problem.{one.reason}.title"))
        for one in report.layers
        if one.reason and one.path not in said
    ]
    due, due_by = _due(report, decided)
    return Case(
        Story.DELIVERY,
        name,
        report.verdict,
        _TONES[report.verdict],
        _facts(report, setting),
        found,
        report.criteria,
        (
            *_annexes(report, setting, shown),
            *waivers(report.expired_waivers, report.unused_waivers, setting),
            *remarks(report.problems, words, shown),
        ),
        tuple(dict.fromkeys((*layers, *unseen(found, report.problems, words, shown)))),
        basis(report.tool, report.data, report.policy_hash, setting),
        report.generated_at,
        decision_said(decided, setting) if decided is not None else "",
        agreement=report.agreement,
        due=due,
        due_by=due_by,
    )


def _due(report: DeliveryReport, decided: Decision | None) -> tuple[str, str]:
    """By when the vendor has to mend defects: as people decided, else as was agreed. A day that is over sets no period any more."""
    agreement, today = report.agreement, day_of(report.generated_at)
    agreed = agreement.until or (later(report.generated_at, agreement.days) if agreement.days else "")
    for said, by in ((decided.expires if decided is not None else "", "decision"), (agreed, "contract")):
        day = day_of(said)
        if day is not None and (today is None or day >= today):
            return (day.isoformat(), by)
    return ("", "")


def _facts(report: DeliveryReport, setting: Setting) -> tuple[tuple[str, Line], ...]:
    words, written, counts = setting.words, setting.written, report.counts
    size = written.size(report.delivery.size or counts.bytes)
    files, layers = written.counted("paper.files", counts.files), written.counted("paper.layers", counts.layers)
    extent = "paper.extent" if counts.layers else "paper.extent-plain"
    rows = [
        (words("paper.fact.delivery"), line(report.delivery.path, code=True)),
        (words("paper.fact.extent"), line(words(extent, size=size, files=files, layers=layers))),
        (words("paper.fact.bill"), _bill_fact(report.bills, setting)),
        (words("paper.fact.date"), line(written.day(report.generated_at))),
    ]
    if agreed := agreed_said(report.agreement):
        rows.insert(1, (words("paper.contract"), line(agreed)))
    if report.delivery.sha256:
        rows.insert(1, (words("paper.fact.sha256"), line(report.delivery.sha256, code=True)))
    if report.previous:
        rows.append((words("paper.fact.previous"), line(report.previous, code=True)))
    return tuple(rows)


def agreed_said(agreement: Agreement) -> str:
    """Number, title and vendor of the contract, as far as they are known."""
    named = " ".join(filter(None, (agreement.number, agreement.title)))
    return ", ".join(filter(None, (named, agreement.vendor)))


def _bill_fact(bills: tuple[BillRecord, ...], setting: Setting) -> Line:
    if not bills:
        return line(setting.words("paper.bill.none"), tone=Tone.ATTENTION)
    components = sum(one.components for one in bills)
    return line(
        setting.words(
            "paper.bill.some",
            formats=", ".join(dict.fromkeys(map(_format, bills))),
            components=setting.written.number(components),
        )
    )


def _format(bill: BillRecord) -> str:
    return f"{bill.format} {bill.version}".strip() or "?"


def _annexes(report: DeliveryReport, setting: Setting, shown: Shown) -> list[Annex]:
    words = setting.words
    made: list[tuple[str, tuple[Block, ...]]] = [
        ("components", (_components(report.parts, setting, shown),) if report.parts else ()),
        ("licenses", _licenses(report, setting)),
        ("bills", (_bills(report.bills, setting, shown),) if report.bills else ()),
        ("contract", (_contract(report.contract, setting),) if report.contract else ()),
        ("ways", _ways(report.parts, setting)),
        ("layers", (_layers(report, setting, shown),) if report.layers else ()),
    ]
    return [Annex(key, words(f"paper.annex.{key}"), blocks) for key, blocks in made if blocks]


def _components(parts: tuple[Part, ...], setting: Setting, shown: Shown) -> Table:
    words = setting.words
    heads = tuple(words(f"paper.column.{name}") for name in ("component", "version", "license", "policy", "declared", "where"))
    rows = tuple(
        (
            line(one.name),
            line(one.version),
            line(one.license) or line(words("paper.no-license"), tone=Tone.OPEN),
            _verdict(one.verdict, setting),
            _yes(one.declared, setting),
            line(shown(one.path), code=True) or line(words("paper.not-found"), tone=Tone.ATTENTION),
        )
        for one in parts
    )
    return Table(words("paper.caption.components"), heads, rows)


def _verdict(code: str, setting: Setting) -> Line:
    if not code:
        return line(word(setting.words, "policy", PolicyWord.NOT_EVALUATED), tone=Tone.OPEN)
    policy = PolicyWord(code) if code in list(PolicyWord) else PolicyWord.NOT_EVALUATED
    tone = Tone.BAD if policy is PolicyWord.DENIED else Tone.ATTENTION if policy in OBJECTING else Tone.GOOD
    tone = Tone.OPEN if policy in (PolicyWord.UNKNOWN_LICENSE, PolicyWord.AMBIGUOUS, PolicyWord.NOT_EVALUATED) else tone
    return line(word(setting.words, "policy", policy), tone=tone)


def _yes(said: bool | None, setting: Setting) -> Line:  # noqa: FBT001 - three answers, not a switch
    key, tone = ("unknown", Tone.OPEN) if said is None else ("yes", Tone.PLAIN) if said else ("no", Tone.ATTENTION)
    return line(setting.words(f"paper.{key}"), tone=tone)


def _licenses(report: DeliveryReport, setting: Setting) -> tuple[Block, ...]:
    words, written = setting.words, setting.written
    told = report.counts.licenses
    if not told:
        return ()
    whole = sum(count for _, count in told)
    unnamed = words("paper.no-license")
    bars = tuple(
        Bar(unnamed if one in ("", "-") else one, count, f"{written.number(count)} ({written.share(count, whole)})")
        for one, count in told[:_LICENSES]
    )
    heads = tuple(words(f"paper.column.{name}") for name in ("license", "components"))
    rows = tuple((line(unnamed if one in ("", "-") else one), line(written.number(count))) for one, count in told)
    chart = Chart(words("paper.chart.licenses"), bars)
    return (chart, Table(words("paper.caption.licenses"), heads, rows, frozenset({1})))


def _bills(bills: tuple[BillRecord, ...], setting: Setting, shown: Shown) -> Table:
    words, written = setting.words, setting.written
    heads = tuple(
        words(f"paper.column.{name}") for name in ("where", "format", "named", "present", "absent", "differing", "bound")
    )
    rows = tuple(
        (
            line(shown(one.path), code=True),
            line(_format(one)),
            *(line(written.number(count)) for count in (one.components, one.present, one.absent, one.differing)),
            _yes(one.bound, setting),
        )
        for one in bills
    )
    return Table(words("paper.caption.bills"), heads, rows, frozenset({2, 3, 4, 5}))


def _contract(answers: tuple[ContractAnswer, ...], setting: Setting) -> Table:
    words = setting.words
    rows = []
    for one in answers:
        key, tone = ("open", Tone.OPEN) if one.kept is None else ("kept", Tone.GOOD) if one.kept else ("broken", Tone.BAD)
        rows.append(
            (
                line(words(f"contract.{contract_key(one.promise)}.title")),
                line(one.promised or words("paper.unanswered")),
                line(words(f"contract.found.{one.found}", one.facts)),
                line(words(f"paper.promise-{key}"), tone=tone),
            )
        )
    heads = tuple(words(f"paper.column.{name}") for name in ("promise", "promised", "found", "answer"))
    return Table(words("paper.caption.contract"), heads, tuple(rows))


def _ways(parts: tuple[Part, ...], setting: Setting) -> tuple[Block, ...]:
    asked = [one for one in parts if len(one.way) > 1 and one.verdict in OBJECTING]
    asked.sort(key=lambda one: one.verdict != PolicyWord.DENIED)
    return tuple(
        Way(setting.words("paper.way", name=f"{one.name} {one.version}".strip(), license=one.license or "?"), one.way)
        for one in asked[:_WAYS]
    )


def _layers(report: DeliveryReport, setting: Setting, shown: Shown) -> Table:
    words, written = setting.words, setting.written
    heads = tuple(words(f"paper.column.{name}") for name in ("where", "format", "files", "size", "remark"))
    rows = tuple(
        (
            line(shown(one.path), code=True),
            line(one.format),
            line(written.number(one.files)),
            line(written.size(one.size)),
            line(words(f"problem.{one.reason}.title"), tone=Tone.OPEN) if one.reason else (),
        )
        for one in report.layers
    )
    return Table(words("paper.caption.layers"), heads, rows, frozenset({2, 3}))
