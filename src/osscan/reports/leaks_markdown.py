"""Leaks for a merge request: a table of what keeps the project from being published, and the plan folded beneath."""

from __future__ import annotations

from osscan.leaks.report import LeakReport
from osscan.model.report import CheckSeverity
from osscan.reports.leaks_said import LeakGroup, groups, head_said, rest_said, title, where
from osscan.reports.numbers import counted
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code, markdown_text

_PLACES = 3


def render(report: LeakReport, words: Words) -> str:
    """One section."""
    sign = "✘" if report.blocks or not report.is_complete else "✔"
    shown = [group for group in groups(report.leaks) if group.weight is not CheckSeverity.HINT]
    parts = [f"### {sign} {markdown_text(words('leaks.title'))}", markdown_text(" ".join(head_said(report, words)))]
    if not report.is_complete:
        parts.append(f"**{markdown_text(words('leaks.not-whole'))}**")
    parts += [f"- {markdown_text(words(f'problem.{one.code}.message', one.facts))}" for one in report.problems]
    parts.append(_table(shown, words) if shown else markdown_text(words("leaks.fine")))
    parts += [markdown_text(text) for text in rest_said(report, words)]
    if report.plan:
        parts.append(f"#### {markdown_text(words('leaks.plan'))}")
        parts.append("\n".join(_step(number, remedy.step, remedy.command, words) for number, remedy in enumerate(report.plan, 1)))
    return "\n\n".join(parts) + "\n"


def _table(shown: list[LeakGroup], words: Words) -> str:
    head = [words(f"leaks.columns.{name}") for name in ("what", "where", "weight")]
    rows = [_row(head), "| --- | --- | --- |"]
    for group in shown:
        places = [markdown_code(where(leak, words)) for leak in group.leaks[:_PLACES]]
        if len(group.leaks) > _PLACES:
            places.append(markdown_text(counted(words, "leaks.also", len(group.leaks) - _PLACES)))
        cells = (markdown_text(title(group.rule, words)), "<br>".join(places), words(f"leaks.weight.{group.weight}"))
        rows.append(_row(cells))
    return "\n".join(rows)


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _step(number: int, step: str, command: str, words: Words) -> str:
    said = f"{number}. {markdown_text(words(f'leaks.step.{step}'))}"
    return f"{said}\n   {markdown_code(command)}" if command else said
