"""`osscan publish rehearse`: what would become public, seen in a clean clone that is thrown away again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from osscan.cli.options import GateFormats, Jobs, Language, PolicyName, Quiet, Traceback, Verbose, day_of, moment, wrong_call

if TYPE_CHECKING:
    from osscan.model.rehearsal import Rehearsal
    from osscan.texts.catalogue import Words


def command(
    context: typer.Context,
    path: Annotated[str, typer.Argument(help="cli.publish.check.path", metavar="FOLDER")] = ".",
    squash: Annotated[bool, typer.Option("--squash", help="cli.publish.rehearse.squash")] = False,
    profile: Annotated[
        str | None, typer.Option("--profile", help="cli.publish.check.profile", metavar="opencode|intern|minimal")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="cli.publish.check.kind", metavar="KIND")] = None,
    policy: PolicyName = "dortmund",
    organisation: Annotated[
        str, typer.Option("--organisation", help="cli.publish.check.organisation", metavar="FILE|NAME")
    ] = "dortmund",
    outbound: Annotated[str, typer.Option("--outbound", help="cli.check.outbound", metavar="SPDX")] = "",
    history: Annotated[bool, typer.Option("--history/--no-history", help="cli.publish.check.no-history")] = True,
    strict: Annotated[bool, typer.Option("--strict", help="cli.publish.check.strict")] = False,
    formats: GateFormats = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.check.as-of", metavar="DATE")] = None,
    lang: Language = None,
    jobs: Jobs = 1,
    quiet: Quiet = False,
    verbose: Verbose = False,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.publish.rehearse.help`."""
    from osscan.cli.executors import executor_for
    from osscan.cli.forms import outputs_of, write_text
    from osscan.cli.progress import Progress
    from osscan.cli.publish_check import FORMATS, changed, exit_code, folder_of
    from osscan.engine.publish_rehearse import Wanted, rehearse
    from osscan.inputs.ending import end_in_order
    from osscan.policy.find import policy_named

    _ = lang, traceback
    words = context.obj
    outputs = outputs_of(formats, FORMATS)
    folder = folder_of(path)
    wanted = Wanted(
        folder,
        policy_named(policy, tests=False),
        organisation,
        lambda settings: changed(settings, profile, kind, outbound),
        day_of(as_of),
        moment(),
        squash,
        history,
    )
    end_in_order()
    with executor_for(jobs) as executor, Progress(executor, words, quiet=quiet) as watched:
        rehearsed = rehearse(wanted, watched)
    if rehearsed.rehearsal is None:
        reason = words(f"publish.reason.{rehearsed.reason}") + (f" ({rehearsed.said})" if rehearsed.said else "")
        raise wrong_call("rehearsal-impossible", path, path=path, reason=reason)
    for name, file in outputs:
        write_text(_rendered(name, rehearsed.rehearsal, words, to_file=bool(file), verbose=verbose), file)
    raise typer.Exit(exit_code(rehearsed.rehearsal.report, strict=strict))


def _rendered(name: str, rehearsal: Rehearsal, words: Words, *, to_file: bool, verbose: bool) -> str:
    from osscan.cli import console, publish_check

    if name in ("sarif", "junit", "codequality"):
        return publish_check.rendered(name, rehearsal.report, words, to_file=to_file, verbose=verbose)
    if name == "json":
        from osscan.reports import rehearsal_json

        return rehearsal_json.render(rehearsal, words)
    if name == "markdown":
        from osscan.reports import rehearsal_markdown

        return rehearsal_markdown.render(rehearsal, words)
    from osscan.reports import rehearsal_page

    color = console.color_wanted() and not to_file
    return rehearsal_page.render(rehearsal, words, console.width(), color=color, verbose=verbose)
