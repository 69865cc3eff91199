"""Open standards and reuse elsewhere: file formats, which standards are used, what belongs to one city only."""

from __future__ import annotations

import re

from osscan.checks.base import Check, by_people, failed, not_applicable
from osscan.checks.project import Project
from osscan.checks.sources import city, criteria, law, opencode, public_code
from osscan.model.component import PathRole
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, ProjectKind, Spot
from osscan.model.report import CheckSeverity

_CLOSED = {
    **dict.fromkeys((".doc", ".dot", ".docm"), "ODT, PDF, Markdown"),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb"), "ODS, CSV"),
    **dict.fromkeys((".ppt", ".pptm", ".pps"), "ODP, PDF"),
    **dict.fromkeys((".vsd", ".vsdx"), "SVG"),
    **dict.fromkeys((".mdb", ".accdb"), "SQLite, CSV"),
    **dict.fromkeys((".dwg",), "DXF, IFC"),
    **dict.fromkeys((".psd", ".ai", ".indd"), "SVG, PNG"),
    **dict.fromkeys((".rar",), "ZIP, TAR"),
    **dict.fromkeys((".pst", ".msg"), "EML, MBOX"),
}
_standards = re.compile(r"standard|norm\b|DIN |ISO |RFC \d|W3C|OGC|OpenAPI|XÖV|XTA|FIT-Connect|OZG", re.IGNORECASE).search
_SETTINGS = re.compile(
    r"(?:^|/)(?:config|conf|settings?|einstellungen|i18n|locales?|lang|translations|docs?|examples?|fixtures?|\.gitlab|\.github)(?:/|\.|$)",
    re.IGNORECASE,
)
_PROSE = frozenset(
    {
        ".md",
        ".rst",
        ".adoc",
        ".txt",
        ".yml",
        ".yaml",
        ".toml",
        ".json",
        ".ini",
        ".cfg",
        ".properties",
        ".env",
        ".po",
        ".pot",
        ".svg",
        ".license",
    }
)
_MOST = 100


def formats(project: Project) -> Looked:
    spots = [
        Spot("closed", project.place(file.path), facts_of(format=file.suffix, instead=_CLOSED[file.suffix]), file.path)
        for file in project.files
        if file.suffix in _CLOSED and file.role is not PathRole.TEST
    ]
    return failed(spots[:_MOST], facts_of(files=len(spots)))


def listed(project: Project) -> Looked:
    """Which standards the project follows can be looked up."""
    if project.publiccode is not None and project.publiccode.supports:
        return failed(())
    for pattern in ("docs/standards*", "docs/*/standards*", "standards*", "readme*", "docs/architecture*"):
        found = project.first(pattern)
        if found is not None and _standards(project.text(found.path)):
            return failed(())
    return failed((Spot("missing", project.place("docs/standards.md")),))


def one_city(project: Project) -> Looked:
    """Words of one city stand in configuration and documentation only, so that others can use the program."""
    words = [word for word in project.settings.words if word.strip()]
    if not words:
        return not_applicable("no-words")
    sounds = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)
    spots = []
    for file in project.files:
        if file.role is not PathRole.PRODUCT or file.suffix in _PROSE or _SETTINGS.search(file.path):
            continue
        for number, line in enumerate(project.text(file.path).split("\n"), 1):
            found = sounds.search(line)
            if found and not re.search(r"copyright|SPDX|@author|\(c\)|©|package |import |namespace |xmlns", line, re.IGNORECASE):
                spots.append(
                    Spot(
                        "hard-wired", project.place(file.path, number), facts_of(word=found[0]), f"{file.path}:{found[0].lower()}"
                    )
                )
                break
    return failed(spots[:_MOST], facts_of(files=len(spots)))


_CONDITION, _HINT = CheckSeverity.CONDITION, CheckSeverity.HINT
_PROGRAMS = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE, ProjectKind.LIBRARY})
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-STD-01", _CONDITION, criteria("N"), (public_code("use open standards"), law("EGovG NRW", "§ 4 Abs. 3"), city("DS 23758-22, Dateiformate")), formats, others=_LESS),
    Check("PUB-STD-02", _HINT, criteria("N"), (public_code("use open standards"), opencode("Rechtliche Grundlagen")), listed, "init standards", _PROGRAMS, others=_NOT_MINIMAL),
    Check("PUB-STD-03", _CONDITION, criteria("WN"), (public_code("create reusable and portable code"),), one_city, "", _PROGRAMS, others=_LESS),
    Check("PUB-STD-04", _HINT, criteria("NW"), (city("DS 23758-22, Nachhaltigkeit"),), by_people, "record PUB-STD-04", by_people=True, others=_NOT_MINIMAL),
)  # fmt: skip
