"""Accessible to everybody: a statement where there is a surface, several languages, words for pictures."""

from __future__ import annotations

import re

from osscan.checks.base import Check, by_people, failed, not_applicable
from osscan.checks.headings import without_code
from osscan.checks.project import Project
from osscan.checks.sources import city, criteria, law, publiccode
from osscan.model.component import PathRole
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, ProjectKind, Spot
from osscan.model.report import CheckSeverity

_TRANSLATIONS = (".po", ".pot", ".xlf", ".xliff", ".ftl", ".arb", ".resx", ".strings")
_folders = re.compile(r"(?:^|/)(?:i18n|locales?|lang(?:uages?)?|translations?|l10n|texts?|messages)/", re.IGNORECASE).search
_without_words = re.compile(r"!\[[ \t]{0,9}\]\(([^()\s]+)|<img\b(?![^<>]*\balt\s{0,9}=)[^<>]*>", re.IGNORECASE).finditer
_SURFACES = frozenset(
    {".html", ".htm", ".vue", ".jsx", ".tsx", ".svelte", ".xhtml", ".cshtml", ".jsp", ".erb", ".twig", ".xaml", ".qml"}
)


def statement(project: Project) -> Looked:
    """Where people see a surface they find a statement on accessibility."""
    if not any(file.suffix in _SURFACES and file.role is PathRole.PRODUCT for file in project.files):
        return not_applicable("no-surface")
    found = project.first(
        "accessibility*", "barrierefreiheit*", "docs/accessibility*", "docs/barrierefreiheit*", "docs/*/barrierefreiheit*"
    )
    return failed(()) if found is not None else by_people(project)


def languages(project: Project) -> Looked:
    if any(file.suffix in _TRANSLATIONS or _folders(file.path) for file in project.files):
        return failed(())
    return failed((Spot("missing", project.place(".")),))


def alternatives(project: Project) -> Looked:
    """Pictures in documents have words for those who don't see them."""
    spots = []
    for file in project.files:
        if file.suffix not in (".md", ".markdown", ".html") or file.role in (PathRole.VENDORED, PathRole.TEST, PathRole.BUILD):
            continue
        for number, line in enumerate(without_code(project.text(file.path)).split("\n"), 1):
            spots += [
                Spot(
                    "no-words",
                    project.place(file.path, number),
                    facts_of(picture=found[1] or ""),
                    f"{file.path}:{found[1] or number}",
                )
                for found in _without_words(line)
            ]
    return failed(spots)


_CONDITION, _HINT = CheckSeverity.CONDITION, CheckSeverity.HINT
_SEEN = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE, ProjectKind.DOCS})
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-A11Y-01", _CONDITION, criteria("E"), (law("EN 301 549, BITV 2.0"), city("DS 18828-20, digitale Barrierefreiheit")), statement, "record PUB-A11Y-01", _SEEN, by_people=True, others=_LESS),
    Check("PUB-A11Y-02", _HINT, criteria("E"), (publiccode("localisation"), city("DS 21874-21, Mehrsprachigkeit")), languages, "", _SEEN, others=_NOT_MINIMAL),
    Check("PUB-A11Y-03", _HINT, criteria("E"), (law("EN 301 549", "9.1.1.1"),), alternatives, "fix alt", others=_NOT_MINIMAL),
)  # fmt: skip
