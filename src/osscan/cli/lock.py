"""`osscan lock`: writes down what is said about every component's license, for runs that have to do without it."""

from __future__ import annotations

import os
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
    role_patterns,
    targets_of,
)

if TYPE_CHECKING:
    from osscan.engine.lock import Locking
    from osscan.enrich.settings import Settings
    from osscan.inputs.source import Limits
    from osscan.store.lock import Lock
    from osscan.texts.catalogue import Words

_NAMED = 20

LockFile = Annotated[str | None, typer.Option("--lock", help="cli.lock.file", metavar="FILE")]
Curations = Annotated[list[str] | None, typer.Option("--curations", help="cli.lock.curations", metavar="FILE")]


def command(
    context: typer.Context,
    targets: Annotated[list[str] | None, typer.Argument(help="cli.lock.targets", metavar="TARGET...")] = None,
    lock_file: LockFile = None,
    policy: PolicyName = "dortmund",
    curations: Curations = None,
    include_role: Annotated[
        list[str] | None, typer.Option("--include-role", help="cli.lock.include-role", metavar="ROLE")
    ] = None,
    roles: Roles = None,
    online: Annotated[bool, typer.Option("--online", help="cli.lock.online")] = False,
    settings: Annotated[str | None, typer.Option("--settings", help="cli.lock.settings", metavar="FILE")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="cli.lock.refresh")] = False,
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
    """See the sentence `cli.lock.help`."""
    from osscan.cli.caches import cache_for
    from osscan.cli.check import roles_of
    from osscan.cli.console import say
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.locks import with_curations
    from osscan.cli.online import Asking, settings_for
    from osscan.cli.output import write_file, write_stdout
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine.lock import LockRequest, lock
    from osscan.model.component import PathRole
    from osscan.policy.find import policy_named
    from osscan.store.lock_text import text_of

    _ = lang, traceback
    words = context.obj
    named = targets_of(targets, files_from)
    settled = settings_for(settings, named[0])
    file = lock_file or _own_lock(named[0])
    request = LockRequest(
        targets=named,
        policy=with_curations(policy_named(policy, tests=False), curations),
        folder=str(Path(file).parent),
        today=day_of(None).isoformat(),
        known=_known(file),
        roles=frozenset({PathRole.PRODUCT, *roles_of(include_role or [])}),
        limits=_limits(maven_repository, settled),
        role_patterns=role_patterns(roles),
    )
    problems = ToldProblems(words)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache and any(Path(name).is_dir() for name in named), folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        asking = Asking(settled, named[0], cache_dir, watched.count_asked, refresh=refresh) if online else None
        made = lock(request, watched, cache, asking.ask(request) if asking is not None else None)
    problems.tell(made.problems, with_notes=verbose or online)
    problems.count_rest()
    if not made.entries:
        raise typer.Exit(ExitCode.INCOMPLETE if problems.lost else ExitCode.NOTHING_TO_JUDGE)
    write_file(file, text_of(made.entries))
    if not quiet:
        if request.limits.maven_repository and any(purl.startswith("pkg:maven/") for purl in made.entries):
            say(words("cli.lock.maven", folder=request.limits.maven_repository))
        write_stdout(_summary(file, made, words, online=online))
    raise typer.Exit(ExitCode.INCOMPLETE if problems.lost else ExitCode.PASSED)


def _limits(named: str | None, settings: Settings) -> Limits:
    """Maven's local repository is evidence at hand: the one that was named, else osscan.toml's, else Maven's own; `none` is none."""
    if named == "none":
        return limits_with(None)
    if named or settings.repository:
        return limits_with(named or settings.repository)
    from osscan.enrich.maven_addresses import local_repository

    found = local_repository(Path.home(), os.environ)
    return limits_with(found if Path(found).is_dir() else None)


def _own_lock(target: str) -> str:
    """The lock that already speaks for a target, else one beside it."""
    from osscan.cli.locks import shown_as
    from osscan.store.lock import NAME, beside_or_above

    found = beside_or_above(Path(target))
    if found is not None:
        return shown_as(found)
    folder = Path(target) if Path(target).is_dir() else Path(target).parent
    return str(folder / NAME).replace("\\", "/")


def _known(file: str) -> Lock:
    """What the lock held; one that can't be read is not written over, since persons may have entered something there."""
    from osscan.errors import WrongCallError
    from osscan.inputs.source import Source
    from osscan.store.lock import Lock, read

    if not Path(file).exists():
        return Lock(file)
    known = read(Source(file, file))
    if not known.complete:
        raise WrongCallError(*known.problems)
    return known


def _summary(file: str, made: Locking, words: Words, *, online: bool) -> str:
    from collections import Counter

    from osscan.reports.numbers import counted, number

    total = len(made.entries)
    lines = [counted(words, "cli.lock.written", total, file=file, known=number(words, total - len(made.without)))]
    if made.without:
        kinds = Counter(purl[4:].partition("/")[0] for purl in made.without).most_common()
        said = ", ".join(f"{number(words, count)} {kind}" for kind, count in kinds)
        lines.append(words("cli.lock.without", count=number(words, len(made.without)), kinds=said))
        lines += [f"  {purl}" for purl in made.without[:_NAMED]]
        if len(made.without) > _NAMED:
            lines.append(words("cli.lock.more", count=number(words, len(made.without) - _NAMED)))
        lines.append(words("cli.lock.left" if online else "cli.lock.next"))
    return "\n".join(lines) + "\n"
