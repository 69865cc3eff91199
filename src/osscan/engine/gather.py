"""Targets become inventories: every input is read alone, so that a broken one costs no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from osscan.engine.executor import Executor
from osscan.engine.joint import JOINT, parted, read_jointly, still_known
from osscan.errors import InputMissingError, UnreadableError
from osscan.inputs.roles import RolePatterns, is_installed
from osscan.inputs.source import Limits, Source, passing
from osscan.inputs.tree import walk
from osscan.model.component import PathRole
from osscan.model.inventory import Gives, Inventory
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, error
from osscan.readers import table

_HEAD = 65_536
_CHUNK = 64
_OWN_CACHES, _SQLITE = ("detections.sqlite3", "answers.sqlite3"), b"SQLite format 3\0"
_OWN_LOCK = "osscan.lock"
_BY_CONTENT = "?"
"""Stands for the reader of what is called an SBOM: any SBOM format goes by such names, and so do other files."""
_VAGUE = ("*sbom*.json", "*sbom*.xml")
_ALSO_TAGGED = (
    *(
        "python/pyproject",
        "python/requirements",
        "python/pipfile",
        "python/conda-environment",
        "python/setup-py",
        "python/setup-cfg",
    ),
    *("dart/pubspec-yaml", "cpp/conanfile-txt", "java/pom", "java/version-catalog", "vendored/banners"),
    *("ci/dockerfile", "ci/compose", "ci/github", "ci/gitlab", "vendored/components", "unread/manifests", "java/gradle-build"),
    "swift/package-swift",
)
"""Manifests that people write by hand and put license tags into, and programs with a banner."""
_ALSO_WORDED = (
    *("vendored/banners", "python/setup-py", "ci/dockerfile", "ci/compose", "ci/github", "ci/gitlab", "unread/manifests"),
    *("java/gradle-build", "swift/package-swift"),
)
"""Readers of formats beside which the words of the file are looked at too."""


Read = tuple[PathRole, Inventory]
"""What was read, and what the folder is for in which it lies."""


class Walked(NamedTuple):
    """The files of all folders that were asked for, by path."""

    sources: Mapping[str, Source]
    unclaimed: tuple[str, ...] = ()
    """Those whose words tell their license, if anything does: license files, and what no reader of a format takes."""
    license_files: frozenset[str] = frozenset()
    """Those of them that are license files by their names."""
    forecasts: Mapping[str, str] = MappingProxyType({})
    """Which content git expects in a file, by path (`inputs.git_index.blob_ids`)."""


class Gathered(NamedTuple):
    """All inventories with the roles of their inputs, in the order of paths, and what was noticed while walking."""

    inventories: tuple[Read, ...]
    problems: tuple[Problem, ...]
    walked: Walked


_BUILDING = "ci/"
"""Readers of pipelines and container descriptions."""

Job = tuple[tuple[str, ...], Source]
"""Names of the readers that look at a Source."""


def gather(
    targets: Iterable[str | Source],
    limits: Limits,
    executor: Executor,
    *,
    words_apart: bool = False,
    role_patterns: RolePatterns = (),
) -> Gathered:
    """Reads every target; raises InputMissingError when one does not exist, before anything is read.

    With `words_apart` the license files in folders are left to `engine.wording`, which looks at the words of all files.
    """
    jobs: dict[str, Job] = {}
    sources: dict[str, Source] = {}
    forecasts: dict[str, str] = {}
    problems: list[Problem] = []
    opened = [target if isinstance(target, Source) else _open(target, limits) for target in targets]
    for target in opened:
        if isinstance(target, Source):
            jobs[target.path] = ((), target)
            continue
        walked = walk(target.folder, limits, role_patterns)
        problems += walked.problems
        for source in walked.sources:
            known = sources.get(source.path)
            if known is None or _asks_more(source, known):
                sources[source.path] = source
        if words_apart:
            forecasts.update(_forecasts(target.folder, walked.sources))
    found = read_all(jobs, sources, executor, words_apart=words_apart)
    return found._replace(problems=tuple(problems), walked=found.walked._replace(forecasts=forecasts))


def read_all(
    jobs: Mapping[str, Job],
    sources: Mapping[str, Source],
    executor: Executor,
    known: Mapping[str, tuple[Read, ...]] = MappingProxyType({}),
    *,
    words_apart: bool,
) -> Gathered:
    """Reads the inputs of `jobs` and the files of folders; for paths in `known` it is known already what readers see there."""
    wanted = dict(jobs)
    unclaimed: list[str] = []
    license_files: list[str] = []
    for path, source in sources.items():
        names = reader_names(path)
        if not names or path in jobs or _is_own_cache(source):
            continue
        is_license = names == (table.LICENSE_FILES,)
        if is_license or names == (table.TAGS.name,) or names[0] in _ALSO_WORDED:
            unclaimed.append(path)
        if is_license:
            license_files.append(path)
        if not (is_license and words_apart):
            wanted[path] = (names, source)
    known = still_known(known, wanted) if known else known
    ordered, joint = parted(wanted[path] for path in sorted(wanted) if path not in known)
    chunks = [*joint, *(ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))]
    read = [pair for part in executor.map(read_chunk, chunks) for pair in part]
    if known or joint:
        read += [pair for path in wanted if path in known for pair in known[path]]
        read.sort(key=lambda pair: pair[1].path)
    return Gathered(tuple(read), (), Walked(sources, tuple(sorted(unclaimed)), frozenset(license_files)))


def _is_own_cache(source: Source) -> bool:
    """Whether a file is osscan's cache, which `--cache-dir` may put into the tree, or its lock: no part of the product."""
    if source.name == _OWN_LOCK:
        return True
    if source.name not in _OWN_CACHES:
        return False
    try:
        return source.start(len(_SQLITE)) == _SQLITE
    except UnreadableError:
        return False


