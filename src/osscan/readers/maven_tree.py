"""What holds for a pom in its tree: parents, properties, managed versions and imported lists of versions, as Maven puts them together."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.readers.maven_pom import Dependency, Level, License, Parent, Pom, pom_of
from osscan.readers.maven_properties import Properties

_MOST_PARENTS = 32
_MOST_IMPORTS = 16

Repository = Callable[[str, str, str], Source | None]
"""Where the pom of (group, artifact, version) lies outside of the tree."""
Key = tuple[str, str, str, str]


class Resolved(NamedTuple):
    """A dependency with all that its tree says of it; None for what can't be known."""

    group: str | None
    artifact: str | None
    version: str | None
    scope: str
    told: Dependency
    pom: Pom
    """The pom in which it is written."""
    profile: str
    """The profile that somebody has to ask for to get it."""
    unknown: str = ""
    """The property that has no value."""

    @property
    def optional(self) -> bool:
        """Whether those who need the project can do without it."""
        return self.told.optional.strip().lower() == "true"


class Effective(NamedTuple):
    """What holds for a pom."""

    pom: Pom
    chain: tuple[Pom, ...]
    """The pom and those that it inherits from, nearest first."""
    missing: Parent | None
    """The first parent that nobody has."""
    properties: Properties
    boms: tuple[dict[Key, tuple[str, str]], ...]
    """Versions and scopes of the lists that it imports."""
    managed: dict[Key, tuple[str, str]]
    unknown_boms: tuple[Dependency, ...]

    @property
    def licenses(self) -> tuple[tuple[License, Pom], ...]:
        """The licenses, inherited where the pom names none."""
        for pom in self.chain:
            if pom.licenses:
                return tuple((one, pom) for one in pom.licenses)
        return ()

    @property
    def group(self) -> str:
        """The group, inherited where the pom names none; empty where it can't be known."""
        return self.properties.filled("${project.groupId}") or ""

    @property
    def version(self) -> str:
        """The version, likewise."""
        return self.properties.filled("${project.version}") or ""


class Poms:
    """All poms of one tree; each finds its parent by its path or by its name, and imported lists by their name."""

    def __init__(self, poms: Iterable[Pom], repository: Repository | None = None) -> None:
        self._by_path: dict[str, Pom | None] = {}
        self._by_name: dict[str, list[Pom]] = {}
        self._effective: dict[str, Effective] = {}
        self._open: set[str] = set()
        self._repository = repository
        self._fetched: dict[tuple[str, str, str], Pom | None] = {}
        for pom in poms:
            self._by_path[pom.source.path] = pom
            self._by_name.setdefault(pom.artifact, []).append(pom)

    def effective(self, pom: Pom) -> Effective:
        """What holds for a pom of this tree."""
        known = self._effective.get(pom.source.path)
        if known is None:
            known = self._effective[pom.source.path] = self._compose(pom)
        return known

    def dependencies(self, effective: Effective) -> Iterator[Resolved]:
        """All that the pom asks for: first what it always asks for, then what its profiles add."""
        found: dict[Key, tuple[Dependency, Pom]] = {}
        for pom in effective.chain:
            for level_key, told in _last_wins(pom.levels):
                found.setdefault(level_key, (told, pom))
        for told, pom in found.values():
            yield self._resolved(told, pom, effective, effective.properties, {}, "")
        for pom in effective.chain:
            for aside in pom.asides:
                properties = _properties(effective.chain, aside)
                managed = dict(_managed((aside,), properties))
                for told in aside.dependencies:
                    yield self._resolved(told, pom, effective, properties, managed, aside.name)

    def is_member(self, group: str, artifact: str, version: str, role: PathRole) -> bool:
        """Whether a package is built in this tree."""
        for pom in self._by_name.get(artifact, ()):
            if _is_neighbour(pom, role):
                effective = self.effective(pom)
                if artifact and effective.group == group and version in ("", effective.version):
                    return True
        return False

    def find(self, group: str, artifact: str, version: str, role: PathRole) -> Pom | None:
        """The pom of a package: one in the tree, else one of the repository."""
        named = [p for p in self._by_name.get(artifact, ()) if _is_neighbour(p, role) and _group(p) in (group, "")]
        exact = [pom for pom in named if _version(pom) == version]
        likely = exact or [pom for pom in named if "${" in _version(pom)]
        if len(likely) == 1:
            return likely[0]
        return self._from_repository(group, artifact, version)

    def _from_repository(self, group: str, artifact: str, version: str) -> Pom | None:
        if self._repository is None or not (group and artifact and version) or "${" in group + artifact + version:
            return None
        key = (group, artifact, version)
        if key not in self._fetched:
            source = self._repository(*key)
            self._fetched[key] = _read(source) if source is not None else None
        return self._fetched[key]

    def _parent(self, pom: Pom) -> Pom | None:
        """By its path, if the pom there is the one that is meant; else by its name."""
        asked = pom.parent
        if asked is None:
            return None
        for path in _paths(asked.path):
            there = self._at(pom.source, path)
            if there is not None and _is_meant(there, asked):
                return there
        return self.find(asked.group, asked.artifact, asked.version, pom.source.role)

    def _at(self, source: Source, relative: str) -> Pom | None:
        """The pom at a path: one of the tree, or one that lies beside under another name."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), relative))
        if path not in self._by_path:
            beside = source.beside(relative)
            self._by_path[path] = _read(beside) if beside is not None else None
        return self._by_path[path]

    def _chain(self, pom: Pom) -> tuple[tuple[Pom, ...], Parent | None]:
        chain = [pom]
        seen = {pom.source.path}
        while chain[-1].parent is not None:
            above = self._parent(chain[-1])
            if above is None or above.source.path in seen or len(chain) >= _MOST_PARENTS:
                return tuple(chain), chain[-1].parent
            seen.add(above.source.path)
            chain.append(above)
        return tuple(chain), None

    def _compose(self, pom: Pom) -> Effective:
        path = pom.source.path
        self._open.add(path)
        chain, missing = self._chain(pom)
        properties = _properties(chain)
        managed: dict[Key, tuple[str, str]] = {}
        imports: dict[Key, Dependency] = {}
        for one in chain:
            for key, told in _managed_entries(one.levels, properties):
                if told.scope == "import" and told.type == "pom":
                    imports.setdefault(key, told)
                elif key not in managed:
                    managed[key] = (told.version, told.scope)
        boms: list[dict[Key, tuple[str, str]]] = []
        unknown: list[Dependency] = []
        for key, told in imports.items():
            listed = self._bom(key, properties.filled(told.version), pom.source.role)
            if listed is None:
                unknown.append(told)
            boms += listed or ()
        self._open.discard(path)
        return Effective(pom, chain, missing, properties, tuple(boms), managed, tuple(unknown))

    def _bom(self, key: Key, version: str | None, role: PathRole) -> list[dict[Key, tuple[str, str]]] | None:
        """The lists that an imported pom brings: its own and those that it imports itself."""
        found = self.find(key[0], key[1], version, role) if version is not None else None
        if found is None or found.source.path in self._open or len(self._open) >= _MOST_IMPORTS:
            return None
        effective = self.effective(found)
        own: dict[Key, tuple[str, str]] = {}
        for managed_key, (raw, scope) in effective.managed.items():
            filled = effective.properties.filled(raw)
            if filled:
                own[managed_key] = (filled, scope)
        return [own, *effective.boms]

    def _resolved(
        self,
        told: Dependency,
        pom: Pom,
        effective: Effective,
        properties: Properties,
        managed: dict[Key, tuple[str, str]],
        profile: str,
    ) -> Resolved:
        group, artifact = properties.filled(told.group), properties.filled(told.artifact)
        version, scope = told.version, told.scope
        if group is not None and artifact is not None and not told.cut and not (version and scope):
            key = (group, artifact, told.type, properties.filled(told.classifier) or "")
            for listed in (managed, effective.managed, *effective.boms):
                entry = listed.get(key)
                if entry is not None:
                    version, scope = version or entry[0], scope or entry[1]
                    break
        filled = properties.filled(version)
        unknown = next((text for text in (told.group, told.artifact, version) if properties.filled(text) is None), "")
        unknown = properties.unknown(unknown) if unknown else ""
        known_scope = properties.filled(scope) or ""
        return Resolved(group, artifact, filled, known_scope, told, pom, profile, unknown)


def _read(source: Source) -> Pom | None:
    try:
        return pom_of(source)
    except UnreadableError:
        return None


def _last_wins(levels: Iterable[Level]) -> Iterator[tuple[Key, Dependency]]:
    """Of two equal entries Maven takes the last one, and those of an active profile before the pom's own."""
    found = {told.key: told for level in levels for told in level.dependencies}
    return iter(found.items())


