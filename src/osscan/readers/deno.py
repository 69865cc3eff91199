"""How Deno asks for what it needs: packages of npm and JSR, and modules from URLs."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.purl import purl
from osscan.readers.npm import asked_of, npm_purl

_VERSIONED = re.compile(r"(?:https?://)?([^@?#]+)@v?(\d[^/?#]*)").match
_PLACE = re.compile(r"(?:https?://)?([^?#]+?)(?:/[^/?#]*)?(?:[?#].*)?$").match
_PACKAGE = re.compile(r"(npm|jsr):/?(@[^/@]+/[^/@]+|[^/@]+)(?:@([^/]*))?").match


class Specified(NamedTuple):
    """What a specifier leads to: its name, its version where it can be only one, else the range."""

    name: str
    version: str
    range: str
    purl: str


def module_at(url: str) -> tuple[str, str]:
    """Name and version of modules from URLs, gathered up to the version in their path, or else up to their folder."""
    versioned, place = _VERSIONED(url), _PLACE(url)
    return (versioned[1], versioned[2]) if versioned else (place[1] if place else url, "")


def module_purl(name: str, version: str) -> str:
    """The purl of modules from a URL."""
    folder, _, last = name.rpartition("/")
    return purl("generic", last, version, folder)


def jsr_purl(name: str, version: str) -> str:
    """The purl of a package of JSR; the purl specification has no type for it."""
    folder, _, last = name.rpartition("/")
    return purl("generic", last, version, f"jsr/{folder}")


def specified(text: str) -> Specified | None:
    """What `npm:name@range/path`, `jsr:@scope/name@range` or a URL lead to; None for what is the project's own or Deno's."""
    text = text.strip()
    package = _PACKAGE(text)
    if package is not None:
        asked = asked_of(package[2], package[3] or "")
        url = npm_purl(asked.name, asked.version) if package[1] == "npm" else jsr_purl(asked.name, asked.version)
        return Specified(asked.name, asked.version, asked.range, url)
    if text.startswith(("https://", "http://")):
        name, version = module_at(text)
        return Specified(name, version, "", module_purl(name, version))
    return None
