"""What git tells at once, however long the history is: where a checkout comes from, and its tags."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.git_process import ran


class GitMarks(NamedTuple):
    """Addresses of remotes without user and password, `origin` first, and each tag with its day (YYYY-MM-DD); empty outside of a checkout."""

    remotes: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


def git_marks(folder: Path) -> GitMarks:
    """The marks of the checkout that `folder` is the top of."""
    git = shutil.which("git")
    if git is None or not (folder / ".git").exists():
        return GitMarks()
    rows = _said(git, folder, "config", "--get-regexp", r"^remote\..*\.url$").splitlines()
    rows.sort(key=lambda row: (not row.startswith("remote.origin."), row))
    tags = (
        row.partition(" ")
        for row in _said(git, folder, "for-each-ref", "--format=%(creatordate:short) %(refname:short)", "refs/tags").splitlines()
    )
    return GitMarks(
        tuple(dict.fromkeys(_without_user(row.partition(" ")[2]) for row in rows)),
        tuple((name, day) for day, _, name in tags),
    )


def _said(git: str, folder: Path, *command: str) -> str:
    done = ran(git, folder, *command)
    return done.output.decode("utf-8", "replace") if done.code == 0 else ""


def _without_user(address: str) -> str:
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark else address
