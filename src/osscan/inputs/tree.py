"""The only walk over folders: which files of a target are looked at, with their roles, in a fixed order."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import NamedTuple

from osscan.inputs.git import listed
from osscan.inputs.roles import RolePatterns, role_of
from osscan.inputs.source import Limits, Source
from osscan.model.component import PathRole
from osscan.model.place import Place
from osscan.model.problem import Problem, error, note, warning

_PRUNED = frozenset({".git", ".hg", ".svn", ".bzr", "__pycache__"})
_MOST_FILES = 1_000_000


class Walk(NamedTuple):
    """The Sources of one folder and what was noticed on the way."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


def walk(folder: str, limits: Limits, role_patterns: RolePatterns = ()) -> Walk:
    """Every regular file below `folder` that git does not ignore; outside of a checkout every regular file.

    Links are followed only to files inside of the folder. The order is that of the paths.
    """
    root = Path(folder).resolve()
    problems: list[Problem] = []
    listing = listed(root)
    if listing.reason:
        problems.append(warning(f"git-{listing.reason}", Place(folder)))
    links: set[str] | None = None
    if listing.paths is not None:
        paths = _below_submodules(root, listing.paths, problems)
    else:
        links = set()
        paths = sorted(_scanned(root, problems, links))
    if len(paths) > _MOST_FILES:
        problems.append(error("too-many-files", Place(folder), limit=_MOST_FILES, found=len(paths)))
        paths = paths[:_MOST_FILES]
    sources = []
    roles: dict[str, PathRole] = {}
    top, before = str(root), shown_before(folder)
    for path in paths:
        file = f"{top}/{path}"
        shown = before + path
        if (path in links if links is not None else os.path.islink(file)) and not _leads_inside(file, root):
            problems.append(note("link-not-followed", Place(shown)))
            continue
        below = path.rpartition("/")[0]
        role = role_of(path, role_patterns) if role_patterns else roles.get(below)
        if role is None:
            role = roles[below] = role_of(path)
        sources.append(Source(shown, file, None, top, role, limits))
    return Walk(tuple(sources), tuple(problems))


def shown_before(folder: str) -> str:
    """What stands before the paths inside of a folder when they are shown."""
    plain = posixpath.normpath(folder.replace(os.sep, "/"))
    return "" if plain == "." else posixpath.join(plain, "")


def _scanned(root: Path, problems: list[Problem], links: set[str] | None = None) -> list[str]:
    """Every file below a folder; those that are links are put into `links` too."""
    found: list[str] = []
    waiting = [""]
    top = f"{root}/"
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(top + below) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        found.append(below + entry.name)
                    elif entry.is_dir(follow_symlinks=False):
                        if entry.name not in _PRUNED:
                            waiting.append(f"{below}{entry.name}/")
                    elif _leads_to_file(entry):
                        found.append(below + entry.name)
                        if links is not None:
                            links.add(below + entry.name)
        except OSError as fault:
            problems.append(error("folder-unreadable", Place(below or "."), reason=fault.strerror or str(fault)))
    return found


def _below_submodules(root: Path, paths: tuple[str, ...], problems: list[Problem]) -> list[str]:
    """git lists a submodule as one entry; what was checked out there is walked too."""
    found: list[str] = []
    for path in paths:
        full = f"{root}/{path}"
        if os.path.isfile(full):
            found.append(path)
        elif os.path.isdir(full) and not os.path.islink(full):
            found += [f"{path.rstrip('/')}/{below}" for below in _scanned(Path(full), problems)]
    return sorted(found)


def _leads_to_file(entry: os.DirEntry[str]) -> bool:
    """Links in a circle lead to no file; the system calls that a fault, and it must not cost the rest of the folder."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _leads_inside(file: str, root: Path) -> bool:
    try:
        return Path(file).resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False
