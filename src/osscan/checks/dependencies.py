"""What the project builds on: compatible, listed, locked, free, to be had by everybody, thanked for, of known origin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from osscan.checks.base import Check, failed, incomplete, not_applicable, unknown
from osscan.checks.project import Project, TreeFile
from osscan.checks.sources import criteria, law, opencode, osps, public_code, publiccode
from osscan.inputs.roles import role_of
from osscan.model.component import Kind, PathRole, Scope
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, ProjectKind, Spot
from osscan.model.report import CheckSeverity, JudgedComponent
from osscan.model.verdict import CompatibilityWord, PolicyWord, Verdict
from osscan.notice.missing import missing_in
from osscan.notice.passed_on import passed_on

_SBOMS = (
    "*.cdx.json",
    "*.cdx.xml",
    "*.spdx.json",
    "*.spdx",
    "bom.json",
    "bom.xml",
    "sbom*.json",
    "sbom*.xml",
    "sbom/*",
    "docs/sbom*",
)
_sbom_job = re.compile(
    r"sbom create|cyclonedx|cdxgen|\bsyft\b|spdx-sbom|sbom-tool|reports:\s*\n?\s*cyclonedx", re.IGNORECASE
).search
_PIPELINES = (
    ".gitlab-ci.yml",
    ".gitlab/ci/*.yml",
    ".github/workflows/*.yml",
    ".github/workflows/*.yaml",
    ".forgejo/workflows/*.yml",
    ".woodpecker.yml",
    ".woodpecker/*.yml",
)
_LOCKS = {
    "package.json": ("package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "npm-shrinkwrap.json"),
    "pyproject.toml": (
        *("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "pylock.*.toml", "requirements*.txt", "pipfile.lock"),
        *("pixi.lock", "conda-lock.yml", "conda-*.lock"),
    ),
    "pipfile": ("pipfile.lock",),
    "composer.json": ("composer.lock",),
    "cargo.toml": ("cargo.lock",),
    "gemfile": ("gemfile.lock",),
    "go.mod": ("go.sum",),
    "pubspec.yaml": ("pubspec.lock",),
    "mix.exs": ("mix.lock",),
    "build.gradle": ("gradle.lockfile", "gradle/verification-metadata.xml"),
    "build.gradle.kts": ("gradle.lockfile", "gradle/verification-metadata.xml"),
}
_BUILT = (Scope.RUNTIME, Scope.OPTIONAL, Scope.PROVIDED, Scope.UNKNOWN)
_PRIVATE = re.compile(
    r"^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|localhost\b|[a-z0-9-]+(?::\d+)?(?:/|$))|\.(?:intern|internal|lan|local|corp|home\.arpa)(?::\d+)?(?:/|$)",
    re.IGNORECASE,
).search
_SOURCES = (
    ("pip.conf", re.compile(r"^[ \t]*(?:extra-)?index-url[ \t]*=[ \t]*(\S+)", re.MULTILINE)),
    ("requirements*.txt", re.compile(r"^[ \t]*--?(?:i|(?:extra-)?index-url|find-links)[ =]+(\S+)", re.MULTILINE)),
    ("pyproject.toml", re.compile(r"^[ \t]*url[ \t]*=[ \t]*[\"']((?:https?|git)[^\"'\n]+)[\"']", re.MULTILINE)),
    (".npmrc", re.compile(r"registry[ \t]{0,20}=[ \t]{0,20}(\S+)")),
    (".yarnrc.yml", re.compile(r"npmRegistryServer:[ \t]{0,20}[\"']?([^\s\"']+)")),
    ("pom.xml", re.compile(r"<repository>.{0,1000}?<url>\s{0,100}([^<\s]+)", re.DOTALL)),
    ("settings.xml", re.compile(r"<url>\s{0,100}([^<\s]+)")),
    ("build.gradle*", re.compile(r"\burl[ \t]{0,20}[=(]?[ \t]{0,20}(?:uri\()?[\"']([^\"'\n]+)")),
    ("dockerfile*", re.compile(r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)", re.MULTILINE | re.IGNORECASE)),
    ("go.mod", re.compile(r"^[ \t]*replace[ \t]+\S+(?:[ \t]+\S+)?[ \t]+=>[ \t]+(\S+)", re.MULTILINE)),
    ("composer.json", re.compile(r"\"url\"\s{0,20}:\s{0,20}\"([^\"\n]+)\"")),
    ("nuget.config", re.compile(r"value\s{0,20}=\s{0,20}\"(https?://[^\"\n]+)\"")),
)


def _pairs(project: Project) -> Iterator[tuple[JudgedComponent, Verdict]]:
    """Packages of others with their verdicts; the project's own files and what lies copied in the tree are no packages."""
    report = project.report
    for judged, verdict in zip(report.components, report.verdicts, strict=True) if report is not None else ():
        if judged.component.kind is not Kind.FILES and not judged.component.first_party and judged.role is PathRole.PRODUCT:
            yield judged, verdict


