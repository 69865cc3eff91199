"""What lies in a working folder beside the committed state: changed, new, ignored."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from osscan.inputs.git_process import ran

_STATES = {"!!": "ignored", "??": "untracked"}


def lying(folder: Path) -> tuple[tuple[str, str], ...]:
    """Paths with `changed`, `untracked` or `ignored`; folders that are ignored as a whole end with a slash. Empty where git does not answer."""
    git = shutil.which("git")
    if git is None:
        return ()
    done = ran(git, folder, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching")
    found = {}
    for row in done.output.split(b"\0") if done.code == 0 else ():
        if len(row) > 3:
            found[os.fsdecode(row[3:])] = _STATES.get(row[:2].decode("ascii", "replace"), "changed")
    return tuple(sorted(found.items()))
