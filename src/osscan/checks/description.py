"""publiccode.yml: there, valid, in two languages, about this repository, up to date, with somebody to ask."""

from __future__ import annotations

import re

from osscan.checks.base import Check, failed, not_applicable, unknown
from osscan.checks.project import Project
from osscan.checks.sources import criteria, law, opencode, public_code, publiccode
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, Spot
from osscan.model.report import CheckSeverity

FILE = "publiccode.yml"
_OLD = re.compile(r"deprecat|replaced|renamed|retired").search
_LEAST_LONG = 150


def _without(project: Project) -> Looked:
    """Without the file nothing is asked of it; one that can't be read is not looked at."""
    return unknown("not-looked") if FILE in project.by_path else not_applicable("no-publiccode")


def present(project: Project) -> Looked:
    """Exactly one, at the top, with exactly this name."""
    found = [file for file in project.files if file.name.lower() in (FILE, "publiccode.yaml")]
    if not found:
        return failed((Spot("missing", project.place(FILE)),))
    right = [file for file in found if file.path == FILE]
    if not right:
        return failed((Spot("elsewhere", project.place(found[0].path)),))
    others = [file for file in found if file.path != FILE and "/" not in file.path]
    return failed(Spot("second", project.place(file.path)) for file in others)


def valid(project: Project) -> Looked:
    told = project.publiccode_report
    if told is None or not told.whole:
        return _without(project)
    spots = [
        Spot("fault", one.place, facts_of(key=one.key or FILE, clause=one.clause), f"{one.key}:{one.code}") for one in told.errors
    ]
    return failed(spots, facts_of(version=told.version or "?"))


def languages(project: Project) -> Looked:
    """German and English, each with a short and a long text and a feature at least; the long one may be in one language."""
    told = project.publiccode
    if told is None:
        return _without(project)
    spots = []
    by_language = {one.language.split("-")[0].lower(): one for one in told.descriptions}
    for language in ("de", "en"):
        one = by_language.get(language)
        place = told.place("description")
        if one is None:
            spots.append(Spot("missing", place, facts_of(language=language), language))
        elif not one.short or not one.features or len(one.long) < _LEAST_LONG:
            spots.append(Spot("thin", project.place(FILE, one.line or None), facts_of(language=language), f"{language}-thin"))
    return failed(spots)


def about_this(project: Project) -> Looked:
    """The address is that of this repository, and of a project rather than a group."""
    told = project.publiccode
    if told is None:
        return _without(project)
    if project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    remotes = [one for one in project.git.remotes if "://" in one or re.fullmatch(r"(?:[\w.-]+@)?[\w.-]+:[^/\\].*", one)]
    if not remotes:
        return not_applicable("no-remote")
    if any(_plain(remote) == _plain(told.url) for remote in remotes):
        return failed(())
    facts = facts_of(url=told.url or "–", remote=remotes[0])
    return failed((Spot("other", told.place("url"), facts),))


def _plain(address: str) -> str:
    """`host/path` of an address of a repository, however it is written."""
    found = re.fullmatch(r"(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)", address)
    plain = f"{found[1]}/{found[2]}" if found else address.partition("://")[2] or address
    return plain.rpartition("@")[2].lower().removesuffix("/").removesuffix(".git")


def up_to_date_keys(project: Project) -> Looked:
    """Nothing that the standard has replaced."""
    told = project.publiccode_report
    if told is None:
        return _without(project)
    spots = [Spot("old", one.place, facts_of(key=one.key), f"{one.key}:{one.code}") for one in told.warnings if _OLD(one.code)]
    return failed(spots)


def version(project: Project) -> Looked:
    """Version and date are those of the newest tag."""
    told = project.publiccode
    if told is None:
        return _without(project)
    if project.git is None:
        return unknown(project.missing.get("git", "no-git"))
    versions = [tag for tag in project.git.tags if re.fullmatch(r"[vV]?\d+(\.\d+)+", tag.name)]
    if not versions:
        return not_applicable("no-version")
    newest = max(versions, key=lambda tag: tag.date)
    if told.software_version.lstrip("vV") == newest.name.lstrip("vV"):
        return failed(())
    facts = facts_of(here=told.software_version or "–", tag=newest.name)
    return failed((Spot("other", told.place("softwareVersion"), facts),))


