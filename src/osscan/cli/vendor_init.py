"""`osscan vendor init`: an empty `vertrag.yml` to fill in; asks nothing, overwrites nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from osscan.cli.options import Language, Traceback, wrong_call


def command(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(help="cli.vendor.init.folder", metavar="FOLDER")] = ".",
    show: Annotated[bool, typer.Option("--show", help="cli.vendor.init.show")] = False,
    lang: Language = None,
    traceback: Traceback = False,
) -> None:
    """See the sentence `cli.vendor.init.help`."""
    from osscan.cli.console import say
    from osscan.cli.exits import ExitCode
    from osscan.cli.output import write_stdout
    from osscan.engine.vendor_decisions import CONTRACT
    from osscan.reports import contract_form
    from osscan.texts.catalogue import Words

    _ = traceback
    words = context.obj
    text = contract_form.render(words if lang or context.find_root().params.get("lang") else Words("de"))
    if show:
        write_stdout(text)
        raise typer.Exit(ExitCode.PASSED)
    file = Path(folder) / CONTRACT
    if not Path(folder).is_dir():
        raise wrong_call("input-missing", folder, path=folder)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError as fault:
        raise wrong_call("output-exists", str(file), path=file) from fault
    except OSError as fault:
        raise wrong_call("output-unwritable", str(file), reason=fault.strerror or str(fault)) from fault
    say(words("contract.written", (), path=file))
    raise typer.Exit(ExitCode.PASSED)
