"""Files with license statements: gathered by project and license, or by the foreign work that they belong to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from osscan.engine.copied_packages import CopiedPackage, copied_packages
from osscan.engine.foreign import distinct, foreign_component, licenses_in, relation_of
from osscan.engine.gather import Read, Walked
from osscan.engine.reuse import Told
from osscan.engine.stated_works import StatedWorks
from osscan.engine.submodules import apart, submodules_of, with_claims_of
from osscan.engine.third_party import ThirdParty, is_license_name, third_party
from osscan.inputs.roles import is_installed
from osscan.model.claim import ClaimRole, LicenseClaim
from osscan.model.component import Component, Kind, PathRole, Scope
from osscan.model.inventory import Extent, Gives, Inventory

THIRD_PARTY = "license/third-party"
_LICENSE_FILES, _TAGS, _DETECTED = "license/license-files", "license/spdx-tags", "license/detected"
_REUSE = ("license/reuse-toml", "license/reuse-dep5")
_SHOWN = 50
"""How many files are named for one license of one project."""


class _Said(NamedTuple):
    """One statement of one file, or of REUSE.toml about `files` files."""

    role: PathRole
    path: str
    reader: str
    claim: LicenseClaim
    files: int = 1


@dataclass(slots=True, eq=False, repr=False)
class _Group:
    claims: list[LicenseClaim] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True, eq=False, repr=False)
class _Foreign:
    """What is said about one folder of somebody else's: by its license files and REUSE.toml, and by its files."""

    about_all: list[LicenseClaim] = field(default_factory=list)
    about_files: list[LicenseClaim] = field(default_factory=list)


def settle(inventories: Iterable[Read], walked: Walked, told: Told, works: StatedWorks) -> tuple[Read, ...]:
    """The inventories with license statements about files moved to where they belong.

    A license file goes to the package or project in whose folder it lies, or to the foreign work whose folder it is; other
    statements become one component of kind FILES for each project, role and license. Texts that REUSE keeps in `LICENSES/`
    speak for no file, and what lies deep inside an installed package is that package's own matter. What files say that belong
    to a component of `works` is said about that component.
    """
    every = list(inventories)
    spoken = [(role, inventory) for role, inventory in every if inventory.reader.startswith("license/")]
    statements = [said for said in _statements(spoken, told) if not works.takes(said.path, said.claim)]
    unspoken = (pair for pair in every if not pair[1].reader.startswith("license/"))
    others = [settled for role, inventory in unspoken for settled in works.settled(role, inventory)]
    walked = walked._replace(sources=works.without_own(walked.sources))
    owners = _owners(others)
    submodules = submodules_of(others)
    packages = copied_packages(others) if walked.sources else {}
    stated = {folder: package.component.name for folder, package in packages.items()}
    stated.update((folder, component.name) for folder, component in submodules.items())
    foreign = _foreign_works(statements, others, owners, walked, stated)
    sorting = _Sorting(owners, others, foreign, submodules, packages)
    for said in statements:
        sorting.add(said)
    owned = [(role, sorting.of_owner(position, inventory)) for position, (role, inventory) in enumerate(others)]
    settled = [pair for role, inventory in owned for pair in apart(role, inventory, foreign.folders.keys())]
    settled += [(role, i._replace(components=())) for role, i in spoken if i.problems or i.root]
    settled += sorting.foreign_components(walked)
    return (*settled, *sorting.files())


def _statements(spoken: list[Read], told: Told) -> Iterator[_Said]:
    """All statements; of what detection finds in a file, only what its tags don't say already."""
    tags: dict[str, set[str]] = {}
    for _, inventory in spoken:
        if inventory.reader == _TAGS:
            for component in inventory.components:
                tags.setdefault(inventory.path, set()).update(*(_said_by_tag(claim.raw) for claim in component.claims))
    for role, inventory in spoken:
        for component in inventory.components:
            about = told.speaks_for(inventory.path, component.place.route) if inventory.reader in _REUSE else None
            for claim in component.claims:
                if about is not None:
                    yield from (_Said(of, path, inventory.reader, claim) for path, of in about.items())
                elif inventory.reader != _DETECTED or not licenses_in(claim.raw) <= tags.get(inventory.path, set()):
                    yield _Said(role, inventory.path, inventory.reader, claim, component.files)


