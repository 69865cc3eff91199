"""`osscan publish check`: may this project be published, and what is in the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import (
    CacheFolder,
    GateFormats,
    Jobs,
    Language,
    NoCache,
    PolicyName,
    Quiet,
    Traceback,
    Verbose,
    day_of,
    moment,
    wrong_call,
)

if TYPE_CHECKING:
    from osscan.checks.project import Settings
    from osscan.model.publication import PublicationReport
    from osscan.texts.catalogue import Words

_FILES = {
    "json": "publication_json",
    "sarif": "publication_sarif",
    "markdown": "publication_markdown",
    "junit": "publication_junit",
    "codequality": "publication_code_quality",
}
"""Name of the format, and the file of `reports` that writes it."""
FORMATS = ("terminal", *_FILES)


def command(
    context: typer.Context,
    path: Annotated[str, typer.Argument(help="cli.publish.check.path", metavar="FOLDER")] = ".",
    profile: Annotated[
        str | None, typer.Option("--profile", help="cli.publish.check.profile", metavar="opencode|intern|minimal")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="cli.publish.check.kind", metavar="KIND")] = None,
    policy: PolicyName = "dortmund",
    organisation: Annotated[
        str, typer.Option("--organisation", help="cli.publish.check.organisation", metavar="FILE|NAME")
    ] = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    installed: Annotated[
        list[str] | None, typer.Option("--installed", help="cli.publish.check.installed", metavar="PATH")
    ] = None,
    history: Annotated[bool, typer.Option("--history/--no-history", help="cli.publish.check.no-history")] = True,
    strict: Annotated[bool, typer.Option("--strict", help="cli.publish.check.strict")] = False,
    formats: GateFormats = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.check.as-of", metavar="DATE")] = None,
    lang: Language = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    jobs: Jobs = 1,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.publish.check.help`."""
    from osscan.checks.table import IDS
    from osscan.cli.caches import cache_for
    from osscan.cli.executors import executor_for
    from osscan.cli.forms import outputs_of, write_text
    from osscan.cli.locks import locks_for
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine import publish_decisions
    from osscan.engine.publish import publish
    from osscan.engine.publish_project import Asked
    from osscan.engine.publish_settings import settings_of
    from osscan.policy.find import policy_named

    _ = lang, traceback
    words = context.obj
    outputs = outputs_of(formats, FORMATS)
    folder = folder_of(path)
    day = day_of(as_of)
    settings = changed(settings_of(folder, organisation, day, IDS), profile, kind, outbound)
    decided = publish_decisions.read(folder)
    problems = ToldProblems(words)
    problems.tell(decided.problems)
    locks = locks_for((path,), None, frozen=False)
    rules = policy_named(policy, tests=False)
    asked = Asked(
        path, rules, settings, decided.decisions, day, moment(), history, locks, decided.problems, tuple(installed or ())
    )
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache, folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        report = publish(asked, watched, cache)
    for name, file in outputs:
        write_text(rendered(name, report, words, to_file=bool(file), verbose=verbose), file)
    raise typer.Exit(exit_code(report, strict=strict))


def folder_of(path: str) -> Path:
    from osscan.errors import InputMissingError
    from osscan.model.place import Place
    from osscan.model.problem import error

    folder = Path(path)
    if not folder.is_dir():
        raise InputMissingError(error("input-missing", Place(path), path=path))
    return folder


def changed(settings: Settings, profile: str | None, kind: str | None, outbound: str) -> Settings:
    """The settings with what the command line says over them."""
    from osscan.model.publication import Profile, ProjectKind

    if profile is not None:
        if profile not in list(Profile):
            raise wrong_call("option-value", "--profile", given=profile, allowed=", ".join(Profile))
        settings = settings._replace(profile=Profile(profile))
    if kind is not None:
        if kind not in list(ProjectKind):
            raise wrong_call("option-value", "--kind", given=kind, allowed=", ".join(ProjectKind))
        settings = settings._replace(kind=ProjectKind(kind))
    return settings._replace(outbound=outbound) if outbound else settings


def rendered(name: str, report: PublicationReport, words: Words, *, to_file: bool, verbose: bool) -> str:
    from importlib import import_module

    from osscan.cli import console

    if name in _FILES:
        text: str = import_module(f"osscan.reports.{_FILES[name]}").render(report, words)
        return text
    from osscan.reports import publication_page

    color = console.color_wanted() and not to_file
    return publication_page.render(report, words, console.width(), color=color, verbose=verbose)


def exit_code(report: PublicationReport, *, strict: bool) -> int:
    from osscan.cli.exits import ExitCode
    from osscan.model.publication import PublicationVerdict

    if report.verdict is PublicationVerdict.NOT_READY or report.refusal is not None:
        return ExitCode.OBJECTIONS
    if report.verdict is PublicationVerdict.INCONCLUSIVE:
        return ExitCode.INCOMPLETE
    if strict and report.verdict is PublicationVerdict.READY_WITH_CONDITIONS:
        return ExitCode.OBJECTIONS
    return ExitCode.PASSED
