"""Gathers the Project before it is judged: files, git, manifests, the license report, what leaks, decisions; each part by itself, none costs another."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from osscan.checks.description import FILE
from osscan.checks.project import Manifest, Project, Settings, TreeFile
from osscan.engine.check import check
from osscan.engine.detecting import detect_sources
from osscan.engine.executor import Executor
from osscan.engine.leaks import look_for_leaks
from osscan.engine.publiccode import validate
from osscan.engine.request import CheckRequest
from osscan.errors import UnreadableError
from osscan.inputs.git_facts import git_facts
from osscan.inputs.source import Limits, Source
from osscan.inputs.tree import walk
from osscan.leaks.leak import Settings as LeakSettings
from osscan.leaks.report import LeakReport
from osscan.model.component import PathRole
from osscan.model.detection import LicenseMatch
from osscan.model.problem import Problem, Severity
from osscan.model.publication import Decision
from osscan.model.publiccode import Publiccode, PubliccodeReport
from osscan.policy.schema import Policy
from osscan.publiccode import facts as publiccode
from osscan.readers.table import by_path, card_of
from osscan.reuse.lint import lint
from osscan.reuse.report import ReuseReport

_MONTHS = 183
"""Days of the six months that openCode's badges look back."""
_MANIFESTS = frozenset({"pyproject.toml", "package.json", "composer.json", "cargo.toml", "pom.xml", "setup.cfg"})
_LICENSES = ("license", "licence", "copying", "unlicense")
_KNOWN_INSIDE = frozenset({"*.intern", "*.lan", "*.local", "*.corp"})
"""Endings that the rules know without being told."""
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
    told: tuple[Problem, ...] = ()
    """What is wrong with the file of decisions."""
    installed: tuple[str, ...] = ()
    """Installed packages outside of what is published; they tell versions and licenses of what the project asks for."""


class Gathered(NamedTuple):
    """The Project and what could not be read on the way."""

    project: Project
    problems: tuple[Problem, ...]


def gather(asked: Asked, executor: Executor, cache: Any = None) -> Gathered:
    """Everything that the checks look at."""
    walked = walk(asked.path, Limits(), asked.policy.path_roles)
    sources = {_inside(source): source for source in walked.sources}
    files = tuple(_file(path, source) for path, source in sources.items())
    texts = _texts(sources, executor, cache)
    request = CheckRequest(
        targets=(asked.path, *asked.installed),
        policy=asked.policy,
        outbound=asked.settings.outbound or _own_license(texts),
        as_of=asked.as_of,
        generated_at=asked.generated_at,
        exact_places=False,
        evidence=False,
        locks=asked.locks,
    )
    missing: dict[str, str] = {}
    found = git_facts(Path(asked.path), (asked.as_of - timedelta(days=_MONTHS)).isoformat())
    if found.facts is None:
        missing["git"] = found.reason
    if any(one.severity is Severity.ERROR for one in asked.told):
        missing["decisions"] = "decisions-broken"
    report = check(request, executor, cache)
    parts = _parts(asked, sources, executor)
    project = Project(
        asked.path,
        files,
        asked.settings,
        _reader(sources),
        found.facts,
        report,
        texts=texts,
        manifests=_manifests(sources),
        decisions=asked.decisions,
        missing=missing,
        by_path={file.path: file for file in files},
        reuse=parts.reuse,
        leaks=parts.leaks,
        publiccode=parts.publiccode,
        publiccode_report=parts.publiccode_report,
    )
    told = (
        *asked.told,
        *walked.problems,
        *report.problems,
        *(parts.leaks.problems if parts.leaks else ()),
        *(parts.reuse.problems if parts.reuse else ()),
    )
    return Gathered(project, tuple(dict.fromkeys(told)))


def leak_settings_of(settings: Settings) -> LeakSettings:
    """What the organisation and the project say of addresses and hosts."""
    return LeakSettings(
        mail_domains=settings.mail_domains or LeakSettings().mail_domains,
        internal_domains=tuple(host.removeprefix("*.") for host in settings.hosts if host not in _KNOWN_INSIDE),
        public_hosts=tuple(host.removeprefix("*.") for host in settings.public_hosts),
    )


class _Parts(NamedTuple):
    """What other packages find."""

    reuse: ReuseReport | None = None
    leaks: LeakReport | None = None
    publiccode: Publiccode | None = None
    publiccode_report: PubliccodeReport | None = None


def _parts(asked: Asked, sources: Mapping[str, Source], executor: Executor) -> _Parts:
    """REUSE, leaks and publiccode.yml."""
    leaks = look_for_leaks(asked.path, leak_settings_of(asked.settings), executor, history=asked.history)
    described = sources.get(FILE)
    described = described._replace(path=FILE) if described is not None else None
    return _Parts(
        lint(asked.path),
        leaks,
        publiccode.read(described) if described is not None else None,
        validate(described, asked.as_of) if described is not None else None,
    )


def _texts(sources: Mapping[str, Source], executor: Executor, cache: Any) -> dict[str, tuple[LicenseMatch, ...]]:
    """What is recognised in files that are called as licenses are."""
    named = {path: source for path, source in sources.items() if posixpath.basename(path).lower().startswith(_LICENSES)}
    found = detect_sources(list(named.values()), executor, cache)
    return {path: file.detection.matches for path, file in zip(named, found, strict=True)}


def _own_license(texts: Mapping[str, tuple[LicenseMatch, ...]]) -> str:
    """The one license whose whole text lies at the top: what others build on has to go together with that. Empty for none or several."""
    found = {match.expression for path, matches in texts.items() if "/" not in path for match in matches if match.kind == "text"}
    return found.pop() if len(found) == 1 else ""


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
