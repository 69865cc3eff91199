"""Where the user's own registries are, as pip, uv and npm are told it; nobody's registry is assumed."""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from configparser import ConfigParser, Error
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from osscan.enrich.base import Address
from osscan.enrich.settings import Settings

_VARIABLE = re.compile(r"\$\{([^}]+)\}")
_ARCHIVE = re.compile(r"""["'\s](https?://[^\s"'#@]+?)/(?:@[^\s"'#/]+(?:/|%2[fF]))?[^\s"'#/@]+/-/[^\s"'#/]+\.tgz""")
_PIP_VARIABLES = ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL")


def address_of(
    source: str, settings: Settings, folder: Path, home: Path, environment: Mapping[str, str], locked: Iterable[str] = ()
) -> Address | None:
    """The address of a source: osscan.toml, then the environment, then the tools' own files; None where nobody names one.

    `locked` are the texts of npm's lockfiles, which are asked last.
    """
    hosts = settings.hosts.get(source, ())
    url = settings.urls.get(source) or settings.registries.get(source)
    if url is None and source == "pypi":
        url = next(_python(folder, home, environment), None)
    if source == "npm":
        return _npm((url, *bases_in(locked)), hosts, folder, home, environment)
    return _address(url, hosts) if url else None


def bases_in(locked: Iterable[str]) -> tuple[str, ...]:
    """The registries from which lockfiles took their archives, each once."""
    return tuple(sorted({found[1] for text in locked for found in _ARCHIVE.finditer(text)}))


def _address(url: str, hosts: tuple[str, ...]) -> Address:
    """Name and password of a URL become a header, so that they stand in no message."""
    parts = urlsplit(url)
    if not parts.username:
        return Address(url, {}, hosts)
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    return Address(urlunsplit(bare), {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}, hosts)


def _python(folder: Path, home: Path, environment: Mapping[str, str]) -> Iterator[str]:
    yield from (environment[name].split("=", 1)[-1] for name in _PIP_VARIABLES if environment.get(name, "").strip())
    yield from _uv(folder / "uv.toml", ())
    yield from _uv(folder / "pyproject.toml", ("tool", "uv"))
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    named = environment.get("PIP_CONFIG_FILE")
    files = [Path(named)] if named else []
    venv = environment.get("VIRTUAL_ENV")
    files += [Path(venv, "pip.conf")] if venv else []
    files += [config / "pip" / "pip.conf", home / ".pip" / "pip.conf", Path("/etc/pip.conf")]
    for file in files:
        parser = ConfigParser(interpolation=None, strict=False)
        try:
            parser.read(file, encoding="utf-8")
        except (Error, OSError, UnicodeDecodeError):
            continue
        url = parser.get("global", "index-url", fallback="").strip()
        if url:
            yield url
    yield from _uv(config / "uv" / "uv.toml", ())


def _uv(file: Path, tables: tuple[str, ...]) -> Iterator[str]:
    """The index that uv takes as the default one, else the first that is not kept for named packages."""
    try:
        row: Any = tomllib.loads(file.read_text(encoding="utf-8"))
        for name in tables:
            row = row[name]
        listed = [one for one in row.get("index", []) if not one.get("explicit")]
        listed.sort(key=lambda one: not one.get("default"))
        urls = [str(one["url"]) for one in listed] + ([str(row["index-url"])] if "index-url" in row else [])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
    yield from (url for url in urls[:1] if url.startswith("http"))


def _npm(
    urls: tuple[str | None, ...], hosts: tuple[str, ...], folder: Path, home: Path, environment: Mapping[str, str]
) -> Address | None:
    """npm's registry, with the token that is meant for it. A file in the tree can't draw on the environment."""
    user = Path(environment.get("NPM_CONFIG_USERCONFIG") or home / ".npmrc")
    rows = [*_npmrc(folder / ".npmrc", {}), *_npmrc(user, environment)]
    url = urls[0]
    if url is None:
        url = environment.get("NPM_CONFIG_REGISTRY") or environment.get("npm_config_registry")
    url = url or next((value for key, value in rows if key == "registry"), None)
    if url is None and len(urls) == 2:
        url = urls[1]
    if not url or not url.startswith(("http://", "https://")):
        return None
    found = _address(url, hosts)
    parts = urlsplit(found.url)
    mine = f"//{parts.netloc}{parts.path}".rstrip("/") + "/"
    for key, value in rows:
        beginning, _, name = key.rpartition(":")
        if name == "_authToken" and beginning and mine.startswith(beginning.rstrip("/") + "/"):
            return found._replace(headers={"Authorization": f"Bearer {value}"})
    return found


def _npmrc(file: Path, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    rows = [line.partition("=") for line in map(str.strip, lines) if line and line[0] not in "#;"]
    told = [(key.strip(), value.strip().strip("\"'")) for key, equals, value in rows if equals]
    filled = [(key, _VARIABLE.sub(lambda found: environment.get(found[1], found[0]), value)) for key, value in told]
    return [(key, value) for key, value in filled if not _VARIABLE.search(value)]
