"""Targets become inventories: every input is read alone, so that a broken one costs no other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from osscan.engine.executor import Executor
from osscan.errors import InputMissingError, UnreadableError
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Limits, Source
from osscan.inputs.tree import walk
from osscan.model.component import PathRole
from osscan.model.inventory import Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, error
from osscan.readers import table

_HEAD = 65_536
_CHUNK = 64
_BY_CONTENT = "?"
"""Stands for the reader of what is called an SBOM: any SBOM format goes by such names, and so do other files."""
_VAGUE = ("*sbom*.json", "*sbom*.xml")
_ALSO_TAGGED = ("python/pyproject", "python/requirements")
"""Manifests that people write by hand and put license tags into."""


class Gathered(NamedTuple):
    """All inventories with the roles of their inputs, in the order of paths, and what was noticed while walking."""

    inventories: tuple[tuple[PathRole, Inventory], ...]
    problems: tuple[Problem, ...]


Job = tuple[tuple[str, ...], Source]
"""Names of the readers that look at a Source."""


def gather(targets: Iterable[str | Source], limits: Limits, executor: Executor) -> Gathered:
    """Reads every target; raises InputMissingError when one does not exist, before anything is read."""
    jobs: dict[str, Job] = {}
    problems: list[Problem] = []
    opened = [target if isinstance(target, Source) else _open(target, limits) for target in targets]
    for target in opened:
        if isinstance(target, Source):
            jobs[target.path] = ((), target)
            continue
        walked = walk(target.folder, limits)
        problems += walked.problems
        for source in walked.sources:
            names = _reader_names(source.path)
            known = jobs.get(source.path)
            if names and (known is None or _asks_more(source, known[1])):
                jobs[source.path] = (names, source)
    ordered = [jobs[path] for path in sorted(jobs)]
    chunks = [ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK)]
    read = tuple(pair for part in executor.map(_read_chunk, chunks) for pair in part)
    return Gathered(read, tuple(problems))


def _asks_more(source: Source, known: Source) -> bool:
    """Of two ways to the same file the one counts by which it belongs to the product, whatever the order of the targets."""
    return source.role is PathRole.PRODUCT and known.role is not PathRole.PRODUCT


def read_named(path: str, limits: Limits) -> Inventory:
    """One input that was named outright; a missing one gives an Inventory with a Problem."""
    try:
        opened = _open(path, limits)
    except InputMissingError as fault:
        return Inventory(path, problems=fault.problems)
    if isinstance(opened, Source):
        return read_one((), opened)[0]
    return Inventory(path, problems=(error("input-is-folder", Place(path)),))


def read_one(names: tuple[str, ...], source: Source) -> list[Inventory]:
    """What the readers see in one input; without names its content and path tell who reads it."""
    if not names or names == (_BY_CONTENT,):
        try:
            head = source.start(_HEAD)
        except UnreadableError as fault:
            return [Inventory(source.path, problems=(fault.problem,))]
        row = table.for_named(source.path, head)
        if row is None:
            return [Inventory(source.path, problems=(_unknown_format(source),))]
        if names and table.by_content(head) is None and table.only_by(source.path, _VAGUE):
            return []
        names = (row.name,)
    return [_read(name, source) for name in names]


class _Folder(NamedTuple):
    folder: str


def _open(target: str, limits: Limits) -> Source | _Folder:
    file = Path(target)
    try:
        if file.is_dir():
            return _Folder(target)
        if file.exists():
            shown = target.replace("\\", "/").removeprefix("./")
            return Source(shown, str(file), None, str(file.resolve().parent), PathRole.PRODUCT, limits)
    except (OSError, ValueError) as fault:
        raise InputMissingError(error("input-unreadable", Place(target), reason=str(fault))) from fault
    raise InputMissingError(error("input-missing", Place(target), path=target))


def _reader_names(path: str) -> tuple[str, ...]:
    row = table.by_path(path)
    if row is None:
        return () if is_installed(path) else (table.TAGS.name,)
    if row.name.startswith("sbom/"):
        return (_BY_CONTENT,)
    return (row.name, table.TAGS.name) if row.name in _ALSO_TAGGED else (row.name,)


def _read_chunk(jobs: list[Job]) -> list[tuple[PathRole, Inventory]]:
    return [(source.role, inventory) for names, source in jobs for inventory in read_one(names, source)]


def _read(name: str, source: Source) -> Inventory:
    card = table.card(name)
    try:
        inventory = card.read(source)
    except UnreadableError as fault:
        return Inventory(source.path, card.name, problems=(fault.problem,), gives=card.gives)
    except RecursionError:
        problem = error("too-deep", source.place(), limit=source.limits.depth)
        return Inventory(source.path, card.name, problems=(problem,), gives=card.gives)
    except Exception as fault:  # noqa: BLE001 - one fault of osscan in one reader must not cost the other inputs
        problem = error("reader-fault", source.place(), reader=card.name, kind=type(fault).__name__, reason=fault)
        return Inventory(source.path, card.name, problems=(problem,), gives=card.gives)
    return inventory if inventory.gives == card.gives else inventory._replace(gives=card.gives)


def _unknown_format(source: Source) -> Problem:
    titles = ", ".join(dict.fromkeys(reader.title for _, reader in table.every() if reader.title and reader.gives != Gives()))
    return Problem("format-unknown", Severity.ERROR, source.place(), (("supported", titles),))
