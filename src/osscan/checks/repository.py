"""The repository: a clean state with a version, pipelines, tests, size, submodules, life, name."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from osscan.checks.base import Check, failed, not_applicable, unknown
from osscan.checks.project import Project
from osscan.checks.sources import criteria, opencode, osps, public_code
from osscan.model.component import PathRole
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, ProjectKind, Spot
from osscan.model.report import CheckSeverity

_CI = (
    *(
        ".gitlab-ci.yml",
        ".gitlab-ci.yaml",
        ".github/workflows/*.yml",
        ".github/workflows/*.yaml",
        ".forgejo/workflows/*.yml",
        ".gitea/workflows/*.yml",
    ),
    *(".woodpecker.yml", ".woodpecker/*.yml", "jenkinsfile", "azure-pipelines.yml", ".circleci/config.yml", ".travis.yml"),
)
_version = re.compile(r"[vV]?\d+(\.\d+){1,3}([-+.][0-9A-Za-z.+-]+)?").fullmatch
_address = re.compile(r"^[ \t]*url[ \t]*=[ \t]*(\S+)", re.MULTILINE).findall
_test = re.compile(r"(?:^|/)(?:test_[^/]+|[^/]+[._-](?:tests?|spec)|[^/]+(?:Tests?|Spec|IT))\.\w+$").search
"""Tests that lie beside what they test."""
_lfs = re.compile(r"\bfilter=lfs\b").search
_LARGE = 5 * 1024 * 1024


def clean_and_tagged(project: Project) -> Looked:
    if project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    spots = []
    if project.git.dirty:
        spots.append(Spot("dirty", project.place(project.git.dirty[0]), facts_of(files=len(project.git.dirty)), "dirty"))
    here = [tag.name for tag in project.git.tags if tag.commit == project.git.head]
    if not here:
        spots.append(Spot("no-tag", project.place("."), (), "no-tag"))
    elif not any(_version(name) for name in here):
        spots.append(Spot("no-version", project.place("."), facts_of(tag=here[0]), "no-version"))
    return failed(spots)


def pipeline(project: Project) -> Looked:
    found = project.first(*_CI)
    return failed(() if found else (Spot("missing", project.place(".gitlab-ci.yml")),))


def tests(project: Project) -> Looked:
    if any(file.role is PathRole.TEST or _test(file.path) for file in project.files):
        return failed(())
    return failed((Spot("missing", project.place("tests")),))


def large_files(project: Project) -> Looked:
    """Large files stay in every clone for ever, deleted ones too."""
    spots = [
        Spot("large", project.place(file.path), facts_of(megabytes=file.size // (1024 * 1024)), file.path)
        for file in project.files
        if file.size >= _LARGE
    ]
    there = {file.path for file in project.files if file.size >= _LARGE}
    if project.git is None:
        return failed(spots) if spots else unknown(project.missing.get("git", "no-git"))
    spots += [
        Spot("large-in-history", project.place(one.path), facts_of(megabytes=one.size // (1024 * 1024)), one.path)
        for one in project.git.large
        if one.path not in there
    ]
    return failed(spots)


def parts_elsewhere(project: Project) -> Looked:
    """Submodules and large-file stores lie where everybody can get them."""
    modules = project.text(".gitmodules")
    attributes = project.text(".gitattributes")
    if not modules and not _lfs(attributes):
        return not_applicable("nothing-elsewhere")
    spots = []
    for address in _address(modules):
        relative = address.startswith(("./", "../"))
        if not relative and (not address.startswith("https://") or _is_internal(project, address)):
            shown = address.rpartition("@")[2]
            spots.append(Spot("not-public", project.place(".gitmodules"), facts_of(address=shown), shown))
    if _lfs(attributes):
        spots.append(Spot("lfs", project.place(".gitattributes"), (), "lfs"))
    return failed(spots)


def _is_internal(project: Project, address: str) -> bool:
    host = address.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()
    return any(fnmatchcase(host, pattern.lower()) for pattern in project.settings.hosts)


def life(project: Project) -> Looked:
    """Commits, a release and more than one pair of hands in the last six months."""
    if project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    recent = project.git.recent
    since = min((commit.date[:10] for commit in recent), default="9999")
    spots = []
    if len(recent) < 5:
        spots.append(Spot("few-commits", project.place("."), facts_of(commits=len(recent)), "few-commits"))
    if not any(tag.date[:10] >= since for tag in project.git.tags):
        spots.append(Spot("no-release", project.place("."), (), "no-release"))
    if len({commit.author for commit in recent}) < 2:
        spots.append(Spot("one-author", project.place("."), (), "one-author"))
    return failed(spots)


def name(project: Project) -> Looked:
    """A name that says something: no abbreviation of a few capitals, no `project` or `test`."""
    told = next((manifest.name for manifest in project.manifests if manifest.name), "") or (
        project.publiccode.name if project.publiccode else ""
    )
    if not told:
        return not_applicable("no-name")
    short = told.rpartition("/")[2]
    if len(re.findall(r"[A-Za-zÄÖÜäöüß]", short)) < 4 or re.fullmatch(r"[A-Z0-9]{2,6}", short):
        return failed((Spot("abbreviation", project.place("."), facts_of(name=told)),))
    if short.lower() in ("app", "test", "project", "projekt", "demo", "backend", "frontend", "service", "my-app"):
        return failed((Spot("says-nothing", project.place("."), facts_of(name=told)),))
    return failed(())


_CONDITION, _HINT = CheckSeverity.CONDITION, CheckSeverity.HINT
_PROGRAMS = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE, ProjectKind.LIBRARY})
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-REPO-01", _CONDITION, criteria("P"), (osps("BR-02.01"), public_code("maintain version control")), clean_and_tagged, others=_LESS),
    Check("PUB-REPO-02", _CONDITION, criteria("Z"), (osps("QA-06.01"), public_code("use continuous integration")), pipeline, "init ci", others=_LESS),
    Check("PUB-REPO-03", _HINT, criteria("Z"), (public_code("use continuous integration"), osps("QA-06.01")), tests, "", _PROGRAMS, others=_NOT_MINIMAL),
    Check("PUB-REPO-04", _HINT, criteria("P"), (public_code("maintain version control"),), large_files, others=_NOT_MINIMAL),
    Check("PUB-REPO-05", _HINT, criteria("P"), (public_code("create reusable and portable code"),), parts_elsewhere, others=_NOT_MINIMAL),
    Check("PUB-REPO-06", _HINT, criteria("P"), (opencode("Maintained-Badge L1 bis L3"),), life, others=((Profile.INTERN, None), (Profile.MINIMAL, None))),
    Check("PUB-REPO-07", _HINT, criteria("P"), (public_code("make the codebase findable"),), name, others=_NOT_MINIMAL),
)  # fmt: skip
