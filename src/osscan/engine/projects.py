"""Projects: the folders of a tree that have a manifest or lockfile of their own, and what belongs to each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from osscan.engine.gather import Read
from osscan.inputs.roles import is_installed
from osscan.model.component import PathRole

_NO_PROJECT = ("license", "sbom", "vendored", "os", "ci", "container", "containers", "git", "lock")
"""Families of readers whose inputs lie in somebody's project and found none."""
_PACKAGES = ("dist-info", "installed", "jar", "archive", "vendor")
"""What the names of readers of delivered packages hold."""
_INNER = frozenset({"requirements", "dependency-locks", "gradle", "vendor", "obj", ".config"})
"""Folders for manifests of the project above."""
_LOCKS = ("lock", "shrinkwrap", "go-sum", "resolved", "project-assets")
"""What the names of readers hold whose inputs settle versions, workspaces included."""


def project_roots(reads: Iterable[Read]) -> tuple[str, ...]:
    """The folders, sorted; a manifest without a lockfile belongs to a lockfile of its ecosystem above it (workspaces)."""
    founding: dict[str, set[str]] = {}
    locked: dict[str, set[str]] = {}
    for _, inventory in reads:
        family, _, form = inventory.reader.partition("/")
        if not form or family in _NO_PROJECT or is_installed(inventory.path) or any(part in form for part in _PACKAGES):
            continue
        if not (inventory.components or inventory.root or inventory.problems):
            continue
        folder = _home(inventory.path)
        founding.setdefault(folder, set()).add(family)
        if any(part in form for part in _LOCKS):
            locked.setdefault(family, set()).add(folder)
    return tuple(sorted(folder for folder, families in founding.items() if not _all_covered(folder, families, locked)))


def by_project(reads: Iterable[Read]) -> dict[str, tuple[Read, ...]]:
    """What was read, by project; what lies in none belongs to the folder `.`, as does all where there is no project."""
    reads = tuple(reads)
    roots = frozenset(project_roots(reads))
    found: dict[str, list[Read]] = {root: [] for root in sorted(roots)}
    for read in reads:
        found.setdefault(_project_of(read[1].path, roots), []).append(read)
    return {root: tuple(found[root]) for root in sorted(found)}


def role_of_project(root: str, reads: Iterable[Read]) -> PathRole:
    """The role of the inputs in the project's own folder: product if one of them has it."""
    roles = {role for role, inventory in reads if _home(inventory.path) == root}
    return PathRole.PRODUCT if PathRole.PRODUCT in roles or not roles else min(roles, key=list(PathRole).index)


def _project_of(path: str, roots: frozenset[str]) -> str:
    if path in roots:
        return path
    return next((folder for folder in _up(posixpath.dirname(path) or ".") if folder in roots), ".")


def _up(folder: str) -> Iterator[str]:
    """A folder and those above it."""
    while True:
        yield folder
        above = posixpath.dirname(folder) or "."
        if folder in (above, "."):
            return
        folder = above


def _home(path: str) -> str:
    folder = posixpath.dirname(path)
    while posixpath.basename(folder) in _INNER:
        folder = posixpath.dirname(folder)
    return folder or "."


def _all_covered(folder: str, families: set[str], locked: dict[str, set[str]]) -> bool:
    """Whether lockfiles above settle all that the manifests of a folder ask for."""
    return all(_is_covered(folder, locked.get(family, frozenset())) for family in families)


def _is_covered(folder: str, locked: AbstractSet[str]) -> bool:
    return folder not in locked and any(above in locked for above in _up(folder))
