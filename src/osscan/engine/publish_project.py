"""Gathers the Project before it is judged: files, git, manifests, the license report, what leaks, decisions; each part by itself, none costs another."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from osscan.checks.project import Manifest, Project, Settings, TreeFile
from osscan.engine.check import check
from osscan.engine.detecting import detect_sources
from osscan.engine.executor import Executor
from osscan.engine.request import CheckRequest
from osscan.errors import UnreadableError
from osscan.inputs.git_facts import GitFacts, git_facts
from osscan.inputs.source import Source
from osscan.inputs.tree import Walk, walk
from osscan.model.component import PathRole
from osscan.model.detection import LicenseMatch
from osscan.model.problem import Problem
from osscan.model.publication import Decision
from osscan.policy.schema import Policy
from osscan.readers.table import by_path, card_of

_MONTHS = 183
"""Days of the six months that openCode's badges look back."""
_MANIFESTS = frozenset({"pyproject.toml", "package.json", "composer.json", "cargo.toml", "pom.xml", "setup.cfg"})
_LICENSES = ("license", "licence", "copying", "unlicense")
_TREE_LIMIT = 64 * 1024 * 1024


class Asked(NamedTuple):
    """What to look at, and how: `history` is whether all commits are looked at too."""

    path: str
    policy: Policy
    settings: Settings
    decisions: tuple[Decision, ...]
    as_of: date
    generated_at: str
    history: bool = True
    locks: tuple[Source, ...] = ()
    """Files `osscan.lock`, as `osscan check` takes them."""


class Gathered(NamedTuple):
    """The Project and what could not be read on the way."""

    project: Project
    problems: tuple[Problem, ...]


def gather(asked: Asked, executor: Executor, cache: Any = None) -> Gathered:
    """Everything that the checks look at."""
    request = CheckRequest(
        targets=(asked.path,),
        policy=asked.policy,
        outbound=asked.settings.outbound,
        as_of=asked.as_of,
        generated_at=asked.generated_at,
        exact_places=False,
        evidence=False,
        locks=asked.locks,
    )
    walked = walk(asked.path, request.limits, request.naming)
    sources = {_inside(source): source for source in walked.sources}
    files = tuple(_file(path, source) for path, source in sources.items())
    missing: dict[str, str] = {}
    found = git_facts(Path(asked.path), (asked.as_of - timedelta(days=_MONTHS)).isoformat())
    if found.facts is None:
        missing["git"] = found.reason
    report = check(request, executor, cache)
    parts = _parts(asked, walked, found.facts, missing)
    project = Project(
        asked.path,
        files,
        asked.settings,
        _reader(sources),
        found.facts,
        report,
        texts=_texts(sources, executor, cache),
        manifests=_manifests(sources),
        decisions=asked.decisions,
        missing=missing,
        by_path={file.path: file for file in files},
        **parts,
    )
    return Gathered(project, (*walked.problems, *(one for one in report.problems if one not in walked.problems)))


def _parts(asked: Asked, walked: Walk, git: GitFacts | None, missing: dict[str, str]) -> dict[str, Any]:
    """What other packages find: REUSE, leaks, publiccode.yml."""
    _ = asked, walked, git, missing
    return {}


def _texts(sources: Mapping[str, Source], executor: Executor, cache: Any) -> dict[str, tuple[LicenseMatch, ...]]:
    """What is recognised in files that are called as licenses are."""
    named = {path: source for path, source in sources.items() if posixpath.basename(path).lower().startswith(_LICENSES)}
    found = detect_sources(list(named.values()), executor, cache)
    return {path: file.detection.matches for path, file in zip(named, found, strict=True)}


def _inside(source: Source) -> str:
    """The path of a file inside of the project."""
    return source.file[len(source.root) + 1 :]


def _file(path: str, source: Source) -> TreeFile:
    try:
        size = Path(source.file).stat().st_size
    except OSError:
        size = 0
    return TreeFile(path, size, source.role)


def _reader(sources: Mapping[str, Source]) -> Callable[[str], bytes | None]:
    def read(path: str) -> bytes | None:
        source = sources.get(path)
        if source is None:
            return None
        try:
            if Path(source.file).stat().st_size > _TREE_LIMIT:
                return source.start(_TREE_LIMIT)
            return source.content()
        except (OSError, UnreadableError):
            return None

    return read


def _manifests(sources: Mapping[str, Source]) -> tuple[Manifest, ...]:
    """What the manifests of the product say of themselves, those nearest to the top first."""
    found = []
    for path, source in sorted(sources.items(), key=lambda one: (one[0].count("/"), one[0])):
        if posixpath.basename(path).lower() not in _MANIFESTS or source.role is not PathRole.PRODUCT:
            continue
        row = by_path(path)
        if row is None:
            continue
        try:
            root = card_of(row).read(source).root
        except UnreadableError:
            continue
        if root is not None:
            license_ = next((claim.raw for claim in root.claims if claim.raw), "")
            found.append(Manifest(path, root.name, root.version, license_))
    return tuple(found)
