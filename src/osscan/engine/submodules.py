"""Submodules that are checked out: their folders are somebody else's work, with the name that .gitmodules gives them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from osscan.inputs.roles import role_of
from osscan.model.component import Component, PathRole
from osscan.model.inventory import Inventory

_READER = "vendored/submodules"

Read = tuple[PathRole, Inventory]


def submodules_of(inventories: Iterable[Read]) -> dict[str, Component]:
    """The component of each submodule by its folder, as paths are shown."""
    return {
        _folder(inventory, component): component
        for _, inventory in inventories
        if inventory.reader == _READER
        for component in inventory.components
    }


def with_claims_of(submodules: Mapping[str, Component], roots: Mapping[str, Component]) -> dict[str, Component]:
    """What a manifest in the folder of a submodule says of its license is said of the submodule."""
    found = dict(roots)
    for folder, component in submodules.items():
        root = roots.get(folder)
        found[folder] = component if root is None else component._replace(claims=(*component.claims, *root.claims))
    return found


def apart(role: PathRole, inventory: Inventory, told: AbstractSet[str]) -> Iterator[Read]:
    """The submodules that are not told elsewhere as folders, each by the role of its folder; other inventories as they are."""
    if inventory.reader != _READER:
        yield role, inventory
        return
    by_role: dict[PathRole, list[Component]] = {}
    for component in inventory.components:
        if _folder(inventory, component) not in told:
            own = role_of(f"{component.ref}/")
            by_role.setdefault(role if own in (PathRole.PRODUCT, PathRole.VENDORED) else own, []).append(component)
    for own, components in (by_role or {role: []}).items():
        yield own, inventory._replace(components=tuple(components))


def _folder(inventory: Inventory, component: Component) -> str:
    return posixpath.join(posixpath.dirname(inventory.path), component.ref)
