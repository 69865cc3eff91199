"""`osscan sbom validate`: what is wrong with an SBOM, and what profiles miss in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import FilesFrom, Language, Quiet, SarifFormats, Traceback, Verbose, day_of, named_and_listed, wrong_call

if TYPE_CHECKING:
    from osscan.model.sbom_report import SbomReport
    from osscan.sbom.profiles.base import Asked
    from osscan.texts.catalogue import Words

FORMATS = ("terminal", "json", "jsonl", "sarif", "markdown")


def command(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(help="cli.sbom.validate.paths", metavar="FILE...")] = None,
    profile: Annotated[
        list[str] | None, typer.Option("--profile", help="cli.sbom.validate.profile", metavar="NAME[@VERSION]")
    ] = None,
    form: SarifFormats = None,
    files_from: FilesFrom = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.sbom.validate.as-of", metavar="DATE")] = None,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.sbom.validate.help`."""
    from osscan.cli.forms import outputs_of, write_text
    from osscan.cli.options import now
    from osscan.cli.sbom_files import sources_of
    from osscan.engine.sbom_validate import Wanted, validate
    from osscan.inputs.source import Source

    _ = lang, traceback
    outputs = outputs_of(form, FORMATS)
    wanted = Wanted(_profiles(profile), day_of(as_of), now())
    asked = named_and_listed(paths, files_from)
    # A file that a list names and that is not there costs no other one.
    sources = [*sources_of(asked.named), *(Source(path, path) for path in asked.listed)]
    reports = [validate(source, wanted) for source in sources]
    for name, file in outputs:
        text = _rendered(name, reports, context.obj, to_file=bool(file), quiet=quiet, verbose=verbose)
        write_text(text, file)
    raise typer.Exit(_exit_code(reports))


def _profiles(asked: list[str] | None) -> list[Asked]:
    from osscan.sbom.profiles.base import Asked
    from osscan.sbom.profiles.judging import known
    from osscan.sbom.profiles.table import PROFILES

    found = []
    for one in asked or ():
        name, _, version = one.partition("@")
        if not known(Asked(name, version)):
            allowed = ", ".join(f"{profile.name}@{profile.version}" for profile in PROFILES)
            raise wrong_call("option-value", "--profile", given=one, allowed=allowed)
        found.append(Asked(name, version))
    return found


def _rendered(name: str, reports: list[SbomReport], words: Words, *, to_file: bool, quiet: bool, verbose: bool) -> str:
    from osscan.cli import console
    from osscan.reports import sbom_validation_json, sbom_validation_page

    if name == "jsonl":
        return "".join(sbom_validation_json.as_line(report, words) + "\n" for report in reports)
    if name == "json":
        return sbom_validation_json.as_document(reports, words)
    if name == "sarif":
        from osscan.reports import sbom_validation_sarif

        return sbom_validation_sarif.render(reports, words)
    if name == "markdown":
        from osscan.reports import sbom_validation_markdown

        return sbom_validation_markdown.render(reports, words)
    color = console.color_wanted() and not to_file
    told = [report for report in reports if report.objects or not report.whole or not quiet]
    return sbom_validation_page.render(told, words, console.width(), color=color, verbose=verbose) if told else ""


def _exit_code(reports: list[SbomReport]) -> int:
    from osscan.cli.exits import ExitCode

    if any(report.objects for report in reports):
        return ExitCode.OBJECTIONS
    if any(not report.whole or report.schema_valid is None for report in reports):
        return ExitCode.INCOMPLETE
    return ExitCode.PASSED if reports else ExitCode.NOTHING_TO_JUDGE
