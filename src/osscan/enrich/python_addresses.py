"""Python indexes as pip, uv and Poetry are told them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser, Error
from pathlib import Path
from typing import Any

from osscan.enrich.credentials import is_url

_INDEX = ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL")
_FURTHER = ("PIP_EXTRA_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL")


def python_indexes(folder: Path, home: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The indexes of the first place that names any, in the order in which its tool asks them, then further ones of the environment."""
    further = [url for name in _FURTHER for url in _named(environment.get(name, ""))]
    first = next((urls for urls in _places(folder, home, environment) if urls), [])
    return tuple(dict.fromkeys((*first, *further)))


def _places(folder: Path, home: Path, environment: Mapping[str, str]) -> Iterator[list[str]]:
    for name in _INDEX:
        yield _named(environment.get(name, ""))[:1]
    yield _uv(_table(folder / "uv.toml"))
    project = _table(folder / "pyproject.toml")
    yield _uv(_table_in(project, "tool", "uv"))
    yield _poetry(_table_in(project, "tool", "poetry"))
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    named, venv = environment.get("PIP_CONFIG_FILE"), environment.get("VIRTUAL_ENV")
    files = [Path(named)] if named else []
    files += [Path(venv, "pip.conf")] if venv else []
    for file in (*files, config / "pip" / "pip.conf", home / ".pip" / "pip.conf", Path("/etc/pip.conf")):
        yield _pip(file)
    yield _uv(_table(config / "uv" / "uv.toml"))


def _named(text: str) -> list[str]:
    """A list of URLs, each of which may have a name (`city=https://…`)."""
    words = (word if word.startswith("http") else word.partition("=")[2] for word in text.split())
    return [word for word in words if is_url(word)]


def _table(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}


def _table_in(table: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        table = table.get(name, {})
        if not isinstance(table, dict):
            return {}
    return table


def _uv(table: Mapping[str, Any]) -> list[str]:
    """uv takes them in order, the default one last, and those for named packages never by itself."""
    rows = [row for row in _rows(table.get("index")) if not row.get("explicit")]
    rows.sort(key=lambda row: bool(row.get("default")))
    further = table.get("extra-index-url", [])
    urls = [row.get("url") for row in rows] + (further if isinstance(further, list) else []) + [table.get("index-url")]
    return [url for url in urls if isinstance(url, str) and is_url(url)]


def _poetry(table: Mapping[str, Any]) -> list[str]:
    """Poetry asks supplemental sources last, and explicit ones never by itself."""
    rows = [row for row in _rows(table.get("source")) if row.get("priority") != "explicit"]
    rows.sort(key=lambda row: row.get("priority") in ("supplemental", "secondary"))
    return [row["url"] for row in rows if isinstance(row.get("url"), str) and is_url(row["url"])]


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _pip(file: Path) -> list[str]:
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read(file, encoding="utf-8")
    except (Error, OSError, UnicodeDecodeError):
        return []
    first = _named(parser.get("global", "index-url", fallback=""))[:1]
    return [*first, *_named(parser.get("global", "extra-index-url", fallback=""))] if first else []
