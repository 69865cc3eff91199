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
_WANTED = ("components", "packages", "metadata", "specVersion", "spdxVersion")


def batches(source: Source, reader: str) -> Iterator[Inventory]:
    """Inventories of one document, of some thousand components each; the last one has the root, the problems and no components.

    What needs the whole document is left out: edges, which package of SPDX is the described one, and whether a ref is taken twice.
    Raises OSError where the file can't be had.
    """
    faults = Faults(source)
    taking: _CycloneDX | _Spdx = _CycloneDX(faults) if reader == READERS[0] else _Spdx(faults)
    version = ""
    with Path(source.file).open("rb") as opened:
        for key, route, position, value in JsonStream(opened, faults, _WANTED):
            if position < 0 and key.endswith("Version"):
                version = str(value).removeprefix("SPDX-")
                if is_beyond(version, taking.versions):
                    faults.tell(Severity.ERROR, "format-not-supported", source.place(), format=version, supported=taking.format)
                    break
            elif key == "metadata":
                taking.about(value, route)
            elif position >= 0 and key == taking.key:
                taking.take(value, f"{route}[{position}]")
                if len(taking.components) >= _BATCH:
                    yield taking.batch(reader, version)
    if taking.components:
        yield taking.batch(reader, version)
    faults.tell(Severity.NOTE, "read-in-pieces", source.place(), size=LARGE)
    yield Inventory(source.path, reader, taking.format, version, taking.root, problems=faults.problems(), gives=taking.gives)


class _CycloneDX:
    key, format, versions, gives = "components", cyclonedx.FORMAT, cyclonedx.VERSIONS, cyclonedx.GIVES

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._bom = cyclonedx.Bom(faults)
        self.root: Component | None = None

    @property
    def components(self) -> list[Component]:
        """What was taken since the last batch."""
        return self._bom.components

    def about(self, told: Any, route: str) -> None:
        """Takes what the document is about, and the components that are nested in it."""
        if isinstance(told, dict) and told.get("component") is not None:
            bom = cyclonedx.Bom(self._faults)
            bom.product(told["component"], f"{route}.component")
            self.root = bom.inventory("", "").root
            self._bom.components += bom.components

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
    root: Component | None = None

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._document = spdx2.Document(faults)

    @property
    def components(self) -> list[Component]:
        """What was taken since the last batch."""
        return self._document.components

    def about(self, told: Any, route: str) -> None:
        """SPDX 2 has no such member."""

    def take(self, told: Any, route: str) -> None:
        """Takes one package."""
        self._document.package(told, route)

    def batch(self, reader: str, version: str) -> Inventory:
        """Hands out what was taken since the last batch."""
        found = tuple(self.components)
        self._document = spdx2.Document(self._faults)
        return Inventory(self._faults.source.path, reader, self.format, version, None, found, gives=self.gives)
