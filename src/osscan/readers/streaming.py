"""SBOMs in JSON that are too large to be held: their components come in batches, and nothing is kept of those that were handed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from osscan.inputs.faults import Faults
from osscan.inputs.json_stream import JsonStream
from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Inventory
from osscan.model.problem import Severity
from osscan.readers import cyclonedx, spdx2
from osscan.readers.refusal import is_beyond

LARGE = 32 * 1024 * 1024
READERS = ("sbom/cyclonedx-json", "sbom/spdx-json")
_BATCH = 2_000


def batches(source: Source, reader: str) -> Iterator[Inventory]:
    """Inventories of one document, of some thousand components each; the last one has the problems and no components.

    What needs the whole document is left out: edges, and whether a ref is taken twice. Raises OSError where
    the file can't be had.
    """
    faults = Faults(source)
    taking: _CycloneDX | _Spdx = _CycloneDX(faults) if reader == READERS[0] else _Spdx(faults)
    version = ""
    with Path(source.file).open("rb") as opened:
        for key, route, position, value in JsonStream(opened, faults, ("components", "packages", "specVersion", "spdxVersion")):
            if position < 0 and key.endswith("Version"):
                version = str(value).removeprefix("SPDX-")
                if is_beyond(version, taking.versions):
                    faults.tell(Severity.ERROR, "format-not-supported", source.place(), format=version, supported=taking.format)
                    break
            elif position >= 0 and key == taking.key:
                taking.take(value, f"{route}[{position}]")
                if len(taking.components) >= _BATCH:
                    yield taking.batch(reader, version)
    if taking.components:
        yield taking.batch(reader, version)
    faults.tell(Severity.NOTE, "read-in-pieces", source.place(), size=LARGE)
    yield Inventory(source.path, reader, taking.format, version, problems=faults.problems(), gives=taking.gives)


class _CycloneDX:
    key, format, versions, gives = "components", cyclonedx.FORMAT, cyclonedx.VERSIONS, cyclonedx.GIVES

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._bom = cyclonedx.Bom(faults)

    @property
    def components(self) -> list[Component]:
        """What was taken since the last batch."""
        return self._bom.components

    def take(self, told: Any, route: str) -> None:
        """Takes one component with all that are nested in it."""
        self._bom.component(told, route)

    def batch(self, reader: str, version: str) -> Inventory:
        """Hands out what was taken since the last batch."""
        found = tuple(self.components)
        self._bom = cyclonedx.Bom(self._faults)
        return Inventory(self._faults.source.path, reader, self.format, version, None, found, gives=self.gives)


class _Spdx:
    key, format, versions, gives = "packages", spdx2.FORMAT, spdx2.VERSIONS, spdx2.GIVES

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._document = spdx2.Document(faults)

    @property
    def components(self) -> list[Component]:
        """What was taken since the last batch."""
        return self._document.components

    def take(self, told: Any, route: str) -> None:
        """Takes one package."""
        self._document.package(told, route)

    def batch(self, reader: str, version: str) -> Inventory:
        """Hands out what was taken since the last batch."""
        found = tuple(self.components)
        self._document = spdx2.Document(self._faults)
        return Inventory(self._faults.source.path, reader, self.format, version, None, found, gives=self.gives)
