"""`osscan license outbound`: under which licenses a product may be published, and what stands in the way of the others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.license_compat import Provisions, Relations, policy_option, provisions_of, relation_of
from osscan.cli.options import (
    CacheFolder,
    FilesFrom,
    Jobs,
    Language,
    NoCache,
    PolicyName,
    Quiet,
    Traceback,
    day_of,
    moment,
    targets_of,
    wrong_call,
)

if TYPE_CHECKING:
    from osscan.engine.outbound import OutboundRequest
    from osscan.inputs.source import Source
    from osscan.model.outbound import OutboundReport
    from osscan.texts.catalogue import Words

_FORMATS = ("terminal", "json", "markdown")


def command(
    context: typer.Context,
    targets: Annotated[list[str] | None, typer.Argument(help="cli.license.outbound.targets", metavar="TARGET...")] = None,
    candidates: Annotated[
        list[str] | None, typer.Option("--candidates", help="cli.license.outbound.candidates", metavar="ID,ID|all")
    ] = None,
    policy: PolicyName = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.license.outbound.outbound", metavar="SPDX")] = "",
    relation: Relations = None,
    provision: Provisions = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help="cli.license.outbound.format", metavar="terminal|json|markdown")
    ] = "terminal",
    files_from: FilesFrom = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    jobs: Jobs = 1,
    lang: Language = None,
    quiet: Quiet = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.license.outbound.help`."""
    from osscan.cli.caches import cache_for
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine.outbound import outbound as story

    _ = lang, traceback
    words = context.obj
    if form not in _FORMATS:
        raise wrong_call("option-value", "--format", given=form, allowed=", ".join(_FORMATS))
    asked = tuple(name for some in candidates or () for name in (part.strip() for part in some.split(",")) if name)
    request = _request(targets_of(targets, files_from), policy, outbound, relation, provision, asked)
    problems = ToldProblems(words)
    wanted = not no_cache and any(isinstance(one, str) and Path(one).is_dir() for one in request.check.targets)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=wanted, folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        report = story(request, watched, cache)
    problems.tell(report.problems)
    problems.count_rest()
    _write(report, form, words)
    raise typer.Exit(ExitCode[report.outcome.name])


def _request(
    targets: tuple[str, ...],
    policy: str,
    outbound: str,
    relation: str | None,
    provision: list[str] | None,
    asked: tuple[str, ...],
) -> OutboundRequest:
    from osscan.cli.locks import locks_for
    from osscan.engine.outbound import OutboundRequest
    from osscan.engine.request import CheckRequest
    from osscan.policy.find import policy_named

    judging = policy_named(policy)
    opened = tuple(_opened(target) for target in targets)
    check = CheckRequest(
        targets=opened,
        locks=locks_for(opened, None),
        policy=judging._replace(provisions=provisions_of(provision) or judging.provisions),
        outbound=outbound,
        as_of=day_of(None),
        generated_at=moment(),
    )
    ways = provisions_of(provision)
    return OutboundRequest(
        check, asked, relation_of(relation), policy_option(policy), " ".join(f"--provision {one}" for one in ways)
    )


def _opened(target: str) -> str | Source:
    from osscan.inputs.source import Source

    return Source("-", held=sys.stdin.buffer.read()) if target == "-" else target


def _write(report: OutboundReport, form: str, words: Words) -> None:
    from osscan.cli import console
    from osscan.cli.output import write_stdout

    if form == "json":
        from osscan.reports import outbound_json

        write_stdout(outbound_json.render(report, words))
    elif form == "markdown":
        from osscan.reports import outbound_markdown

        write_stdout(outbound_markdown.render(report, words))
    else:
        from osscan.reports.outbound_page import write_page
        from osscan.reports.page import Page

        page = Page(console.width(), color=console.color_wanted())
        write_page(report, words, page, console.width())
        write_stdout(page.text())
