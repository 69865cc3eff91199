"""SBOMs in JSON that are too large to be held: their components come in batches, and nothing is kept of those that were handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from osscan.inputs.faults import Faults
from osscan.inputs.json_stream import JsonStream
from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Inventory
from osscan.model.problem import Severity
from osscan.readers import cyclonedx, spdx2
from osscan.readers.refusal import SUPPORTED, is_beyond, stranger

LARGE = 32 * 1024 * 1024
READERS = ("sbom/cyclonedx-json", "sbom/spdx-json")
_BATCH = 2_000


def batches(source: Source, reader: str) -> Iterator[Inventory]:
    """Inventories of one document, of some thousand components each; the last one has the root, the problems and no components.

    What needs the whole document is left out: edges, the scopes that they give, and whether a ref is taken twice.
    Raises OSError where the file can't be had.
    """
    faults = Faults(source)
    taking: _CycloneDX | _Spdx = _CycloneDX(faults) if reader == READERS[0] else _Spdx(faults)
    version, ours = "", False
    with Path(source.file).open("rb") as opened:
        stream = JsonStream(opened, faults, taking.wanted, taking.within)
        for key, route, position, value in stream:
            ours = ours or key in (taking.key, taking.tells_version, "bomFormat")
            if key == taking.key:
                _take(taking, route, position, value, faults)
                if len(taking.components) >= _BATCH:
                    yield taking.batch(reader, version)
            elif key == taking.tells_version and position < 0:
                version = str(value).removeprefix("SPDX-")
                if is_beyond(version, taking.versions):
                    told = f"{taking.format} {version}"
                    faults.tell(Severity.ERROR, "format-not-supported", source.place(), format=told, supported=SUPPORTED)
                    break
            else:
                taking.about(key, value, route)
    if stream.is_object and not ours:
        yield stranger(source, taking.format)
        return
    if taking.components:
        yield taking.batch(reader, version)
    faults.tell(Severity.NOTE, "read-in-pieces", source.place(), size=LARGE)
    yield Inventory(source.path, reader, taking.format, version, taking.root, problems=faults.problems(), gives=taking.gives)


def _take(taking: _CycloneDX | _Spdx, route: str, position: int, value: Any, faults: Faults) -> None:
    """Takes an element of the list; what stands in place of the list may be its only element."""
    if position >= 0:
        taking.take(value, f"{route}[{position}]")
    elif value is not None:
        single = isinstance(value, dict)
        faults.wrong_type(route, "array", value, lost=not single)
        if single:
            taking.take(value, route)


class _CycloneDX:
    key, tells_version, format, versions, gives = (
        "components",
        "specVersion",
        cyclonedx.FORMAT,
        cyclonedx.VERSIONS,
        cyclonedx.GIVES,
    )
    wanted, within = ("bomFormat", "specVersion", "metadata", "components"), ()

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._bom = cyclonedx.Bom(faults)
        self.root: Component | None = None

    @property
    def components(self) -> list[Component]:
        """What was taken since the last batch."""
        return self._bom.components

    def about(self, key: str, told: Any, route: str) -> None:
        """Takes what the document is about, and the components that are nested in it."""
        if key == "bomFormat" and told != self.format:
            self._faults.warning("field-unknown-value", route, value=told, expected=self.format)
        elif key == "metadata" and not isinstance(told, dict):
            self._faults.wrong_type(route, "object", told)
        elif key == "metadata" and told.get("component") is not None:
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
    """Packages often stand before what tells of all of them, so that is read ahead: what is described, and the licenses of the document's own."""

    key, tells_version, format, versions, gives = "packages", "spdxVersion", spdx2.FORMAT, spdx2.VERSIONS, spdx2.GIVES
    wanted, within = ("spdxVersion", "packages"), ("sbom",)

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._ahead = spdx2.Document(faults)
        self._document = self._begun()
        self._described: dict[str, Component] = {}
        self._read_ahead()

    @property
    def components(self) -> list[Component]:
        """What was taken since the last batch."""
        return self._document.components

    @property
    def root(self) -> Component | None:
        """The package that is described, where it is exactly one."""
        return next(iter(self._described.values())) if len(self._described) == 1 else None

    def about(self, key: str, told: Any, route: str) -> None:
        """All else was read ahead."""

    def take(self, told: Any, route: str) -> None:
        """Takes one package."""
        self._document.package(told, route)

    def batch(self, reader: str, version: str) -> Inventory:
        """Hands out what was taken since the last batch."""
        self._ahead.own_licenses.handed_to(self.components)
        found, described = tuple(self.components), self._ahead.described
        for one in found:
            if one.ref in described:
                self._described.setdefault(one.ref, one)
        self._document = self._begun()
        return Inventory(self._faults.source.path, reader, self.format, version, None, found, gives=self.gives)

    def _begun(self) -> spdx2.Document:
        return spdx2.Document(self._faults)

    def _read_ahead(self) -> None:
        takers: dict[str, Callable[[Any, str], None]] = {
            "documentDescribes": self._ahead.describes,
            "hasExtractedLicensingInfos": self._ahead.own_licenses.take,
            "relationships": self._ahead.description,
        }
        # What is broken is told by the second reading.
        quiet = Faults(self._faults.source)
        with Path(self._faults.source.file).open("rb") as opened:
            for key, route, position, value in JsonStream(opened, quiet, takers, self.within):
                if position >= 0:
                    takers[key](value, f"{route}[{position}]")
                elif value is not None:
                    self._faults.wrong_type(route, "array", value)
                    if isinstance(value, dict):
                        takers[key](value, route)
