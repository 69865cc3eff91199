"""Covered files: which files of a project must say license and holder, and which ones belong to REUSE itself."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.git import listed
from osscan.model.place import Place
from osscan.model.problem import Problem, error, warning

COMPANION = ".license"
TEXTS = "LICENSES/"
DEP5 = ".reuse/dep5"

_VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", ".sl", ".jj", ".pijul", "_darcs"})
_LEFT_OUT = re.compile(
    r"(?:.*/)?(?:(?:LICEN[CS]E|COPYING)(?:[.\-][^/]*)?|LICENSES/.*|REUSE\.toml|\.git|\.hgtags|[^/]*\.license"
    r"|[^/]*\.spdx(?:\.(?:rdf|json|xml|ya?ml))?)|\.reuse/.*",
    re.DOTALL,
)
_SUBPROJECT = re.compile(r"(?:^|(?<=/))subprojects/[^/]+/")


class Found(NamedTuple):
    """The files of a project, all by path relative to it and sorted."""

    covered: tuple[str, ...]
    own: frozenset[str]
    """Files that speak for others: REUSE.toml, .reuse/dep5, companions; and the texts in LICENSES/."""
    empty: frozenset[str]
    problems: tuple[Problem, ...]


def may_be_covered(path: str) -> bool:
    """Whether REUSE asks a file of this name for its license; links, empty files and submodules are another matter."""
    return _LEFT_OUT.fullmatch(path) is None


def find(folder: Path) -> Found:
    """Every file of a project that git does not ignore, without those of submodules and of Meson's subprojects."""
    problems: list[Problem] = []
    sizes = _sizes(folder, problems)
    empty = frozenset(path for path, size in sizes.items() if size == 0)
    within = [path for path in sizes if not _in_subproject(path, sizes)]
    own = frozenset(path for path in within if not may_be_covered(path))
    covered = sorted(path for path in within if path not in own and sizes[path] > 0)
    return Found(tuple(covered), own, empty, tuple(problems))


def _sizes(folder: Path, problems: list[Problem]) -> dict[str, int]:
    """The size of each regular file; a link counts only as a companion or a license text, where it leads to a file of the project."""
    listing = listed(folder)
    if listing.reason:
        problems.append(warning(f"git-{listing.reason}", Place(".")))
    paths = _scanned(folder, "", problems) if listing.paths is None else _listed(folder, listing.paths, problems)
    found = {}
    for path in paths:
        try:
            seen = os.lstat(f"{folder}/{path}")
        except OSError:
            continue  # git lists what was deleted since
        if stat.S_ISREG(seen.st_mode):
            found[path] = seen.st_size
        elif stat.S_ISLNK(seen.st_mode) and _speaks_for_others(path) and (size := _size_inside(folder, path)) is not None:
            found[path] = size
    return found


def _listed(folder: Path, paths: tuple[str, ...], problems: list[Problem]) -> Iterator[str]:
    """git names a submodule as if it were a file, and with a slash behind it a repository that happens to lie there."""
    for path in paths:
        if path.endswith("/"):
            yield from _scanned(folder, path, problems)
        elif not _VERSION_CONTROL.intersection(path.split("/")[:-1]):
            yield path


def _scanned(folder: Path, below: str, problems: list[Problem]) -> Iterator[str]:
    """Every file and link below a folder, outside of what version control keeps."""
    waiting = [below]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(f"{folder}/{below}") as entries:
                for entry in entries:
                    if not entry.is_dir(follow_symlinks=False):
                        yield below + entry.name
                    elif entry.name not in _VERSION_CONTROL:
                        waiting.append(f"{below}{entry.name}/")
        except OSError as fault:
            problems.append(error("folder-unreadable", Place(below or "."), reason=fault.strerror or str(fault)))


def _speaks_for_others(path: str) -> bool:
    return path.startswith(TEXTS) or path.endswith(COMPANION)


def _size_inside(folder: Path, path: str) -> int | None:
    try:
        file = (folder / path).resolve()
        return file.stat().st_size if file.is_relative_to(folder) and file.is_file() else None
    except (OSError, RuntimeError):
        return None


def _in_subproject(path: str, known: dict[str, int]) -> bool:
    """Below a folder of `subprojects/` that Meson builds; other build systems use that name for parts of the project itself."""
    if "subprojects/" not in path:
        return False
    return any(
        f"{below}meson.build" in known
        for found in _SUBPROJECT.finditer(path)
        for below in (path[: found.start()], path[: found.end()])
    )
