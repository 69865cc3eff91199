"""`osscan sbom convert`: an SBOM in another format or version, with a report of what that format cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import Language, Quiet, Traceback, Verbose, wrong_call

if TYPE_CHECKING:
    from osscan.model.sbom_conversion import Conversion
    from osscan.texts.catalogue import Words


def command(
    context: typer.Context,
    path: Annotated[str, typer.Argument(help="cli.sbom.convert.path", metavar="FILE")],
    to: Annotated[str, typer.Option("--to", help="cli.sbom.convert.to", metavar="TARGET")],
    output: Annotated[str, typer.Option("--output", "-o", help="cli.sbom.convert.output", metavar="FILE")] = "",
    losses: Annotated[str, typer.Option("--losses", help="cli.sbom.convert.losses", metavar="FILE")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="cli.sbom.convert.strict")] = False,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.sbom.convert.help`."""
    from osscan.cli.exits import ExitCode
    from osscan.cli.problems import ToldProblems
    from osscan.cli.sbom_files import sources_of, write_document
    from osscan.engine.sbom_convert import convert_source, targets, targets_said
    from osscan.model.bom import Fate

    _ = lang, traceback
    if to not in targets():
        raise wrong_call("option-value", "--to", given=to, allowed=targets_said())
    told = convert_source(sources_of((path,))[0], to)
    problems = ToldProblems(context.obj)
    problems.tell(told.problems)
    problems.count_rest()
    if told.content:
        write_document(told.content, output)
        _report(told, losses, context.obj, quiet=quiet, verbose=verbose)
    if problems.lost:
        raise typer.Exit(ExitCode.INCOMPLETE)
    raise typer.Exit(ExitCode.OBJECTIONS if strict and told.count(Fate.LOST) else ExitCode.PASSED)


def _report(told: Conversion, losses: str, words: Words, *, quiet: bool, verbose: bool) -> None:
    from osscan.cli import console
    from osscan.cli.output import write_file
    from osscan.reports import sbom_losses

    if losses:
        write_file(losses, sbom_losses.document(told, words))
    if not quiet:
        console.say(sbom_losses.page(told, words, console.width(), color=False, verbose=verbose).rstrip("\n"))
