"""The files at the top of a package's folder, also of one that git ignores: nothing deep, nothing outside of what was asked for."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from osscan.inputs.source import Source

_MOST = 400


def files_beside(source: Source, relative: str) -> tuple[Source, ...]:
    """The files in the folder `relative` to an input, sorted by name; none where there is no such folder inside of its root."""
    if not source.file or not source.root:
        return ()
    folder = Path(source.file).parent / relative
    try:
        if not folder.resolve().is_relative_to(Path(source.root).resolve()):
            return ()
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except (OSError, ValueError, RuntimeError):
        return ()
    shown = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), relative))
    return tuple(Source(f"{shown}/{name}", str(folder / name), None, source.root, source.role) for name in names[:_MOST])


def folders_beside(source: Source, relative: str) -> tuple[str, ...]:
    """The names of the folders in the folder `relative` to an input, sorted."""
    if not source.file or not source.root:
        return ()
    try:
        with os.scandir(Path(source.file).parent / relative) as entries:
            return tuple(sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False)))
    except (OSError, ValueError):
        return ()
