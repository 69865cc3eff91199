"""The present state of the targets and a former one, side by side; what has not changed is read once."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from osscan.engine.executor import Executor
from osscan.engine.gather import Gathered, Job, Read, gather, read_all
from osscan.engine.looking import Looked, put_together
from osscan.engine.request import CheckRequest
from osscan.errors import UnreadableError, WrongCallError
from osscan.inputs.git_index import content_id, gitlinks
from osscan.inputs.git_tree import Entry, Tree, contents_of, tree_of
from osscan.inputs.roles import role_of
from osscan.inputs.source import Source
from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, error, warning

if TYPE_CHECKING:
    from osscan.engine.detecting import Cache

_DEEPEST = 8
"""Submodules within submodules."""


class Both(NamedTuple):
    """Both states, the commit of the former one, and what kept it from being seen in full."""

    now: Looked
    before: Looked
    commit: str
    problems: tuple[Problem, ...]


def look_at_both(request: CheckRequest, executor: Executor, cache: Cache | None = None) -> Both:
    """Reads every target as it is and as it was in `request.since`; raises WrongCallError where git can't tell."""
    trees = [_Past(target, request.since) for target in request.targets]
    from osscan.engine.detecting import Memory  # noqa: PLC0415 - only runs that compare need it

    remembered: Cache = Memory() if cache is None else cache
    gathered = gather(request.targets, request.limits, executor, words_apart=True, role_patterns=request.naming)
    now = put_together(gathered, executor, remembered, request.limits)
    former = _Former(request, gathered)
    for past in trees:
        former.add(past)
    commit = next((past.tree.commit for past in trees), "")
    if not former.differs:
        return Both(now, now, commit, tuple(former.problems))
    before = put_together(former.gathered(executor), executor, remembered, request.limits)
    return Both(now, before, commit, (*former.problems, *_unread(before, commit)))


def locks_then(request: CheckRequest) -> tuple[Source, ...]:
    """The files `osscan.lock` as they were; those that there were not are left out."""
    found = []
    for lock in request.locks:
        file = Path(lock.file or lock.path).resolve()
        entry = tree_of(file.parent, request.since).files.get(file.name)
        held = None if entry is None else contents_of(file.parent, (entry.blob,)).get(entry.blob)
        if held is not None:
            found.append(lock._replace(held=held))
    return tuple(found)


class _Past:
    """What a target held; a file that was named is the only one of its folder."""

    def __init__(self, target: str | Source, revision: str) -> None:
        if isinstance(target, Source):
            raise WrongCallError(error("since-stdin", Place(target.path)))
        self.target = target
        self.is_folder = Path(target).is_dir()
        self.folder = Path(target).resolve() if self.is_folder else Path(target).resolve().parent
        self.name = Path(target).resolve().name
        self.tree = _known(tree_of(self.folder, revision), target, revision)

    def shown(self, path: str) -> str:
        """The path of a file as reports name it."""
        if not self.is_folder:
            return self.target.replace("\\", "/").removeprefix("./")
        return posixpath.normpath(posixpath.join(self.target.replace("\\", "/"), path))


def _known(tree: Tree, target: str, revision: str) -> Tree:
    if tree.reason:
        raise WrongCallError(error(f"since-{tree.reason}", Place(target), revision=revision, reason=tree.said or "-"))
    return tree


