"""`osscan publish verify`: do the sums of an evidence archive and the chain of decisions hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from osscan.cli.options import Language, Traceback, wrong_call


def command(
    context: typer.Context,
    path: Annotated[str, typer.Argument(help="cli.publish.verify.path", metavar="BUNDLE|FOLDER")] = ".",
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.publish.verify.help`."""
    from osscan.cli.exits import ExitCode
    from osscan.cli.output import write_stdout
    from osscan.engine.publish_verify import verify
    from osscan.inputs.zip_members import ArchiveError
    from osscan.reports.evidence_page import render

    _ = lang, traceback
    if not Path(path).exists():
        raise wrong_call("input-missing", path, path=path)
    try:
        found = verify(Path(path))
    except ArchiveError as fault:
        raise wrong_call("input-unreadable", path, reason=fault.code) from fault
    except OSError as fault:
        raise wrong_call("input-unreadable", path, reason=fault.strerror or str(fault)) from fault
    write_stdout(
        render(
            [(fault.code, fault.place, fault.facts) for fault in found.faults],
            {"files": found.files, "decisions": found.decisions, "states": found.states},
            found.what,
            context.obj,
        )
    )
    if found.faults:
        raise typer.Exit(ExitCode.OBJECTIONS)
    raise typer.Exit(ExitCode.PASSED if found.files else ExitCode.NOTHING_TO_JUDGE)
