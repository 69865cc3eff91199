"""`osscan license`: the commands around licenses themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli import license_compat, license_normalize, license_outbound, license_show
from osscan.cli.options import CacheFolder, FilesFrom, Jobs, Language, NoCache, Quiet, Traceback, named_and_listed, wrong_call

if TYPE_CHECKING:
    from osscan.cli.problems import ToldProblems
    from osscan.model.tree_licenses import DetectedFile

group = typer.Typer(no_args_is_help=True)


@group.callback()
def license_group() -> None:
    """See the sentence `cli.license.help`."""


group.command("normalize", help="cli.license.normalize.help")(license_normalize.command)
group.command("show", help="cli.license.show.help")(license_show.command)
group.command("compat", help="cli.license.compat.help")(license_compat.command)
group.command("outbound", help="cli.license.outbound.help")(license_outbound.command)


@group.command(help="cli.license.detect.help")
def detect(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(help="cli.license.detect.paths", metavar="PATH...")] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="cli.license.detect.format", metavar="terminal|jsonl|json")
    ] = "terminal",
    text: Annotated[bool, typer.Option("--text", help="cli.license.detect.text")] = False,
    files_from: FilesFrom = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    jobs: Jobs = 1,
    lang: Language = None,
    quiet: Quiet = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.license.detect.help`."""
    from osscan.cli.caches import cache_for
    from osscan.cli.detected import FORMATS, Outlet
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine.detect_targets import opened
    from osscan.engine.detecting import detect_sources
    from osscan.inputs.source import Limits

    _ = lang, traceback
    words = context.obj
    if form not in FORMATS:
        raise wrong_call("option-value", "--format", given=form, allowed=", ".join(FORMATS))
    asked = named_and_listed(paths, files_from)
    targets = opened(asked.named, asked.listed, Limits())
    problems = ToldProblems(words)
    problems.tell(targets.problems)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache, folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        found = detect_sources(list(targets.sources.values()), watched, cache, targets.forecasts)
        FORMATS[form](_told(found, problems), Outlet(targets, words, problems, text))
    problems.count_rest()
    if problems.lost:
        raise typer.Exit(ExitCode.INCOMPLETE)
    raise typer.Exit(ExitCode.PASSED if targets.sources else ExitCode.NOTHING_TO_JUDGE)


def _told(files: Iterator[DetectedFile], problems: ToldProblems) -> Iterator[DetectedFile]:
    """The files, their problems told on the way."""
    for file in files:
        if file.problem is not None:
            problems.tell((file.problem,))
        yield file
