"""`osscan publish init`: what a public project needs and this one lacks is written, and nothing else."""

from __future__ import annotations

from typing import Annotated

import typer

from osscan.cli.options import Language, PolicyName, Traceback
from osscan.cli.publish_writing import Answers, Call, DryRun, Holder, License, Named, Organisation, Yes, run


def command(
    context: typer.Context,
    named: Named = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    license_: License = "",
    holder: Holder = "",
    answers: Answers = None,
    organisation: Organisation = "dortmund",
    policy: PolicyName = "dortmund",
    as_of: Annotated[str | None, typer.Option("--as-of", help="cli.publish.writing.as-of", metavar="DATE")] = None,
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.publish.init.help`."""
    from osscan.fixes.table import INIT

    _ = lang, traceback
    call = Call(named, yes, dry_run, license_, holder, answers, organisation, policy, as_of)
    raise typer.Exit(run(context.obj, INIT, call))
