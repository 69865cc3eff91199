"""`osscan sbom create`: an SBOM of what lies here, and what a person has to add to it."""

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
    from osscan.engine.sbom_create import Created
    from osscan.model.component import Scope
    from osscan.sbom.codec import Target
    from osscan.sbom.settings import SbomSettings
    from osscan.texts.catalogue import Words

PROFILE = "bsi-tr-03183-2"


def command(
    context: typer.Context,
    targets: Annotated[list[str] | None, typer.Argument(help="cli.sbom.create.targets", metavar="TARGET...")] = None,
    to: Annotated[str, typer.Option("--to", help="cli.sbom.create.to", metavar="FORMAT")] = "cyclonedx-1.7",
    out: Annotated[str, typer.Option("--output", "-o", help="cli.sbom.create.output", metavar="FILE")] = "",
    profile: Annotated[str, typer.Option("--profile", help="cli.sbom.create.profile", metavar=PROFILE)] = "",
    name: Annotated[str, typer.Option("--name", help="cli.sbom.create.name", metavar="NAME")] = "",
    version: Annotated[str, typer.Option("--version", help="cli.sbom.create.version", metavar="VERSION")] = "",
    settings: Annotated[str | None, typer.Option("--settings", help="cli.sbom.create.settings", metavar="FILE")] = None,
    public: Annotated[bool, typer.Option("--public", help="cli.sbom.create.public")] = False,
    without_scope: Annotated[
        list[str] | None, typer.Option("--without-scope", help="cli.sbom.create.without-scope", metavar="SCOPE")
    ] = None,
    policy: PolicyName = "dortmund",
    lock_file: Annotated[str | None, typer.Option("--lock", help="cli.check.lock", metavar="FILE")] = None,
    curations: Annotated[list[str] | None, typer.Option("--curations", help="cli.check.curations", metavar="FILE")] = None,
    include_role: Annotated[
        list[str] | None, typer.Option("--include-role", help="cli.sbom.create.include-role", metavar="ROLE")
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
    """See the sentence `cli.sbom.create.help`."""
    from osscan.cli.caches import cache_for
    from osscan.cli.check import roles_of
    from osscan.cli.console import say
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.locks import locks_for, with_curations
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.cli.sbom_files import write_document
    from osscan.engine.request import CheckRequest
    from osscan.engine.sbom_create import CreateRequest, create
    from osscan.model.component import PathRole
    from osscan.model.problem import Severity
    from osscan.policy.find import policy_named
    from osscan.reports.numbers import counted
    from osscan.sbom.notation import written

    _ = lang, traceback
    words = context.obj
    if profile not in ("", PROFILE):
        raise wrong_call("option-value", "--profile", given=profile, allowed=PROFILE)
    target = _target(to)
    named = targets_of(targets, files_from)
    request = CreateRequest(
        check=CheckRequest(
            targets=tuple(named),
            policy=with_curations(policy_named(policy, tests=False), curations),
            outbound="",
            as_of=day_of(None),
            generated_at=moment(),
            roles=frozenset({PathRole.PRODUCT, *roles_of(include_role or [])}),
            evidence=False,
            role_patterns=role_patterns(roles),
            limits=limits_with(maven_repository),
            locks=locks_for(tuple(named), lock_file),
        ),
        settings=_settings(settings, named[0], name, version),
        target=target,
        strict=bool(profile),
        public=public,
        without=_scopes(without_scope or []),
    )
    problems = ToldProblems(words)
    with (
        executor_for(jobs) as executor,
        cache_for(problems, wanted=not no_cache and any(Path(one).is_dir() for one in named), folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        made = create(request, watched, cache)
    problems.tell([one for one in made.problems if verbose or one.severity is Severity.ERROR], with_notes=verbose)
    problems.count_rest()
    if len(made.bom.parts) < 2 and not made.bom.parts[0].licenses:
        raise typer.Exit(ExitCode.INCOMPLETE if problems.lost else ExitCode.NOTHING_TO_JUDGE)
    content = written(made.document, target).content
    write_document(content, out)
    if not quiet:
        _report(made, content, words, out=out, profile=profile)
        if hidden := sum(one.severity is Severity.WARNING for one in made.problems) * (not verbose):
            say(counted(words, "sbom_create.remarks", hidden))
    raise typer.Exit(ExitCode.INCOMPLETE if problems.lost else ExitCode.PASSED)


def _target(name: str) -> Target:
    from osscan.engine.sbom_convert import targets, targets_said

    found = targets().get(name)
    if found is None:
        raise wrong_call("option-value", "--to", given=name, allowed=targets_said())
    return found


def _settings(file: str | None, target: str, name: str, version: str) -> SbomSettings:
    """What osscan.toml says; the command line counts more."""
    from osscan.cli.online import settings_text
    from osscan.sbom.settings import settings_in

    found = settings_in(*settings_text(file, target))
    return found._replace(name=name or found.name, version=version or found.version)


def _scopes(asked: list[str]) -> frozenset[Scope]:
    from osscan.model.component import Scope

    for one in asked:
        if one not in list(Scope):
            raise wrong_call("option-value", "--without-scope", given=one, allowed=", ".join(Scope))
    return frozenset(Scope(one) for one in asked)


def _report(made: Created, content: bytes, words: Words, *, out: str, profile: str) -> None:
    from osscan.cli import console
    from osscan.reports import sbom_creation

    lines = sbom_creation.summary(made.bom, out, words)
    if made.left_out:
        lines += sbom_creation.left_out(made.left_out, words)
    if profile:
        from osscan.cli.options import now
        from osscan.engine.sbom_validate import Wanted, validate
        from osscan.inputs.source import Source
        from osscan.sbom.profiles.base import Asked

        told = validate(Source(out or "-", held=content), Wanted([Asked(profile)], day_of(None), now()))
        for result in told.profiles:
            lines += sbom_creation.open_fields(result, words)
    console.say("\n".join(lines))
