"""`osscan license normalize`: what a license name, address or classifier stands for, and how that is known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import Language, PolicyName, Traceback, wrong_call

if TYPE_CHECKING:
    from osscan.model.named import NameAnswer
    from osscan.texts.catalogue import Words

_FORMATS = ("terminal", "jsonl")


def command(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="cli.license.normalize.names", metavar="NAME...")] = None,
    files_from: Annotated[
        str | None, typer.Option("--files-from", help="cli.license.normalize.files-from", metavar="FILE|-")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="cli.license.normalize.format", metavar="terminal|jsonl")
    ] = "terminal",
    policy: PolicyName = "dortmund",
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.license.normalize.help`."""
    from osscan.cli.exits import ExitCode
    from osscan.engine.naming import answers
    from osscan.policy.find import policy_named

    _ = lang, traceback
    if form not in _FORMATS:
        raise wrong_call("option-value", "--format", given=form, allowed=", ".join(_FORMATS))
    if names is None and files_from is None:
        raise wrong_call("names-missing", "osscan license normalize")
    mappings = policy_named(policy).name_mappings
    texts = [*(names or ()), *(_lines(files_from) if files_from is not None else ())]
    counted = _Counted(answers(texts, mappings))
    (_write_lines if form == "jsonl" else _write_page)(counted, context.obj)
    if counted.open:
        raise typer.Exit(ExitCode.INCOMPLETE)
    raise typer.Exit(ExitCode.PASSED if texts else ExitCode.NOTHING_TO_JUDGE)


class _Counted:
    """Answers, counting those that stay open on the way."""

    def __init__(self, answers: Iterator[NameAnswer]) -> None:
        self._answers = answers
        self.open = 0

    def __iter__(self) -> Iterator[NameAnswer]:
        for answer in self._answers:
            self.open += answer.expression is None
            yield answer


def _lines(file: str) -> list[str]:
    """Every line is a name, an empty one too; only a line feed ends a line, since names may hold anything else."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as fault:
        raise wrong_call("input-unreadable", file, reason=fault.strerror or str(fault)) from fault
    lines = content.decode("utf-8-sig", "replace").split("\n")
    return [line.removesuffix("\r") for line in (lines[:-1] if not lines[-1] else lines)]


def _write_lines(answers: _Counted, words: Words) -> None:
    from osscan.reports.name_lines import json_line

    out = sys.stdout.buffer
    sys.stdout.flush()
    for answer in answers:
        out.write(json_line(answer, words).encode("utf-8", "replace") + b"\n")
    out.flush()


def _write_page(answers: _Counted, words: Words) -> None:
    from osscan.cli import console
    from osscan.cli.output import write_stdout
    from osscan.reports.name_page import write_page
    from osscan.reports.page import Page

    page = Page(console.width(), color=console.color_wanted())
    write_page(answers, words, page)
    write_stdout(page.text())
