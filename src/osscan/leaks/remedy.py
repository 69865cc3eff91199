"""Remedy: the plan for a history that must not become public as it is, as data; it is printed and never carried out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from osscan.leaks.leak import Leak, LeakClass, Origin
from osscan.model.report import CheckSeverity


class Step(StrEnum):
    """What is done, in this order."""

    ROTATE = "rotate"
    """Whoever holds a secret makes it worthless: nothing else helps against those who have it already."""
    TREE = "tree"
    """The newest state loses what must not become public."""
    DECIDE = "decide"
    """Publish without a history, or with a filtered one."""
    SQUASH = "squash"
    FILTER_PATHS = "filter-paths"
    FILTER_TEXTS = "filter-texts"
    FILTER_WORDS = "filter-words"
    RESCAN = "rescan"
    PUSH = "push"


class Remedy(NamedTuple):
    """One step: what it concerns, and the command where one can be given."""

    step: Step
    fingerprints: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    command: str = ""


def remedies(leaks: Iterable[Leak]) -> tuple[Remedy, ...]:
    """The plan for the leaks of tree and history that nobody has allowed; empty where none asks for one."""
    grave = [leak for leak in leaks if not leak.allowed and leak.weight is not CheckSeverity.HINT]
    if not grave:
        return ()
    steps = []
    secrets = [leak for leak in grave if leak.kind in (LeakClass.SECRET, LeakClass.KEY)]
    if secrets:
        steps.append(Remedy(Step.ROTATE, _marks(secrets), _paths(secrets)))
    present = [leak for leak in grave if leak.in_tree and leak.origin in (Origin.TREE, Origin.HISTORY)]
    if present:
        steps.append(Remedy(Step.TREE, _marks(present), _paths(present)))
    past = [leak for leak in grave if leak.origin is not Origin.TREE]
    if past:
        steps += _of_history(past)
    steps.append(Remedy(Step.RESCAN, command="osscan publish check ."))
    return (*steps, Remedy(Step.PUSH)) if past else tuple(steps)


def _of_history(past: list[Leak]) -> list[Remedy]:
    """Files that hold nothing else can go as a whole; in others only the value is replaced."""
    files = [leak for leak in past if leak.origin is Origin.HISTORY and leak.place.line is None and not leak.in_tree]
    texts = [leak for leak in past if leak.origin is Origin.HISTORY and leak not in files]
    words = [leak for leak in past if leak.origin in (Origin.COMMIT, Origin.TAG, Origin.NOTE)]
    steps = [
        Remedy(Step.DECIDE, _marks(past), _paths(past)),
        Remedy(Step.SQUASH, command='git checkout --orphan publish && git commit -m "…"'),
    ]
    if files:
        paths = "".join(f" --path {_quoted(path)}" for path in _paths(files))
        steps.append(Remedy(Step.FILTER_PATHS, _marks(files), _paths(files), f"git filter-repo --invert-paths{paths}"))
    if texts:
        steps.append(
            Remedy(Step.FILTER_TEXTS, _marks(texts), _paths(texts), "git filter-repo --replace-text ../replacements.txt")
        )
    if words:
        steps.append(Remedy(Step.FILTER_WORDS, _marks(words), (), "git filter-repo --replace-message ../replacements.txt"))
    return steps


def _marks(leaks: list[Leak]) -> tuple[str, ...]:
    return tuple(sorted({leak.fingerprint for leak in leaks}))


def _paths(leaks: list[Leak]) -> tuple[str, ...]:
    return tuple(sorted({leak.place.input for leak in leaks if leak.place.input}))


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "'\\''") + "'"
