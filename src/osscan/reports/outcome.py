"""The run in a few words: what was counted, what does not weigh, what was left out."""

from __future__ import annotations

from osscan.model.component import PathRole
from osscan.model.problem import Problem, Severity
from osscan.model.report import Outcome, Report
from osscan.model.verdict import Level
from osscan.reports.groups import Group, Omission
from osscan.reports.numbers import counted, number
from osscan.reports.sentences import reason_text, word
from osscan.texts.catalogue import Words


def counts_said(words: Words, report: Report, groups: tuple[Group, ...]) -> str:
    """How many components were judged and objected to."""
    if report.outcome is Outcome.NOTHING_TO_JUDGE:
        return counted(words, "report.count.inputs-empty", len(report.inputs))
    if not groups:
        return " ".join([counted(words, "report.count.judged", report.summary.judged), *_remarks(words, report)])
    denied = sum(len(group.members) for group in groups if group.judgement.level is Level.DENIED)
    review = sum(len(group.members) for group in groups) - denied
    new = report.summary.new_objections
    said = counted(
        words,
        "report.count.objections" if new == denied + review else "report.count.objections-new",
        denied + review,
        denied=number(words, denied),
        review=number(words, review),
        new=number(words, new),
        judged=number(words, report.summary.judged),
    )
    return " ".join([said, *_remarks(words, report)])


def _remarks(words: Words, report: Report) -> list[str]:
    """How many problems with the policy or the baseline count against the run."""
    remarks = report.summary.remarks
    return [counted(words, "report.count.remarks", remarks)] if remarks else []


def is_whole(report: Report) -> bool:
    """Whether everything was read and established that counts for the outcome."""
    return report.complete and report.outcome is not Outcome.INCOMPLETE


def lesser_counts(words: Words, report: Report, *, verbose: bool = False) -> list[str]:
    """What was found but does not count against the run, a sentence each."""
    unweighed = sum(
        verdict.judgement.level in (Level.REVIEW, Level.DENIED) and verdict.modifier is None
        for verdict in report.verdicts
        if verdict.judgement.level is not Level.OK and not verdict.objects
    )
    counts = (
        ("unweighed", unweighed),
        ("waived", report.summary.waived),
        ("baseline", report.summary.baseline),
        ("conflicts", len(report.conflicts)),
        ("notes", 0 if verbose else sum(not is_told(problem) for problem in report.problems)),
    )
    return [counted(words, f"report.count.{key}", count, fail_on=report.policy.fail_on) for key, count in counts if count]


def is_told(problem: Problem) -> bool:
    """Whether a problem deserves lines of its own; mere notes are only counted, unless a waiver is about to end."""
    return problem.severity is not Severity.NOTE or problem.code.startswith("policy-waiver-")


def cause_of_omission(words: Words, omitted: Omission) -> str:
    """What the folder is for, or the reason, in words that fit into a list."""
    if omitted.role is not PathRole.PRODUCT:
        return words("report.omitted.role", role=word(words, "role", omitted.role))
    if not omitted.reasons:
        return words("report.omitted.unsaid")
    return reason_text(words, omitted.reasons[0]).removesuffix(".")