class _Former:
    """Gathers the former state target by target, as Sources that are read like any other."""

    def __init__(self, request: CheckRequest, now: Gathered) -> None:
        self.problems: list[Problem] = []
        self._limits = request.limits
        self._role_patterns = request.naming
        self._now = now
        self._sources: dict[str, Source] = {}
        self._jobs: dict[str, Job] = {}
        self._same: set[str] = set()
        self._changed: dict[str, bytes | None] = {}
        """What the files that are not as they were held, by full path."""
        self._forecasts: dict[str, str] = {}
        self._gone = 0

    @property
    def differs(self) -> bool:
        """Whether anything is not as it was."""
        return bool(self._changed or self._gone)

    def add(self, past: _Past) -> None:
        """One target."""
        if not past.is_folder:
            self._add_named(past)
            return
        self._add_files(past, past.folder, "", past.tree.files)
        kept = self._add_submodules(past, past.folder, "", past.tree.submodules, 0)
        prefix = f"{past.folder}/"
        for shown, source in self._now.walked.sources.items():
            if shown in self._sources or not source.file.startswith(prefix):
                continue
            if any(source.file.startswith(f"{prefix}{folder}/") for folder in kept):
                self._keep(shown, source)
            else:
                self._changed[source.file] = None

    def _add_named(self, past: _Past) -> None:
        """A file that was named, and what has changed of the files that may be asked for on its behalf."""
        shown, folder, files = past.shown(""), past.folder, past.tree.files
        asked = {one for _, inventory in self._now.inventories if inventory.path == shown for one in inventory.consulted}
        beside = [path for path in files if "/" not in path or f"{folder}/{path}" in asked]
        differing = {}
        for path in beside:
            now = Source(shown, f"{folder}/{path}", None, str(folder), limits=self._limits)
            if not _is_as_it_was(now, files[path], ""):
                differing[path] = files[path]
        contents = contents_of(folder, (entry.blob for entry in differing.values()))
        for path, entry in differing.items():
            self._changed[f"{folder}/{path}"] = contents.get(entry.blob)
        for one in asked:
            if Path(one).is_file() and one.removeprefix(f"{folder}/") not in files:
                self._changed[one] = None
        if past.name not in files:
            self._changed[f"{folder}/{past.name}"] = None
            return
        held = self._changed.get(f"{folder}/{past.name}")
        self._jobs[shown] = ((), Source(shown, f"{folder}/{past.name}", held, str(folder), limits=self._limits))
        if past.name not in differing:
            self._same.add(shown)

    def gathered(self, executor: Executor) -> Gathered:
        """The former state as the readers see it."""
        reads: dict[str, list[Read]] = {}
        for read in self._now.inventories:
            reads.setdefault(read[1].path, []).append(read)
        known = {path: tuple(reads.get(path, ())) for path in self._same if self._holds(reads.get(path, ()))}
        for path, source in self._sources.items():
            if path not in known:
                self._sources[path] = source._replace(past=self._changed)
        jobs = {path: (names, source._replace(past=self._changed)) for path, (names, source) in self._jobs.items()}
        found = read_all(jobs, self._sources, executor, known, words_apart=True)
        return found._replace(walked=found.walked._replace(forecasts=self._forecasts))

    def _holds(self, reads: Sequence[Read]) -> bool:
        """Whether what was read in the present state is what would have been read then."""
        changed = self._changed
        return all(inventory.complete and not any(one in changed for one in inventory.consulted) for _, inventory in reads)

    def _add_files(self, past: _Past, folder: Path, below: str, files: Mapping[str, Entry]) -> None:
        differing: list[tuple[Source, Entry]] = []
        forecasts = self._now.walked.forecasts
        for path, entry in files.items():
            shown = past.shown(f"{below}{path}")
            now = self._now.walked.sources.get(shown)
            if now is not None and _is_as_it_was(now, entry, forecasts.get(shown, "")):
                self._keep(shown, now)
            elif entry.size > self._limits.file_bytes:
                self._leave_out(warning("since-too-large", Place(shown), limit=self._limits.file_bytes))
            else:
                role = role_of(f"{below}{path}", self._role_patterns) if now is None else now.role
                source = Source(shown, f"{folder}/{path}", None, str(past.folder), role, self._limits)
                differing.append((source, entry))
        contents = contents_of(folder, (entry.blob for _, entry in differing))
        for source, entry in differing:
            held = contents.get(entry.blob)
            if held is None:
                self._leave_out(warning("since-missing", source.place()))
                continue
            self._changed[source.file] = held
            self._sources[source.path] = source._replace(held=held)
            self._forecasts[source.path] = f"{entry.blob}-{len(held)}"

    def _leave_out(self, problem: Problem) -> None:
        self._gone += 1
        self.problems.append(problem)

    def _add_submodules(self, past: _Past, folder: Path, below: str, submodules: Mapping[str, str], depth: int) -> list[str]:
        """The files of submodules at the commits of then; the answer names those that git does not have here."""
        unknown = []
        links = gitlinks(folder) if submodules else {}
        for path, commit in submodules.items():
            inner = f"{below}{path}"
            if links.get(path) != commit:
                self._changed[f"{folder}/{path}"] = commit.encode()
            tree = (
                tree_of(folder / path, commit)
                if depth < _DEEPEST and (folder / path / ".git").exists()
                else Tree(reason="unknown")
            )
            if tree.reason:
                unknown.append(inner)
                if (folder / path).is_dir() and any((folder / path).iterdir()):
                    self.problems.append(warning("since-submodule", Place(past.shown(inner)), commit=commit))
                continue
            self._add_files(past, folder / path, f"{inner}/", tree.files)
            unknown += self._add_submodules(past, folder / path, f"{inner}/", tree.submodules, depth + 1)
        return unknown

    def _keep(self, shown: str, source: Source) -> None:
        self._same.add(shown)
        self._sources[shown] = source
        forecast = self._now.walked.forecasts.get(shown)
        if forecast is not None:
            self._forecasts[shown] = forecast


def _is_as_it_was(now: Source, entry: Entry, forecast: str) -> bool:
    """Whether a file holds what git stored, line ends aside; opened only where the index can't tell."""
    if forecast:
        return forecast.partition("-")[0] == entry.blob
    try:
        content = now.content()
    except UnreadableError:
        return False
    return content_id(content, f"{entry.blob}-{len(content)}").partition("-")[0] == entry.blob


def _unread(before: Looked, commit: str) -> list[Problem]:
    """That something of the former state could not be read, once."""
    broken = [inventory.path for _, inventory in before.read if any(one.severity is Severity.ERROR for one in inventory.problems)]
    return [warning("since-incomplete", Place(broken[0]), count=len(broken), commit=commit[:12])] if broken else []
