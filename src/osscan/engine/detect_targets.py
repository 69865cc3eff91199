"""Targets of `osscan license detect` become Sources: folders are walked, what was named outright is looked at even if git ignores it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from osscan.errors import InputMissingError
from osscan.inputs.git_index import blob_ids
from osscan.inputs.source import Limits, Source
from osscan.inputs.tree import walk
from osscan.model.component import PathRole
from osscan.model.place import Place
from osscan.model.problem import Problem, error


class Targets(NamedTuple):
    """What is looked at: each file once, in the order asked for, files of a folder by path."""

    sources: Mapping[str, Source]
    """By path, in this order."""
    named: frozenset[str]
    """Paths of files that were named outright."""
    folders: tuple[str, ...]
    """The folders asked for, as they begin the paths of their files; `.` begins none."""
    forecasts: Mapping[str, str]
    """Which content git expects in a file, by path (`inputs.git_index.blob_ids`)."""
    problems: tuple[Problem, ...]


def opened(paths: Sequence[str], more: Sequence[str], limits: Limits) -> Targets:
    """Raises InputMissingError when one of `paths` does not exist; what is missing of `more` becomes a Source that can't be read."""
    for path in paths:
        if not _exists(path):
            raise InputMissingError(error("input-missing", Place(path), path=path))
    sources: dict[str, Source] = {}
    named: list[str] = []
    folders: list[str] = []
    forecasts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in (*paths, *more):
        if not _is_folder(path):
            sources[path] = Source(path, path, None, "", PathRole.PRODUCT, limits)
            named.append(path)
            continue
        walked = walk(path, limits)
        problems += walked.problems
        folders.append(posixpath.normpath(path.replace("\\", "/")))
        known = blob_ids(Path(path)) or {}
        for source in walked.sources:
            sources.setdefault(source.path, source)
            forecast = known.get(source.file[len(source.root) + 1 :])
            if forecast is not None:
                forecasts[source.path] = forecast
    return Targets(sources, frozenset(named), tuple(dict.fromkeys(folders)), forecasts, tuple(problems))


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
