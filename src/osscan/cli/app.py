"""The command `osscan`: global options, the commands, and the one place where faults end."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from osscan import __version__
from osscan.cli.exits import ExitCode
from osscan.cli.language import words_for
from osscan.texts.catalogue import Words

COMMANDS = (
    "check",
    "inventory",
    "lock",
    "license",
    "sbom",
    "publish",
    "vendor",
    "report",
    "publiccode",
    "notice",
    "policy",
    "explain",
)
"""Each is a file of this folder with a `command`, or a `group` of them; only the one that is asked for is loaded."""

app = typer.Typer(
    name="osscan", help="cli.osscan.help", add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True
)


@app.callback()
def osscan(
    version: Annotated[
        bool,
        typer.Option("--version", help="cli.osscan.version", is_eager=True, callback=lambda given: _tell_version(given=given)),
    ] = False,
    lang: Annotated[str | None, typer.Option("--lang", help="cli.option.lang", metavar="de|en")] = None,
) -> None:
    """See the sentence `cli.osscan.help`."""
    _ = version, lang


def main() -> None:
    """Runs a command line and ends the process with the exit code that `cli.exits` lists."""
    arguments = sys.argv[1:]
    words = words_for(arguments)
    command = command_line(arguments)
    if _shows_help(arguments):
        _translate(command, words)
    _end(_run(command, arguments, words))


def _shows_help(arguments: list[str]) -> bool:
    """Whether help is asked for, or given because nothing is: neither a command nor, behind a group's name, one of the group."""
    return "--help" in arguments or not arguments or (len(arguments) == 1 and not arguments[0].startswith("-"))


def command_line(arguments: list[str]) -> Any:
    """The command line as Typer builds it: with the command that these arguments begin with, or with all of them."""
    asked = [name for name in COMMANDS if arguments[:1] == [name]]
    for name in asked or COMMANDS:
        module: Any = import_module(f"osscan.cli.{name}")
        if hasattr(module, "group"):
            app.add_typer(module.group, name=name, help=f"cli.{name}.help")
        else:
            app.command(name, help=f"cli.{name}.help")(module.command)
    return typer.main.get_command(app)


def _run(command: Any, arguments: list[str], words: Words) -> int:
    """The exit code of one command line; whatever a command raises ends here."""
    try:
        command(arguments, prog_name="osscan", obj=words)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except BrokenPipeError:
        # Whoever reads has gone; what is left in the buffer can't be told any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.INTERNAL_FAULT
    except KeyboardInterrupt:
        return 130
    except Exception as fault:  # noqa: BLE001 - the edge: a fault of the call is told, everything else is a fault of osscan
        return _tell(fault, words, arguments)
    return ExitCode.PASSED


def _end(code: int) -> None:
    """Leaves without taking 100 000 components apart first: the system takes the memory back faster."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        code = code or ExitCode.INTERNAL_FAULT
    if "coverage" in sys.modules:
        sys.exit(code)
    os._exit(code)


def _tell(fault: Exception, words: Words, arguments: list[str]) -> ExitCode:
    """The last word on a run that gave no verdict."""
    from osscan.cli.console import say, tell_fault
    from osscan.errors import OsscanError

    if "--traceback" in arguments:
        import traceback

        traceback.print_exception(fault)
    if isinstance(fault, OsscanError):
        tell_fault(fault, words)
        return ExitCode.NOT_RUN
    say(words("cli.fault-of-osscan", (), kind=type(fault).__name__, version=__version__))
    return ExitCode.INTERNAL_FAULT


def _tell_version(*, given: bool) -> None:
    if given:
        typer.echo(f"osscan {__version__}")
        raise typer.Exit


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
