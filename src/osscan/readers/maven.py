"""How Maven and Gradle name packages and their versions: `group:artifact`, exact versions, ranges, scopes."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.component import Scope
from osscan.model.purl import purl

_HARD = re.compile(r"\[\s*([^,\[\]()\s]+)\s*\]")
"""A range with one version in it."""
_RANGE = re.compile(r"[\[(\]].*[,\])\[].*|.*\+|latest\..*|LATEST|RELEASE", re.DOTALL)
"""Maven's and Gradle's ranges (`[1.0,2.0)`, `]1.0,2.0[`), Gradle's open ends (`1.+`), and words for the newest version."""

SCOPES = {
    "compile": Scope.RUNTIME,
    "runtime": Scope.RUNTIME,
    "provided": Scope.PROVIDED,
    "system": Scope.PROVIDED,
    "test": Scope.TEST,
}


class Asked(NamedTuple):
    """What a version field asks for: one version, or a range."""

    version: str = ""
    range: str = ""


def maven_name(group: str, artifact: str) -> str:
    """The name by which people know a package; half a name keeps its colon, so that it looks like what it is."""
    return f"{group}:{artifact}"


def maven_purl(group: str, artifact: str, version: str = "") -> str:
    """The purl; none without a group, as there are no such packages."""
    return purl("maven", artifact, version, group) if group and artifact and "${" not in group + artifact else ""


def maven_ref(group: str, artifact: str, version: str) -> str:
    """A key inside of one input."""
    return f"{group}:{artifact}:{version}" if version else f"{group}:{artifact}"


def asked_of(text: str) -> Asked:
    """`1.0` and `[1.0]` ask for one version, `[1.0,2.0)` and `1.+` for a range."""
    text = text.strip()
    hard = _HARD.fullmatch(text)
    if hard is not None:
        return Asked(hard[1])
    if _RANGE.fullmatch(text):
        return Asked(range=text)
    return Asked(text)
