"""`osscan check`: the command line of the main story."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import (
    CacheFolder,
    FilesFrom,
    Formats,
    Jobs,
    Language,
    MavenRepository,
    NoCache,
    PerProject,
    PolicyName,
    Quiet,
    Roles,
    Traceback,
    Verbose,
    day_of,
    limits_with,
    moment,
    role_patterns,
    targets_of,
    wrong_call,
)

if TYPE_CHECKING:
    from osscan.cli.output import Wanted
    from osscan.inputs.source import Source
    from osscan.model.component import PathRole
    from osscan.model.verdict import Level


def command(
    context: typer.Context,
    targets: Annotated[list[str] | None, typer.Argument(help="cli.check.targets", metavar="TARGET...")] = None,
    policy: PolicyName = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    formats: Formats = None,
    lang: Language = None,
    baseline: Annotated[str | None, typer.Option("--baseline", help="cli.check.baseline", metavar="FILE")] = None,
    write_baseline: Annotated[bool, typer.Option("--write-baseline", help="cli.check.write-baseline")] = False,
    only_new: Annotated[bool | None, typer.Option("--only-new/--no-only-new", help="cli.check.only-new")] = None,
    since: Annotated[str, typer.Option("--since", help="cli.check.since", metavar="REVISION")] = "",
    ratchet: Annotated[bool | None, typer.Option("--ratchet/--no-ratchet", help="cli.check.ratchet")] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="cli.check.fail-on", metavar="review|denied")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.check.as-of", metavar="DATE")] = None,
    include_role: Annotated[
        list[str] | None, typer.Option("--include-role", help="cli.check.include-role", metavar="ROLE")
    ] = None,
    roles: Roles = None,
    per_project: PerProject = False,
    lock_file: Annotated[str | None, typer.Option("--lock", help="cli.check.lock", metavar="FILE")] = None,
    frozen: Annotated[bool, typer.Option("--frozen", help="cli.check.frozen")] = False,
    curations: Annotated[list[str] | None, typer.Option("--curations", help="cli.check.curations", metavar="FILE")] = None,
    maven_repository: MavenRepository = None,
    files_from: FilesFrom = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    jobs: Jobs = 1,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.check.help`."""
    from osscan.cli import output
    from osscan.cli.caches import cache_for
    from osscan.cli.console import say
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.locks import locks_for, with_curations
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine.check import check, check_each
    from osscan.engine.request import CheckRequest
    from osscan.model.component import PathRole
    from osscan.policy.find import policy_named

    _ = lang, traceback
    words = context.obj
    outputs = output.wanted_outputs(formats or [])
    opened = tuple(_opened(target) for target in targets_of(targets, files_from))
    if per_project:
        _refuse_beside_per_project(outputs, since=since, write_baseline=write_baseline)
    locks = locks_for(opened, lock_file, frozen=frozen)
    if lock_file is None and not quiet:
        for lock in locks:
            say(words("cli.check.uses-lock", file=lock.path))
    for_others = any(wanted.renderer.name != "terminal" for wanted in outputs)
    request = CheckRequest(
        targets=opened,
        policy=with_curations(policy_named(policy, tests=False), curations),
        outbound=outbound,
        as_of=day_of(as_of),
        generated_at=moment(),
        fail_on=None if fail_on is None else _level(fail_on),
        roles=frozenset({PathRole.PRODUCT, *roles_of(include_role or [])}),
        baseline=_known_objections(baseline, write=write_baseline),
        only_new=only_new,
        ratchet=False if write_baseline else ratchet,
        evidence=verbose or for_others,
        exact_places=for_others,
        since=since,
        role_patterns=role_patterns(roles),
        limits=limits_with(maven_repository),
        locks=locks,
        frozen=frozen,
    )
    problems = ToldProblems(words)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache and any(map(_is_folder, request.targets)), folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        if per_project:
            reports = check_each(request, watched, cache)
            raise typer.Exit(ExitCode[output.write_each(outputs, reports, words, verbose=verbose, quiet=quiet).name])
        report = check(request, watched, cache)
    output.write(outputs, report, words, verbose=verbose, quiet=quiet)
    if write_baseline and baseline is not None:
        from osscan.engine import baseline as baselines

        output.write_file(baseline, baselines.text_of(report))
    raise typer.Exit(ExitCode[report.outcome.name])


def _refuse_beside_per_project(outputs: tuple[Wanted, ...], *, since: str, write_baseline: bool) -> None:
    """One report for each project goes to standard output, and neither into files nor together with a comparison."""
    beside = ("--since" if since else "") or ("--write-baseline" if write_baseline else "")
    if beside:
        raise wrong_call("per-project-beside", "--per-project", option=beside)
    for wanted in outputs:
        if wanted.file or wanted.renderer.name not in ("terminal", "markdown", "json"):
            given = f"{wanted.renderer.name}={wanted.file}" if wanted.file else wanted.renderer.name
            raise wrong_call("option-value", "--per-project --format", given=given, allowed="terminal, markdown, json")


def _opened(target: str) -> str | Source:
    if target != "-":
        return target
    from osscan.inputs.source import Source

    return Source("-", held=sys.stdin.buffer.read())


def _is_folder(target: str | Source) -> bool:
    try:
        return isinstance(target, str) and Path(target).is_dir()
    except (OSError, ValueError):
        return False


def _level(asked: str) -> Level:
    from osscan.model.verdict import Level

    if asked not in (Level.REVIEW.value, Level.DENIED.value):
        raise wrong_call("option-value", "--fail-on", given=asked, allowed="review, denied")
    return Level(asked)


def roles_of(asked: list[str]) -> list[PathRole]:
    """The roles of --include-role; raises WrongCallError for one that there is not."""
    from osscan.model.component import PathRole

    for role in asked:
        if role not in list(PathRole) and role != "all":
            raise wrong_call("option-value", "--include-role", given=role, allowed=", ".join([*PathRole, "all"]))
    return list(PathRole) if "all" in asked else [PathRole(role) for role in asked]


def _known_objections(file: str | None, *, write: bool) -> frozenset[str] | None:
    if file is None:
        if write:
            raise wrong_call("baseline-not-named", "--write-baseline")
        return None
    from osscan.engine import baseline as baselines

    return frozenset() if write and not Path(file).exists() else baselines.read(file)
