"""For a merge request: the outcome, one table of objections, and everything else folded away."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.problem import Problem
from osscan.model.report import JudgedComponent, Report
from osscan.reports.base import Renderer
from osscan.reports.changes import changes_table
from osscan.reports.duties import duties, title_of
from osscan.reports.groups import Group, objections, omissions
from osscan.reports.numbers import counted, number
from osscan.reports.outcome import cause_of_omission, counts_said, is_whole, lesser_counts
from osscan.reports.sentences import (
    Step,
    and_more,
    headline,
    license_said,
    name_of,
    next_step,
    policy_named,
    problem_text,
    raw_licenses,
    understood,
    waiver_said,
    weight_said,
    where,
    why,
    word,
)
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_NAMES, _STATEMENTS, _LISTED = 3, 3, 100
_TABLE, _CHANGES, _FOLDED = 34_000, 10_000, 5_500
"""Characters, those of the changes being taken from the table; with five folded parts that is less than the 65,536 that the strictest platform takes."""


def render(report: Report, words: Words) -> str:
    """A comment that stays below what code platforms take, whatever the number of objections."""
    groups = objections(report)
    parts = [
        f"### osscan: {markdown_text(headline(words, report))}",
        f"**{markdown_text(counts_said(words, report, groups))}** {markdown_text(policy_named(words, report.policy))}",
        "" if is_whole(report) else markdown_text(words("report.not-complete")),
        changes_table(words, report.changes, _CHANGES),
        _table(words, groups, _TABLE if report.changes is None else _TABLE - _CHANGES),
        _folded(words, words("report.markdown.concerned"), _members_of_large(words, groups)),
        _folded(
            words,
            counted(words, "report.head.problems", len(report.problems)),
            _problems(words, report.problems),
            len(report.problems),
        ),
        _folded(words, words("report.markdown.waivers"), _waivers(words, report)),
        _folded(words, words("report.head.duties"), _duties(words, report)),
        _folded(words, words("report.markdown.counts"), _counts(words, report)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(words: Words, groups: tuple[Group, ...], most: int) -> str:
    if not groups:
        return ""
    heads = [words(f"report.markdown.{name}") for name in ("verdict", "components", "license", "why", "next")]
    rows = _fitting((_row(_cells(words, group)) for group in groups), most)
    table = "\n".join([_row(heads), _row(["---"] * len(heads)), *rows])
    more = len(groups) - len(rows)
    return table if more <= 0 else f"{table}\n\n{markdown_text(counted(words, 'report.more-groups', more))}"


def _cells(words: Words, group: Group) -> list[str]:
    judgement = group.judgement
    step = next_step(words, judgement)
    return [
        f"**{markdown_text(word(words, 'level', judgement.level))}**",
        _names(words, group.members, _NAMES),
        f"{_statements(words, group)} → {_license(words, group)}",
        "<br>".join(markdown_text(text) for text in _why(words, group, step)),
        "<br>".join(_step(words, group, step)),
    ]


def _step(words: Words, group: Group, step: Step) -> list[str]:
    """What to do, with what can be copied for it."""
    said = [markdown_text(step.text)]
    if step.command:
        said.append(markdown_code(step.command, 500))
    if step.waives and group.evidence:
        said.append(f"{markdown_text(words('report.markdown.evidence'))}: {markdown_code(group.evidence)}")
    return said


def _license(words: Words, group: Group) -> str:
    if group.first.license.expression is None:
        return markdown_text(license_said(words, group.first, group.judgement))
    return markdown_code(understood(words, group.first, group.judgement))


def _why(words: Words, group: Group, step: Step) -> list[str]:
    said = why(words, group.judgement, step)
    if group.modifier is not None:
        said.append(weight_said(words, group.modifier, group.void))
    if group.first.path:
        said.append(" → ".join(group.first.path))
    return said


def _statements(words: Words, group: Group) -> str:
    found = list(dict.fromkeys(raw for judged in group.members for raw in raw_licenses(judged)))
    if not found:
        return markdown_text(words("report.no-statement"))
    return and_more(words, [markdown_code(raw) for raw in found[:_STATEMENTS]], len(found))


def _duties(words: Words, report: Report) -> list[str]:
    """A to-do list for whoever passes the product on."""
    return [
        f"- [ ] {markdown_text(counted(words, 'report.duty', len(duty.members), title=title_of(words, duty)))} "
        f"{_names(words, duty.members, _NAMES)}"
        for duty in duties(report)
    ]


def _members_of_large(words: Words, groups: tuple[Group, ...]) -> list[str]:
    """The components of those groups that the table could not name in full."""
    lines = []
    for group in groups:
        if len(group.members) > _NAMES:
            expression = markdown_code(understood(words, group.first, group.judgement))
            lines.append(f"- {expression}: {_names(words, group.members, _LISTED)}")
    return lines


def _names(words: Words, members: tuple[JudgedComponent, ...], most: int) -> str:
    return and_more(words, [markdown_code(name_of(judged)) for judged in members[:most]], len(members))


def _problems(words: Words, problems: tuple[Problem, ...]) -> list[str]:
    return [_problem(words, problem) for problem in sorted(problems, key=_gravity)[:_LISTED]]


def _gravity(problem: Problem) -> int:
    return ("error", "warning", "note").index(problem.severity)


def _problem(words: Words, problem: Problem) -> str:
    severity = markdown_text(word(words, "severity", problem.severity))
    message, do = problem_text(words, problem), problem_text(words, problem, "next")
    return f"- **{severity}** {markdown_code(where(problem.place))}: {markdown_text(message)} {markdown_text(do)}"


def _waivers(words: Words, report: Report) -> list[str]:
    return [f"- {markdown_text(waiver_said(words, waiver))}" for waiver in report.waivers]


def _counts(words: Words, report: Report) -> list[str]:
    counts = {"policy": report.summary.policy, "compatibility": report.summary.compatibility}
    lines = [
        f"- {words(f'report.label.{kind}')}, {markdown_text(word(words, kind, code))}: {number(words, count)}"
        for kind, pairs in counts.items()
        for code, count in pairs
    ]
    lines += [f"- {markdown_text(text)}" for text in lesser_counts(words, report)]
    lines += [f"- {markdown_text(cause_of_omission(words, one))}: {number(words, one.components)}" for one in omissions(report)]
    return lines


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _folded(words: Words, title: str, lines: list[str], count: int = 0) -> str:
    """A part that opens on a click, with as many lines as fit; `count` is how many there would be."""
    if not lines:
        return ""
    told = _fitting(lines, _FOLDED)
    more = max(count, len(lines)) - len(told)
    if more > 0:
        told.append(f"- {markdown_text(counted(words, 'report.markdown.more', more))}")
    return "\n".join(["<details>", f"<summary>{markdown_text(title)}</summary>", "", *told, "", "</details>"])


def _fitting(lines: Iterable[str], most: int) -> list[str]:
    """As many of the first lines as have `most` characters together."""
    told = []
    for line in lines:
        most -= len(line) + 1
        if most < 0:
            break
        told.append(line)
    return told


RENDERER = Renderer("markdown", "text/markdown", ".md", render)
