"""Options that several commands share, spelled once."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from osscan.errors import OsscanError
    from osscan.inputs.roles import RolePatterns
    from osscan.inputs.source import Limits

Formats = Annotated[list[str] | None, typer.Option("--format", "-f", help="cli.option.format", metavar="FMT[=FILE]")]
PageFormats = Annotated[list[str] | None, typer.Option("--format", "-f", help="cli.option.page-format", metavar="FMT[=FILE]")]
GateFormats = Annotated[list[str] | None, typer.Option("--format", "-f", help="cli.option.gate-format", metavar="FMT[=FILE]")]
SarifFormats = Annotated[list[str] | None, typer.Option("--format", "-f", help="cli.option.sarif-format", metavar="FMT[=FILE]")]
LineFormats = Annotated[list[str] | None, typer.Option("--format", "-f", help="cli.option.line-format", metavar="FMT[=FILE]")]
Language = Annotated[str | None, typer.Option("--lang", help="cli.option.lang", metavar="de|en")]
FilesFrom = Annotated[str | None, typer.Option("--files-from", help="cli.option.files-from", metavar="FILE|-")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="cli.option.no-cache")]
CacheFolder = Annotated[str | None, typer.Option("--cache-dir", help="cli.option.cache-dir", metavar="FOLDER")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", help="cli.option.jobs", min=1, max=256)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="cli.option.quiet")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="cli.option.verbose")]
Traceback = Annotated[bool, typer.Option("--traceback", help="cli.option.traceback")]
PolicyName = Annotated[str, typer.Option("--policy", "-p", help="cli.option.policy", metavar="FILE|NAME")]

PerProject = Annotated[bool, typer.Option("--per-project", help="cli.option.per-project")]
Roles = Annotated[list[str] | None, typer.Option("--role", help="cli.option.role", metavar="PATTERN=ROLE")]


MavenRepository = Annotated[str | None, typer.Option("--maven-repository", help="cli.option.maven-repository", metavar="FOLDER")]


def limits_with(maven_repository: str | None) -> Limits:
    """What may be read; raises WrongCallError where the repository that was named is no folder."""
    from osscan.inputs.source import Limits

    if not maven_repository:
        return Limits()
    folder = Path(maven_repository).expanduser()
    if not folder.is_dir():
        raise wrong_call("input-missing", "--maven-repository", path=maven_repository)
    return Limits(maven_repository=folder.as_posix())


def role_patterns(asked: list[str] | None) -> RolePatterns:
    """The patterns of --role, in their order; raises WrongCallError for one without a pattern or with a role that there is not."""
    from osscan.model.component import PathRole

    found = []
    for one in asked or ():
        pattern, _, role = one.rpartition("=")
        if not pattern.strip("/") or role not in list(PathRole):
            raise wrong_call("option-value", "--role", given=one, allowed=", ".join(f"PATTERN={known}" for known in PathRole))
        found.append((pattern, PathRole(role)))
    return tuple(found)


def targets_of(named: list[str] | None, files_from: str | None) -> tuple[str, ...]:
    """The paths of a command line, with those of --files-from (one a line) after them."""
    found = named_and_listed(named, files_from)
    return (*found.named, *found.listed)


class Paths(NamedTuple):
    """What was named on the command line, and what a list named; only the first is the caller's own spelling."""

    named: tuple[str, ...]
    listed: tuple[str, ...]


def named_and_listed(named: list[str] | None, files_from: str | None) -> Paths:
    """The paths of a command line apart from those of --files-from; raises WrongCallError when there are none at all."""
    found = Paths(tuple(named or ()), tuple(_lines(files_from)) if files_from is not None else ())
    if not found.named and not found.listed:
        raise wrong_call("targets-missing", "osscan")
    return found


def wrong_call(code: str, where: str, **facts: object) -> OsscanError:
    """What to raise when the words of a command line don't fit; nothing was judged."""
    from osscan.errors import WrongCallError
    from osscan.model.place import Place
    from osscan.model.problem import error

    return WrongCallError(error(code, Place(where), **facts))


def day_of(asked: str | None) -> dt.date:
    """The day by which waivers are judged: the one that was asked for, or SOURCE_DATE_EPOCH's, or today (UTC)."""
    if asked is None:
        return now().date()
    try:
        return dt.date.fromisoformat(asked)
    except ValueError as fault:
        raise wrong_call("date-invalid", "--as-of", given=asked) from fault


def moment() -> str:
    """The time that a report carries, RFC 3339 in UTC; SOURCE_DATE_EPOCH (reproducible-builds.org) makes it reproducible."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> dt.datetime:
    """The time that it is, or SOURCE_DATE_EPOCH's; raises WrongCallError where that is none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError) as fault:
            raise wrong_call("date-invalid", "SOURCE_DATE_EPOCH", given=epoch) from fault
    return dt.datetime.now(dt.UTC)


def _lines(file: str) -> list[str]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise wrong_call("input-unreadable", file, reason=str(fault)) from fault
    return [line for line in text.splitlines() if line]
