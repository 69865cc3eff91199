"""Packages that a package manager has copied into the project: their folders are those packages, under the name that it knows."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from osscan.model.component import Component, PathRole
from osscan.model.inventory import Inventory

Read = tuple[PathRole, Inventory]


class CopiedPackage(NamedTuple):
    """A package with the reader that told of it."""

    reader: str
    component: Component


def copied_packages(inventories: Iterable[Read]) -> dict[str, CopiedPackage]:
    """The packages by their folders, as paths are shown."""
    found: dict[str, CopiedPackage] = {}
    for _, inventory in inventories:
        for component in inventory.components if inventory.reader in _FOLDERS else ():
            folder = _FOLDERS[inventory.reader](inventory, component)
            if folder and component.purl and component.version:
                found.setdefault(folder, CopiedPackage(inventory.reader, component))
    return found


def _of_module(inventory: Inventory, component: Component) -> str:
    """Go keeps a module under its path; that is the ref of a vendored one."""
    return posixpath.join(posixpath.dirname(inventory.path), component.ref)


def _of_composer(inventory: Inventory, component: Component) -> str:
    return posixpath.join(posixpath.dirname(posixpath.dirname(inventory.path)), component.name)


def _of_crate(inventory: Inventory, _: Component) -> str:
    return posixpath.dirname(inventory.path) if inventory.root is None and len(inventory.components) == 1 else ""


def _of_gem(inventory: Inventory, component: Component) -> str:
    """The folder of a gem is called after it; other places hold nothing but its gemspec."""
    folder = _of_crate(inventory, component)
    name, called = f"{component.name}-{component.version}", posixpath.basename(folder)
    return folder if called == name or called.startswith(f"{name}-") else ""


_FOLDERS = {
    "go/vendor-modules": _of_module,
    "php/composer-installed": _of_composer,
    "rust/cargo-toml": _of_crate,
    "ruby/gemspec": _of_gem,
}
