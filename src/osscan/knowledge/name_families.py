"""Names made of a family and a version: `GPL 2.0 +`, `CC by sa 3.0 de`, `BSD 3 clause`; without the version they are ambiguous."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from osscan.knowledge import spdx
from osscan.knowledge.name_forms import normalised
from osscan.knowledge.tables import table


class Read(NamedTuple):
    """One expression, or several that a name may mean; neither for names of no family."""

    expression: str | None = None
    suggestions: tuple[str, ...] = ()


_NOTHING = Read()
_VERSION = re.compile(r"\d+(?:\.\d+)+[a-z]?")
_CONTENT_PARTS = ("by", "nc", "sa", "nd")
_CONTENT_EDITIONS = frozenset({"international", "intl", "unported", "generic"})
_CONTENT_FILLERS = _CONTENT_EDITIONS | {"public", "legal", "code", "deed", "cc"}
_NAMED_PORTS = {
    "deutschland": "DE", "germany": "DE", "österreich": "AT", "austria": "AT", "australia": "AU", "netherlands": "NL",
    "france": "FR", "japan": "JP", "igo": "IGO", "us": "US", "usa": "US", "uk": "UK",
    "de": "DE", "at": "AT", "au": "AU", "nl": "NL", "fr": "FR", "jp": "JP",
}  # fmt: skip
_CLAUSES = {
    "0.0": "0BSD", "zero": "0BSD", "1.0": "BSD-1-Clause", "one": "BSD-1-Clause",
    "2.0": "BSD-2-Clause", "two": "BSD-2-Clause", "simplified": "BSD-2-Clause",
    "3.0": "BSD-3-Clause", "three": "BSD-3-Clause", "new": "BSD-3-Clause", "revised": "BSD-3-Clause",
    "modified": "BSD-3-Clause", "newbsd": "BSD-3-Clause",
    "4.0": "BSD-4-Clause", "four": "BSD-4-Clause", "original": "BSD-4-Clause", "old": "BSD-4-Clause",
}  # fmt: skip
_SAID_AS_VERSION = re.compile(r"\d\.\d|(?:\b|d)v(?:er(?:sion|s)?)?[\s.]*\d", re.IGNORECASE)
_CLAUSE_FILLERS = frozenset({"bsd", "clause", "or", "and", "berkeley", "software", "distribution", "licensed"})


def read(key: str, name: str) -> Read:
    """What a name says, if it is built of a family and a version; `key` is its compared form (`name_forms.normalised`)."""
    words = key.split()
    if "bsd" in words or "newbsd" in words:
        return _clauses(words, versioned="clause" not in words and _SAID_AS_VERSION.search(name) is not None)
    if "cc" in words or ("by" in words and not _CONTENT_EDITIONS.isdisjoint(words)):
        found = _content(words)
        if found is not _NOTHING:
            return found
    return _versioned(words)


def _versioned(words: list[str]) -> Read:
    """`gpl 2.0 +`: one version, at most one of `+` and `only`, and the rest is a family's name."""
    versions = [word for word in words if _VERSION.fullmatch(word)]
    endings = [word for word in words if word in ("+", "plus", "only", "nur")]
    family = _family([word for word in words if word not in versions and word not in endings])
    if family is None or len(versions) > 1 or len(endings) > 1:
        return _NOTHING
    later = bool(endings) and endings[0] in ("+", "plus")
    if not versions:
        return _unversioned(family, later=later, only=bool(endings) and not later)
    template = family["id"].format(_known(versions[0], family["versions"].split()))
    return Read(_written(template, later=later))


def _family(words: list[str]) -> dict[str, str] | None:
    """The family of a name, or of a name with its abbreviation: `open software osl`."""
    found = _families().get(" ".join(words))
    for at, word in enumerate(words if found is None else ()):
        abbreviated = _families().get(word)
        if abbreviated is not None and abbreviated is _families().get(" ".join(words[:at] + words[at + 1 :])):
            return abbreviated
    return found


def _unversioned(family: dict[str, str], *, later: bool, only: bool) -> Read:
    """Some families have one version, and the GNU licenses say themselves what `any version` means."""
    if later and "any" in family:
        return Read(family["any"])
    if "bare" in family and not later and not only:
        return Read(family["bare"])
    ids = (_written(family["id"].format(version), later=False) for version in family["versions"].split())
    return Read(None, tuple(one for one in ids if one is not None))


def _known(version: str, versions: list[str]) -> str:
    """The version as the family counts: `21` after `LGPL` is 2.1, `2.0.0` after `Apache` is 2.0."""
    for spelled in (version, version.removesuffix(".0"), f"{version}.0", ".".join(version.removesuffix(".0"))):
        if spelled in versions:
            return spelled
    return version


def _written(template: str, *, later: bool) -> str | None:
    """`GPL-2.0` as -only or -or-later, where the list has these forms; other licenses carry a `+`."""
    listed = spdx.licenses()
    named = f"{template}-{'or-later' if later else 'only'}"
    if named.lower() in listed:
        return listed[named.lower()].id
    found = listed.get(template.lower())
    if found is None:
        return None
    return f"{found.id}+" if later else found.id


def _content(words: list[str]) -> Read:
    """Creative Commons: the parts in any order, the version, and the country for versions before 4.0."""
    parts = [part for part in _CONTENT_PARTS if part in words]
    versions = [word for word in words if _VERSION.fullmatch(word)]
    rest = [w for w in words if w not in parts and w not in versions and w not in _CONTENT_FILLERS]
    ports = [_NAMED_PORTS[word] for word in rest if word in _NAMED_PORTS]
    if not parts or len(versions) > 1 or len(ports) != len(rest) or len(set(ports)) > 1:
        return _NOTHING
    if len(words) != len(set(words)):
        return _NOTHING
    stem = "CC-" + "-".join(_ordered(parts)).upper()
    if not versions:
        return Read(None, tuple(one for one in (spdx.current(f"{stem}-{version}") for version in ("3.0", "4.0")) if one))
    port = f"-{ports[0]}" if ports else ""
    return Read(spdx.current(f"{stem}-{versions[0]}{port}"))


def _ordered(parts: list[str]) -> list[str]:
    return [part for part in ("by", "nc", "nd", "sa") if part in parts]


def _clauses(words: list[str], *, versioned: bool) -> Read:
    """BSD licenses go by the number of their clauses, or by an adjective that stands for it; they have no versions."""
    said = {_CLAUSES[word] for word in words if word in _CLAUSES}
    if any(word not in _CLAUSES and word not in _CLAUSE_FILLERS for word in words):
        return _NOTHING
    if len(said) == 1 and not versioned:
        return Read(said.pop())
    return Read(None, tuple(sorted(said)) if len(said) > 1 else ("0BSD", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"))


@cache
def _families() -> dict[str, dict[str, str]]:
    rows = table("license_names")["families"]
    return {normalised(name): row for row in rows for name in row["names"]}
