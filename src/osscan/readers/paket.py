"""How Paket groups packages and what its groups are for."""

from __future__ import annotations

import re

from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.model.purl import purl

GROUP = re.compile(r"(?i)group\s+(\S.*)")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")
_SCOPES = {"main": Scope.RUNTIME, "build": Scope.BUILD}
_TESTS = frozenset({"test", "tests", "testing", "unittest", "unittests"})


def group_scope(name: str) -> Scope:
    """What the packages of a group are for; the first group is called `Main`."""
    low = name.strip().lower()
    return Scope.TEST if low in _TESTS else _SCOPES.get(low, Scope.UNKNOWN)


def repository(text: str, place: Place, scope: Scope) -> Component | None:
    """The component of a file from `owner/repository`; its version is a commit or branch and hence no version."""
    name = text.partition(":")[0].strip()
    if not _REPOSITORY.fullmatch(name):
        return None
    owner, _, repo = name.partition("/")
    return Component(name, "", place, f"github:{name.lower()}", purl("github", repo, "", owner), (), scope)
