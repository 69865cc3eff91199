"""osscan.toml: where registries and aggregators are, and which package URLs each of them may be asked about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from osscan.errors import WrongCallError
from osscan.model.place import Place
from osscan.model.problem import error

NAME = "osscan.toml"
_PLACE = ("url", "hosts")
_MORE = {"npm": ("scopes",), "maven": ("repository",)}
"""What may be said of a registry besides, by purl type."""
NAMES = ("pypi", "npm", "maven", "deps-dev", "clearlydefined")
"""Of the sources (`table.SOURCES`), which are not loaded here: whoever asks nobody needs no HTTP."""
_SOURCE = ("allow", "deny", "url", "hosts")
_TERMS = ("requests_per_second", "timeout")


class Settings(NamedTuple):
    """What osscan.toml says. Nothing is allowed that it does not allow."""

    registries: dict[str, str]
    """Base URL by purl type."""
    urls: dict[str, str]
    """Base URL by source."""
    hosts: dict[str, tuple[str, ...]]
    """Further origins that may hold a registry's files, by source."""
    allow: dict[str, tuple[str, ...]]
    deny: dict[str, tuple[str, ...]]
    per_second: float = 10.0
    timeout: float = 20.0
    scopes: Mapping[str, str] = {}
    """Base URL of npm's scopes (`@city`)."""
    repository: str = ""
    """Maven's local repository."""


def settings_in(text: str, shown: str) -> Settings:
    """The settings; raises WrongCallError for what is misspelt, since a misspelt limit would be no limit."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise _wrong(shown, "", str(fault)) from fault
    _known(document, ("registries", "enrich", "sbom"), shown, "")
    found = Settings({}, {}, {}, {}, {})
    for kind, row in _tables(document.get("registries", {}), shown, "registries").items():
        more = _MORE.get(kind, ())
        _known(row, (*_PLACE, *more), shown, f"registries.{kind}")
        if "url" in row or not any(name in row for name in more):
            found.registries[kind] = _url(row.get("url"), shown, f"registries.{kind}.url")
        found.hosts[kind] = _texts(row.get("hosts", []), shown, f"registries.{kind}.hosts")
    enrich = document.get("enrich", {})
    _known(enrich, (*NAMES, *_TERMS), shown, "enrich")
    for name, row in _tables({key: enrich[key] for key in enrich if key in NAMES}, shown, "enrich").items():
        _known(row, _SOURCE, shown, f"enrich.{name}")
        found.allow[name] = _texts(row.get("allow", []), shown, f"enrich.{name}.allow")
        found.deny[name] = _texts(row.get("deny", []), shown, f"enrich.{name}.deny")
        if "hosts" in row:
            found.hosts[name] = _texts(row["hosts"], shown, f"enrich.{name}.hosts")
        if "url" in row:
            found.urls[name] = _url(row["url"], shown, f"enrich.{name}.url")
    npm = document.get("registries", {}).get("npm", {}).get("scopes", {})
    if not isinstance(npm, dict) or not all(scope.startswith("@") for scope in npm):
        raise _wrong(shown, "registries.npm.scopes", '{"@city" = "https://…"}')
    repository = document.get("registries", {}).get("maven", {}).get("repository", "")
    if not isinstance(repository, str):
        raise _wrong(shown, "registries.maven.repository", "~/.m2/repository")
    return found._replace(
        scopes={scope: _url(url, shown, f"registries.npm.scopes.{scope}") for scope, url in npm.items()},
        repository=repository,
        per_second=_number(enrich.get("requests_per_second", 10), shown, "enrich.requests_per_second"),
        timeout=_number(enrich.get("timeout", 20), shown, "enrich.timeout"),
    )


def _known(row: Any, names: tuple[str, ...], shown: str, route: str) -> None:
    if not isinstance(row, dict):
        raise _wrong(shown, route, type(row).__name__)
    for name in row:
        if name not in names:
            raise _wrong(shown, f"{route}.{name}".strip("."), ", ".join(names))


def _tables(value: Any, shown: str, route: str) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(row, dict) for row in value.values()):
        raise _wrong(shown, route, "table")
    return value


def _texts(value: Any, shown: str, route: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise _wrong(shown, route, '["pkg:npm/*"]')
    return tuple(value)


def _url(value: Any, shown: str, route: str) -> str:
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        raise _wrong(shown, route, "https://…")
    return value


def _number(value: Any, shown: str, route: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1000:
        raise _wrong(shown, route, "0 < x <= 1000")
    return float(value)


def _wrong(shown: str, route: str, expected: str) -> WrongCallError:
    return WrongCallError(error("settings-wrong", Place(shown, route), key=route or "-", expected=expected))
