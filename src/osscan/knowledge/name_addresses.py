"""Addresses that stand for a license: pages of license stewards and catalogs, read by host and last part."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote

from osscan.knowledge import spdx
from osscan.knowledge.name_families import Read
from osscan.knowledge.tables import table

_URL = re.compile(r"^(?:https?://|ftp://)?(?:www\.)?([a-z0-9.\-]+\.[a-z]{2,}(?::\d+)?(?:/[^\s?#]*)?)(?:[?#]\S*)?$", re.IGNORECASE)
_END = re.compile(r"(?:-standalone)?(?:\.(?:en|de|fr))?(?:\.(?:html?|txt|php|md|aspx|json|pdf|rdf))*/*$", re.IGNORECASE)
_LICENSE_ADDRESS = re.compile(r"(?:^|[/.])licenses?[/.]", re.IGNORECASE)
_FILE = re.compile(r"(?:^|/)(?:un)?(?:licen[sc]e|copying|copyright|notice|readme|eula|terms)[^/]*$", re.IGNORECASE)
_CATALOGS = (
    "opensource.org/licenses/",
    "opensource.org/license/",
    "spdx.org/licenses/",
    "choosealicense.com/licenses/",
    "licenses.nuget.org/",
    "gnu.org/licenses/old-licenses/",
    "gnu.org/licenses/",
    "eclipse.org/legal/",
    "eclipse.org/org/documents/",
    "opendefinition.org/licenses/",
    "opendatacommons.org/licenses/",
    "dcat-ap.de/def/licenses/",
    "publications.europa.eu/resource/authority/licence/",
    "tldrlegal.com/license/",
    "en.wikipedia.org/wiki/",
    "de.wikipedia.org/wiki/",
    "directory.fsf.org/wiki/license:",
)
"""Where the rest of the address is a license's identifier or name."""


def address_in(text: str) -> str | None:
    """The address without scheme, query and frame, if the text is one; a bare host without scheme is none."""
    found = _URL.match(text)
    return found[1] if found and ("/" in found[1] or "://" in text) else None


def is_file(address: str) -> bool:
    """Whether the address names a license file, whose text would have to be read."""
    return _FILE.search(address) is not None


def read(address: str, named: Callable[[str], Read]) -> Read:
    """What an address stands for; `named` tells what a name says."""
    key = _END.sub("", address).lower()
    options = _ambiguous().get(key)
    if options is not None:
        return Read(None, options)
    known = _known().get(key)
    if known is not None:
        return Read(known)
    if key.startswith("creativecommons.org/"):
        return Read(_creative_commons(key))
    for catalog in _CATALOGS:
        if key.startswith(catalog):
            return _named(unquote(key.removeprefix(catalog)), named)
    return Read(spdx.current(key.rpartition("/")[2]) if _LICENSE_ADDRESS.search(key) else None)


def _named(rest: str, named: Callable[[str], Read]) -> Read:
    current = spdx.current(rest)
    return Read(current) if current is not None else named(rest)


def _creative_commons(key: str) -> str | None:
    """`creativecommons.org/licenses/by-sa/4.0/deed.de` carries its identifier in its path; ported ones name a country too."""
    _, kind, *parts = key.split("/")
    if parts and re.match(r"(?:deed|legalcode)(?:\.|$)", parts[-1]):
        parts.pop()
    if kind == "publicdomain" and parts[:1] in (["zero"], ["mark"]):
        return spdx.current("-".join(["CC0" if parts[0] == "zero" else "CC-PDM", *parts[1:]]))
    return spdx.current("CC-" + "-".join(parts)) if kind == "licenses" else None


@cache
def _known() -> dict[str, str]:
    return {url.lower(): expression for expression, urls in table("license_names")["urls"].items() for url in urls}


@cache
def _ambiguous() -> dict[str, tuple[str, ...]]:
    rows = table("license_names")["ambiguous_urls"].items()
    return {url.lower(): tuple(filter(None, options.split("|"))) for options, urls in rows for url in urls}
