"""Working together: how to contribute, where contributions come from, conduct, who decides, templates, who cares afterwards."""

from __future__ import annotations

import re

from osscan.checks.base import Check, by_people, failed, not_applicable, unknown
from osscan.checks.project import Project
from osscan.checks.sources import city, criteria, opencode, osps, public_code
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, Spot
from osscan.model.report import CheckSeverity

_CONTRIBUTING = (
    "contributing*",
    ".github/contributing*",
    ".gitlab/contributing*",
    "docs/contributing*",
    "mitmachen*",
    "beitragen*",
)
_CONDUCT = ("code_of_conduct*", "code-of-conduct*", ".github/code_of_conduct*", "docs/code_of_conduct*", "verhaltenskodex*")
_WHO = (
    "governance*",
    "maintainers*",
    "codeowners",
    ".github/codeowners",
    ".gitlab/codeowners",
    "docs/codeowners",
    "docs/governance*",
    "owners",
)
_TEMPLATES = (
    *(".gitlab/issue_templates/*", ".gitlab/merge_request_templates/*", ".github/issue_template*", ".github/issue_template/*"),
    *(".github/pull_request_template*", ".github/pull_request_template/*", ".forgejo/issue_template/*", ".gitea/issue_template*"),
)
_origin = re.compile(
    r"developer certificate of origin|\bDCO\b|signed-off-by|herkunftserkl[äa]rung|\bCLA\b|contributor licen[cs]e", re.IGNORECASE
).search
_contact = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|https?://(?!\S{0,60}(?:contributor-covenant\.org|creativecommons\.org))\S"
).search
"""An address; the source of the text is none."""
_SIGNED = 80
"""Percent of the commits of the last months that should be signed off where that is asked for."""


def inherited(project: Project, *names: str) -> str:
    """The file that the organisation provides for all its projects under one of these beginnings of a name; empty where there is none."""
    return next((file for file in project.settings.inherited if file.lower().startswith(names)), "")


def contributing(project: Project) -> Looked:
    if file := inherited(project, "contributing"):
        return failed((), facts_of(inherited=file))
    found = project.first(*_CONTRIBUTING)
    return failed(() if found else (Spot("missing", project.place("CONTRIBUTING.md")),))


def origin(project: Project) -> Looked:
    """Contributions come with a word on their origin, and where sign-offs are asked for they are there."""
    found = project.first(*_CONTRIBUTING)
    asked = (found is not None and _origin(project.text(found.path))) or project.first("dco", "dco.*") is not None
    if not asked and not inherited(project, "contributing", "dco"):
        return failed((Spot("not-asked", project.place(found.path if found else "CONTRIBUTING.md")),))
    if project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    recent = project.git.recent
    signed = sum(commit.signed_off for commit in recent)
    if not recent or 100 * signed >= _SIGNED * len(recent):
        return failed((), facts_of(signed=signed, commits=len(recent)))
    return failed((Spot("not-signed", project.place("."), facts_of(signed=signed, commits=len(recent))),))


def conduct(project: Project) -> Looked:
    """A code of conduct says whom to write to."""
    if file := inherited(project, "code_of_conduct", "code-of-conduct"):
        return failed((), facts_of(inherited=file))
    found = project.first(*_CONDUCT)
    if found is None:
        return failed((Spot("missing", project.place("CODE_OF_CONDUCT.md")),))
    if not _contact(project.text(found.path)):
        return failed((Spot("no-contact", project.place(found.path)),))
    return failed(())


def who(project: Project) -> Looked:
    found = project.first(*_WHO)
    return failed(() if found else (Spot("missing", project.place("MAINTAINERS.md")),))


def templates(project: Project) -> Looked:
    found = project.first(*_TEMPLATES)
    return failed(() if found else (Spot("missing", project.place(".gitlab/issue_templates")),))


def care(project: Project) -> Looked:
    """Who looks after it: what publiccode.yml says counts only as a hint; people answer."""
    if project.settings.profile is Profile.MINIMAL:
        return not_applicable("profile")
    return by_people(project)


_CONDITION, _HINT = CheckSeverity.CONDITION, CheckSeverity.HINT
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-GOV-01", _CONDITION, criteria("P"), (opencode("Coding-Grundsätze 1.1"), osps("GV-03.01")), contributing, "init contributing", others=_LESS),
    Check("PUB-GOV-02", _CONDITION, criteria("SP"), (osps("LE-01.01"), public_code("make contributing easy")), origin, "init contributing", others=_LESS),
    Check("PUB-GOV-03", _HINT, criteria("P"), (public_code("welcome contributors"), opencode("Verhaltenskodex")), conduct, "init coc", others=_NOT_MINIMAL),
    Check("PUB-GOV-04", _HINT, criteria("N"), (public_code("make the codebase findable"), osps("GV-01.01")), who, "init governance", others=_NOT_MINIMAL),
    Check("PUB-GOV-05", _HINT, criteria("P"), (public_code("make contributing easy"),), templates, "init templates", others=_NOT_MINIMAL),
    Check("PUB-GOV-06", _CONDITION, criteria("N"), (city("DS 23758-22, Veröffentlichung und Pflege"),), care, "record PUB-GOV-06", by_people=True, others=_LESS),
)  # fmt: skip
