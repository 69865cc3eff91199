"""The story of `osscan publish verify`: do the sums of an archive hold, and the chain of decisions, in it or in a project."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from osscan.engine import publish_decisions
from osscan.engine.publish_bundle import DECISIONS, SUMS
from osscan.inputs.git import blob
from osscan.inputs.git_history import commits_of
from osscan.inputs.zip_members import Archive, ArchiveError, Budget
from osscan.model.place import Place
from osscan.model.problem import Facts, Problem, facts_of

_row = re.compile(r"([0-9a-f]{64}) [ *](.+)").fullmatch
_STRANGE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)|\\|[\x00-\x1f]").search
_MOST_SEEN = 500


class Fault(NamedTuple):
    """One thing that does not hold (sentence `publish_bundle.fault.<code>`)."""

    code: str
    place: Place
    facts: Facts = ()


class Verified(NamedTuple):
    """What was verified: `bundle` or `project`, how many files, decisions and former states; nothing at all is no pass."""

    what: str
    files: int
    decisions: int
    states: int
    faults: tuple[Fault, ...]


def verify(path: Path) -> Verified:
    """An archive, an unpacked one, or a project. Raises ArchiveError and OSError where it can't be read."""
    if path.is_file():
        archive = Archive(path.read_bytes(), Budget())
        twice = tuple(Fault("twice", Place(name)) for name in archive.twice)
        return _bundle(archive.names, archive.read, twice)
    if (path / SUMS).is_file():
        files = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}
        return _bundle(tuple(files), lambda name: files[name].read_bytes(), ())
    return _project(path)


def _bundle(names: tuple[str, ...], read: Callable[[str], bytes], faults: tuple[Fault, ...]) -> Verified:
    if SUMS not in names:
        return Verified("bundle", 0, 0, 0, (*faults, Fault("no-sums", Place(SUMS))))
    listed, odd = _listed(read(SUMS).decode("utf-8", "replace"))
    found = [*faults, *odd, *_differences(names, read, listed)]
    content = read(DECISIONS) if DECISIONS in names else b""
    told = publish_decisions.told_by(content, DECISIONS)
    found += [_fault(problem) for problem in told.problems]
    return Verified("bundle", len(listed), len(told.decisions), 0, tuple(found))


def _listed(text: str) -> tuple[dict[str, str], list[Fault]]:
    listed: dict[str, str] = {}
    odd = []
    for number, line in enumerate(text.splitlines(), 1):
        row = _row(line)
        if row is None or row[2] in listed:
            odd.append(Fault("odd-line", Place(SUMS, "", number)))
        else:
            listed[row[2]] = row[1]
    return listed, odd


def _differences(names: Iterable[str], read: Callable[[str], bytes], listed: dict[str, str]) -> Iterator[Fault]:
    there = set(names)
    for name, wanted in listed.items():
        if name not in there:
            yield Fault("missing", Place(name))
            continue
        try:
            content = read(name)
        except ArchiveError:
            yield Fault("unreadable", Place(name))
            continue
        if hashlib.sha256(content).hexdigest() != wanted:
            yield Fault("changed", Place(name))
    for name in sorted(there):
        if _STRANGE(name):
            yield Fault("strange-name", Place(name))
        if name not in listed and name != SUMS:
            yield Fault("not-listed", Place(name))


def _project(folder: Path) -> Verified:
    """The chain by itself, and every state of it that a commit held: what was once decided may not disappear."""
    file = folder / publish_decisions.FILE
    content = file.read_bytes() if file.is_file() else b""
    told = publish_decisions.told_by(content, publish_decisions.FILE)
    faults = [_fault(problem) for problem in told.problems]
    states = commits_of(folder, publish_decisions.FILE, _MOST_SEEN)
    for commit in states:
        held = blob(folder, commit, f"./{publish_decisions.FILE}").content
        if held is not None and not content.startswith(held):
            faults.append(Fault("taken-back", Place(publish_decisions.FILE), facts_of(commit=commit[:12])))
            break
    return Verified("project", int(bool(content)), len(told.decisions), len(states), tuple(faults))


def _fault(problem: Problem) -> Fault:
    return Fault("chain" if problem.code == "decisions-changed" else "incomplete", problem.place, problem.facts)
