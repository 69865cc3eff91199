"""Who made a package, where it lives, what it is for: what its own metadata say in installed trees and manifests."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from email.utils import getaddresses
from typing import Any, NamedTuple

from osscan.engine.sbom_sources import without_secrets
from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.inputs.xml_tree import xml_of
from osscan.model.bom import Party, PartyKind, Reference

_MOST = 2_000_000
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
_NPM_AUTHOR = re.compile(r"\s*([^<(]*?)\s*(?:<([^>]*)>)?\s*(?:\(([^)]*)\))?\s*")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+").fullmatch
_LABELS = {
    "homepage": "website",
    "home": "website",
    "home-page": "website",
    "source": "vcs",
    "sourcecode": "vcs",
    "repository": "vcs",
    "code": "vcs",
    "github": "vcs",
    "documentation": "documentation",
    "docs": "documentation",
    "changelog": "release-notes",
    "changes": "release-notes",
    "releasenotes": "release-notes",
    "tracker": "issue-tracker",
    "issues": "issue-tracker",
    "bugtracker": "issue-tracker",
    "issuetracker": "issue-tracker",
}
"""Labels of links (Python core metadata, "Project-URL") without blanks and signs."""


class Made(NamedTuple):
    """What the metadata of a package say besides its license."""

    makers: tuple[Party, ...] = ()
    references: tuple[Reference, ...] = ()
    description: str = ""
    copyright: str = ""


NOTHING = Made()


def made_by(reader: str, source: Source) -> Made:
    """What one file says; nothing where it says nothing or can't be read."""
    if reader == "java/pom":
        return _pom(source)
    told = _READERS.get(reader)
    if told is None:
        return NOTHING
    try:
        content = source.content()
    except UnreadableError:
        return NOTHING
    if len(content) > _MOST:
        return NOTHING
    try:
        return told(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return NOTHING  # the reader has told already what is wrong with the file


def creator_of(made: Made) -> Party | None:
    """The maker with an address; one without one is still named. The page of the project stands in for an e-mail address."""
    if not made.makers:
        pages = [one.url for one in made.references if one.type in ("website", "vcs")]
        return Party("", PartyKind.UNKNOWN, (), (pages[0],)) if pages else None
    first = next((one for one in made.makers if one.emails), made.makers[0])
    if not first.emails and not first.urls:
        pages = [one.url for one in made.references if one.type in ("website", "vcs")]
        return first._replace(urls=tuple(pages[:1]))
    return first


def _metadata(text: str) -> Made:
    """Python core metadata."""
    said: dict[str, list[str]] = {}
    for line in text.replace("\r\n", "\n").partition("\n\n")[0].split("\n"):
        found = _FIELD.fullmatch(line)
        if found is not None:
            said.setdefault(found[1].lower(), []).append(found[2].strip())
    makers = [_person(name, mail) for field in ("author-email", "maintainer-email") for name, mail in _addresses(said, field)]
    if not any(one.name for one in makers):
        names = [name for field in ("author", "maintainer") for name in said.get(field, ()) if _is_said(name)]
        makers = [makers[0]._replace(name=names[0]), *makers[1:]] if makers and names else makers + [Party(one) for one in names]
    rows = [("website", url) for url in said.get("home-page", ())]
    for told in said.get("project-url", ()):
        label, _, url = told.partition(",")
        type_ = _LABELS.get(re.sub(r"[^a-z]", "", label.lower()), "")
        if type_:
            rows.append((type_, url.strip()))
    summary = next(iter(said.get("summary", ())), "")
    return Made(tuple(makers), _references(rows), summary if _is_said(summary) else "")


def _addresses(said: dict[str, list[str]], field: str) -> list[tuple[str, str]]:
    return [(name, mail) for name, mail in getaddresses(said.get(field, [])) if _EMAIL(mail)]


def _is_said(value: str) -> bool:
    return bool(value) and value.upper() not in ("UNKNOWN", "NONE")


def _package_json(text: str) -> Made:
    document: dict[str, Any] = json.loads(text)
    makers = []
    told = [document.get("author"), *_list(document.get("maintainers")), *_list(document.get("contributors"))]
    for row in told:
        if isinstance(row, str) and (found := _NPM_AUTHOR.fullmatch(row)):
            name, mail, url = (part or "" for part in found.groups())
        elif isinstance(row, dict):
            name, mail, url = (str(row.get(key) or "") for key in ("name", "email", "url"))
        else:
            continue
        if name or mail:
            page = without_secrets(url)
            makers.append(_person(name, mail)._replace(urls=(page,) if page else ()))
    repository = document.get("repository")
    repository = repository.get("url") if isinstance(repository, dict) else repository
    rows = [("website", document.get("homepage")), ("vcs", repository)]
    description = document.get("description")
    references = _references([(type_, url) for type_, url in rows if isinstance(url, str)])
    return Made(tuple(makers), references, description if isinstance(description, str) else "")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _pyproject(text: str) -> Made:
    project = tomllib.loads(text).get("project", {})
    makers = [
        _person(str(row.get("name", "")), str(row.get("email", "")))
        for row in (*project.get("authors", ()), *project.get("maintainers", ()))
    ]
    rows = [(_LABELS.get(re.sub(r"[^a-z]", "", label.lower()), ""), str(url)) for label, url in project.get("urls", {}).items()]
    return Made(tuple(makers), _references([row for row in rows if row[0]]), str(project.get("description", "")))


def _pom(source: Source) -> Made:
    """The organization, else the developers, of a Maven project."""
    try:
        root = xml_of(source).root
    except UnreadableError:
        return NOTHING
    if root is None:
        return NOTHING
    page = without_secrets(_plain(root.said("organization", "url")))
    organization = _plain(root.said("organization", "name"))
    makers = [Party(organization, PartyKind.ORGANIZATION, (), (page,) if page else ())] if organization else []
    told = [(_plain(row.said("name")), _plain(row.said("email"))) for row in root.every("developers", "developer")]
    makers += [_person(name, mail) for name, mail in told if name or mail]
    rows = [("website", _plain(root.said("url"))), ("vcs", _plain(root.said("scm", "url")))]
    return Made(tuple(makers), _references(rows), _plain(root.said("description")))


def _plain(text: str) -> str:
    """A text in one line; nothing where it needs properties."""
    return "" if "${" in text else " ".join(text.split())


def _person(name: str, mail: str) -> Party:
    return Party(" ".join(name.split()), PartyKind.UNKNOWN, (mail,) if _EMAIL(mail) else ())


def _references(rows: list[tuple[str, str]]) -> tuple[Reference, ...]:
    found: dict[str, Reference] = {}
    for type_, url in rows:
        address = without_secrets(url.removeprefix("scm:git:"))
        if address:
            found.setdefault(type_, Reference(type_, address))
    return tuple(found.values())


_READERS: dict[str, Callable[[str], Made]] = {
    "python/dist-info": _metadata,
    "python/pyproject": _pyproject,
    "javascript/installed": _package_json,
    "javascript/package-json": _package_json,
}
