"""`osscan sbom merge`: several SBOMs become one; what contradicts is kept and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import FilesFrom, Language, Quiet, Traceback, Verbose, moment, targets_of, wrong_call

if TYPE_CHECKING:
    from osscan.model.sbom_merge import SbomMerge
    from osscan.texts.catalogue import Words


def command(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(help="cli.sbom.merge.paths", metavar="FILE...")] = None,
    to: Annotated[str, typer.Option("--to", help="cli.sbom.merge.to", metavar="TARGET")] = "",
    name: Annotated[str, typer.Option("--name", help="cli.sbom.merge.name", metavar="NAME")] = "",
    version: Annotated[str, typer.Option("--version", help="cli.sbom.merge.version", metavar="VERSION")] = "",
    output: Annotated[str, typer.Option("--output", "-o", help="cli.sbom.convert.output", metavar="FILE")] = "",
    conflicts: Annotated[str, typer.Option("--conflicts", help="cli.sbom.merge.conflicts", metavar="FILE")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="cli.sbom.merge.strict")] = False,
    files_from: FilesFrom = None,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.sbom.merge.help`."""
    from osscan.cli.problems import ToldProblems
    from osscan.cli.sbom_files import sources_of, write_document
    from osscan.engine.sbom_convert import targets
    from osscan.engine.sbom_merge import merge_sources
    from osscan.model.sbom_merge import Frame

    _ = lang, traceback
    if to and to not in targets():
        raise wrong_call("option-value", "--to", given=to, allowed=", ".join(targets()))
    told = merge_sources(sources_of(targets_of(paths, files_from)), to, Frame(name, version, moment()))
    problems = ToldProblems(context.obj)
    for one in told.inputs:
        problems.tell(one.problems)
    problems.tell(told.problems)
    problems.count_rest()
    write_document(told.content, output)
    _report(told, output, conflicts, context.obj, quiet=quiet, verbose=verbose)
    raise typer.Exit(_exit_code(told, strict=strict))


def _report(told: SbomMerge, output: str, conflicts: str, words: Words, *, quiet: bool, verbose: bool) -> None:
    from osscan.cli import console
    from osscan.cli.output import write_file
    from osscan.reports import sbom_merge_json, sbom_merge_page

    if conflicts:
        write_file(conflicts, sbom_merge_json.as_document(told, words))
    if not quiet:
        page = sbom_merge_page.render(told, output, words, console.width(), color=False, verbose=verbose)
        console.say(page.rstrip("\n"))


def _exit_code(told: SbomMerge, *, strict: bool) -> int:
    """New keys for old ones contradict nothing; everything else in the list does."""
    from osscan.cli.exits import ExitCode
    from osscan.model.sbom_merge import ConflictKind

    if strict and any(one.kind is not ConflictKind.REF for one in told.conflicts):
        return ExitCode.OBJECTIONS
    if told.whole:
        return ExitCode.PASSED if told.parts else ExitCode.NOTHING_TO_JUDGE
    return ExitCode.INCOMPLETE
