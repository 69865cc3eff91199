"""What holds for a pom in its tree: parents, properties, managed versions and imported lists of versions, as Maven puts them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from osscan.model.component import PathRole
from osscan.readers.maven_places import Places, Repository, group_of, version_of
from osscan.readers.maven_pom import Dependency, Level, License, Parent, Pom
from osscan.readers.maven_properties import Properties

_MOST_IMPORTS = 16

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


class Unknown(NamedTuple):
    """An imported list that nobody has, and the pom in which it is written."""

    name: tuple[str, str, str]
    pom: Pom
    line: int | None


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
    managed: tuple[dict[Key, Dependency], ...]
    """What is managed, nearest first; versions as written."""
    unknown_boms: tuple[Unknown, ...]

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
    """All poms of one tree, and what holds for each of them."""

    def __init__(self, poms: Iterable[Pom], repository: Repository | None = None) -> None:
        poms = tuple(poms)
        self._given = {pom.source.path for pom in poms}
        self._places = Places(poms, repository)
        self._effective: dict[str, Effective] = {}
        self._listings: dict[int, _Listing] = {}
        self._boms: dict[str, list[dict[Key, tuple[str, str]]]] = {}
        self._open: set[str] = set()

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
            yield self._resolved(told, pom, effective, effective.properties, (), "")
        for pom in effective.chain:
            for aside in pom.asides:
                properties = _properties(effective.chain, aside)
                listing = self._listing(aside)
                managed = (listing.plain, *_filled_keys(listing.templates, properties))
                for told in aside.dependencies:
                    yield self._resolved(told, pom, effective, properties, managed, aside.name)

    def licenses(self, group: str, artifact: str, version: str, role: PathRole) -> tuple[tuple[License, Pom], ...]:
        """What the pom of a package says, where the tree or the repository has it."""
        if not version:
            return ()
        found = self._places.find((group, artifact, version), role, lambda _: False)
        return self.effective(found).licenses if found is not None else ()

    def missing(self, effective: Effective) -> tuple[Parent, Pom] | None:
        """The first parent that nobody has, with the pom that names it; none where that one tells of it itself."""
        last = effective.chain[-1]
        if effective.missing is None or (self._tells(last, effective) and self.effective(last).chain[-1] is last):
            return None
        return effective.missing, last

    def unknown_boms(self, effective: Effective) -> Iterator[Unknown]:
        """The imported lists that nobody has, but for those that another pom of the tree tells of."""
        for bom in effective.unknown_boms:
            told = self.effective(bom.pom).unknown_boms if self._tells(bom.pom, effective) else ()
            if bom.name not in {one.name for one in told}:
                yield bom

    def _tells(self, pom: Pom, effective: Effective) -> bool:
        return pom is not effective.pom and pom.source.path in self._given

    def is_member(self, group: str, artifact: str, version: str, role: PathRole) -> bool:
        """Whether a package is built in this tree."""
        for pom in self._places.named(artifact, role) if artifact else ():
            effective = self.effective(pom)
            if effective.group == group and version in ("", effective.version):
                return True
        return False

    def _compose(self, pom: Pom) -> Effective:
        path = pom.source.path
        self._open.add(path)
        chain, missing = self._places.chain(pom)
        properties = _properties(chain)
        managed: list[dict[Key, Dependency]] = []
        imports: dict[Key, tuple[Dependency, Pom]] = {}
        for above, level in _levels(chain):
            listing = self._listing(level)
            managed += [listing.plain, *_filled_keys(listing.templates, properties)]
            for told in listing.imports:
                group, artifact = properties.filled(told.group), properties.filled(told.artifact)
                imports.setdefault((group or told.group, artifact or told.artifact, told.type, told.classifier), (told, above))
        boms: list[dict[Key, tuple[str, str]]] = []
        unknown: list[Unknown] = []
        for key, (told, above) in imports.items():
            version = properties.filled(told.version)
            listed = self._bom(key, version, pom.source.role)
            if listed is None:
                unknown.append(Unknown((key[0], key[1], version or told.version), above, told.line))
            boms += listed or ()
        self._open.discard(path)
        return Effective(pom, chain, missing, properties, tuple(boms), tuple(managed), tuple(unknown))

    def _listing(self, level: Level) -> _Listing:
        """What a level manages; the levels live as long as this tree."""
        known = self._listings.get(id(level))
        if known is None:
            known = self._listings[id(level)] = _listing_of(level)
        return known

    def _bom(self, key: Key, version: str | None, role: PathRole) -> list[dict[Key, tuple[str, str]]] | None:
        """The lists that an imported pom brings: its own and those that it imports itself."""
        if version is None:
            return None
        found = self._places.find(
            (key[0], key[1], version),
            role,
            lambda pom: pom.source.path not in self._open and self.effective(pom).version == version,
        )
        if found is None or found.source.path in self._open or len(self._open) >= _MOST_IMPORTS:
            return None
        path = found.source.path
        if path not in self._boms:
            effective = self.effective(found)
            own: dict[Key, tuple[str, str]] = {}
            for listed in effective.managed:
                for managed_key, told in listed.items():
                    filled = effective.properties.filled(told.version)
                    if filled:
                        own.setdefault(managed_key, (filled, told.scope))
            self._boms[path] = [own, *effective.boms]
        return self._boms[path]

    def _resolved(
        self,
        told: Dependency,
        pom: Pom,
        effective: Effective,
        properties: Properties,
        aside: tuple[dict[Key, Dependency], ...],
        profile: str,
    ) -> Resolved:
        group, artifact = properties.filled(told.group), properties.filled(told.artifact)
        version, scope = told.version, told.scope
        if group is not None and artifact is not None and not told.cut and not (version and scope):
            key = (group, artifact, told.type, properties.filled(told.classifier) or "")
            given = _given(key, (*aside, *effective.managed), effective.boms)
            version, scope = version or given[0], scope or given[1]
        filled = properties.filled(version)
        unknown = next((text for text in (told.group, told.artifact, version) if properties.filled(text) is None), "")
        unknown = properties.unknown(unknown) if unknown else ""
        known_scope = properties.filled(scope) or ""
        return Resolved(group, artifact, filled, known_scope, told, pom, profile, unknown)


def _last_wins(levels: Iterable[Level]) -> Iterator[tuple[Key, Dependency]]:
    """Of two equal entries Maven takes the last one, and those of an active profile before the pom's own."""
    found = {told.key: told for level in levels for told in level.dependencies}
    return iter(found.items())


