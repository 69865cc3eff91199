"""Where the source code of components can be had: what lockfiles and the packages' own metadata name, never with credentials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from osscan.engine.sbom_makers import NOTHING, Made, made_by
from osscan.engine.sbom_sources import addresses_in
from osscan.inputs.source import Source
from osscan.model.inventory import Inventory
from osscan.model.report import JudgedComponent

_OWN = ("python/dist-info", "javascript/installed")
"""Metadata of one installed package."""


class Known(NamedTuple):
    """A page about a component, and the addresses of its source code or of the archive that was taken."""

    page: str
    sources: tuple[str, ...]


class Addresses:
    """Looks up the addresses of components; every file is read once."""

    def __init__(self, files: Mapping[str, Source], inventories: Mapping[str, tuple[Inventory, ...]]) -> None:
        self._files = files
        self._inventories = inventories
        self._in_locks: dict[str, dict[str, str]] = {}

    def of(self, judged: JudgedComponent) -> Known:
        """What is known of one component."""
        purl = judged.component.purl
        archives = [address for path in judged.inputs if (address := self._locked(path).get(purl))]
        made = self._made(judged)
        said = {one.type: one.url for one in made.references}
        sources = [*archives, *([said["vcs"]] if "vcs" in said else [])]
        return Known(said.get("website") or said.get("vcs", ""), tuple(dict.fromkeys(sources)))

    def _made(self, judged: JudgedComponent) -> Made:
        for path in judged.inputs:
            source = self._files.get(path)
            for inventory in self._inventories.get(path, ()) if source is not None else ():
                if source is not None and inventory.reader in _OWN:
                    found = made_by(inventory.reader, source)
                    if found != NOTHING:
                        return found
        return NOTHING

    def _locked(self, path: str) -> dict[str, str]:
        known = self._in_locks.get(path)
        if known is None:
            known = self._in_locks[path] = {}
            source = self._files.get(path)
            for inventory in self._inventories.get(path, ()) if source is not None else ():
                if source is not None:
                    known.update(addresses_in(inventory.reader, source))
        return known
