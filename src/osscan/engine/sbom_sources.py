"""Where archives come from: what lockfiles say of the addresses of packages, by package URL, never with credentials."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.purl import purl
from osscan.readers.npm import name_in, npm_purl
from osscan.readers.pypi import pypi_purl

_YARN_HEAD = re.compile(r'"?(@?[^@\s"]+)@').match
_YARN_FIELD = re.compile(r'  (version|resolved) "([^"]+)"').match


def addresses_in(reader: str, source: Source) -> dict[str, str]:
    """Addresses of archives by package URL; nothing for formats that name none and for files that can't be read."""
    told = _READERS.get(reader)
    if told is None:
        return {}
    try:
        text = source.content().decode("utf-8-sig", "replace")
    except UnreadableError:
        return {}
    try:
        return {url: address for url, given in told(text) if url and (address := without_secrets(given))}
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return {}  # the reader has told already what is wrong with the file


def without_secrets(url: str) -> str:
    """An address without user, password, query and fragment; empty for what leads nowhere from elsewhere."""
    try:
        found = urlsplit(url)
        port = f":{found.port}" if found.port else ""
    except ValueError:
        return ""
    if found.scheme not in ("http", "https", "git+https", "git+ssh", "git+http", "ssh", "git") or not found.hostname:
        return ""
    return urlunsplit((found.scheme, f"{found.hostname}{port}", found.path, "", ""))


def file_name(url: str) -> str:
    """The file that an address names, where that is an archive."""
    name = urlsplit(url).path.rpartition("/")[2]
    return name if name.lower().endswith(ARCHIVES) else ""


ARCHIVES = (".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".zip", ".whl", ".jar", ".war", ".ear", ".gem", ".nupkg", ".crate", ".egg")


def _package_lock(text: str) -> Iterator[tuple[str, str]]:
    document = json.loads(text)
    for path, row in document.get("packages", {}).items():
        if isinstance(row, dict) and isinstance(row.get("resolved"), str) and name_in(path):
            yield npm_purl(str(row.get("name") or name_in(path)), str(row.get("version", ""))), row["resolved"]
    waiting = [document.get("dependencies", {})]
    while waiting:
        table = waiting.pop()
        for name, row in table.items() if isinstance(table, dict) else ():
            if isinstance(row, dict):
                yield npm_purl(name, str(row.get("version", ""))), str(row.get("resolved", ""))
                waiting.append(row.get("dependencies", {}))


def _yarn(text: str) -> Iterator[tuple[str, str]]:
    """Entries of Yarn 1; later ones name no addresses."""
    name = version = ""
    for line in text.splitlines():
        if line[:1] not in (" ", "#", ""):
            head = _YARN_HEAD(line)
            name, version = head[1] if head else "", ""
        elif (field := _YARN_FIELD(line)) is not None and field[1] == "version":
            version = field[2]
        elif field is not None and name and version:
            yield npm_purl(name, version), field[2]


def _uv(text: str) -> Iterator[tuple[str, str]]:
    for row in tomllib.loads(text).get("package", ()):
        yield pypi_purl(row["name"], row.get("version", "")), _only_archive(row)


def _pylock(text: str) -> Iterator[tuple[str, str]]:
    for row in tomllib.loads(text).get("packages", ()):
        yield pypi_purl(row["name"], row.get("version", "")), _only_archive(row)


def _only_archive(row: dict[str, Any]) -> str:
    """The archive whose hash counts for the component too: the only one, else the only source archive."""
    wheels = row.get("wheels", [])
    source = row.get("sdist")
    if isinstance(source, dict):
        return str(source.get("url", ""))
    return str(wheels[0].get("url", "")) if len(wheels) == 1 else ""


def _composer(text: str) -> Iterator[tuple[str, str]]:
    document = json.loads(text)
    for row in (*document.get("packages", ()), *document.get("packages-dev", ())):
        namespace, _, name = str(row.get("name", "")).rpartition("/")
        yield purl("composer", name, str(row.get("version", "")), namespace), str((row.get("dist") or {}).get("url", ""))


_READERS: dict[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "javascript/package-lock": _package_lock,
    "javascript/yarn-lock": _yarn,
    "python/uv-lock": _uv,
    "python/pylock": _pylock,
    "php/composer-lock": _composer,
}
