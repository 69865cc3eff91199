"""Free-text license names: one right answer or none; what has several readings is called ambiguous, never guessed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from osscan.knowledge import spdx
from osscan.knowledge.name_forms import normalised
from osscan.knowledge.tables import table

LONGEST = 300
"""Characters; longer texts are no names."""

COMMONS_CLAUSE = "LicenseRef-Commons-Clause"

_URL = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9.\-]+\.[a-z]{2,}(?:/[^\s?#]*)?)(?:[?#]\S*)?$", re.IGNORECASE)
_URL_END = re.compile(r"(?:\.(?:html?|txt|php|md|aspx))?/*$", re.IGNORECASE)
_LICENSE_ADDRESS = re.compile(r"(?:^|[/.])licenses?[/.]", re.IGNORECASE)
_COMMONS = re.compile(
    r"\W*(?:\b(?:with|and|plus|under|subject to|w)\b\W*)?(?:the\W+)?commons[\s\-]*clause\b"
    r"(?:[\s,]*(?:license )?(?:condition )?v?[\d.]+)?\W*",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"^(.{2,})\(([^()]{2,})\)\s*$")


class NameMatch(NamedTuple):
    """What a name means. `status`: `exact` (an SPDX id), `alias`, `ambiguous` (see `suggestions`) or `unresolved`."""

    expression: str | None
    status: str
    suggestions: tuple[str, ...] = ()


_UNRESOLVED = NameMatch(None, "unresolved")


@lru_cache(maxsize=8192)
def resolve_name(text: str) -> NameMatch:
    """The SPDX expression that a name, URL or trove classifier stands for, if it has exactly one meaning."""
    name = text.strip()
    if not name or len(name) > LONGEST:
        return _UNRESOLVED
    current = spdx.current(name)
    if current is not None:
        return NameMatch(current, "exact")
    if "::" in name:
        return _classifier(name)
    if _COMMONS.search(name):
        return _commons_clause(name)
    url = _URL.match(name)
    if url and ("/" in url[1] or "://" in name):
        return _address(url[1])
    return _name(name)


def _name(name: str) -> NameMatch:
    found = _looked_up(name)
    if found.status != "unresolved":
        return found
    parted = _PARENTHESIS.match(name)
    return _UNRESOLVED if parted is None else _agreed(_looked_up(parted[1]), _looked_up(parted[2]))


def _looked_up(name: str) -> NameMatch:
    key = normalised(name)
    options = _ambiguous().get(key)
    if options is not None:
        return NameMatch(None, "ambiguous", options)
    expression = _aliases().get(key) or _listed().get(key)
    return _UNRESOLVED if expression is None else NameMatch(expression, "alias")


def _agreed(name: NameMatch, abbreviation: NameMatch) -> NameMatch:
    """`Eclipse Public License 2.0 (EPL)`: both must say the same, or one must be among the other's readings."""
    first, second = sorted((name, abbreviation), key=lambda match: match.expression is None)
    if first.expression is None or "unresolved" in (name.status, abbreviation.status):
        return _UNRESOLVED
    if first.expression == second.expression or first.expression in second.suggestions:
        return first
    options = [match.expression for match in (name, abbreviation) if match.expression is not None]
    return NameMatch(None, "ambiguous", (*options, *second.suggestions))


def _classifier(name: str) -> NameMatch:
    """`License :: OSI Approved :: BSD License`: PEP 639 lists the classifiers that have several meanings."""
    last = name.rpartition("::")[2].strip()
    options = table("license_names")["ambiguous_classifiers"].get(last)
    if options is not None:
        return NameMatch(None, "ambiguous", tuple(options))
    return _name(last)


def _commons_clause(name: str) -> NameMatch:
    """The Commons Clause takes away the right to sell, whatever license it is put on."""
    rest = _COMMONS.sub(" ", name).strip(" +&,;()")
    licensed = resolve_name(rest).expression if rest else None
    return NameMatch(COMMONS_CLAUSE if licensed is None else f"{licensed} AND {COMMONS_CLAUSE}", "alias")


def _address(url: str) -> NameMatch:
    key = _URL_END.sub("", url).lower()
    options = _by_key("ambiguous_urls").get(key)
    if options is not None:
        return NameMatch(None, "ambiguous", options)
    known = _addresses().get(key)
    if known is None and _LICENSE_ADDRESS.search(key):
        known = spdx.current(key.rpartition("/")[2]) or _creative_commons(key)
    return _UNRESOLVED if known is None else NameMatch(known, "alias")


def _creative_commons(key: str) -> str | None:
    """`creativecommons.org/licenses/by-sa/4.0/deed.de` carries its identifier in its path; ported ones name a country too."""
    host, *parts = key.split("/")
    if host != "creativecommons.org" or parts[0] != "licenses":
        return None
    if parts[-1].startswith(("deed", "legalcode")):
        parts.pop()
    return spdx.current("CC-" + "-".join(parts[1:]))


@cache
def _aliases() -> dict[str, str]:
    return {normalised(name): expression for expression, names in table("license_names")["names"].items() for name in names}


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    rows = table("license_names")["ambiguous"].items()
    return {normalised(name): tuple(filter(None, options.split("|"))) for options, names in rows for name in names}


@cache
def _addresses() -> dict[str, str]:
    return {url.lower(): expression for expression, urls in table("license_names")["urls"].items() for url in urls}


@cache
def _by_key(kind: str) -> dict[str, tuple[str, ...]]:
    return {url: tuple(options.split("|")) for options, urls in table("license_names")[kind].items() for url in urls}


@cache
def _listed() -> dict[str, str]:
    """The SPDX list's own identifiers and full names, loosely written; a key that two licenses share answers nothing."""
    keys: dict[str, str | None] = {}
    for row in spdx.licenses().values():
        expression = spdx.current(row.id)
        for key in {normalised(row.id), normalised(row.name)}:
            keys[key] = expression if keys.get(key, expression) == expression else None
    return {key: expression for key, expression in keys.items() if expression is not None}
