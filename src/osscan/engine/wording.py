"""What the files of a tree say in words becomes inventories, beside those of the readers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from osscan.engine.executor import Executor
from osscan.engine.gather import Read, Walked
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.component import PathRole
from osscan.model.detection import Detection, LicenseMatch
from osscan.model.inventory import Inventory
from osscan.model.problem import Problem, note, warning
from osscan.readers import table
from osscan.readers.license import detected, license_files
from osscan.readers.wording import named

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache

_SHOWN = 5
"""How many missing files are named that others refer to."""
_ENDINGS = ("", ".txt", ".md", ".rst")


class Worded(NamedTuple):
    """Inventories of the files that say something, by path, and what was noticed."""

    inventories: tuple[Read, ...] = ()
    problems: tuple[Problem, ...] = ()


def worded(walked: Walked, silenced: AbstractSet[str], executor: Executor, cache: Cache | None) -> Worded:
    """Looks at the words of all files that no reader of a format takes; of silenced ones only to tell what was not heard."""
    if not walked.unclaimed:
        return Worded()
    from osscan.engine.detecting import detect_sources  # noqa: PLC0415 - runs without folders detect nothing

    sources = [walked.sources[path] for path in walked.unclaimed]
    gathering = _Gathering(walked, silenced)
    found = detect_sources(sources, executor, cache, walked.forecasts)
    for source, (_, detection, problem) in zip(sources, found, strict=True):
        gathering.add(source, detection, problem)
    return Worded(tuple(gathering.inventories), (*gathering.dangling(), *gathering.mentions()))


class _Gathering:
    """Takes in file by file."""

    def __init__(self, walked: Walked, silenced: AbstractSet[str]) -> None:
        self.inventories: list[Read] = []
        self._silenced = silenced
        self._paths = {path.lower() for path in walked.sources}
        self._license_files = walked.license_files
        self._missing: dict[str, list[tuple[Source, LicenseMatch]]] = {}
        self._mentioned: list[tuple[Source, LicenseMatch]] = []

    def add(self, source: Source, detection: Detection, problem: Problem | None) -> None:
        """One file's claims; what it only mentions, and the files that it refers to and that are not there."""
        if source.path in self._license_files:
            self.inventories.append((source.role, license_file(source, detection, problem)))
            return
        if problem is not None:
            self.inventories.append((source.role, Inventory(source.path, table.DETECTED.name, problems=(problem,))))
            return
        if not detection.matches:
            return
        inventory = detected.inventory_of(source, detection)
        if inventory.components:
            self.inventories.append((source.role, inventory))
            return
        others = [match for match in named(detection) if match.method != "spdx-tag"]
        if source.role is not PathRole.PRODUCT or source.path in self._silenced:
            return
        if others:
            self._mentioned.append((source, others[0]))
        elif detection.refers_to and detected.may_refer(source, detection):
            self._refer(source, detection)

    def dangling(self) -> Iterator[Problem]:
        """The files that are named instead of a license and missing, each once."""
        for name, found in sorted(self._missing.items())[:_SHOWN]:
            source, match = found[0]
            yield warning("license-reference-dangling", source.place("", match.start_line), name=name, count=len(found))

    def mentions(self) -> Iterator[Problem]:
        """That licenses are mentioned which count for nothing, once for the whole run."""
        if self._mentioned:
            source, match = self._mentioned[0]
            count = len(self._mentioned)
            yield note("license-only-mentioned", source.place("", match.start_line), license=match.expression, count=count)

    def _refer(self, source: Source, detection: Detection) -> None:
        if not any(self._is_there(source.path, name) for name in detection.refers_to):
            self._missing.setdefault(detection.refers_to[0], []).append((source, detection.matches[0]))

    def _is_there(self, path: str, name: str) -> bool:
        """Whether a file of this name lies beside a file or above it."""
        folder = posixpath.dirname(path)
        while True:
            for ending in _ENDINGS:
                if posixpath.normpath(posixpath.join(folder, name.replace("\\", "/") + ending)).lower() in self._paths:
                    return True
            if posixpath.dirname(folder) == folder:
                return False
            folder = posixpath.dirname(folder)


def license_file(source: Source, detection: Detection, problem: Problem | None) -> Inventory:
    """What a license file says by its words, or why that is not known."""
    if problem is None:
        try:
            return license_files.inventory_of(source, detection)
        except UnreadableError as fault:
            problem = fault.problem
    return Inventory(source.path, table.LICENSE_FILES, problems=(problem,), gives=license_files.READER.gives)