def _managed_entries(levels: Iterable[Level], properties: Properties) -> Iterator[tuple[Key, Dependency]]:
    found: dict[Key, Dependency] = {}
    for level in levels:
        for told in level.managed:
            group, artifact = properties.filled(told.group), properties.filled(told.artifact)
            if group is not None and artifact is not None and not told.cut:
                found[group, artifact, told.type, properties.filled(told.classifier) or ""] = told
    return iter(found.items())


def _managed(levels: Iterable[Level], properties: Properties) -> Iterator[tuple[Key, tuple[str, str]]]:
    return ((key, (told.version, told.scope)) for key, told in _managed_entries(levels, properties))


def _properties(chain: tuple[Pom, ...], *asides: Level) -> Properties:
    """The nearest definition counts; what the pom says of itself may be inherited too."""
    defined: dict[str, str] = {}
    for pom in reversed(chain):
        for level in pom.levels:
            defined.update(level.properties)
    for aside in asides:
        defined.update(aside.properties)
    pom, parent = chain[0], chain[0].parent
    own = {"artifactId": pom.artifact, "groupId": _group(pom), "version": _version(pom)}
    if parent is not None:
        own |= {"parent.groupId": parent.group, "parent.artifactId": parent.artifact, "parent.version": parent.version}
    told = {f"{prefix}.{name}": value for name, value in own.items() if value for prefix in ("project", "pom")}
    return Properties({**{name: value for name, value in own.items() if value}, **defined}, told)


def _group(pom: Pom) -> str:
    return pom.group or (pom.parent.group if pom.parent is not None else "")


def _version(pom: Pom) -> str:
    return pom.version or (pom.parent.version if pom.parent is not None else "")


def _paths(relative: str) -> tuple[str, ...]:
    """A relative path names a pom or the folder in which it lies."""
    relative = relative.replace("\\", "/")
    if not relative:
        return ()
    return (relative,) if relative.endswith(".xml") else (f"{relative}/pom.xml", relative)


def _is_meant(pom: Pom, asked: Parent) -> bool:
    """Whether a pom is the one asked for; versions with properties or ranges can't be compared."""
    if pom.artifact != asked.artifact or _group(pom) not in (asked.group, ""):
        return False
    mine = _version(pom)
    return mine == asked.version or "${" in mine + asked.version or asked.version.startswith(("[", "("))


def _is_neighbour(pom: Pom, role: PathRole) -> bool:
    """What lies among tests, examples or foreign code says nothing of the product."""
    return pom.source.role in (PathRole.PRODUCT, role)
