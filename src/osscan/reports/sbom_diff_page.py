"""Compared SBOMs for people at a terminal: a picture of what changed, what the policy thinks of it, then the changes kind by kind."""

from __future__ import annotations

from collections.abc import Sequence

from osscan.model.sbom_difference import PartChange, PartChangeKind, SbomDifference, VerdictChange
from osscan.reports.numbers import number
from osscan.reports.page import Page
from osscan.reports.sbom_diff_said import (
    SIGNS,
    advice,
    details,
    document_lines,
    head,
    outcome_said,
    possible_said,
    reasons,
    side_said,
    tally,
    verdict_said,
)
from osscan.reports.sbom_findings import problem_said
from osscan.reports.sentences import next_step
from osscan.texts.catalogue import Words

_BAR, _MOST, _MOST_VERDICTS = 30, 8, 12
_INKS = {
    PartChangeKind.REHASHED: "red",
    PartChangeKind.RELICENSED: "yellow",
    PartChangeKind.ADDED: "green",
    PartChangeKind.REMOVED: "cyan",
}


def render(found: SbomDifference, words: Words, width: int, *, color: bool, verbose: bool) -> str:
    """The page."""
    page = Page(width, color=color)
    page.line(f"- {side_said(words, found.old)}")
    page.line(f"+ {side_said(words, found.new)}")
    _problems(page, words, found)
    if not found.whole:
        page.line(words("sbom_diff.not-whole"), 2, "yellow")
    page.gap()
    _picture(page, words, found)
    lines = document_lines(words, found)
    if lines:
        page.head(words("sbom_diff.head.document"), "bold")
        for line in lines:
            page.line(line, 2)
    _verdicts(page, words, found, verbose=verbose)
    for kind in PartChangeKind:
        _kind(page, words, kind, [change for change in found.facts.parts if kind in change.kinds], verbose=verbose)
    _outcome(page, words, found)
    return page.text()


def _problems(page: Page, words: Words, found: SbomDifference) -> None:
    for side in (found.old, found.new):
        for problem in side.problems:
            page.line(problem_said(problem, words), 2, "yellow")
            page.line(words("sbom_diff.next", (), text=problem_said(problem, words, "next")), 4)


def _picture(page: Page, words: Words, found: SbomDifference) -> None:
    """A bar for each kind of change, drawn to one scale."""
    rows = tally(words, found)
    if not rows:
        page.line(words("sbom_diff.same"), 0, "green")
        return
    rows.append((" ", words("sbom_diff.unchanged"), found.facts.unchanged))
    most = max(count for _, _, count in rows)
    label = max(len(text) for _, text, _ in rows)
    digits = max(len(number(words, count)) for _, _, count in rows)
    for sign, text, count in rows:
        bar = "█" * (max(1, round(_BAR * count / most)) if count else 0)
        page.quote((f"{sign} {text.ljust(label)}  {number(words, count).rjust(digits)}  {bar}".rstrip(),), 2)


def _verdicts(page: Page, words: Words, found: SbomDifference, *, verbose: bool) -> None:
    told = found.judgements
    if told is None:
        page.gap()
        page.line(words("sbom_diff.not-judged"), 0, "yellow")
        return
    for key, changes, ink in (("new", told.new_objections, "red"), ("settled", told.settled, "green")):
        if not changes:
            continue
        page.head(head(words, key, len(changes)), ink)
        shown = changes if verbose else changes[:_MOST_VERDICTS]
        for why, members in _alike(words, shown, with_reasons=key == "new").items():
            for change in members:
                page.line(verdict_said(words, change), 2, "bold" if why else "")
            for text in why:
                page.line(text, 4)
        _more(page, words, len(changes) - len(shown))


def _alike(words: Words, changes: Sequence[VerdictChange], *, with_reasons: bool) -> dict[tuple[str, ...], list[VerdictChange]]:
    """Components that are objected to for the same reasons, with these reasons and the next step."""
    found: dict[tuple[str, ...], list[VerdictChange]] = {}
    for change in changes:
        why: tuple[str, ...] = ()
        if with_reasons:
            step = next_step(words, change.verdict.judgement).text
            why = (*reasons(words, change), *([words("sbom_diff.next", (), text=step)] if step else ()))
        found.setdefault(why, []).append(change)
    return found


def _kind(page: Page, words: Words, kind: PartChangeKind, changes: list[PartChange], *, verbose: bool) -> None:
    if not changes:
        return
    page.head(head(words, kind, len(changes)), "bold")
    shown = changes if verbose else changes[:_MOST]
    for change in shown:
        for line in details(words, change, kind):
            page.line(f"{SIGNS.get(kind, '~')} {line}", 2, _INKS.get(kind, ""))
    _more(page, words, len(changes) - len(shown))


def _more(page: Page, words: Words, rest: int) -> None:
    if rest:
        page.line(words("sbom_diff.more", (), count=number(words, rest)), 4, "dim")


def _outcome(page: Page, words: Words, found: SbomDifference) -> None:
    page.gap()
    told = found.judgements
    if told is not None:
        page.line(outcome_said(words, found), 0, "red" if told.new_objections else "green")
        page.line(possible_said(words, found))
        policy = told.policy
        page.line(words("sbom_diff.policy", (), id=policy.id, version=policy.version, outbound=policy.outbound), 0, "dim")
    page.line(words("sbom_diff.next", (), text=advice(words, found)), 0, "bold")
