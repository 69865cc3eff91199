"""What git tells of a checkout: where it stands, its tags, who committed lately, what is large in its history."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.git_process import ran

LARGE = 5 * 1024 * 1024
"""Bytes from which a file is large."""
_FIELDS = "\x1f"
_ROWS = "\x1e"


class Tag(NamedTuple):
    """A tag: the commit that it leads to, when it was made (RFC 3339), and whether it carries a signature, which nobody verified."""

    name: str
    commit: str
    date: str
    signed: bool


class Commit(NamedTuple):
    """A commit. `author` is a key that tells authors apart without naming them."""

    id: str
    author: str
    date: str
    signed_off: bool


class LargeFile(NamedTuple):
    """A large content anywhere in the history, by the path that git knows it by."""

    path: str
    size: int
    blob: str


class GitFacts(NamedTuple):
    """A checkout. `dirty` are paths that differ from the commit; `recent` the commits since the day asked for, newest first."""

    head: str
    branch: str
    dirty: tuple[str, ...]
    remotes: tuple[str, ...]
    tags: tuple[Tag, ...]
    recent: tuple[Commit, ...]
    commits: int
    large: tuple[LargeFile, ...]


class Answer(NamedTuple):
    """The facts, or the reason (`no-git`, `no-checkout`, `no-commit`, `refused`) why there are none."""

    facts: GitFacts | None = None
    reason: str = ""


def git_facts(folder: Path, since: str) -> Answer:
    """The facts of the checkout that `folder` is the top of; `since` is a date (YYYY-MM-DD)."""
    if not (folder / ".git").exists():
        return Answer(reason="no-checkout")
    git = shutil.which("git")
    if git is None:
        return Answer(reason="no-git")
    head = _said(git, folder, "rev-parse", "--verify", "-q", "HEAD^{commit}")
    if head is None:
        return Answer(reason="no-commit")
    status = ran(git, folder, "status", "--porcelain=v1", "-z", "--untracked-files=normal")
    if status.code != 0:
        return Answer(reason="refused")
    return Answer(
        GitFacts(
            head,
            _said(git, folder, "symbolic-ref", "--short", "-q", "HEAD") or "",
            tuple(os.fsdecode(row[3:]) for row in status.output.split(b"\0") if len(row) > 3),
            tuple(sorted(set(_remotes(git, folder)))),
            tuple(_tags(git, folder)),
            tuple(_commits(git, folder, since)),
            int(_said(git, folder, "rev-list", "--count", "--all") or 0),
            tuple(_large(git, folder)),
        )
    )


def _said(git: str, folder: Path, *command: str) -> str | None:
    done = ran(git, folder, *command)
    return done.output.decode("utf-8", "replace").strip("\n") if done.code == 0 else None


def _remotes(git: str, folder: Path) -> Iterator[str]:
    """Addresses without what stands before an `@`: it may be a password."""
    for line in (_said(git, folder, "config", "--get-regexp", r"^remote\..*\.url$") or "").splitlines():
        address = line.partition(" ")[2]
        scheme, mark, rest = address.partition("://")
        yield f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else address


def _tags(git: str, folder: Path) -> Iterator[Tag]:
    form = _FIELDS.join(
        ("%(refname:short)", "%(*objectname)", "%(objectname)", "%(creatordate:iso-strict)", "%(contents:signature)")
    )
    output = _said(git, folder, "for-each-ref", f"--format={form}{_ROWS}", "refs/tags") or ""
    for row in output.split(_ROWS):
        fields = row.strip("\n").split(_FIELDS)
        if len(fields) == 5:
            name, target, own, date, signature = fields
            yield Tag(name, target or own, date, bool(signature.strip()))


def _commits(git: str, folder: Path, since: str) -> Iterator[Commit]:
    form = _FIELDS.join(("%H", "%aE", "%cI", "%(trailers:key=Signed-off-by,valueonly,separator=%x2C)"))
    output = _said(git, folder, "log", "--use-mailmap", f"--since={since}", f"--format={form}{_ROWS}", "HEAD") or ""
    for row in output.split(_ROWS):
        fields = row.strip("\n").split(_FIELDS)
        if len(fields) == 4:
            key = hashlib.sha256(fields[1].lower().encode("utf-8", "replace")).hexdigest()[:12]
            yield Commit(fields[0], key, fields[2], bool(fields[3].strip()))


def _large(git: str, folder: Path) -> Iterator[LargeFile]:
    """Contents of at least LARGE bytes in any commit, each once."""
    objects = ran(git, folder, "rev-list", "--objects", "--all")
    named: dict[str, str] = {}
    for line in objects.output.decode("utf-8", "replace").splitlines():
        blob, _, path = line.partition(" ")
        if path:
            named.setdefault(blob, path)
    sizes = ran(
        git,
        folder,
        "cat-file",
        "--batch-check=%(objectname) %(objecttype) %(objectsize)",
        given="\n".join(named).encode() + b"\n" if named else b"",
    )
    for line in sizes.output.decode("ascii", "replace").splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[1] == "blob" and int(parts[2]) >= LARGE:
            yield LargeFile(named[parts[0]], int(parts[2]), parts[0])
