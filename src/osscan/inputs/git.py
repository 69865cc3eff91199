"""Which files git knows or does not ignore, and what a file held once: asked of git without letting the repository run anything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.git_process import ran


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
    if ran(git, folder, "check-ignore", "-q", ".").code == 0:
        return Listing()
    code, output, _ = ran(git, folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if code != 0:
        return Listing(reason="refused")
    return Listing(tuple(sorted({os.fsdecode(path) for path in output.split(b"\0") if path})))


class Blob(NamedTuple):
    """The bytes of a file in a revision, or the reason (`no-git`, `no-checkout`, or git's own words) why there are none."""

    content: bytes | None = None
    reason: str = ""


def blob(folder: Path, revision: str, path: str) -> Blob:
    """What `path` (from the root of the checkout; with `./` in front, from `folder`) held in `revision`, as git stores it."""
    if not _in_checkout(folder):
        return Blob(reason="no-checkout")
    import shutil  # noqa: PLC0415 - only checkouts need it

    git = shutil.which("git")
    if git is None:
        return Blob(reason="no-git")
    if revision.startswith("-"):
        return Blob(reason=revision)
    code, output, said = ran(git, folder, "cat-file", "blob", f"{revision}:{path}")
    return Blob(output) if code == 0 else Blob(reason=said)


def _in_checkout(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (folder, *folder.parents))