def compatible(project: Project) -> Looked:
    """Every dependency that counts is allowed and compatible; what nobody knows is no pass."""
    report = project.report
    if report is None:
        return unknown(project.missing.get("report", "not-looked"))
    spots = []
    open_ones = 0
    for judged, verdict in _pairs(project):
        if not verdict.objects:
            continue
        judgement = verdict.judgement
        denied = (
            judgement.policy.verdict is PolicyWord.DENIED or judgement.compatibility.verdict is CompatibilityWord.INCOMPATIBLE
        )
        open_ones += not denied
        code = "denied" if denied else "open"
        component = judged.component
        facts = facts_of(name=f"{component.name} {component.version}".strip(), license=judged.license.expression or "?")
        spots.append(
            Spot(
                code,
                project.place(project.inside(component.place.input), component.place.line),
                facts,
                component.purl or component.name,
            )
        )
    spots.sort(key=lambda spot: (spot.code != "denied", spot.key))
    facts = facts_of(components=sum(1 for _ in _pairs(project)), outbound=report.policy.outbound, open=open_ones)
    if spots and spots[0].code == "open":
        return incomplete(unknown("licenses-open", facts)._replace(spots=tuple(spots)), complete=report.complete)
    return incomplete(failed(spots, facts), complete=report.complete)


def listed(project: Project) -> Looked:
    if not any(_pairs(project)):
        return not_applicable("no-dependencies")
    if project.first(*_SBOMS) is not None or any(_sbom_job(project.text(file.path)) for file in project.named(*_PIPELINES)):
        return failed(())
    return failed((Spot("missing", project.place("sbom.cdx.json")),))


def locked(project: Project) -> Looked:
    """Beside each manifest, or above it, lies a lockfile."""
    paths = {file.path.lower() for file in project.files}
    spots = []
    found = False
    for file in project.files:
        wanted = _LOCKS.get(file.name.lower())
        if wanted is None or file.role is not PathRole.PRODUCT or not _asks_for_something(project, file):
            continue
        found = True
        folder = file.path.lower().rpartition("/")[0]
        if not any(_beside(paths, folder, pattern) for pattern in wanted):
            spots.append(Spot("missing", project.place(file.path), facts_of(lock=_expected(project, file, wanted)), file.path))
    return failed(spots) if found else not_applicable("no-manifest")


_PYTHON_LOCKS = {"[tool.poetry": "poetry.lock", "[tool.uv": "uv.lock", "[tool.pdm": "pdm.lock", "": "pylock.toml"}
"""The lockfile of the program that a pyproject.toml speaks of; without one that of the standard (PEP 751)."""


def _expected(project: Project, manifest: TreeFile, wanted: Sequence[str]) -> str:
    """The lockfile to name: the one of the program with which the project works."""
    if manifest.name.lower() != "pyproject.toml":
        return wanted[0]
    text = project.text(manifest.path)
    return next(lock for mark, lock in _PYTHON_LOCKS.items() if mark in text)


_ASKS = {
    **dict.fromkeys(("package.json", "pyproject.toml", "cargo.toml", "pubspec.yaml"), "ependencies"),
    "composer.json": '"require',
    "go.mod": "require",
    "gemfile": "gem",
    "mix.exs": "deps",
}
"""Words without which a manifest names no dependencies."""


def _asks_for_something(project: Project, file: TreeFile) -> bool:
    """A manifest of settings only (linters, workspaces) has nothing that could be fixed; one that can't be read may have."""
    text = project.text(file.path)
    return not text or _ASKS.get(file.name.lower(), "") in text


def _beside(paths: set[str], folder: str, pattern: str) -> bool:
    while True:
        wanted = f"{folder}/{pattern}" if folder else pattern
        if wanted in paths or ("*" in wanted and any(fnmatchcase(path, wanted) for path in paths)):
            return True
        if not folder:
            return False
        folder = folder.rpartition("/")[0]


def free(project: Project) -> Looked:
    """Nothing that others would have to buy or could not have."""
    if project.report is None:
        return unknown(project.missing.get("report", "not-looked"))
    spots = []
    for judged, _ in _pairs(project):
        said = " ".join([judged.license.expression or "", *(claim.raw for claim in judged.component.claims)]).lower()
        if judged.scope in _BUILT and re.search(
            r"proprietary|commercial|unlicensed\b|all rights reserved|\beula\b|sspl|busl", said
        ):
            component = judged.component
            spots.append(
                Spot(
                    "not-free",
                    project.place(project.inside(component.place.input)),
                    facts_of(name=component.name, license=judged.license.expression or "?"),
                    component.purl or component.name,
                )
            )
    told = [one.name for one in project.publiccode.proprietary] if project.publiccode is not None else []
    spots += [Spot("said", project.place("publiccode.yml"), facts_of(name=name), f"publiccode:{name}") for name in told]
    return incomplete(failed(spots), complete=project.report.complete)


def public_sources(project: Project) -> Looked:
    """Packages, images and repositories come from where everybody can get them."""
    spots = []
    for file in project.files:
        for pattern, address in _SOURCES:
            if fnmatchcase(file.name.lower(), pattern):
                text = project.text(file.path)
                for found in address.finditer(text):
                    where = found[1]
                    if _is_private(where, project):
                        line = text.count("\n", 0, found.start(1)) + 1
                        spots.append(
                            Spot(
                                "private",
                                project.place(file.path, line),
                                facts_of(address=_host(where)),
                                f"{file.path}:{_host(where)}",
                            )
                        )
    return failed(spots)


