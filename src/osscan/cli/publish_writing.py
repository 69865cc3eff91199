"""What `publish init` and `publish fix` share: the words of the call, the diff, the question whether to write, and the writing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from osscan.cli.options import day_of, wrong_call

if TYPE_CHECKING:
    from osscan.engine.publish_fix import Change, Planned, Wanted
    from osscan.fixes.base import Thing
    from osscan.texts.catalogue import Words

Named = Annotated[list[str] | None, typer.Argument(help="cli.publish.writing.what", metavar="[WHAT...] [FOLDER]")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="cli.publish.writing.yes")]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="cli.publish.writing.dry-run")]
License = Annotated[str, typer.Option("--license", help="cli.publish.writing.license", metavar="SPDX")]
Holder = Annotated[str, typer.Option("--holder", help="cli.publish.writing.holder", metavar="NAME")]
Answers = Annotated[list[str] | None, typer.Option("--answer", help="cli.publish.writing.answer", metavar="KEY=VALUE")]
Organisation = Annotated[str, typer.Option("--organisation", help="cli.publish.check.organisation", metavar="FILE|NAME")]

_SHORT_ENOUGH = 40
_COLORS = {"+": "32", "-": "31", "@": "36"}


class Call(NamedTuple):
    """What was called for."""

    named: list[str] | None
    yes: bool
    dry_run: bool
    license: str
    holder: str
    answers: list[str] | None
    organisation: str
    policy: str
    as_of: str | None


def run(words: Words, table: Sequence[Thing], call: Call) -> int:
    """Shows what would be written and writes it where somebody says yes; the exit code."""
    from osscan.cli.console import say
    from osscan.cli.exits import ExitCode
    from osscan.engine.publish_fix import planned

    things, folder = _asked_for(call.named or [], table)
    plan = planned(_wanted(words, folder, call), things)
    _show(words, plan)
    if not plan.changes:
        say(words("publish_fix.nothing"))
        return ExitCode.PASSED
    if call.dry_run or not (call.yes or _says_yes(words, len(plan.changes))):
        say(words("publish_fix.not-written", (), files=len(plan.changes)))
        return ExitCode.OBJECTIONS
    _write(folder, plan.changes)
    say(words("publish_fix.written", (), files=len(plan.changes)))
    return ExitCode.PASSED


def _asked_for(named: list[str], table: Sequence[Thing]) -> tuple[tuple[Thing, ...], str]:
    """Names of things come first, a folder last; a folder that is called like a thing is written with ./ before it."""
    names = {thing.name: thing for thing in table}
    folders = [word for word in named if word not in names]
    if len(folders) > 1 or (folders and folders[0] != named[-1]):
        raise wrong_call("option-value", "WHAT", given=folders[0], allowed=", ".join(names))
    folder = folders[0] if folders else "."
    if not Path(folder).is_dir():
        raise wrong_call("option-value", "WHAT", given=folder, allowed=", ".join((*names, "FOLDER")))
    wanted = {word for word in named if word in names}
    return tuple(thing for thing in table if not wanted or thing.name in wanted), folder


def _wanted(words: Words, folder: str, call: Call) -> Wanted:
    from osscan.checks.table import IDS
    from osscan.engine.publish_fix import Wanted
    from osscan.engine.publish_settings import settings_of
    from osscan.policy.find import policy_named

    day = day_of(call.as_of)
    settings = settings_of(Path(folder), call.organisation, day, IDS)
    settings = settings._replace(holder=call.holder) if call.holder else settings
    fallback = policy_named(call.policy, tests=False).outbound
    license_ = _license(call.license) if call.license else ""
    return Wanted(folder, settings, license_, fallback, day.year, words.language, _answers(call.answers or []))


def _license(text: str) -> str:
    from osscan.expression.parse import parse
    from osscan.expression.scan import Fault

    tree = parse(text)
    if isinstance(tree, Fault):
        raise wrong_call("option-value", "--license", given=text, allowed="SPDX")
    return str(tree)


def _answers(given: list[str]) -> dict[str, str]:
    from osscan.fixes.answers import question_keys

    found = {}
    for one in given:
        key, mark, value = one.partition("=")
        if not mark or not value.strip() or key not in question_keys():
            raise wrong_call("option-value", "--answer", given=one, allowed=", ".join(f"{key}=…" for key in question_keys()))
        found[key] = value.strip()
    return found


def _show(words: Words, plan: Planned) -> None:
    """The diff on stdout; what people have to do, and what they are asked, on stderr."""
    from osscan.cli.console import say
    from osscan.cli.output import write_stdout
    from osscan.fixes.answers import question
    from osscan.texts.shown import shown

    for change in plan.changes:
        write_stdout("\n".join(_lines(words, change)) + "\n")
    for remark in plan.remarks:
        place = f"{remark.path}:{remark.line}" if remark.line is not None else remark.path
        facts = tuple((name, shown(value, 200)) for name, value in remark.facts)
        say(f"{shown(place)}: {words(f'publish_fix.remark.{remark.code}', facts)}")
    if plan.questions:
        say(words("publish_fix.questions"))
        for key, path in plan.questions:
            say(f"  {key} ({shown(path)}): {question(key, words.language).partition(': ')[2][:-1]}")
        say(words("publish_fix.how-to-answer", (), question=plan.questions[0][0]))


def _lines(words: Words, change: Change) -> list[str]:
    from osscan.cli.console import color_wanted
    from osscan.engine.publish_fix import difference
    from osscan.texts.shown import shown

    lines = difference(change)
    if not sys.stdout.isatty():
        return lines
    if "LICENSE" in change.path and len(lines) > _SHORT_ENOUGH:
        lines = [*lines[:_SHORT_ENOUGH], words("publish_fix.more-lines", (), lines=len(lines) - _SHORT_ENOUGH)]
    told = [shown(line.replace("\t", "    ")) for line in lines]
    if not color_wanted():
        return told
    return [f"\x1b[{_COLORS[line[0]]}m{line}\x1b[0m" if line[:1] in _COLORS else line for line in told]


def _says_yes(words: Words, files: int) -> bool:
    """Asked at a terminal only; a pipeline has nobody to answer."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return typer.confirm(words("publish_fix.ask", (), files=files), default=False, err=True)
    except typer.Abort:
        return False


def _write(folder: str, changes: tuple[Change, ...]) -> None:
    from osscan.engine.publish_fix import write

    try:
        write(folder, changes)
    except OSError as fault:
        raise wrong_call("output-unwritable", str(fault.filename or folder), reason=fault.strerror or str(fault)) from fault