def _said_by_tag(raw: str) -> Iterator[str]:
    """The licenses of a tag; `X WITH E` says X and E too, which stand apart in the text below."""
    for one in licenses_in(raw):
        yield one
        yield from one.split(" WITH ")


def _owners(inventories: list[Read]) -> dict[tuple[PathRole, str], int]:
    """Folders that a manifest or an installed package speaks for, with the position of its inventory."""
    found: dict[tuple[PathRole, str], int] = {}
    for position, (role, inventory) in enumerate(inventories):
        folder = posixpath.dirname(inventory.path)
        if inventory.root is not None and inventory.root.first_party:
            found.setdefault((role, folder), position)
        elif inventory.reader in ("python/dist-info", "javascript/installed"):
            found[role, folder] = position
    return found


def _foreign_works(
    statements: list[_Said],
    others: list[Read],
    owners: dict[tuple[PathRole, str], int],
    walked: Walked,
    stated: Mapping[str, str],
) -> ThirdParty:
    """The folders of others: told by their names, or by a license file that differs from what the project says of itself."""
    if not walked.sources:
        return ThirdParty()
    by_folder: dict[str, set[str]] = {}
    for said in statements:
        if said.reader == _LICENSE_FILES and is_license_name(said.path) and not is_installed(said.path):
            by_folder.setdefault(posixpath.dirname(said.path), set()).update(licenses_in(said.claim.raw))
    tops = {posixpath.dirname(path) for path, source in walked.sources.items() if posixpath.dirname(source.file) == source.root}
    ours: set[str] = set().union(*(licenses for folder, licenses in by_folder.items() if folder in tops))
    for position in owners.values():
        root = others[position][1].root
        if root is not None and posixpath.dirname(others[position][1].path) in tops:
            ours.update(*(licenses_in(claim.raw) for claim in root.claims))
    projects = {folder for _, folder in owners} | tops
    differing = {folder for folder, licenses in by_folder.items() if ours and folder not in projects and not licenses <= ours}
    return third_party(walked.sources, by_folder.keys(), differing, stated)


