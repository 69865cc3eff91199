"""`osscan notice`: third-party notices, and whether existing ones are complete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import (
    CacheFolder,
    FilesFrom,
    Jobs,
    Language,
    MavenRepository,
    NoCache,
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
    from osscan.engine.notice import Noticed
    from osscan.texts.catalogue import Words

FORMATS = ("text", "markdown", "html", "json")
_MOST = 50


def command(
    context: typer.Context,
    targets: Annotated[list[str] | None, typer.Argument(help="cli.notice.targets", metavar="TARGET...")] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="cli.notice.format", metavar="|".join(FORMATS))] = "text",
    out: Annotated[str, typer.Option("--output", "-o", help="cli.notice.output", metavar="FILE")] = "",
    check: Annotated[str, typer.Option("--check", help="cli.notice.check", metavar="FILE")] = "",
    policy: PolicyName = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    lock_file: Annotated[str | None, typer.Option("--lock", help="cli.check.lock", metavar="FILE")] = None,
    curations: Annotated[list[str] | None, typer.Option("--curations", help="cli.check.curations", metavar="FILE")] = None,
    include_role: Annotated[
        list[str] | None, typer.Option("--include-role", help="cli.notice.include-role", metavar="ROLE")
    ] = None,
    roles: Roles = None,
    maven_repository: MavenRepository = None,
    files_from: FilesFrom = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    jobs: Jobs = 1,
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.notice.help`."""
    from osscan.cli.caches import cache_for
    from osscan.cli.check import roles_of
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.locks import locks_for, with_curations
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine.notice import notice
    from osscan.engine.request import CheckRequest
    from osscan.model.component import PathRole
    from osscan.model.problem import Severity
    from osscan.policy.find import policy_named

    _ = lang, traceback
    words = context.obj
    if form not in FORMATS or (check and form not in ("text", "json")):
        allowed = ", ".join(("text", "json") if check else FORMATS)
        raise wrong_call("option-value", "--format", given=form, allowed=allowed)
    document = _document(check) if check else ""
    named = targets_of(targets, files_from)
    request = CheckRequest(
        targets=tuple(named),
        policy=with_curations(policy_named(policy, tests=False), curations),
        outbound=outbound,
        as_of=day_of(None),
        generated_at=moment(),
        roles=frozenset({PathRole.PRODUCT, *roles_of(include_role or [])}),
        evidence=False,
        exact_places=False,
        role_patterns=role_patterns(roles),
        limits=limits_with(maven_repository),
        locks=locks_for(tuple(named), lock_file),
    )
    problems = ToldProblems(words)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache and any(Path(one).is_dir() for one in named), folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        made = notice(request, watched, cache)
    problems.tell([one for one in made.problems if verbose or one.severity is Severity.ERROR], with_notes=verbose)
    problems.count_rest()
    if not made.notices.components and not made.notices.left_out:
        raise typer.Exit(ExitCode.INCOMPLETE if problems.lost else ExitCode.NOTHING_TO_JUDGE)
    if check:
        raise typer.Exit(_check(made, document, check, form, out, words, verbose=verbose))
    from osscan.cli.forms import write_text

    write_text(_rendered(made, form, words), out)
    if not quiet:
        _summary(made, words)
    raise typer.Exit(ExitCode.PASSED if made.complete else ExitCode.INCOMPLETE)


def _document(file: str) -> str:
    from osscan.engine.notice_texts import decoded

    try:
        text = decoded(Path(file).read_bytes())
    except OSError as fault:
        raise wrong_call("input-unreadable", file, reason=fault.strerror or str(fault)) from fault
    if text is None:
        raise wrong_call("input-unreadable", file, reason="binary")
    return text


def _rendered(made: Noticed, form: str, words: Words) -> str:
    from importlib import import_module

    text: str = import_module(f"osscan.reports.notice_{form}").render(made.notices, words)
    return text


def _summary(made: Noticed, words: Words) -> None:
    from osscan.cli.console import say
    from osscan.model.notice import Weight
    from osscan.reports.notice_said import counts_said

    say(counts_said(made.notices, words))
    if any(gap.weight is Weight.OWED for gap in made.notices.gaps):
        say(words("notice.owed", (), head=words("notice.head.gaps")))


def _check(made: Noticed, document: str, file: str, form: str, out: str, words: Words, *, verbose: bool) -> int:
    """Tells what the document lacks; the exit code says whether it is complete."""
    from osscan.cli.exits import ExitCode
    from osscan.cli.forms import write_text
    from osscan.notice.missing import missing_of

    missing = missing_of(document, made.notices)
    if form == "json":
        from osscan.reports.notice_json import render_check

        write_text(render_check(file, made.notices, missing, words), out)
    else:
        from osscan.reports.notice_check import render

        write_text(render(file, made.notices, missing, words, most=len(missing) if verbose else _MOST), out)
    if missing:
        return ExitCode.OBJECTIONS
    return ExitCode.PASSED if made.complete else ExitCode.INCOMPLETE
