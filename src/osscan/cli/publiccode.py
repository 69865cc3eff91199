"""`osscan publiccode`: publiccode.yml, the file by which public software is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import FilesFrom, Language, Quiet, SarifFormats, Traceback, Verbose, day_of, named_and_listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from osscan.inputs.source import Source
    from osscan.model.publiccode import PubliccodeReport
    from osscan.texts.catalogue import Words

FORMATS = ("terminal", "json", "jsonl", "sarif", "markdown")
NAME = "publiccode.yml"

group = typer.Typer(no_args_is_help=True)


@group.callback()
def publiccode_group() -> None:
    """See the sentence `cli.publiccode.help`."""


@group.command("validate", help="cli.publiccode.validate.help")
def command(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(help="cli.publiccode.validate.paths", metavar="FILE...")] = None,
    form: SarifFormats = None,
    files_from: FilesFrom = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.publiccode.validate.as-of", metavar="DATE")] = None,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.publiccode.validate.help`."""
    from osscan.cli.forms import outputs_of, write_text
    from osscan.engine.publiccode import validate

    _ = lang, traceback
    outputs = outputs_of(form, FORMATS)
    day = day_of(as_of)
    asked = named_and_listed(paths, files_from)
    reports = [validate(source, day) for source in (*_named(asked.named), *map(_source, asked.listed))]
    for name, file in outputs:
        write_text(_rendered(name, reports, context.obj, to_file=bool(file), quiet=quiet, verbose=verbose), file)
    raise typer.Exit(_exit_code(reports))


def _named(paths: Iterable[str]) -> list[Source]:
    """The inputs in their order, `-` being standard input; raises InputMissingError for one that is not there."""
    from pathlib import Path

    from osscan.errors import InputMissingError
    from osscan.model.place import Place
    from osscan.model.problem import error

    found = [_source(path) for path in paths]
    for source in found:
        if source.held is None and not Path(source.file).is_file():
            raise InputMissingError(error("input-missing", Place(source.path), path=source.path))
    return found


def _source(path: str) -> Source:
    """A file with its folder, in which the files that it names are looked for; of a folder its publiccode.yml."""
    import sys
    from pathlib import Path

    from osscan.inputs.source import Source

    if path == "-":
        return Source("-", held=sys.stdin.buffer.read())
    file = Path(path) / NAME if Path(path).is_dir() else Path(path)
    shown = f"{path.rstrip('/')}/{NAME}" if Path(path).is_dir() else path
    return Source(shown, str(file), root=str(file.parent))


def _rendered(name: str, reports: list[PubliccodeReport], words: Words, *, to_file: bool, quiet: bool, verbose: bool) -> str:
    if name in ("jsonl", "json"):
        from osscan.reports import publiccode_json

        if name == "json":
            return publiccode_json.as_document(reports, words)
        return "".join(publiccode_json.as_line(report, words) + "\n" for report in reports)
    if name == "sarif":
        from osscan.reports import publiccode_sarif

        return publiccode_sarif.render(reports, words)
    if name == "markdown":
        from osscan.reports import publiccode_markdown

        return publiccode_markdown.render(reports, words)
    from osscan.cli import console
    from osscan.reports import publiccode_page

    color = console.color_wanted() and not to_file
    told = [report for report in reports if not report.valid or not quiet]
    return publiccode_page.render(told, words, console.width(), color=color, verbose=verbose) if told else ""


def _exit_code(reports: list[PubliccodeReport]) -> int:
    from osscan.cli.exits import ExitCode

    if any(report.errors for report in reports):
        return ExitCode.OBJECTIONS
    if any(not report.whole or not report.files_seen for report in reports):
        return ExitCode.INCOMPLETE
    return ExitCode.PASSED if reports else ExitCode.NOTHING_TO_JUDGE
