"""Which files git knows or does not ignore, asked of the program git without letting the repository run anything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "-c", "core.quotePath=false")
"""A repository from a stranger may name programs in its configuration; none of them is started."""


class Listing(NamedTuple):
    """Relative paths, or the reason (`no-git`, `refused`) why git could not say; neither outside of a checkout."""

    paths: tuple[str, ...] | None = None
    reason: str = ""


def listed(folder: Path) -> Listing:
    """The files below `folder` that are tracked or at least not ignored."""
    if not _in_checkout(folder):
        return Listing()
    import shutil  # noqa: PLC0415 - only checkouts need it

    git = shutil.which("git")
    if git is None:
        return Listing(reason="no-git")
    if _run(git, folder, "check-ignore", "-q", ".") == (0, b""):
        return Listing()
    code, output = _run(git, folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if code != 0:
        return Listing(reason="refused")
    return Listing(tuple(sorted({os.fsdecode(path) for path in output.split(b"\0") if path})))


def _in_checkout(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (folder, *folder.parents))


def _run(git: str, folder: Path, *command: str) -> tuple[int, bytes]:
    import subprocess  # noqa: PLC0415 - only checkouts need it

    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    done = subprocess.run(  # noqa: S603 - a fixed program with fixed words
        [git, "-C", str(folder), *_SAFE, *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout
