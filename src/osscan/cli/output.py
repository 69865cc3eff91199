"""--format FMT[=FILE] becomes files and one text on stdout."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from osscan.cli import console
from osscan.errors import WrongCallError
from osscan.model.place import Place
from osscan.model.problem import error
from osscan.model.report import Outcome, Report
from osscan.reports import table
from osscan.reports.base import Renderer
from osscan.texts.catalogue import Words
from osscan.texts.escapes import markdown_code


class Wanted(NamedTuple):
    """One output: how, and into which file (empty for stdout)."""

    renderer: Renderer
    file: str


def wanted_outputs(formats: list[str]) -> tuple[Wanted, ...]:
    """The outputs that a command line asks for; raises WrongCallError for unknown formats and for two on stdout."""
    outputs = []
    for asked in formats or ["terminal"]:
        name, _, file = asked.partition("=")
        if name not in table.NAMES:
            raise WrongCallError(error("output-format-unknown", Place("--format"), asked=name, known=", ".join(table.NAMES)))
        outputs.append(Wanted(table.by_name(name), file))
    if sum(not output.file for output in outputs) > 1:
        raise WrongCallError(error("output-twice-on-stdout", Place("--format"), asked=", ".join(formats)))
    return tuple(outputs)


def write(outputs: tuple[Wanted, ...], report: Report, words: Words, *, verbose: bool, quiet: bool) -> None:
    """Writes every output; stdout gets color and width only when a person is looking."""
    for output in outputs:
        if output.renderer.name == "terminal":
            text = _page(report, words, to_file=bool(output.file), verbose=verbose, quiet=quiet)
        else:
            text = output.renderer.render(report, words)
        if output.file:
            write_file(output.file, text)
        elif text:
            write_stdout(text if text.endswith("\n") else text + "\n")


def write_each(
    outputs: tuple[Wanted, ...], reports: Sequence[tuple[str, Report]], words: Words, *, verbose: bool, quiet: bool
) -> Outcome:
    """One report after the other, JSON in a line each; the answer is the worst of their outcomes."""
    from osscan.texts.shown import shown

    for output in outputs:
        for root, report in reports:
            if output.renderer.name == "json":
                from osscan.reports.report_json import line_of_project

                write_stdout(line_of_project(root, report, words) + "\n")
                continue
            page = output.renderer.name == "terminal"
            text = (
                _page(report, words, to_file=False, verbose=verbose, quiet=quiet)
                if page
                else output.renderer.render(report, words)
            )
            if text:
                head = words("report.project", (), root=shown(root))
                write_stdout(f"{head}\n\n{text}\n" if page else f"## {markdown_code(root)}\n\n{text}\n")
    return next((one for one in _WORST if any(report.outcome is one for _, report in reports)), Outcome.NOTHING_TO_JUDGE)


_WORST = (Outcome.OBJECTIONS, Outcome.INCOMPLETE, Outcome.PASSED)


def _page(report: Report, words: Words, *, to_file: bool, verbose: bool, quiet: bool) -> str:
    """The page for people; --quiet leaves out a page that would only say that all is well."""
    if quiet and report.outcome is Outcome.PASSED and not to_file:
        return ""
    from osscan.reports import terminal

    color = console.color_wanted() and not to_file
    return terminal.render_for(report, words, console.width(), color=color, verbose=verbose)


def write_stdout(text: str) -> None:
    """UTF-8 on stdout whatever the locale says."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def write_file(file: str, text: str) -> None:
    """UTF-8 into a file; raises WrongCallError when it can't be written."""
    write_bytes(file, text.encode("utf-8", "replace"))


def write_bytes(file: str, content: bytes) -> None:
    """The same for what is no text."""
    try:
        Path(file).write_bytes(content)
    except OSError as fault:
        raise WrongCallError(error("output-unwritable", Place(file), reason=fault.strerror or str(fault))) from fault
