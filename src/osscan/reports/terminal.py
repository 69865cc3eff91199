"""For people at a terminal: short when all is well, else each objection with its chain and one next step."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.component import PathRole
from osscan.model.problem import Problem, Severity
from osscan.model.report import JudgedComponent, Outcome, Report
from osscan.model.verdict import CompatibilityWord, Level
from osscan.reports.base import Renderer
from osscan.reports.changes import write_changes
from osscan.reports.duties import Duty, duties, text_of, title_of
from osscan.reports.groups import Group, Omission, objections, omissions
from osscan.reports.numbers import counted, number
from osscan.reports.outcome import cause_of_omission, counts_said, is_told, is_whole, lesser_counts
from osscan.reports.page import Page
from osscan.reports.sentences import (
    Step,
    and_more,
    compatibility_said,
    found_in,
    found_said,
    headline,
    license_said,
    located,
    name_of,
    next_step,
    policy_because,
    policy_named,
    policy_said,
    problem_text,
    raw_licenses,
    weight_said,
    word,
)
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_WIDTH = 100
_NAMES_OF_DUTY = 12
_INKS = {Outcome.PASSED: "green", Outcome.OBJECTIONS: "red"}
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class _Most(NamedTuple):
    """How much is shown of each kind; what goes beyond is counted."""

    names: int
    groups: int
    problems: int
    reasons: int
    evidence: bool
    changes: int


_BRIEF = _Most(names=3, groups=100, problems=20, reasons=1, evidence=False, changes=60)
_VERBOSE = _Most(names=100_000, groups=100_000, problems=100_000, reasons=100, evidence=True, changes=100_000)


def render(report: Report, words: Words) -> str:
    """The page without color, for files and pipes."""
    return render_for(report, words, _WIDTH, color=False)


def render_for(report: Report, words: Words, width: int, *, color: bool, verbose: bool = False) -> str:
    """The page folded at `width` columns, with ANSI colors if `color`, and with nothing left out if `verbose`."""
    page, most = Page(width, color=color), _VERBOSE if verbose else _BRIEF
    groups = objections(report)
    write_changes(page, words, report.changes, most.changes)
    _write_objections(page, words, groups, most)
    _write_problems(page, words, [problem for problem in report.problems if verbose or is_told(problem)], most)
    if verbose:
        _write_duties(page, words, duties(report))
    page.gap()
    for text in lesser_counts(words, report, verbose=verbose):
        page.line(text)
    _write_omissions(page, words, omissions(report), quiet=report.outcome is Outcome.PASSED and not verbose)
    page.gap()
    _write_outcome(page, words, report, groups)
    return page.text()


def _write_objections(page: Page, words: Words, groups: tuple[Group, ...], most: _Most) -> None:
    for level, ink in ((Level.DENIED, "red"), (Level.REVIEW, "yellow")):
        count = sum(len(group.members) for group in groups if group.judgement.level is level)
        if count:
            page.head(counted(words, f"report.head.{level}", count), ink)
        for group in groups[: most.groups]:
            if group.judgement.level is level:
                page.gap()
                _write_group(page, words, group, most)
    if len(groups) > most.groups:
        page.gap()
        page.line(counted(words, "report.more-groups", len(groups) - most.groups), 2)


def _write_group(page: Page, words: Words, group: Group, most: _Most) -> None:
    step = next_step(words, group.judgement)
    names = ("license", "place", "policy", "compatibility", "path", "next", *(("evidence",) if most.evidence else ()))
    labels = [words(f"report.label.{name}") for name in names]
    column = 4 + max(map(len, labels)) + 2
    page.line(and_more(words, [name_of(judged) for judged in group.members[: most.names]], len(group.members)), 2, "bold")
    chain = (*_chain(words, group, step, most), *((_evidence(words, group),) if most.evidence else ()))
    for name, label, text in zip(names, labels, chain, strict=True):
        page.field(label, text, 4, column)
        if name == "license":
            page.quote(_caret(group.first), column)
        if name == "next" and step.command:
            page.command(step.command, column)


def _evidence(words: Words, group: Group) -> str:
    """What a waiver for these components may write down."""
    return group.evidence or words("report.evidence-differs")


def _caret(judged: JudgedComponent) -> tuple[str, ...]:
    """A faulty expression with its fault marked beneath; nothing where escapes would move the mark."""
    facts = dict(judged.license.because[0].facts) if judged.license.because else {}
    lines = tuple(facts.get("caret", "").split("\n"))
    return lines if len(lines) == 2 and shown(lines[0]) == lines[0] else ()


def _chain(words: Words, group: Group, step: Step, most: _Most) -> tuple[str, str, str, str, str, str]:
    """License, where it stands, policy, compatibility, path and next step; empty where there is nothing to say."""
    judgement, first = group.judgement, group.first
    found = found_said(words, (raw for judged in group.members for raw in raw_licenses(judged)))
    policy = policy_because(words, judgement.policy, step)
    if group.modifier is not None:
        policy.append(weight_said(words, group.modifier, group.void))
    said = policy_said(words, judgement.policy)
    compared = judgement.compatibility.verdict is not CompatibilityWord.NOT_EVALUATED
    return (
        f"{found} → {license_said(words, first, judgement)}",
        found_in(words, group.members, most.names),
        words("report.because", said=said, reason=" ".join(policy)) if policy else said,
        compatibility_said(words, judgement.compatibility, most.reasons) if compared else "",
        " → ".join(first.path),
        step.text,
    )


def _write_problems(page: Page, words: Words, problems: list[Problem], most: _Most) -> None:
    """Errors first; what is alike is explained once."""
    shown = [problem for severity in _SEVERITIES for problem in problems if problem.severity is severity][: most.problems]
    if shown:
        page.head(counted(words, "report.head.problems", len(problems)), "yellow")
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in shown:
        alike.setdefault((problem.severity, problem.code), []).append(problem)
    for (severity, _), same in alike.items():
        page.gap()
        title = problem_text(words, same[0], "title")
        page.line(words("report.problem", severity=word(words, "severity", severity), title=title), 2, "bold")
        for problem in same:
            page.line(located(problem.place, problem_text(words, problem)), 4)
        page.line(problem_text(words, same[0], "why"), 4)
        page.line(words("report.do", text=problem_text(words, same[0], "next")), 4)
    if len(problems) > most.problems:
        page.gap()
        page.line(counted(words, "report.more-problems", len(problems) - most.problems), 2)


def _write_duties(page: Page, words: Words, owed: tuple[Duty, ...]) -> None:
    """A to-do list for whoever passes the product on."""
    if not owed:
        return
    page.head(words("report.head.duties"), "bold")
    for duty in owed:
        page.gap()
        page.line(counted(words, "report.duty", len(duty.members), title=title_of(words, duty)), 2, "bold")
        page.line(text_of(words, duty), 4)
        page.line(and_more(words, [name_of(judged) for judged in duty.members[:_NAMES_OF_DUTY]], len(duty.members)), 4, "dim")


def _write_omissions(page: Page, words: Words, omitted: tuple[Omission, ...], *, quiet: bool) -> None:
    """What was not judged, in a line; unless all is well, also how it would be."""
    if not omitted:
        return
    causes = ", ".join(f"{number(words, one.components)} × {cause_of_omission(words, one)}" for one in omitted)
    page.line(counted(words, "report.count.omitted", sum(one.components for one in omitted), groups=causes))
    roles = sorted({one.role for one in omitted} - {PathRole.PRODUCT})
    if roles and not quiet:
        page.line(words("report.include.role", options=" ".join(f"--include-role {role}" for role in roles)), 2)


def _write_outcome(page: Page, words: Words, report: Report, groups: tuple[Group, ...]) -> None:
    ink = _INKS.get(report.outcome, "yellow")
    page.line(words("report.outcome", word=headline(words, report), counts=counts_said(words, report, groups)), 0, ink)
    if not is_whole(report):
        page.line(words("report.not-complete"), 0, "yellow")
    page.line(policy_named(words, report.policy))


RENDERER = Renderer("terminal", "text/plain", ".txt", render)
