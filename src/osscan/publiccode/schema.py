"""The standard as a tree of keys, made from the table data/standard.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

LANGUAGE = "*"
ELEMENT = "[]"


class Key(NamedTuple):
    """What the standard says about one key; table data/standard.toml explains each field."""

    path: str
    kind: str
    form: str = ""
    values: str = ""
    required: bool = False
    required_until: str = ""
    wanted: bool = False
    in_one_language: bool = False
    since: str = ""
    deprecated: str = ""
    instead: str = ""
    least: int = 0
    most: int = 0
    keys: dict[str, Key] = {}  # noqa: RUF012 - filled once, when the table is read

    @property
    def element(self) -> Key:
        """What holds for each element of a list, or each language."""
        return self.keys[ELEMENT if ELEMENT in self.keys else LANGUAGE]


@cache
def standard() -> Key:
    """The whole file as one key, with everything beneath it."""
    rows = {
        row["path"]: Key(**{name.replace("-", "_"): value for name, value in row.items()}, keys={}) for row in _table()["key"]
    }
    root = Key("", "mapping", keys={})
    for path, row in rows.items():
        above, name = _above(path)
        (rows[above] if above else root).keys[name] = row
    return root


def versions() -> tuple[str, ...]:
    """The versions that osscan knows, oldest first, `0` for the newest of them not counted."""
    return tuple(_table()["versions"])


def newest() -> str:
    return str(_table()["newest"])


@cache
def words(name: str) -> frozenset[str]:
    """A list of allowed words by its name."""
    return frozenset(_table()["values"][name])


def ordered_words(name: str) -> tuple[str, ...]:
    """The same in the standard's order."""
    return tuple(_table()["values"][name])


def word_since(word: str) -> str:
    """The version that added a word to its list; empty where it was always there."""
    return str(_table()["values-since"].get(word, ""))


def aliases() -> dict[str, str]:
    """What may stand behind `alias:`, and the resource that it means."""
    return dict(_table()["aliases"])


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2."""
    return frozenset(_table()["countries"]["alpha-2"])


@cache
def video_sites() -> tuple[tuple[str, str], ...]:
    """Host and beginning of the path of sites that answer by oEmbed."""
    parted = (one.partition("/") for one in _table()["oembed"]["videos"])
    return tuple((host, f"{slash}{path}") for host, slash, path in parted)


def number(version: str) -> tuple[int, int]:
    """`0.5.0` as something to compare by; `0` and unknown versions as the newest."""
    parts = (version if version in versions() else newest()).split(".")
    return int(parts[0]), int(parts[1])


def named(path: str, version: str) -> str:
    """Version and key as the text of the standard writes them: `publiccode.yml 0.7, description/[lang]/features`."""
    written = _LANG.sub(r"description.[lang]\1", _INDEX.sub("", path)).replace(".", "/")
    return f"publiccode.yml {version if version in versions() else newest()}" + (f", {written}" if written else "")


_INDEX = re.compile(r"\[[0-9]*\]")
_LANG = re.compile(r"^description(?:\[[^\]]*\]|\.[^.]+)(\..*)?$")


def _above(path: str) -> tuple[str, str]:
    if path.endswith(ELEMENT):
        return path.removesuffix(ELEMENT), ELEMENT
    above, _, name = path.rpartition(".")
    return above, name


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "standard.toml").read_text(encoding="utf-8"))
