"""The story of `osscan inventory`: each input as its readers see it, one after the other, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from osscan.engine.executor import Executor
from osscan.engine.gather import Read, Walked, gather, read_named
from osscan.engine.projects import by_project, role_of_project
from osscan.engine.unite import United, unite
from osscan.errors import UnreadableError
from osscan.inputs.roles import RolePatterns
from osscan.inputs.source import Limits, Source
from osscan.model.component import Kind, PathRole
from osscan.model.inventory import Inventory

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache

_CHUNK = 32
_HEAD = 65_536


class ProjectInventory(NamedTuple):
    """All inputs of one project, and the components that they name together."""

    root: str
    role: PathRole
    inputs: tuple[Read, ...]
    components: tuple[United, ...]

    @property
    def complete(self) -> bool:
        """Whether all of its inputs were read in full."""
        return all(inventory.complete for _, inventory in self.inputs)


def inventories(
    paths: Iterable[str],
    executor: Executor,
    role_patterns: RolePatterns = (),
    cache: Cache | None = None,
    limits: Limits = Limits(),
) -> Iterator[Read]:
    """An Inventory with its role for every file that is named, read or not, and for every file with something in it in a folder."""
    waiting: list[str] = []
    for path in paths:
        if not Path(path).is_dir():
            waiting.append(path)
            continue
        yield from _files(waiting, executor, limits)
        waiting = []
        gathered = gather((path,), limits, executor, words_apart=True, role_patterns=role_patterns)
        found = [*gathered.inventories, *_license_files(gathered.walked, executor, cache)]
        for role, inventory in sorted(found, key=lambda read: read[1].path):
            if inventory.components or inventory.root or inventory.problems:
                yield role, inventory
    yield from _files(waiting, executor, limits)


def in_pieces(path: str, limits: Limits) -> Iterator[Inventory] | None:
    """Inventories of one large SBOM in JSON, batch by batch, the last one with the problems; None for all other inputs."""
    from osscan.readers import streaming, table  # noqa: PLC0415 - only few inputs are so large

    source = Source(path.replace("\\", "/").removeprefix("./"), path, limits=limits)
    try:
        if not Path(path).is_file() or Path(path).stat().st_size <= streaming.LARGE:
            return None
        head = source.start(_HEAD)
        row = table.for_named(source.path, head)
    except (OSError, UnreadableError):
        return None
    if row is None or row.name not in streaming.READERS or b"\0" in head:
        return None  # of the encodings, only UTF-8 is read in pieces
    return streaming.batches(source, row.name)


def projects(
    paths: Iterable[str],
    executor: Executor,
    role_patterns: RolePatterns = (),
    cache: Cache | None = None,
    limits: Limits = Limits(),
) -> Iterator[ProjectInventory]:
    """One inventory for each project root; all inputs have to be known before the first of them is."""
    reads = sorted(inventories(paths, executor, role_patterns, cache, limits), key=lambda read: read[1].path)
    for root, inputs in by_project(reads).items():
        united = unite(inputs).components
        found = (united[id_] for id_ in sorted(united))
        parts = tuple(one for one in found if not one.component.first_party and one.component.kind is not Kind.FILES)
        yield ProjectInventory(root, role_of_project(root, inputs), inputs, parts)


def _license_files(walked: Walked, executor: Executor, cache: Cache | None) -> Iterator[Read]:
    """What the license files of a folder say; a content that several of them have is looked at once."""
    if not walked.license_files:
        return
    from osscan.engine.detecting import detect_sources  # noqa: PLC0415 - folders without license files detect nothing
    from osscan.engine.wording import license_file  # noqa: PLC0415 - as above

    sources = [walked.sources[path] for path in sorted(walked.license_files)]
    for source, found in zip(sources, detect_sources(sources, executor, cache, walked.forecasts), strict=True):
        yield source.role, license_file(source, found.detection, found.problem)


def _files(paths: list[str], executor: Executor, limits: Limits) -> Iterator[Read]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    for part in executor.map(partial(_read, limits), chunks):
        yield from ((PathRole.PRODUCT, inventory) for inventory in part)


def _read(limits: Limits, paths: list[str]) -> list[Inventory]:
    return [read_named(path, limits) for path in paths]
