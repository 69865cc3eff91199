"""A report on licenses as a case: what is judged alike is one finding with all components that it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from osscan.documents.document import Bar, Block, Chart, Line, Table, Tone, Way
from osscan.model.problem import Problem, Severity
from osscan.model.report import CheckResult, CheckSeverity, CheckStatus, JudgedComponent, Outcome, Report
from osscan.model.verdict import CompatibilityWord, Level, Modifier, PolicyWord, Verdict
from osscan.reports.duties import duties, text_of, title_of
from osscan.reports.groups import Group, objections, omissions
from osscan.reports.kinds.case import Annex, Case, Finding, Setting, Spot, Story
from osscan.reports.kinds.lines import line
from osscan.reports.kinds.of_checks import basis, remarks
from osscan.reports.outcome import cause_of_omission
from osscan.reports.sentences import (
    as_sentence,
    found_said,
    name_of,
    next_step,
    policy_named,
    problem_text,
    raw_licenses,
    waiver_said,
    where,
    why,
    word,
)
from osscan.texts.catalogue import Words

_TONES = {
    Outcome.PASSED: Tone.GOOD,
    Outcome.OBJECTIONS: Tone.BAD,
    Outcome.INCOMPLETE: Tone.OPEN,
    Outcome.NOTHING_TO_JUDGE: Tone.OPEN,
}
_LEVELS = {Level.OK: Tone.GOOD, Level.REVIEW: Tone.ATTENTION, Level.DENIED: Tone.BAD, Level.NOT_EVALUATED: Tone.OPEN}
_LICENSES, _WAYS = 8, 5
_REMARKS = ("policy-", "baseline-")


def case_of(report: Report, setting: Setting) -> Case:
    """The case with its annexes: components, licenses, duties, waivers, dependency ways."""
    words = setting.words
    groups = objections(report)
    found = (
        *(_group(number, one, setting) for number, one in enumerate(groups, 1)),
        *(_check(one, setting) for one in report.checks),
        *_remarks(report, setting),
    )
    inputs = ", ".join(one.path for one in report.inputs[:3])
    more = len(report.inputs) - 3
    name = f"{inputs}, … (+{more})" if more > 0 else inputs or "–"
    return Case(
        Story.CHECK,
        name,
        report.outcome,
        _TONES[report.outcome],
        (
            (words("paper.fact.inputs"), line(name, code=True)),
            (words("paper.fact.policy"), line(policy_named(words, report.policy))),
            (words("paper.fact.components"), line(setting.written.number(report.summary.components))),
            (words("paper.fact.date"), line(setting.written.day(report.generated_at))),
        ),
        found,
        (),
        tuple(_annexes(report, groups, setting)),
        tuple(_unseen(report, setting)),
        basis(report.tool, report.data, "", setting),
        report.generated_at,
    )


def _group(number: int, group: Group, setting: Setting) -> Finding:
    words = setting.words
    judgement = group.judgement
    step = next_step(words, judgement)
    first = name_of(group.first)
    rest = len(group.members) - 1
    names = setting.written.counted("paper.and-more", rest, name=first) if rest else first
    stated = [raw for one in group.members for raw in raw_licenses(one)]
    said = word(words, "policy", judgement.policy.verdict)
    if judgement.compatibility.verdict not in (CompatibilityWord.COMPATIBLE, CompatibilityWord.NOT_EVALUATED):
        said = f"{said}, {word(words, 'compatibility', judgement.compatibility.verdict)}"
    told = f"{step.text} {words('paper.command', command=step.command)}" if step.command else step.text
    return Finding(
        f"L-{number:02}",
        words("paper.license-of", names=names, license=group.first.license.expression or words("paper.no-license")),
        CheckStatus.FAILED,
        CheckSeverity.BLOCKER if judgement.level is Level.DENIED else CheckSeverity.CONDITION,
        (),
        " ".join(map(as_sentence, why(words, judgement, step))),
        "",
        told or words("paper.clarify"),
        told or words("paper.clarify"),
        tuple(
            Spot(name_of(one), f"{said} ({found_said(words, stated)})" if not at else said)
            for at, one in enumerate(group.members)
        ),
    )


def _check(check: CheckResult, setting: Setting) -> Finding:
    words = setting.words
    remedy = "" if check.status is CheckStatus.PASSED else words(f"check.{check.id}.remedy", check.facts)
    title = words(f"check.{check.id}.title", check.facts)
    spots = tuple(Spot(where(one), title) for one in check.places)
    return Finding(check.id, title, check.status, check.severity, (), title, "", remedy, remedy, spots)


def _remarks(report: Report, setting: Setting) -> Iterator[Finding]:
    """What is wrong with the policy or the baseline itself, where that counts against the run."""
    words = setting.words
    found: dict[str, list[Spot]] = {}
    for one in report.problems:
        if _counts(one, report):
            found.setdefault(one.code, []).append(Spot(where(one.place), problem_text(words, one)))
    for number, (code, spots) in enumerate(found.items(), 1):
        title, why_, step = (words(f"problem.{code}.{part}") for part in ("title", "why", "next"))
        id_ = f"R-{number:02}"
        yield Finding(id_, title, CheckStatus.FAILED, CheckSeverity.BLOCKER, (), why_, "", step, step, tuple(spots))


def _counts(problem: Problem, report: Report) -> bool:
    return bool(report.summary.remarks) and problem.severity is Severity.ERROR and problem.code.startswith(_REMARKS)


def _unseen(report: Report, setting: Setting) -> Iterator[Spot]:
    words = setting.words
    for problem in report.problems:
        if problem.severity is Severity.ERROR and not _counts(problem, report):
            yield Spot(where(problem.place), problem_text(words, problem))
    if report.outcome is not Outcome.PASSED:
        for judged, verdict in zip(report.components, report.verdicts, strict=True):
            if said := _unestablished(verdict, words):
                yield Spot(where(judged.component.place), words("paper.unseen.component", name=name_of(judged), said=said))
    for one in omissions(report):
        said = as_sentence(cause_of_omission(words, one))
        yield Spot("", f"{setting.written.counted('paper.not-judged', one.components)} {said}")


def _unestablished(verdict: Verdict, words: Words) -> str:
    """What could not be told of a component that is not objected to; empty where all could, or somebody answers for it."""
    policy, compatibility = verdict.judgement.policy.verdict, verdict.judgement.compatibility.verdict
    if verdict.objects or verdict.modifier is not None:
        return ""
    if policy in (PolicyWord.UNKNOWN_LICENSE, PolicyWord.AMBIGUOUS):
        return word(words, "policy", policy)
    return word(words, "compatibility", compatibility) if compatibility is CompatibilityWord.UNKNOWN else ""


def _annexes(report: Report, groups: tuple[Group, ...], setting: Setting) -> Iterator[Annex]:
    words = setting.words
    made: list[tuple[str, tuple[Block, ...]]] = [
        ("components", (_components(report, setting),) if report.components else ()),
        ("licenses", _licenses(report, setting)),
        ("duties", _duties(report, setting)),
        ("conflicts", _conflicts(report, setting)),
        ("waivers", _waivers(report, setting)),
        ("ways", _ways(groups, setting)),
    ]
    yield from (Annex(key, words(f"paper.annex.{key}"), blocks) for key, blocks in made if blocks)
    yield from remarks(report.problems, words)


def _components(report: Report, setting: Setting) -> Table:
    words = setting.words
    heads = tuple(
        words(f"paper.column.{name}") for name in ("component", "version", "license", "policy", "compatibility", "where")
    )
    rows = tuple(_row(*pair, setting) for pair in zip(report.components, report.verdicts, strict=True))
    return Table(words("paper.caption.components"), heads, rows)


def _row(judged: JudgedComponent, verdict: Verdict, setting: Setting) -> tuple[Line, ...]:
    words = setting.words
    judgement = verdict.judgement
    component = judged.component
    tone = Tone.PLAIN if verdict.modifier is Modifier.WAIVED else _LEVELS[judgement.level]
    said = word(words, "policy", judgement.policy.verdict)
    if verdict.modifier is not None:
        said = f"{said} ({word(words, 'modifier', verdict.modifier)})"
    return (
        line(component.name),
        line(component.version or component.requirement),
        line(judged.license.expression or "") or line(words("paper.no-license"), tone=Tone.OPEN),
        line(said, tone=tone),
        line(word(words, "compatibility", judgement.compatibility.verdict)),
        line(where(component.place), code=True),
    )


def _licenses(report: Report, setting: Setting) -> tuple[Block, ...]:
    words, written = setting.words, setting.written
    told = Counter(one.license.expression or words("paper.no-license") for one in report.components).most_common()
    if not told:
        return ()
    whole = len(report.components)
    bars = tuple(Bar(one, count, f"{written.number(count)} ({written.share(count, whole)})") for one, count in told[:_LICENSES])
    heads = tuple(words(f"paper.column.{name}") for name in ("license", "components"))
    rows = tuple((line(one), line(written.number(count))) for one, count in told)
    table = Table(words("paper.caption.licenses"), heads, rows, frozenset({1}))
    return (Chart(words("paper.chart.licenses"), bars), table)


def _duties(report: Report, setting: Setting) -> tuple[Block, ...]:
    words = setting.words
    rows = tuple(
        (line(title_of(words, one)), line(text_of(words, one)), line(setting.written.number(len(one.members))))
        for one in duties(report)
    )
    heads = tuple(words(f"paper.column.{name}") for name in ("duty", "what", "components"))
    return (Table(words("paper.caption.duties"), heads, rows, frozenset({2})),) if rows else ()


def _conflicts(report: Report, setting: Setting) -> tuple[Block, ...]:
    """Components of which not all that is said can be true."""
    words = setting.words
    names = {one.id: name_of(one) for one in report.components} if report.conflicts else {}
    rows = tuple(
        (line(names.get(one.component, one.component)), line(words(f"conflict.{one.kind}", one.facts)))
        for one in report.conflicts
    )
    heads = tuple(words(f"paper.column.{name}") for name in ("component", "found"))
    return (Table(words("paper.caption.conflicts"), heads, rows),) if rows else ()


def _waivers(report: Report, setting: Setting) -> tuple[Block, ...]:
    words = setting.words
    rows = tuple(
        (line(one.id, code=True), line(words(f"paper.waiver-state.{one.state}")), line(waiver_said(words, one)))
        for one in report.waivers
    )
    heads = tuple(words(f"paper.column.{name}") for name in ("id", "state", "answered"))
    return (Table(words("paper.caption.waivers"), heads, rows),) if rows else ()


def _ways(groups: tuple[Group, ...], setting: Setting) -> tuple[Block, ...]:
    asked = [one for group in groups for one in group.members if len(one.path) > 1]
    return tuple(
        Way(
            setting.words("paper.way", name=name_of(one), license=one.license.expression or "?"),
            one.path if one.path[-1] == name_of(one) else (*one.path, name_of(one)),
        )
        for one in asked[:_WAYS]
    )