def _forecasts(folder: str, sources: tuple[Source, ...]) -> dict[str, str]:
    from osscan.inputs.git_index import blob_ids  # noqa: PLC0415 - nothing of git is asked where no words are looked at

    known = blob_ids(Path(folder))
    if not known:
        return {}
    below = [(source.path, known.get(relative(source))) for source in sources]
    return {path: forecast for path, forecast in below if forecast is not None}


def relative(source: Source) -> str:
    """The path of a Source inside of the folder that was asked for."""
    return source.file[len(source.root) + 1 :]


def _asks_more(source: Source, known: Source) -> bool:
    """Of two ways to the same file the one counts by which it belongs to the product, else the longer; whatever the order."""
    if (source.role is PathRole.PRODUCT) != (known.role is PathRole.PRODUCT):
        return source.role is PathRole.PRODUCT
    return len(relative(source)) > len(relative(known))


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
            return passing(shown, file, limits) or Source(
                shown, str(file), None, str(file.resolve().parent), PathRole.PRODUCT, limits
            )
    except UnreadableError as fault:
        raise InputMissingError(fault.problem) from fault
    except (OSError, ValueError) as fault:
        raise InputMissingError(error("input-unreadable", Place(target), reason=str(fault))) from fault
    raise InputMissingError(error("input-missing", Place(target), path=target))


def reader_names(path: str) -> tuple[str, ...]:
    row = table.by_path(path)
    if row is None:
        return () if is_installed(path) else (table.TAGS.name,)
    if row.name.startswith("sbom/"):
        return (_BY_CONTENT,)
    return (row.name, table.TAGS.name) if row.name in _ALSO_TAGGED else (row.name,)


def read_chunk(jobs: list[Job]) -> list[tuple[PathRole, Inventory]]:
    names = jobs[0][0]
    if names and names[0] in JOINT:
        found = read_jointly(names[0], [source for _, source in jobs])
        if found is not None:
            return [(source.role, inventory) for (_, source), inventory in zip(jobs, found, strict=True)]
    return [(_role(names, source, inventory), inventory) for names, source in jobs for inventory in read_one(names, source)]


def _role(names: tuple[str, ...], source: Source, inventory: Inventory) -> PathRole:
    """What builds a project is no part of it, wherever its description lies; what was named outright is looked at."""
    if names and source.role is PathRole.PRODUCT and inventory.reader.startswith(_BUILDING):
        return PathRole.BUILD
    return source.role


def _read(name: str, source: Source) -> Inventory:
    card = table.card(name)
    asked: list[str] = []
    try:
        inventory = card.read(source._replace(asked=asked))
    except UnreadableError as fault:
        return Inventory(source.path, card.name, problems=(fault.problem,), gives=card.gives)
    except RecursionError:
        problem = error("too-deep", source.place(), limit=source.limits.depth)
        return Inventory(source.path, card.name, problems=(problem,), gives=card.gives)
    except Exception as fault:  # noqa: BLE001 - one fault of osscan in one reader must not cost the other inputs
        problem = error("reader-fault", source.place(), reader=card.name, kind=type(fault).__name__, reason=fault)
        return Inventory(source.path, card.name, problems=(problem,), gives=card.gives)
    if inventory.gives == card.gives and not asked:
        return inventory
    return inventory._replace(gives=card.gives, consulted=tuple(dict.fromkeys(asked)))


def _unknown_format(source: Source) -> Problem:
    titles = ", ".join(dict.fromkeys(reader.title for _, reader in table.every() if reader.title and reader.gives != Gives()))
    return Problem("format-unknown", Severity.ERROR, source.place(), (("supported", titles),))