def somebody(project: Project) -> Looked:
    """An organisation, a kind of maintenance and a mailbox that outlives people."""
    told = project.publiccode
    if told is None:
        return _without(project)
    spots = []
    if not told.organisation.name and not told.repo_owner:
        spots.append(Spot("no-organisation", project.place(FILE), (), "organisation"))
    if not told.maintenance:
        spots.append(Spot("no-maintenance", project.place(FILE), (), "maintenance"))
    elif told.maintenance in ("internal", "community") and not told.contacts:
        spots.append(Spot("no-contact", told.place("maintenance"), (), "contacts"))
    return failed(spots)


def service(project: Project) -> Looked:
    """Programs that serve an administrative service name it (LeiKa, OZG)."""
    told = project.publiccode
    if told is None:
        return _without(project)
    keys = {key.lower() for key, _ in told.keys}
    if any("leika" in key or "ozg" in key for key in keys) or told.supports:
        return failed(())
    text = project.text("README.md") + project.text("README.de.md")
    if not re.search(r"\bOZG\b|Verwaltungsleistung|Antrag(?:sverfahren|stell)|Bürgerservice|LeiKa", text):
        return not_applicable("no-service")
    return failed((Spot("missing", project.place(FILE)),))


def pictures(project: Project) -> Looked:
    """Logo and screenshots that are named lie in the repository."""
    told = project.publiccode
    if told is None:
        return _without(project)
    named = [one for one in (told.logo, *(shot for text in told.descriptions for shot in text.screenshots)) if one]
    if not named:
        return not_applicable("no-pictures")
    spots = [
        Spot("missing", told.place("logo"), facts_of(file=one), one)
        for one in named
        if "://" not in one and one.removeprefix("./") not in project.by_path
    ]
    return failed(spots)


_BLOCKER, _CONDITION, _HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT
_ONLY_OPENCODE = ((Profile.INTERN, None), (Profile.MINIMAL, None))
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))

CHECKS = (
    Check("PUB-META-01", _BLOCKER, criteria("P"), (opencode("Softwareverzeichnis"), public_code("make the codebase findable")), present, "init publiccode", others=_LESS),
    Check("PUB-META-02", _BLOCKER, criteria("P"), (publiccode("0.2 bis 0.7"),), valid, "fix publiccode", others=_LESS),
    Check("PUB-META-03", _CONDITION, criteria("P"), (opencode("Leitfaden, zwei Sprachen"), publiccode("description")), languages, "init publiccode", others=_ONLY_OPENCODE),
    Check("PUB-META-04", _CONDITION, criteria("P"), (opencode("Leitfaden, url des Projekts"), publiccode("url")), about_this, "", others=_ONLY_OPENCODE),
    Check("PUB-META-05", _HINT, criteria("P"), (publiccode("Änderungen 0.3 bis 0.7"),), up_to_date_keys, "", others=_ONLY_OPENCODE),
    Check("PUB-META-06", _HINT, criteria("P"), (opencode("Richtlinie Softwareverzeichnis"), publiccode("softwareVersion")), version, "fix publiccode", others=_ONLY_OPENCODE),
    Check("PUB-META-07", _HINT, criteria("P"), (publiccode("organisation, maintenance"), law("DSGVO", "Art. 5")), somebody, "init publiccode", others=_ONLY_OPENCODE),
    Check("PUB-META-08", _HINT, criteria("P"), (publiccode("Länderteil DE"),), service, others=_ONLY_OPENCODE),
    Check("PUB-META-09", _HINT, criteria("P"), (publiccode("logo, screenshots"),), pictures, others=_ONLY_OPENCODE),
)  # fmt: skip
