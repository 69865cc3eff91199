"""Objects: everything that the refs of a repository reach, streamed out of git one content at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from osscan.inputs.git_process import SECONDS, ran, streamed

_MOST_OBJECTS = 20_000_000
_MOST_PATHS = 40
_HOURS = 36 * SECONDS


class Object(NamedTuple):
    """One object that is read: `kind` is blob, commit or tag; the path is where rev-list met it first."""

    name: str
    kind: str
    size: int
    path: str
    also: tuple[str, ...] = ()
    """Other names under which the same content lay."""


class Birth(NamedTuple):
    """Where a blob comes from."""

    commit: str
    paths: tuple[str, ...]


class Listing(NamedTuple):
    """What is to be read, in the order of the history from its newest end; or the reason why there is nothing to be had."""

    objects: tuple[Object, ...] = ()
    reason: str = ""
    said: str = ""
    is_shallow: bool = False
    missing: int = 0
    """Objects that a partial clone does not have."""


def git_program() -> str:
    """Where git is; empty where there is none."""
    return shutil.which("git") or ""


def objects_of(git: str, folder: Path) -> Listing:
    """Every blob, commit and tag that a ref reaches, each once."""
    code, shallow, said = ran(git, folder, "rev-parse", "--is-shallow-repository")
    if code != 0:
        return Listing(reason="refused" if "dubious" in said else "no-checkout", said=said)
    code, reached, said = ran(git, folder, "rev-list", "--objects", "--all", "--missing=print", seconds=_HOURS)
    if code != 0:
        return Listing(reason="refused", said=said)
    asked, missing = _asked(reached)
    check = "--batch-check=%(objectname) %(objecttype) %(objectsize) %(rest)"
    code, told, said = ran(git, folder, "cat-file", check, given=asked, seconds=_HOURS)
    if code != 0:
        return Listing(reason="refused", said=said)
    missing += told.count(b" missing\n")
    return Listing(tuple(_told(told)), is_shallow=shallow.strip() == b"true", missing=missing)


def contents(git: str, folder: Path, wanted: Iterable[Object]) -> Iterator[tuple[Object, bytes]]:
    """The objects with their bytes, in their order; ends early where git does."""
    asked = tuple(wanted)
    given = "".join(f"{one.name}\n" for one in asked).encode()
    with streamed(git, folder, "cat-file", "--batch", "--buffer", given=given, seconds=_HOURS) as stream:
        for one in asked:
            content = _next(stream.output)
            if content is None:
                return
            yield one, content


def newest_blobs(git: str, folder: Path) -> frozenset[str]:
    """The ids of all files of the newest state."""
    code, listing, _ = ran(git, folder, "ls-tree", "-r", "-z", "HEAD")
    rows = listing.split(b"\0") if code == 0 else []
    return frozenset(row[: row.find(b"\t")].rpartition(b" ")[2].decode("ascii", "replace") for row in rows if b"\t" in row)


def note_blobs(git: str, folder: Path) -> frozenset[str]:
    """The ids of everything that notes hold or once held."""
    code, listing, _ = ran(git, folder, "rev-list", "--objects", "--glob=refs/notes/*")
    return frozenset(row.split(b" ")[0].decode("ascii", "replace") for row in listing.splitlines()) if code == 0 else frozenset()


def births(git: str, folder: Path) -> Mapping[str, Birth]:
    """For each blob the first commit that brought it, in the order in which commits follow each other, and all its paths."""
    found: dict[bytes, list[bytes]] = {}
    command = (
        "log",
        "--all",
        "--reverse",
        "--topo-order",
        "--raw",
        "-c",
        "--root",
        "--no-renames",
        "--no-abbrev",
        "--format=>%H",
    )
    commit = b""
    with streamed(git, folder, *command, seconds=_HOURS) as stream:
        for row in stream.output:
            if row.startswith(b">"):
                commit = row[1:].strip()
            elif row.startswith(b":"):
                told, _, path = row.rstrip(b"\n").partition(b"\t")
                parents = len(told) - len(told.lstrip(b":"))
                fields = told.split(b" ")
                blob = fields[2 * parents + 1] if len(fields) > 2 * parents + 1 else b""
                known = found.get(blob)
                if known is None:
                    found[blob] = [commit, path]
                elif path not in known and len(known) <= _MOST_PATHS:
                    known.append(path)
    return {
        blob.decode("ascii", "replace"): Birth(known[0].decode("ascii", "replace"), tuple(map(_path, known[1:])))
        for blob, known in found.items()
    }


def _path(written: bytes) -> str:
    """A path with signs that would break the line stands between quotes; then it is shown as git writes it."""
    return written.strip(b'"').decode("utf-8", "replace")


def _asked(reached: bytes) -> tuple[bytes, int]:
    rows: list[bytes] = []
    missing = 0
    for row in reached.split(b"\n"):
        if row.startswith(b"?"):
            missing += 1
        elif row and len(rows) < _MOST_OBJECTS:
            rows.append(row)
    return b"\n".join(rows) + b"\n", missing


def _told(told: bytes) -> Iterator[Object]:
    for row in told.split(b"\n"):
        fields = row.split(b" ", 3)
        if len(fields) >= 3 and fields[1] in (b"blob", b"commit", b"tag") and fields[2].isdigit():
            path = fields[3].decode("utf-8", "replace") if len(fields) > 3 else ""
            yield Object(fields[0].decode("ascii", "replace"), fields[1].decode(), int(fields[2]), path)


def _next(output: BinaryIO) -> bytes | None:
    head = output.readline().split()
    if len(head) != 3:
        return b"" if head[1:] == [b"missing"] else None
    size = int(head[2])
    content = output.read(size + 1)
    return content[:-1] if len(content) == size + 1 else None
