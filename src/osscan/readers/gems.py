"""How RubyGems names packages and asks for them: purls, requirements, versions without their platform."""

from __future__ import annotations

import re

from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.model.purl import purl

_PIN = re.compile(r"=?\s*(\d[0-9A-Za-z.]*)")


def gem_purl(name: str, version: str = "") -> str:
    """The purl of a gem."""
    return purl("gem", name, version)


def plain_version(text: str) -> str:
    """A version without the platform behind it (`1.13.3-x86_64-linux`); versions of gems have no hyphen."""
    return text.partition("-")[0]


def asked_gem(name: str, requirements: tuple[str, ...], place: Place, scope: Scope) -> Component:
    """The gem that a requirement asks for; one version alone is that version."""
    given = [text for text in requirements if text and text.replace(" ", "") != ">=0"]
    pin = _PIN.fullmatch(given[0]) if len(given) == 1 else None
    version = pin[1] if pin is not None else ""
    ref = f"{name}@{version}" if version else name
    return Component(
        name, version, place, ref, gem_purl(name, version), (), scope, requirement="" if version else ", ".join(given)
    )