def _is_private(address: str, project: Project) -> bool:
    host = _host(address)
    if address.startswith(("git+ssh://", "ssh://", "git@")):
        return True
    if not host or "$" in host or "{" in host:
        return False
    if any(fnmatchcase(host, pattern.lower()) for pattern in project.settings.public_hosts):
        return False
    if any(fnmatchcase(host, pattern.lower()) for pattern in project.settings.hosts):
        return True
    return "://" in address and _PRIVATE(host) is not None


def _host(address: str) -> str:
    """The host of an address, without user and path; of an image the part before the first slash if it looks like a host."""
    plain = address.partition("://")[2] or address
    host = plain.rpartition("@")[2].partition("/")[0].lower()
    return host if "://" in address or "." in host or ":" in host else ""


def thanked(project: Project) -> Looked:
    """A file of notices names every package that is passed on, and holds the text of its license."""
    if project.report is None:
        return unknown(project.missing.get("report", "not-looked"))
    packages = len({judged.component.name for judged, _ in passed_on(project.report) if judged.component.kind is not Kind.FILES})
    if not packages:
        return not_applicable("no-dependencies")
    found = project.first(*_NOTICES)
    if found is None:
        return failed((Spot("missing", project.place("THIRD-PARTY-NOTICES.md"), facts_of(packages=packages)),))
    text = project.text(found.path, _LONGEST_NOTICES)
    if not text:
        return unknown("notices-unreadable", facts_of(file=found.path))
    spots = [
        Spot(_LACKS[one.code], project.place(found.path), facts_of(name=one.component) + one.facts, one.component)
        for one in missing_in(text, project.report)
    ]
    return failed(spots, facts_of(packages=packages))


_NOTICES = (
    *("third-party*", "third_party_notices*", "thirdparty*", "notices*", "notice*"),
    *("docs/third-party*", "licenses/third-party*"),
)
_LONGEST_NOTICES = 20_000_000
_LACKS = {"component": "not-named", "text": "no-text"}


def copied(project: Project) -> Looked:
    """What was copied in says where it comes from."""
    folders: dict[str, str] = {}
    for file in project.files:
        if file.role is PathRole.VENDORED:
            folders.setdefault(_copied_whole(file.path), file.path)
    if not folders:
        return not_applicable("nothing-copied")
    told = project.text("osscan.components.yml")
    spots = [
        Spot("no-origin", project.place(first), facts_of(folder=folder), folder)
        for folder, first in sorted(folders.items())
        if folder not in told and not _has_origin(project, folder)
    ]
    return failed(spots)


def _copied_whole(path: str) -> str:
    """The folder that was copied in: the first below the one whose name tells it, else the file itself."""
    parts = path.split("/")
    for count in range(1, len(parts)):
        if role_of("/".join((*parts[:count], ""))) is PathRole.VENDORED:
            return "/".join(parts[: count + 1])
    return "/".join(parts[:-1]) or path


def _has_origin(project: Project, folder: str) -> bool:
    """A manifest lies in it, or the report knows a package there."""
    report = project.report
    return any(
        judged.component.purl
        and not judged.component.purl.startswith("pkg:generic/")
        and project.inside(judged.component.place.input).startswith(f"{folder}/")
        for judged in (report.components if report is not None else ())
    )


_BLOCKER, _CONDITION, _HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT
_PROGRAMS = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE, ProjectKind.LIBRARY})
_RUN = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE})
"""Who uses a library decides on versions, not the library."""
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-DEP-01", _BLOCKER, criteria("S"), (opencode("Anforderungen an Inhalte"), osps("LE-02.01")), compatible),
    Check("PUB-DEP-02", _CONDITION, criteria("S"), (law("EVB-IT Erstellung", "2026, SBOM"), osps("QA-02.02")), listed, "init sbom", _PROGRAMS, others=_LESS),
    Check("PUB-DEP-03", _CONDITION, criteria("Z"), (osps("QA-02.01"), law("OpenSSF Scorecard", "Pinned-Dependencies")), locked, "", _RUN, others=_LESS),
    Check("PUB-DEP-04", _BLOCKER, criteria("NW"), (public_code("create reusable and portable code"), publiccode("dependsOn.proprietary")), free, others=((Profile.INTERN, _CONDITION), (Profile.MINIMAL, _HINT))),
    Check("PUB-DEP-05", _CONDITION, criteria("Z"), (public_code("create reusable and portable code"),), public_sources, others=_LESS),
    Check("PUB-DEP-06", _CONDITION, criteria("S"), (law("ISO/IEC 5230:2020", "3.4.1"), law("Apache-2.0", "§ 4 (d)")), thanked, "notice", _RUN, others=_LESS),
    Check("PUB-DEP-07", _HINT, criteria("S"), (opencode("Anforderungen an Inhalte"), law("BSI TR-03183-2 2.1.0", "5.1")), copied, "", others=_NOT_MINIMAL),
)  # fmt: skip
