"""Which commits of a checkout touched a file, along the line that the branch itself took."""

from __future__ import annotations

import shutil
from pathlib import Path

from osscan.inputs.git_process import ran


def commits_of(folder: Path, path: str, most: int) -> tuple[str, ...]:
    """The newest commits first; none outside of a checkout, or where git does not answer."""
    git = shutil.which("git")
    if git is None:
        return ()
    done = ran(git, folder, "log", "--first-parent", f"--max-count={most}", "--format=%H", "--", path)
    return tuple(done.output.decode("ascii", "replace").split()) if done.code == 0 else ()
