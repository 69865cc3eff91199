"""How NuGet names packages and asks for them: purls, versions and ranges, what a package file says of its license."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.model.purl import purl

_PLAIN = re.compile(r"v?\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
_ONLY = re.compile(r"\[\s*([^\s,*\[\]()]+)\s*(?:,\s*\)|,\s*\1\s*\]|\])")
"""`[1.2.3]` and `[1.2.3, 1.2.3]` are one version; `[1.2.3, )` is the long form of a plain `1.2.3`."""
_DEPRECATED = re.compile(r"(?i)https?://aka\.ms/deprecateLicenseUrl/?")


class Asked(NamedTuple):
    """What a reference asks for: NuGet takes the lowest version that fits, so a plain version is that version."""

    version: str = ""
    range: str = ""


def asked_of(text: str) -> Asked:
    """The version or range in a reference."""
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return Asked(text)
    only = _ONLY.fullmatch(text)
    return Asked(only[1]) if only is not None else Asked("", "" if text == "*" else text)


def nuget_purl(name: str, version: str = "") -> str:
    """The purl of a NuGet package."""
    return purl("nuget", name, version)


def package(name: str, asked: Asked, place: Place, scope: Scope, claims: tuple[LicenseClaim, ...] = ()) -> Component:
    """The component of a NuGet package."""
    ref = ref_of(name, asked.version)
    return Component(name, asked.version, place, ref, nuget_purl(name, asked.version), claims, scope, requirement=asked.range)


def ref_of(name: str, version: str) -> str:
    """NuGet knows packages whatever the case of their names."""
    return f"{name.lower()}/{version}"


def license_claims(expression: str, file: str, url: str, place: Place, method: Method) -> tuple[LicenseClaim, ...]:
    """An expression, else a file in the package, else the address that older packages give."""
    if expression:
        return (LicenseClaim(ClaimRole.DECLARED, expression, Form.EXPRESSION, method, place),)
    if file:
        return (LicenseClaim(ClaimRole.DECLARED, "", Form.TEXT, method, place),)
    if url and not _DEPRECATED.fullmatch(url):
        return (LicenseClaim(ClaimRole.DECLARED, url, Form.URL, method, place),)
    return ()