class _Sorting:
    """Takes in statement by statement and knows to whom each belongs."""

    def __init__(
        self,
        owners: dict[tuple[PathRole, str], int],
        others: list[Read],
        foreign: ThirdParty,
        submodules: Mapping[str, Component],
        packages: Mapping[str, CopiedPackage],
    ) -> None:
        self._submodules = submodules
        self._packages = packages
        self._owners = owners
        self._others = others
        self._works = foreign
        self._projects = {
            folder
            for (_, folder), position in owners.items()
            if others[position][1].root is not None and not is_installed(folder) and folder not in foreign.folders
        }
        self._groups: dict[tuple[str, PathRole, str], _Group] = {}
        self._extra: dict[int, list[LicenseClaim]] = {}
        self._foreign = {folder: _Foreign() for folder in foreign.folders}

    def add(self, said: _Said) -> None:
        """One statement."""
        folder = self._works.folder_of(said.path)
        if folder is not None:
            self._add_foreign(folder, said)
            return
        owner = self._owner_of(said)
        if owner is not None:
            self._extra.setdefault(owner, []).append(said.claim)
        elif not _is_kept_text(said) and not is_installed(said.path):
            loose = self._works.loose.get(said.path)
            self._group(loose if loose is not None else self._project_of(said), said.role, said.claim, said.files)

    def of_owner(self, position: int, inventory: Inventory) -> Inventory:
        """A manifest's or package's inventory with what license files beside it say; a foreign work speaks elsewhere."""
        if inventory.root is not None and posixpath.dirname(inventory.path) in self._foreign:
            return inventory._replace(root=None)
        return _with_claims(inventory, self._extra.get(position, []))

    def foreign_components(self, walked: Walked) -> Iterator[Read]:
        """One component for each foreign folder; licenses of single files in it that differ become components beside it."""
        roots = {
            posixpath.dirname(inventory.path): inventory.root
            for _, inventory in reversed(self._others)
            if inventory.root is not None and posixpath.dirname(inventory.path) in self._foreign
        }
        roots = with_claims_of(self._submodules, roots)
        for folder, said in sorted(self._foreign.items()):
            package = self._packages.get(folder)
            root = package.component if package is not None else roots.get(folder)
            claims = distinct([*(root.claims if root is not None else ()), *said.about_all])
            known: set[str] = set().union(*(licenses_in(claim.raw) for claim in claims))
            if claims:
                for claim in said.about_files:
                    if not licenses_in(claim.raw) <= known:
                        self._group(folder, PathRole.PRODUCT, claim, 1)
            component = foreign_component(folder, root, claims or distinct(said.about_files), self._works, walked)
            component = component or self._submodules.get(folder)
            gives = Gives(licenses=Extent.SOME)
            if component is not None and package is not None:
                told = package.component
                same = told._replace(claims=component.claims, place=component.place)
                yield PathRole.PRODUCT, Inventory(folder, package.reader, "folder", components=(same,), gives=gives)
            elif component is not None:
                yield PathRole.PRODUCT, Inventory(folder, THIRD_PARTY, "folder", components=(component,), gives=gives)

    def files(self) -> Iterator[Read]:
        """One component for all files of a project under one license."""
        for (project, role, raw), group in sorted(self._groups.items()):
            yield role, _files(project, role, raw, group)

    def _add_foreign(self, folder: str, said: _Said) -> None:
        if _is_kept_text(said):
            return
        whole = said.reader in _REUSE or (said.reader == _LICENSE_FILES and posixpath.dirname(said.path) == folder)
        work = self._foreign[folder]
        (work.about_all if whole else work.about_files).append(said.claim)

    def _group(self, project: str, role: PathRole, claim: LicenseClaim, files: int) -> None:
        role = PathRole.PRODUCT if role is PathRole.VENDORED else role
        group = self._groups.setdefault((project, role, claim.raw), _Group())
        group.count += files
        group.claims.append(claim)

    def _owner_of(self, said: _Said) -> int | None:
        if said.reader != _LICENSE_FILES:
            return None
        folder = posixpath.dirname(said.path)
        if (said.role, folder) in self._owners:
            return self._owners[said.role, folder]
        above, _, name = folder.rpartition("/")
        return (
            self._owners.get((said.role, above))
            if name.lower() in ("licenses", "license_files") and above.endswith("-info")
            else None
        )

    def _project_of(self, said: _Said) -> str:
        folder = posixpath.dirname(said.claim.place.input)
        while folder and folder not in self._projects:
            folder = folder.rpartition("/")[0]
        return folder


def _is_kept_text(said: _Said) -> bool:
    return said.reader == _LICENSE_FILES and "LICENSES" in said.path.split("/")[:-1]


def _with_claims(inventory: Inventory, claims: list[LicenseClaim]) -> Inventory:
    if not claims:
        return inventory
    if inventory.root is not None:
        return inventory._replace(root=inventory.root._replace(claims=(*inventory.root.claims, *claims)))
    first, *rest = inventory.components or (None,)
    if first is None:
        return inventory
    return inventory._replace(components=(first._replace(claims=(*first.claims, *claims)), *rest))


def _files(project: str, role: PathRole, raw: str, group: _Group) -> Inventory:
    """The first claim counts, the others show where."""
    claims = sorted(group.claims, key=lambda claim: claim.place.sort_key())
    first = min(claims, key=lambda claim: (claim.role is ClaimRole.DETECTED, claim.place.sort_key()))
    shown = tuple(dict.fromkeys((first, *claims)))[:_SHOWN]
    component = Component(
        name=raw or first.place.input,
        version="",
        place=first.place,
        ref=f"files:{raw}" if role is PathRole.PRODUCT else f"{role}-files:{raw}",
        claims=tuple(claim._replace(joined=first.joined, group="") for claim in shown),
        scope=Scope.RUNTIME,
        kind=Kind.FILES,
        relation=relation_of([first]),
        files=group.count,
    )
    return Inventory(project or ".", "license/files", "files", components=(component,))
