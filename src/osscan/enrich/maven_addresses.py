"""Maven repositories as the user's settings.xml and the project's own list name them; no repository is assumed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from osscan.enrich.base import Address
from osscan.enrich.credentials import address, basic, is_url, lies_below
from osscan.errors import UnreadableError
from osscan.inputs.source import Limits, Source
from osscan.inputs.xml_tree import Element, xml_of

_VARIABLE = re.compile(r"\$\{([^${}]*)\}")
_CENTRAL = "central"
"""What Maven calls the repository that every project has; a mirror of it counts, its own address stands nowhere here."""
_LONGEST = 4 * 1024 * 1024


class _Mirror(NamedTuple):
    name: str
    url: str
    of: tuple[str, ...]

    def stands_for(self, name: str, url: str) -> bool:
        """As in Maven's guide to mirrors: names, `*`, `external:*`, and `!name` for what is left out."""
        if f"!{name}" in self.of:
            return False
        outside = (urlsplit(url).hostname or "") not in ("localhost", "127.0.0.1")
        patterns = {name, "*"} | ({"external:*"} if outside else set())
        if outside and url.startswith("http:"):
            patterns.add("external:http:*")
        return not patterns.isdisjoint(self.of)


class _Settings(NamedTuple):
    """What settings.xml says; `servers` are headers by name."""

    mirrors: tuple[_Mirror, ...]
    repositories: tuple[tuple[str, str], ...]
    servers: Mapping[str, Mapping[str, str]]
    local: str


def maven_addresses(settled: str | None, folder: Path, home: Path, environment: Mapping[str, str]) -> tuple[Address, ...]:
    """The repositories in the order in which they are asked, each with what settings.xml itself keeps for its address.

    Maven sends what is kept for a name to whatever a project calls by that name; here only settings.xml can say where to.
    """
    settings = _settings(home, environment)
    if settled is not None:
        urls = [settled]
    else:
        named = [*settings.repositories, *_repositories(_root(folder / "pom.xml")), (_CENTRAL, "")]
        urls = [url for name, url in (_mirrored(settings.mirrors, name, url) for name, url in named) if is_url(url)]
    return tuple(_with_header(url, settings) for url in dict.fromkeys(urls))


def local_repository(home: Path, environment: Mapping[str, str]) -> str:
    """Where Maven keeps what it has fetched: as settings.xml says, else `.m2/repository`."""
    return _settings(home, environment).local or str(home / ".m2" / "repository")


def _mirrored(mirrors: tuple[_Mirror, ...], name: str, url: str) -> tuple[str, str]:
    return next(((mirror.name, mirror.url) for mirror in mirrors if mirror.stands_for(name, url)), (name, url))


def _with_header(url: str, settings: _Settings) -> Address:
    found = address(url)
    if found.headers:
        return found
    places = [(mirror.name, mirror.url) for mirror in settings.mirrors] + list(settings.repositories)
    for name, there in places:
        same = urlsplit(there).scheme == urlsplit(found.url).scheme
        if name in settings.servers and same and lies_below(found.url, f"//{there.partition('//')[2]}"):
            return found._replace(headers=settings.servers[name])
    return found


def _settings(home: Path, environment: Mapping[str, str]) -> _Settings:
    root = _root(home / ".m2" / "settings.xml")
    if root is None:
        return _Settings((), (), {}, "")
    known = {f"env.{name}": value for name, value in environment.items()} | {"user.home": str(home)}
    mirrors = (_Mirror(_said(one, known, "id"), _said(one, known, "url"), _names(one)) for one in root.every("mirrors", "mirror"))
    servers = {}
    for one in root.every("servers", "server"):
        name, user, password = (_said(one, known, key) for key in ("id", "username", "password"))
        if name and user and not (password.startswith("{") and password.endswith("}")):
            servers[name] = basic(user, password)
    active = {one.text for one in root.every("activeProfiles", "activeProfile")}
    repositories = tuple(
        row
        for profile in root.every("profiles", "profile")
        if profile.said("id") in active or profile.said("activation", "activeByDefault").lower() == "true"
        for row in _repositories(profile, known)
    )
    return _Settings(
        tuple(one for one in mirrors if is_url(one.url)), repositories, servers, _said(root, known, "localRepository")
    )


def _names(mirror: Element) -> tuple[str, ...]:
    return tuple(name.strip() for name in mirror.said("mirrorOf").split(","))


def _repositories(element: Element | None, known: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Those that hold releases. A file in the tree can't draw on the environment."""
    for one in element.every("repositories", "repository") if element is not None else ():
        url = _said(one, known or {}, "url")
        if is_url(url) and one.said("releases", "enabled").lower() != "false":
            yield _said(one, known or {}, "id"), url


def _said(element: Element, known: Mapping[str, str], name: str) -> str:
    return _VARIABLE.sub(lambda found: known.get(found[1], found[0]), element.said(name))


def _root(file: Path) -> Element | None:
    try:
        if not file.is_file():
            return None
        return xml_of(Source(file.name, str(file), limits=Limits(file_bytes=_LONGEST)), skip_entities=True).root
    except (UnreadableError, OSError):
        return None
