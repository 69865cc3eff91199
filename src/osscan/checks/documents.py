"""Documents that people need: read me, purpose, installation, manual, changes, maturity, architecture, links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from osscan.checks.base import Check, by_people, failed, not_applicable
from osscan.checks.headings import sections, without_code
from osscan.checks.project import Project, TreeFile
from osscan.checks.sources import city, criteria, opencode, osps, public_code
from osscan.model.component import PathRole
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, ProjectKind, Spot
from osscan.model.report import CheckSeverity

_READMES = ("readme.md", "readme.de.md", "readme.en.md", "readme*", ".github/readme*", ".gitlab/readme*", "docs/readme*")
_CHANGES = ("changelog*", "changes*", "news*", "history*", "release*notes*", "docs/changelog*")
_install = re.compile(
    r"install|einricht|inbetriebnahme|getting.started|erste.schritte|quick.?start|schnellstart|setup|deploy|build|bauen|usage|start",
    re.IGNORECASE,
).search
_usage = re.compile(
    r"usage|nutzung|benutz|bedien|anleitung|handbuch|manual|guide|example|beispiel|verwend|tutorial|getting.started|erste.schritte",
    re.IGNORECASE,
).search
_support = re.compile(
    r"support|status|reife|maturity|wartung|maintenance|pflege|stabil|stable|beta|alpha|experimental|end.of.life|roadmap",
    re.IGNORECASE,
).search
_design = re.compile(r"archite[ck]t|schnittstell|interface|\bapi\b|aufbau|entwurf|design|komponent", re.IGNORECASE).search
_link = re.compile(r"\]\([ \t]{0,3}(?:<([^<>\n]+)>|((?:[^()\s<>]|\([^()\s<>]*\))+))").finditer
"""What stands behind `](`: signs up to a blank or an unmatched bracket, or all between `<` and `>`."""
_question = re.compile(r"(?<!`)\[\?(?P<key>[a-z][a-z0-9-]*): [^\]\n]*\]").finditer
"""How `osscan publish init` marks what only people know: [?contact-mail: Which address ...]."""
_later = re.compile(r"(?i)\b(?:licen[sc]e|lizenz|contribut|mitwirk|beitragen|contents|inhalt|develop|entwickl|changelog)").search
_noise = re.compile(r"\[\?[a-z][a-z0-9-]*: [^\]\n]*\]|!?\[[^\[\]]*\]\([^()]*\)|<[^<>]*>|https?://\S+").sub
_WORDS_OF_PURPOSE = 12
_MOST_LINKS = 5_000


def readme_of(project: Project) -> TreeFile | None:
    """The read-me that people see first."""
    return project.first(*_READMES)


def readme(project: Project) -> Looked:
    """There is one; and no paper at the top still holds a question that `osscan publish init` left open."""
    found = readme_of(project)
    if not found or not found.size:
        return failed((Spot("missing", project.place("README.md")),))
    return failed(_open_questions(project))


def _open_questions(project: Project) -> Iterator[Spot]:
    for file in project.named("*.md"):
        for number, line in enumerate(project.text(file.path).split("\n"), 1):
            for asked in _question(line):
                key = asked["key"]
                place = project.place(file.path, number)
                yield Spot("open-question", place, facts_of(key=key), f"{file.path}:{key}", CheckSeverity.CONDITION)


def purpose(project: Project) -> Looked:
    """What the project is for stands in the first section, in a sentence or two."""
    found = readme_of(project)
    if found is None:
        return failed((Spot("no-readme", project.place("README.md")),))
    words = re.findall(r"\w{2,}", _opening(project.text(found.path)))
    if len(words) >= _WORDS_OF_PURPOSE:
        return failed(())
    return failed((Spot("too-short", project.place(found.path, 1), facts_of(words=len(words), least=_WORDS_OF_PURPOSE)),))


def _opening(text: str) -> str:
    """The first section that says something before it comes to installing, using and the rest, without badges, pictures and code."""
    named = False
    for section in sections(text):
        if named and _is_later(section.title):
            break
        named = named or bool(section.title)
        told = _noise(" ", without_code(section.body))
        if len(re.findall(r"\w{2,}", told)) >= 4:
            return told
    return ""


def _is_later(title: str) -> bool:
    return bool(_install(title) or _usage(title) or _later(title))


def installation(project: Project) -> Looked:
    return _told_in(project, _install, ("install*", "docs/install*", "docs/getting-started*", "docs/*/install*"), commands=True)


def manual(project: Project) -> Looked:
    if any(project.below("docs", "doc", "examples", "beispiele", "handbuch")):
        return failed(())
    return _told_in(project, _usage, ("usage*", "manual*", "handbuch*"))


def changelog(project: Project) -> Looked:
    """A list of changes that knows the newest version."""
    found = project.first(*_CHANGES)
    if found is None:
        return failed((Spot("missing", project.place("CHANGELOG.md")),))
    newest = _newest_tag(project)
    if newest and newest.lstrip("vV") not in project.text(found.path):
        return failed((Spot("version-missing", project.place(found.path), facts_of(version=newest)),))
    return failed(())


def _newest_tag(project: Project) -> str:
    if project.git is None:
        return ""
    versions = [tag for tag in project.git.tags if re.fullmatch(r"[vV]?\d+\.\d+(\.\d+)?", tag.name)]
    return max(versions, key=lambda tag: tag.date).name if versions else ""


def maturity(project: Project) -> Looked:
    """How mature it is and what support there is: in publiccode.yml or in the read-me."""
    if project.publiccode and project.publiccode.development_status and project.publiccode.maintenance:
        return failed(())
    return _told_in(project, _support, ("support*", "status*", "docs/support*"))


def architecture(project: Project) -> Looked:
    patterns = (
        "architecture*",
        "docs/arch*",
        "docs/*/arch*",
        "openapi*",
        "asyncapi*",
        "docs/openapi*",
        "docs/adr/*",
        "docs/decisions/*",
    )
    return _told_in(project, _design, patterns)


def links(project: Project) -> Looked:
    """Relative links and pictures in Markdown lead to something."""
    spots: list[Spot] = []
    looked = 0
    there = {".", "", *project.by_path}
    for path in project.by_path:
        while path := path.rpartition("/")[0]:
            if path in there:
                break
            there.add(path)
    for file in project.files:
        if file.suffix not in (".md", ".markdown") or file.role in (PathRole.VENDORED, PathRole.TEST, PathRole.BUILD):
            continue
        for line, target in _targets(project.text(file.path)):
            looked += 1
            if looked > _MOST_LINKS:
                break
            if not _leads_somewhere(there, file, target):
                spots.append(Spot("dead", project.place(file.path, line), facts_of(target=target), f"{file.path}:{target}"))
    return failed(spots, facts_of(links=looked))


def _targets(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(without_code(text).split("\n"), 1):
        for found in _link(line):
            target = found[1] or found[2]
            if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|#|//|/|\{", target):
                yield number, target


def _leads_somewhere(there: set[str], file: TreeFile, target: str) -> bool:
    plain = unquote(target.partition("#")[0].partition("?")[0])
    if not plain:
        return True
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), plain))
    return path.startswith("..") or path in there


def _told_in(project: Project, sounds: Callable[[str], object], patterns: tuple[str, ...], *, commands: bool = False) -> Looked:
    """In a file of its own, or under a heading of the read-me that sounds like it (or with commands to copy)."""
    if project.first(*patterns) is not None:
        return failed(())
    found = readme_of(project)
    if found is None:
        return failed((Spot("no-readme", project.place("README.md")),))
    text = project.text(found.path)
    heads = list(sections(text))
    if any(sounds(section.title) for section in heads):
        return failed(())
    if commands and re.search(r"^(?:```|~~~)|^ {4}\S", text, re.MULTILINE):
        return failed(())
    return failed((Spot("not-told", project.place(found.path, 1)),))


def screenshots(project: Project) -> Looked:
    """Pictures have to be looked at by people, where there are any."""
    pictures = [file for file in project.files if file.suffix in (".png", ".jpg", ".jpeg", ".gif", ".webp")]
    if not pictures:
        return not_applicable("no-pictures")
    return by_people(project)


_ALL_BUT_DATA = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE, ProjectKind.LIBRARY, ProjectKind.DOCS})
_PROGRAMS = frozenset({ProjectKind.APPLICATION, ProjectKind.SERVICE, ProjectKind.LIBRARY})
_BLOCKER, _CONDITION, _HINT = CheckSeverity.BLOCKER, CheckSeverity.CONDITION, CheckSeverity.HINT
_LESS = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))
_NOT_MINIMAL = ((Profile.MINIMAL, None),)

CHECKS = (
    Check("PUB-DOC-01", _BLOCKER, criteria("EP"), (opencode("Projekt-Checkliste"), public_code("document the code")), readme, "init readme",
          others=((Profile.MINIMAL, _HINT),)),
    Check("PUB-DOC-02", _CONDITION, criteria("E"), (public_code("document the objectives"), city("DS 23758-22, Ergonomie")), purpose, "init readme", others=_LESS),
    Check("PUB-DOC-03", _CONDITION, criteria("EF"), (public_code("document the code"), osps("DO-07.01")), installation, "init readme", _PROGRAMS, others=_LESS),
    Check("PUB-DOC-04", _CONDITION, criteria("F"), (osps("DO-01.01"), public_code("use plain English")), manual, "", _ALL_BUT_DATA, others=_LESS),
    Check("PUB-DOC-05", _CONDITION, criteria("ZP"), (osps("BR-04.01"), public_code("maintain version control")), changelog, "init changelog", others=_LESS),
    Check("PUB-DOC-06", _HINT, criteria("Z"), (osps("DO-04.01"), osps("DO-05.01")), maturity, "init readme", others=_NOT_MINIMAL),
    Check("PUB-DOC-07", _HINT, criteria("N"), (osps("SA-01.01"), osps("SA-02.01")), architecture, "", _PROGRAMS, others=_NOT_MINIMAL),
    Check("PUB-DOC-08", _HINT, criteria("P"), (public_code("document the code"),), links, "fix links", others=_NOT_MINIMAL),
    Check("PUB-DOC-09", _HINT, criteria("E"), (public_code("code in the open"),), screenshots, "record PUB-DOC-09", by_people=True, others=_NOT_MINIMAL),
)  # fmt: skip
