"""Files that somebody says were made elsewhere (osscan.components.yml, a banner): their words belong to that component."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from osscan.engine.foreign import distinct, licenses_in, relation_of
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.claim import LicenseClaim
from osscan.model.component import Component, PathRole
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem, warning
from osscan.readers.vendored.components_yml import Statement, statements_of

_HAND_KEPT, _BANNERS = "vendored/components", "vendored/banners"
_STRENGTH = (PathRole.PRODUCT, PathRole.BUILD, PathRole.EXAMPLE, PathRole.TEST)
_WILD = ("*", "\\")

Read = tuple[PathRole, Inventory]
_Key = tuple[str, str]
"""Path of the input that speaks, and the ref of its component."""


@dataclass(slots=True, eq=False, repr=False)
class StatedWorks:
    """Which file belongs to which component, and what files say themselves."""

    owners: dict[str, _Key] = field(default_factory=dict)
    roles: dict[_Key, PathRole] = field(default_factory=dict)
    said: dict[_Key, list[LicenseClaim]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def takes(self, path: str, claim: LicenseClaim) -> bool:
        """Whether a file's words belong to a stated component; they are kept for it."""
        key = self.owners.get(path)
        if key is None:
            return False
        self.said.setdefault(key, []).append(claim)
        return True

    def without_own(self, sources: Mapping[str, Source]) -> Mapping[str, Source]:
        """The files that belong to no stated component."""
        owners = self.owners
        return {path: source for path, source in sources.items() if path not in owners} if owners else sources

    def settled(self, role: PathRole, inventory: Inventory) -> Iterator[Read]:
        """An inventory with the words of its files; by role, as what is only tested with is none of the product's."""
        if inventory.reader not in (_HAND_KEPT, _BANNERS):
            root = inventory.root
            taken = root is not None and root.first_party and inventory.path in self.owners
            yield role, (inventory._replace(root=None) if taken else inventory)
            return
        by_role: dict[PathRole, list[Component]] = {}
        for component in inventory.components:
            key = (inventory.path, component.ref)
            known: set[str] = set().union(*(licenses_in(claim.raw) for claim in component.claims))
            more = [claim for claim in distinct(self.said.get(key, [])) if not licenses_in(claim.raw) <= known]
            claims = (*component.claims, *more)
            whole = component._replace(claims=claims, relation=relation_of(claims) if claims else component.relation)
            by_role.setdefault(self.roles.get(key, role), []).append(whole)
        if not by_role and (inventory.reader == _HAND_KEPT or inventory.problems):
            yield role, inventory
        for own, components in by_role.items():
            yield own, inventory._replace(components=tuple(components))


def stated_works(inventories: Iterable[Read], sources: Mapping[str, Source]) -> StatedWorks:
    """Finds the files of all components that were stated by hand or in a banner; the first statement about a file counts."""
    works = StatedWorks()
    read = [inventory for _, inventory in inventories if inventory.reader in (_HAND_KEPT, _BANNERS) and inventory.components]
    if not sources:
        return works
    for inventory in read:
        source = sources.get(inventory.path)
        if inventory.reader == _HAND_KEPT and source is not None:
            _add_statements(works, source, sources)
    for inventory in read:
        if inventory.reader == _BANNERS and len(inventory.components) == 1:
            works.owners.setdefault(inventory.path, (inventory.path, inventory.components[0].ref))
    return works


def _add_statements(works: StatedWorks, source: Source, sources: Mapping[str, Source]) -> None:
    try:
        statements, _ = statements_of(source)
    except UnreadableError:
        return
    folder = source.path[: len(source.path) - len(source.name)]
    below = sorted(path[len(folder) :] for path in sources if path.startswith(folder) and path != source.path)
    for statement in statements:
        _add(works, statement, source.path, folder, below, sources)


def _add(
    works: StatedWorks, statement: Statement, input_: str, folder: str, below: list[str], sources: Mapping[str, Source]
) -> None:
    key = (input_, statement.component.ref)
    name = statement.component.name
    for pattern, place in statement.patterns:
        found = [folder + path for path in _fitting(pattern, below)]
        if not found:
            works.problems.append(warning("components-pattern-unmatched", place, pattern=pattern, name=name))
        taken = [path for path in found if works.owners.setdefault(path, key) != key]
        if taken:
            works.problems.append(warning("components-file-twice", place, path=taken[0], name=name))
        for path in found:
            if works.owners[path] == key:
                works.roles[key] = _stronger(works.roles.get(key), sources[path].role)


def _fitting(pattern: str, below: list[str]) -> Iterator[str]:
    """The paths that a glob fits, out of sorted ones; only those that begin like it are looked at."""
    from osscan.reuse.globs import glob  # noqa: PLC0415 - only where something is stated

    start = min((pattern.find(sign) for sign in _WILD if sign in pattern), default=len(pattern))
    begin, fits = pattern[:start], glob(pattern).fullmatch
    for position in range(bisect_left(below, begin), len(below)):
        path = below[position]
        if not path.startswith(begin):
            return
        if fits(path):
            yield path


def _stronger(known: PathRole | None, role: PathRole) -> PathRole:
    role = PathRole.PRODUCT if role is PathRole.VENDORED else role
    return role if known is None else min(known, role, key=_STRENGTH.index)
