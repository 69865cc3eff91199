"""Open standards and reuse elsewhere: file formats, which standards are used, what belongs to one city only."""

from __future__ import annotations

import re

from osscan.checks.base import Check, by_people, failed, not_applicable
from osscan.checks.project import Project, TreeFile
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
_standards = re.compile(
    r"\bDIN (?:EN |ISO |SPEC )?\d|\bISO(?:/IEC)?[ -]\d|\bRFC ?\d|\bW3C\b|\bOGC\b|OpenAPI|AsyncAPI|X[ÖO]V|\bXTA\b|FIT-Connect|GeoJSON|\bWMS\b|SPDX|CycloneDX"
).search
"""Standards by name; the word itself stands in every other text."""
_OFFICE = b"\xd0\xcf\x11\xe0"
_BEGINS = {**dict.fromkeys((".doc", ".dot", ".xls", ".ppt", ".pps", ".vsd", ".msg"), (_OFFICE,)), ".ai": (b"%PDF", b"%!PS")}
"""Formats whose ending means something else as well (.dot: Graphviz, .msg: messages of robots)."""
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


def formats(project: Project) -> Looked:
    spots = [
        Spot("closed", project.place(file.path), facts_of(format=file.suffix, instead=_CLOSED[file.suffix]), file.path)
        for file in project.files
        if file.suffix in _CLOSED and file.role is not PathRole.TEST and _is_what_it_says(project, file)
    ]
    return failed(spots, facts_of(files=len(spots)))


def _is_what_it_says(project: Project, file: TreeFile) -> bool:
    begins = _BEGINS.get(file.suffix)
    return begins is None or (project.read(file.path) or b"").startswith(begins)


def listed(project: Project) -> Looked:
    """Which standards the project follows can be looked up."""
    if project.publiccode is not None and project.publiccode.supports:
        return failed(())
    if any(file.size for file in project.named("docs/standards*", "docs/*/standards*", "standards*")):
        return failed(())
    for pattern in ("readme.md", "readme*", "docs/architecture*"):
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
    return failed(spots, facts_of(files=len(spots)))


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
