"""The history: every content that ever was in a commit that a ref still reaches, and the words of commits, tags and notes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from osscan.leaks.leak import Allowed, Leak, Looked, Origin, Settings
from osscan.leaks.look import looked
from osscan.leaks.objects import (
    Birth,
    Listing,
    Object,
    births,
    contents,
    git_program,
    newest_blobs,
    note_blobs,
    objects_of,
)
from osscan.leaks.tree import Maps
from osscan.leaks.weighing import is_ignored, role_here
from osscan.model.component import PathRole
from osscan.model.place import Place
from osscan.model.problem import Problem, error, warning

_CHUNK_BYTES, _CHUNK_OBJECTS, _WAVE = 4 * 1024 * 1024, 2000, 16
_MOST_NAMES = 4
_PATHS = {"commit": "", "tag": ""}
_ORIGINS = {"blob": Origin.HISTORY, "commit": Origin.COMMIT, "tag": Origin.TAG}


class Read(NamedTuple):
    """One object of the history with its bytes, as the workers get it."""

    one: Object
    content: bytes

    def __repr__(self) -> str:
        return f"Read({self.one.name})"


def scan_history(
    folder: str, settings: Settings, tell: list[Problem] | None = None, executor: Maps | None = None
) -> Iterator[Leak]:
    """The leaks of the whole history, each fingerprint once, ordered by path; what could not be read is put into `tell`."""
    problems = tell if tell is not None else []
    git, place = git_program(), Path(folder)
    if not git:
        problems.append(error("leak-no-history", Place(folder), reason="git"))
        return
    listing = objects_of(git, place)
    problems += _limits(listing, folder)
    born = births(git, place) if listing.objects else {}
    wanted = [_named(one, born, settings) for one in _wanted(listing, folder, settings, problems)]
    found: dict[str, list[Leak]] = {}
    read = 0
    for wave in _waves(contents(git, place, wanted)):
        read += sum(len(chunk) for chunk in wave)
        work = partial(_look, settings)
        for results in executor.map(work, wave) if executor is not None else map(work, wave):
            for result in results:
                problems += result.problems
                for leak in result.leaks:
                    found.setdefault(leak.fingerprint, []).append(leak)
    if read < len(wanted):
        problems.append(error("leak-history-broken", Place(folder), read=read, wanted=len(wanted)))
    yield from _dated(found, born, newest_blobs(git, place), note_blobs(git, place), settings)


def _dated(
    found: Mapping[str, list[Leak]], born: Mapping[str, Birth], newest: frozenset[str], notes: frozenset[str], settings: Settings
) -> list[Leak]:
    """Each leak once, with the first commit that brought it, and whether the newest state still holds it."""
    commits = {
        leak.blob: birth.commit for leaks in found.values() for leak in leaks if (birth := born.get(leak.blob)) is not None
    }
    age = {blob: number for number, blob in enumerate(born)}
    dated = []
    for leaks in found.values():
        oldest = min(leaks, key=lambda leak: (age.get(leak.blob, len(age)), leak.sort_key()))
        origin = Origin.NOTE if oldest.blob in notes else oldest.origin
        commit = commits.get(oldest.blob, "") or (oldest.blob if origin is Origin.COMMIT else "")
        leak = oldest._replace(
            origin=origin, commit=commit, in_tree=any(one.blob in newest for one in leaks), times=len({one.blob for one in leaks})
        )
        if not leak.allowed and is_ignored(leak, settings.ignored):
            leak = leak._replace(allowed=Allowed.IGNORED)
        dated.append(leak)
    return sorted(dated, key=Leak.sort_key)


def _look(settings: Settings, chunk: tuple[Read, ...]) -> list[Looked]:
    results = [_object(read, settings) for read in chunk]
    return [result for result in results if result.leaks or result.problems]


def _object(read: Read, settings: Settings) -> Looked:
    """A blob as a file of its path; of commits and tags what people wrote."""
    one, content = read
    if one.kind == "blob":
        result = looked(content, one.path, PathRole.PRODUCT, settings)
        leaks = list(result.leaks)
        for path in one.also:
            told = {leak.rule for leak in leaks}
            leaks += [leak for leak in looked(content, path, PathRole.PRODUCT, settings).leaks if leak.rule not in told]
        return Looked(tuple(leak._replace(origin=Origin.HISTORY, blob=one.name) for leak in leaks), result.problems)
    words = content.partition(b"\n\n")[2].partition(b"-----BEGIN PGP SIGNATURE-----")[0]
    result = looked(words, _PATHS[one.kind], PathRole.PRODUCT, settings)
    said = tuple(leak._replace(origin=_ORIGINS[one.kind], blob=one.name) for leak in result.leaks)
    return Looked(said, result.problems)


def _named(one: Object, born: Mapping[str, Birth], settings: Settings) -> Object:
    """A content is looked at under that of its names which belongs to the product; other names count where they differ."""
    birth = born.get(one.name)
    if birth is None or len(birth.paths) < 2:
        return one
    product = (path for path in birth.paths if role_here(path, PathRole.PRODUCT, settings.role_patterns) is PathRole.PRODUCT)
    first = next(product, one.path or birth.paths[0])
    others = {
        posixpath.basename(path): path for path in reversed(birth.paths) if posixpath.basename(path) != posixpath.basename(first)
    }
    return one._replace(path=first, also=tuple(sorted(others.values())[:_MOST_NAMES]))


def _wanted(listing: Listing, folder: str, settings: Settings, problems: list[Problem]) -> list[Object]:
    """What is read: all but contents beyond the limits, and of those it is said that they were not."""
    wanted, read = [], 0
    for one in listing.objects:
        if one.size > settings.blob_bytes:
            problems.append(
                warning("leak-content-too-large", Place(one.path or folder), size=one.size, limit=settings.blob_bytes)
            )
            continue
        read += one.size
        if read > settings.history_bytes:
            problems.append(error("leak-history-too-large", Place(folder), limit=settings.history_bytes))
            break
        wanted.append(one)
    return wanted


def _limits(listing: Listing, folder: str) -> Iterable[Problem]:
    if listing.reason:
        yield error("leak-no-history", Place(folder), reason=listing.said or listing.reason)
    if listing.is_shallow:
        yield error("leak-history-shallow", Place(folder))
    if listing.missing:
        yield error("leak-history-partial", Place(folder), count=listing.missing)


def _waves(read: Iterator[tuple[Object, bytes]]) -> Iterator[list[tuple[Read, ...]]]:
    """A pool takes all it is given at once; so it is given a wave of chunks at a time."""
    chunks = _chunks(read)
    while wave := list(islice(chunks, _WAVE)):
        yield wave


def _chunks(read: Iterator[tuple[Object, bytes]]) -> Iterator[tuple[Read, ...]]:
    chunk: list[Read] = []
    size = 0
    for one, content in read:
        chunk.append(Read(one, content))
        size += len(content)
        if size >= _CHUNK_BYTES or len(chunk) >= _CHUNK_OBJECTS:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)
