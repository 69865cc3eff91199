"""Where poms lie: one finds its parents by their path or by their name, and others by their name, in the tree and beyond."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.readers.maven_pom import Parent, Pom, pom_of

_MOST_PARENTS = 32

Name = tuple[str, str, str]
"""(group, artifact, version)"""
Repository = Callable[[str, str, str], Source | None]
"""Where the pom of (group, artifact, version) lies outside of the tree."""


class Places:
    """All poms of one tree, by path and by name."""

    def __init__(self, poms: Iterable[Pom], repository: Repository | None = None) -> None:
        self._by_path: dict[str, Pom | None] = {}
        self._by_name: dict[str, list[Pom]] = {}
        self._repository = repository
        self._fetched: dict[Name, Pom | None] = {}
        for pom in poms:
            self._by_path[pom.source.path] = pom
            self._by_name.setdefault(pom.artifact, []).append(pom)

    def named(self, artifact: str, role: PathRole) -> Iterator[Pom]:
        """The poms of the tree with this artifact that may speak for something of this role."""
        return (pom for pom in self._by_name.get(artifact, ()) if _is_neighbour(pom, role))

    def find(self, asked: Name, role: PathRole, is_of_version: Callable[[Pom], bool]) -> Pom | None:
        """The pom of a package: one in the tree, else one of the repository.

        `is_of_version` tells whether a pom whose version has properties in it is of the version asked for.
        """
        group, artifact, version = asked
        named = [pom for pom in self.named(artifact, role) if group_of(pom) in (group, "")]
        exact = [pom for pom in named if version_of(pom) == version]
        likely = exact or [pom for pom in named if "${" in version_of(pom) and is_of_version(pom)]
        if len(likely) == 1:
            return likely[0]
        return self._from_repository(asked)

    def chain(self, pom: Pom) -> tuple[tuple[Pom, ...], Parent | None]:
        """The pom and those that it inherits from, nearest first, and the first parent that nobody has."""
        chain = [pom]
        seen = {pom.source.path}
        while chain[-1].parent is not None:
            above = self._parent(chain[-1])
            if above is None or above.source.path in seen or len(chain) >= _MOST_PARENTS:
                return tuple(chain), chain[-1].parent
            seen.add(above.source.path)
            chain.append(above)
        return tuple(chain), None

    def _from_repository(self, asked: Name) -> Pom | None:
        if self._repository is None or not all(asked) or "${" in "".join(asked):
            return None
        if asked not in self._fetched:
            source = self._repository(*asked)
            self._fetched[asked] = _read(source) if source is not None else None
        return self._fetched[asked]

    def _parent(self, pom: Pom) -> Pom | None:
        """By its path, if the pom there is the one that is meant; else by its name."""
        asked = pom.parent
        if asked is None:
            return None
        for path in _paths(asked.path):
            there = self._at(pom.source, path)
            if there is not None and _is_meant(there, asked):
                return there
        name = (asked.group, asked.artifact, asked.version)
        return self.find(name, pom.source.role, lambda _: "${" in asked.version)

    def _at(self, source: Source, relative: str) -> Pom | None:
        """The pom at a path: one of the tree, or one that lies beside under another name."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), relative))
        if path not in self._by_path:
            beside = source.beside(relative)
            self._by_path[path] = _read(beside) if beside is not None else None
        return self._by_path[path]


def _read(source: Source) -> Pom | None:
    try:
        return pom_of(source)
    except UnreadableError:
        return None


def group_of(pom: Pom) -> str:
    """As written in the pom, or in what it says of its parent."""
    return pom.group or (pom.parent.group if pom.parent is not None else "")


def version_of(pom: Pom) -> str:
    """Likewise."""
    return pom.version or (pom.parent.version if pom.parent is not None else "")


def _paths(relative: str) -> tuple[str, ...]:
    """A relative path names a pom or the folder in which it lies."""
    relative = relative.replace("\\", "/")
    if not relative:
        return ()
    return (relative,) if relative.endswith(".xml") else (f"{relative}/pom.xml", relative)


def _is_meant(pom: Pom, asked: Parent) -> bool:
    """Whether a pom is the one asked for; versions with properties or ranges can't be compared."""
    if pom.artifact != asked.artifact or group_of(pom) not in (asked.group, ""):
        return False
    mine = version_of(pom)
    return mine == asked.version or "${" in mine + asked.version or asked.version.startswith(("[", "("))


def _is_neighbour(pom: Pom, role: PathRole) -> bool:
    """What lies among tests, examples or foreign code says nothing of the product."""
    return pom.source.role in (PathRole.PRODUCT, role)
