"""What becomes public with a repository: the files of the committed state, the refs, every commit, and every name in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.git_process import ran
from osscan.model.rehearsal import FileKind, PublicCommit, PublicFile, PublicRef

_LFS = b"version https://git-lfs.github.com/spec/"
_LONGEST_POINTER = 1024
_END = "\x1e"
_KINDS = {"120000": FileKind.LINK, "160000": FileKind.SUBMODULE}
_mentioned = re.compile(r"\s*([A-Za-z-]+-[Bb]y)\s*:\s*(.*?)\s*<([^<>\s]+)>").match
_ROLES = {"signed-off-by": "signed-off", "co-authored-by": "co-author", "co-developed-by": "co-author"}


class Named(NamedTuple):
    """A name with an address, and how often it stands in which role."""

    name: str
    mail: str
    roles: tuple[tuple[str, int], ...]


class Public(NamedTuple):
    """All that a push of branches and tags would show."""

    files: tuple[PublicFile, ...]
    refs: tuple[PublicRef, ...]
    commits: tuple[PublicCommit, ...]
    named: tuple[Named, ...]
    past: tuple[str, ...]
    contents: tuple[int, int]


def public_state(folder: Path) -> Public:
    """What the refs of a clone show; raises OSError where git does not answer."""
    git = shutil.which("git") or ""
    files = tuple(_files(git, folder))
    told = _said(
        git, folder, "log", "--all", f"--format=%H%x00%cI%x00%s%x00%an%x00%ae%x00%cn%x00%ce%x00%(trailers:only,unfold){_END}"
    )
    rows = [row.lstrip("\n").split("\0") for row in told.split(_END)]
    commits = [row for row in rows if len(row) == 8]
    here = {file.path for file in files}
    past = {os.fsdecode(path) for path in _output(git, folder, *_PATHS).split(b"\0") if path}
    return Public(
        files,
        tuple(_refs(git, folder)),
        tuple(PublicCommit(row[0], row[1], row[2]) for row in commits),
        tuple(_named(git, folder, commits)),
        tuple(sorted(path for path in past if path not in here)),
        _contents(git, folder),
    )


_PATHS = ("log", "--all", "-m", "--root", "--no-renames", "--diff-filter=A", "--format=", "--name-only", "-z")
"""Every path that ever came in, by a merge too."""


def _files(git: str, folder: Path) -> Iterator[PublicFile]:
    for row in _output(git, folder, "ls-tree", "-r", "-l", "-z", "HEAD").split(b"\0"):
        told, _, path = row.partition(b"\t")
        parts = told.decode("ascii", "replace").split()
        if len(parts) != 4:
            continue
        name = os.fsdecode(path)
        size = int(parts[3]) if parts[3].isdecimal() else 0
        kind = _KINDS.get(parts[0], FileKind.FILE)
        if kind is FileKind.FILE and size < _LONGEST_POINTER and _is_pointer(folder / name):
            kind = FileKind.POINTER
        yield PublicFile(name, size, kind)


def _is_pointer(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_LFS)) == _LFS
    except OSError:
        return False


def _refs(git: str, folder: Path) -> Iterator[PublicRef]:
    told = _said(git, folder, "for-each-ref", "--format=%(refname)%00%(objectname)%00%(*objectname)", "refs/heads", "refs/tags")
    for row in told.splitlines():
        name, own, target = row.split("\0")
        is_tag = name.startswith("refs/tags/")
        yield PublicRef(name.split("/", 2)[2], "tag" if is_tag else "branch", target or own)


def _named(git: str, folder: Path, commits: list[list[str]]) -> Iterator[Named]:
    """Those who stand most often first."""
    seen: dict[tuple[str, str], dict[str, int]] = {}

    def count(name: str, mail: str, role: str) -> None:
        roles = seen.setdefault((name, mail), {})
        roles[role] = roles.get(role, 0) + 1

    for row in commits:
        count(row[3], row[4], "author")
        count(row[5], row[6], "committer")
        for line in row[7].splitlines():
            if found := _mentioned(line):
                count(found[2], found[3], _ROLES.get(found[1].lower(), "mentioned"))
    for tag in _said(git, folder, "for-each-ref", "--format=%(taggername)%00%(taggeremail)", "refs/tags").splitlines():
        name, _, mail = tag.partition("\0")
        if mail:
            count(name, mail.strip("<>"), "tagger")
    for name, mail in sorted(seen, key=lambda one: (-sum(seen[one].values()), one)):
        yield Named(name, mail, tuple(sorted(seen[name, mail].items())))


def _contents(git: str, folder: Path) -> tuple[int, int]:
    names = [row.split(b" ")[0] for row in _output(git, folder, "rev-list", "--objects", "--all").splitlines()]
    given = b"\n".join(names) + b"\n"
    told = _output(git, folder, "cat-file", "--batch-check=%(objecttype) %(objectsize)", given=given)
    sizes = [int(row.partition(b" ")[2]) for row in told.splitlines() if row.startswith(b"blob ")]
    return len(sizes), sum(sizes)


def _said(git: str, folder: Path, *command: str) -> str:
    return _output(git, folder, *command).decode("utf-8", "replace")


def _output(git: str, folder: Path, *command: str, given: bytes = b"") -> bytes:
    done = ran(git, folder, *command, given=given)
    if done.code != 0:
        raise OSError(done.said)
    return done.output
