"""`osscan vendor check`: may this delivery be accepted, and what does the vendor have to mend."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import (
    CacheFolder,
    Jobs,
    Language,
    NoCache,
    PageFormats,
    PolicyName,
    Quiet,
    Traceback,
    Verbose,
    day_of,
    moment,
    wrong_call,
)

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache
    from osscan.engine.executor import Executor
    from osscan.engine.vendor_gather import Asked
    from osscan.inputs.source import Source
    from osscan.leaks.leak import Settings
    from osscan.model.delivery import DeliveryReport
    from osscan.texts.catalogue import Words


_FORMATS = ("terminal", "json", "markdown")


def command(
    context: typer.Context,
    deliveries: Annotated[list[str], typer.Argument(help="cli.vendor.check.deliveries", metavar="DELIVERY...")],
    sbom: Annotated[list[str] | None, typer.Option("--sbom", help="cli.vendor.check.sbom", metavar="FILE")] = None,
    contract: Annotated[str | None, typer.Option("--contract", help="cli.vendor.check.contract", metavar="FILE|-")] = None,
    previous: Annotated[
        str | None, typer.Option("--previous", help="cli.vendor.check.previous", metavar="DELIVERY|REPORT")
    ] = None,
    decisions: Annotated[str | None, typer.Option("--decisions", help="cli.vendor.check.decisions", metavar="FOLDER")] = None,
    policy: PolicyName = "dortmund",
    organisation: Annotated[
        str, typer.Option("--organisation", help="cli.publish.check.organisation", metavar="FILE|NAME")
    ] = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="cli.vendor.check.strict")] = False,
    formats: PageFormats = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.check.as-of", metavar="DATE")] = None,
    lang: Language = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    jobs: Jobs = 1,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.vendor.check.help`."""
    from osscan.cli.caches import cache_for
    from osscan.cli.executors import executor_for
    from osscan.cli.forms import outputs_of, write_text
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.cli.vendor_beside import contract_for, decisions_for
    from osscan.engine.vendor import inspect
    from osscan.engine.vendor_gather import Asked
    from osscan.policy.find import policy_named

    _ = lang, traceback
    words = context.obj
    outputs = outputs_of(formats, _FORMATS)
    paths = tuple(delivered(path) for path in deliveries)
    problems = ToldProblems(words)
    decided = decisions_for(paths, decisions)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache, folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        asked = Asked(
            paths,
            policy_named(policy, tests=False),
            outbound,
            day_of(as_of),
            moment(),
            sboms=tuple(handed(path) for path in sbom or ()),
            leaks=leak_settings(organisation, as_of),
            decisions=decided.decisions,
            contract=contract_for(paths, contract),
            told=decided.problems,
            tell=watched.count_passed,
        )
        if previous:
            asked = asked._replace(previous=former(previous, asked, watched, cache, words))
        report = inspect(asked, watched, cache)
    for name, file in outputs:
        write_text(rendered(name, report, words, to_file=bool(file), verbose=verbose), file)
    raise typer.Exit(exit_code(report, strict=strict))


def delivered(path: str) -> str:
    """A delivery that is there; raises InputMissingError for one that is not."""
    from osscan.errors import InputMissingError
    from osscan.model.place import Place
    from osscan.model.problem import error

    if not Path(path).exists():
        raise InputMissingError(error("input-missing", Place(path), path=path))
    return path


def handed(path: str) -> Source:
    """An SBOM that was handed over beside the delivery."""
    from osscan.inputs.source import Source

    file = Path(delivered(path))
    return Source(path.replace("\\", "/").removeprefix("./"), str(file), None, str(file.resolve().parent))


def former(path: str, asked: Asked, executor: Executor, cache: Cache | None, words: Words) -> DeliveryReport:
    """The previous delivery: what a stored report says of it, or what is found when it is looked at now."""
    from osscan.engine.vendor import inspect
    from osscan.model.delivery import DeliveryReport
    from osscan.reports.stored.door import stored_report

    file = Path(delivered(path))
    if file.is_file() and file.suffix.lower() == ".json":
        told = stored_report(file, path, words)
        if not isinstance(told, DeliveryReport):
            raise wrong_call("option-value", "--previous", given=path, allowed="osscan/delivery/1")
        return told
    return inspect(asked._replace(paths=(path,), sboms=(), contract=None, decisions=(), told=()), executor, cache)


def leak_settings(organisation: str, as_of: str | None) -> Settings:
    """What the organisation says of secrets and hosts; what a vendor's own settings say counts for nothing."""
    from osscan.checks.table import IDS
    from osscan.engine.publish_project import leak_settings_of
    from osscan.engine.publish_settings import settings_of

    return leak_settings_of(settings_of(Path(os.devnull), organisation, day_of(as_of), IDS))


def rendered(name: str, report: DeliveryReport, words: Words, *, to_file: bool, verbose: bool) -> str:
    from osscan.cli import console

    if name == "json":
        from osscan.reports import delivery_json

        return delivery_json.render(report, words)
    if name == "markdown":
        from osscan.reports import delivery_markdown

        return delivery_markdown.render(report, words)
    from osscan.reports import delivery_page

    color = console.color_wanted() and not to_file
    return delivery_page.render(report, words, console.width(), color=color, verbose=verbose)


def exit_code(report: DeliveryReport, *, strict: bool) -> int:
    from osscan.cli.exits import ExitCode
    from osscan.model.delivery import DeliveryVerdict

    if report.verdict is DeliveryVerdict.NOT_ACCEPTABLE:
        return ExitCode.OBJECTIONS
    if report.verdict is DeliveryVerdict.INCONCLUSIVE:
        return ExitCode.INCOMPLETE
    if strict and report.verdict is DeliveryVerdict.ACCEPTABLE_WITH_CONDITIONS:
        return ExitCode.OBJECTIONS
    return ExitCode.PASSED
