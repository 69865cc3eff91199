"""A delivered folder: every file in it in the order of the paths, links told and never followed, repositories named but not opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.archives.site import Entry, Site, Sort

_REPOSITORIES = frozenset({".git", ".hg", ".svn", ".bzr"})


class Found(NamedTuple):
    """A file of a folder and where it lies on disk."""

    inner: str
    file: str


def files(top: str, site: Site) -> Iterator[Found]:
    """Every regular file below `top`."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        if below and not below.endswith("/"):
            yield Found(below, f"{top}/{below}")
            continue
        for entry in sorted(_entries(top, below, site), key=lambda entry: entry.name, reverse=True):
            inner = below + entry.name
            site.budget.member()
            if entry.is_symlink():
                _tell_link(inner, entry.path, site)
            elif entry.is_dir(follow_symlinks=False):
                if entry.name in _REPOSITORIES:
                    site.tell("delivery-repository", inner)
                else:
                    site.look_at(Entry(f"{inner}/", Sort.FOLDER))
                    waiting.append(f"{inner}/")
            elif entry.is_file(follow_symlinks=False):
                site.look_at(Entry(inner))
                waiting.append(inner)
            else:
                site.look_at(Entry(inner, Sort.DEVICE))


def opened(file: str) -> int:
    """The descriptor of a regular file; raises OSError for anything else, even if it has just become something else."""
    descriptor = os.open(
        file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "no regular file")
    return descriptor


def _entries(top: str, below: str, site: Site) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(f"{top}/{below}") as found:
            return list(found)
    except OSError as fault:
        site.lost("folder-unreadable", below, reason=fault.strerror or str(fault))
        return []


def _tell_link(inner: str, file: str, site: Site) -> None:
    site.look_at(Entry(inner, Sort.LINK))
    try:
        target = str(Path(file).readlink())
    except OSError as fault:
        site.lost("input-unreadable", inner, reason=fault.strerror or str(fault))
        return
    site.look_at_link(inner, target, hard=False)
