"""`osscan inventory`: what osscan sees in each input, for people or as JSON lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from osscan.cli.options import (
    CacheFolder,
    FilesFrom,
    Jobs,
    Language,
    MavenRepository,
    NoCache,
    PerProject,
    Quiet,
    Roles,
    Traceback,
    limits_with,
    role_patterns,
    targets_of,
    wrong_call,
)


def command(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(help="cli.inventory.paths", metavar="PATH...")] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="cli.inventory.format", metavar="text|jsonl")] = "text",
    per_project: PerProject = False,
    roles: Roles = None,
    lang: Language = None,
    files_from: FilesFrom = None,
    no_cache: NoCache = False,
    cache_dir: CacheFolder = None,
    maven_repository: MavenRepository = None,
    jobs: Jobs = 1,
    quiet: Quiet = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.inventory.help`."""
    from osscan.cli.caches import cache_for
    from osscan.cli.executors import executor_for
    from osscan.cli.exits import ExitCode
    from osscan.cli.problems import ToldProblems
    from osscan.cli.progress import Progress
    from osscan.engine.inventory import in_pieces, inventories, projects
    from osscan.model.inventory import Inventory
    from osscan.reports import inventory_lines

    _ = lang, traceback
    words = context.obj
    if form not in ("text", "jsonl"):
        raise wrong_call("option-value", "--format", given=form, allowed="text, jsonl")
    paths_asked, patterns = targets_of(paths, files_from), role_patterns(roles)
    complete, any_read = True, False
    limits = limits_with(maven_repository)
    large = {}
    if form == "jsonl" and not per_project:
        large = {path: pieces for path in paths_asked if (pieces := in_pieces(path, limits)) is not None}
        paths_asked = tuple(path for path in paths_asked if path not in large)
    has_folders = any(Path(path).is_dir() for path in paths_asked)
    with (
        executor_for(jobs) as executor,
        cache_for(ToldProblems(words), wanted=has_folders and not no_cache, folder=cache_dir) as cache,
        Progress(executor, words, quiet=quiet) as watched,
    ):
        if per_project:
            tell = inventory_lines.project_line if form == "jsonl" else inventory_lines.project_block
            for project in projects(paths_asked, watched, patterns, cache, limits):
                sys.stdout.write(tell(project, words) + "\n")
                complete = complete and project.complete
                any_read = any_read or any(inventory.reader for _, inventory in project.inputs)
        else:
            together = inventory_lines.Sum()
            write = inventory_lines.json_line if form == "jsonl" else inventory_lines.text_block
            for role, inventory in inventories(paths_asked, watched, patterns, cache, limits):
                sys.stdout.write(write(inventory, words, role) + "\n")
                complete = complete and inventory.complete
                any_read = any_read or bool(inventory.reader)
                together.add(inventory)
            if form == "text":
                sys.stdout.write(together.block(words))
            for pieces in large.values():
                last: list[Inventory] = []
                sys.stdout.writelines(inventory_lines.json_pieces(pieces, words, last))
                sys.stdout.write("\n")
                complete = complete and all(inventory.complete for inventory in last)
                any_read = True
    if not any_read:
        raise typer.Exit(ExitCode.NOTHING_TO_JUDGE)
    raise typer.Exit(ExitCode.PASSED if complete else ExitCode.INCOMPLETE)
