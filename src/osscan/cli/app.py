"""The command `osscan`: global options, the commands, and the one place where faults end."""

from __future__ import annotations

import gc
import sys
import traceback
from typing import Annotated, Any

import typer

from osscan import __version__
from osscan.cli import check, explain, inventory
from osscan.cli.console import say, tell_fault
from osscan.cli.exits import ExitCode
from osscan.cli.language import words_for
from osscan.errors import OsscanError
from osscan.texts.catalogue import Words

app = typer.Typer(name="osscan", help="cli.osscan.help", add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
app.command("check", help="cli.check.help")(check.command)
app.command("inventory", help="cli.inventory.help")(inventory.command)
app.command("explain", help="cli.explain.help")(explain.command)


@app.callback()
def osscan(
    version: Annotated[
        bool,
        typer.Option("--version", help="cli.osscan.version", is_eager=True, callback=lambda given: _tell_version(given=given)),
    ] = False,
) -> None:
    """See the sentence `cli.osscan.help`."""
    _ = version


def main() -> None:
    """Runs a command line and ends the process with the exit code that `cli.exits` lists."""
    # A run makes many values and few circles: collecting garbage over 100 000 components costs three times what it frees.
    gc.disable()
    arguments = sys.argv[1:]
    words = words_for(arguments)
    command: Any = typer.main.get_command(app)
    _translate(command, words)
    try:
        command(arguments, prog_name="osscan", obj=words)
    except OsscanError as fault:
        tell_fault(fault, words)
        sys.exit(ExitCode.NOT_RUN)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.INTERNAL_FAULT)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:  # noqa: BLE001 - the edge: whatever comes here is a fault of osscan and no verdict
        _tell_bug(fault, words, arguments)
        sys.exit(ExitCode.INTERNAL_FAULT)


def _tell_version(*, given: bool) -> None:
    if given:
        typer.echo(f"osscan {__version__}")
        raise typer.Exit


def _tell_bug(fault: Exception, words: Words, arguments: list[str]) -> None:
    if "--traceback" in arguments:
        traceback.print_exception(fault)
    say(words("cli.fault-of-osscan", (), kind=type(fault).__name__, version=__version__))


def _translate(command: Any, words: Words) -> None:
    """Help stands in the code as keys; here they become sentences of the language that was asked for."""
    for key in ("help", "short_help", "epilog"):
        text = getattr(command, key, None)
        if text and text.startswith("cli."):
            setattr(command, key, words(text))
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if text and text.startswith("cli."):
            parameter.help = words(text)
    for below in getattr(command, "commands", {}).values():
        _translate(below, words)