class _Listing(NamedTuple):
    """What a level manages: by plain names, by names with properties, and the lists that it imports."""

    plain: dict[Key, Dependency]
    templates: tuple[Dependency, ...]
    imports: tuple[Dependency, ...]


def _listing_of(level: Level) -> _Listing:
    plain: dict[Key, Dependency] = {}
    templates: list[Dependency] = []
    imports: list[Dependency] = []
    for told in level.managed:
        if told.cut:
            continue
        if told.scope == "import" and told.type == "pom":
            imports.append(told)
        elif "${" in told.group + told.artifact + told.classifier:
            templates.append(told)
        else:
            plain[told.key] = told
    return _Listing(plain, tuple(templates), tuple(imports))


def _levels(chain: tuple[Pom, ...]) -> Iterator[tuple[Pom, Level]]:
    """All levels with their poms, nearest first; a profile that is active comes before the pom that holds it."""
    return ((pom, level) for pom in chain for level in reversed(pom.levels))


def _filled_keys(templates: tuple[Dependency, ...], properties: Properties) -> list[dict[Key, Dependency]]:
    found: dict[Key, Dependency] = {}
    for told in templates:
        group, artifact = properties.filled(told.group), properties.filled(told.artifact)
        if group is not None and artifact is not None:
            found[group, artifact, told.type, properties.filled(told.classifier) or ""] = told
    return [found] if found else []


def _given(key: Key, managed: tuple[dict[Key, Dependency], ...], boms: tuple[dict[Key, tuple[str, str]], ...]) -> tuple[str, str]:
    """Version and scope that are managed for a package; both empty where nobody does."""
    for listed in managed:
        told = listed.get(key)
        if told is not None:
            return told.version, told.scope
    return next((bom[key] for bom in boms if key in bom), ("", ""))


def _properties(chain: tuple[Pom, ...], *asides: Level) -> Properties:
    """The nearest definition counts; what the pom says of itself may be inherited too."""
    defined: dict[str, str] = {}
    for pom in reversed(chain):
        for level in pom.levels:
            defined.update(level.properties)
    for aside in asides:
        defined.update(aside.properties)
    pom, parent = chain[0], chain[0].parent
    group = next((one.group for one in chain if one.group), group_of(chain[-1]))
    version = next((one.version for one in chain if one.version), version_of(chain[-1]))
    own = {"artifactId": pom.artifact, "groupId": group, "version": version}
    if parent is not None:
        own |= {"parent.groupId": parent.group, "parent.artifactId": parent.artifact, "parent.version": parent.version}
    told = {f"{prefix}.{name}": value for name, value in own.items() if value for prefix in ("project", "pom")}
    return Properties({**{name: value for name, value in own.items() if value}, **defined}, told)
