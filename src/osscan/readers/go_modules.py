"""How Go names modules and versions them: purls, statements of go.mod, replacements, the lines of go.sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.model.purl import purl

STANDARD = "stdlib"
"""The name by which Go's own vulnerability data knows the standard library."""
_VERSION = re.compile(r"v(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")
_TOOLCHAIN = re.compile(r"(?:go)?(\d+(?:\.\d+){0,2}(?:(?:rc|beta)\d+)?)")
_FOLDER = re.compile(r"\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\]")
_MAJOR = re.compile(r"(?:/v|gopkg\.in/.*\.v)(\d+)(?:-unstable)?$")

Module = tuple[str, str]
"""(path, version as Go writes it)"""


class Statement(NamedTuple):
    """One statement of a go.mod: its verb, what follows, and the words of the comment behind it."""

    verb: str
    words: tuple[str, ...]
    comment: str
    line: int


def statements(text: str) -> Iterator[Statement]:
    """The statements of a go.mod in order; those of a block come one by one with the block's verb."""
    block = ""
    for number, line in enumerate(text.split("\n"), 1):
        said, _, comment = line.partition("//")
        words = tuple(word.strip('"`') for word in said.split())
        if not words:
            continue
        if block and words[0] == ")":
            block = ""
        elif block:
            yield Statement(block, words, comment.strip(), number)
        elif words[-1] == "(" and len(words) == 2:
            block = words[0]
        elif words[0].endswith("(") and len(words) == 1:
            block = words[0][:-1]
        else:
            yield Statement(words[0], words[1:], comment.strip(), number)


class Replacements:
    """What `replace` says: another module, or a folder of the project's own."""

    def __init__(self) -> None:
        self._by: dict[Module, Module] = {}

    def take(self, words: tuple[str, ...]) -> bool:
        """Takes `old [version] => new [version]` in; false when it is none."""
        if "=>" not in words:
            return False
        at = words.index("=>")
        old, new = words[:at], words[at + 1 :]
        if len(old) not in (1, 2) or len(new) not in (1, 2):
            return False
        if len(new) == 1 and not is_folder(new[0]):
            return False
        self._by[old[0], old[1] if len(old) == 2 else ""] = (new[0], new[1] if len(new) == 2 else "")
        return True

    def of(self, module: Module) -> Module:
        """What stands in for a module; one with a version counts before one for all versions."""
        return self._by.get(module) or self._by.get((module[0], "")) or module


def is_folder(path: str) -> bool:
    """Whether a replacement is a folder: first party, no module of others."""
    return _FOLDER.match(path) is not None


def is_version(text: str) -> bool:
    """Whether a text is a version as Go writes them (`v1.2.3`, pseudo-versions, `+incompatible`)."""
    return _VERSION.fullmatch(text) is not None


def fits(path: str, version: str) -> bool:
    """Whether the major version that a path ends with (`/v2`) is that of the version, as Go demands it.

    Below gopkg.in, commits of version 1 are called `v0.0.0-…`.
    """
    major, found = _MAJOR.search(path), _VERSION.fullmatch(version)
    if major is None or found is None or major[1] == found[1]:
        return True
    return path.endswith(".v1") and version.startswith("v0.0.0-")


def newest(modules: Iterable[Module]) -> list[Module]:
    """Each module once, in its highest version, in the order in which they are first named."""
    best: dict[str, str] = {}
    for path, version in modules:
        known = best.get(path)
        if known is None or (known != version and _order(version) > _order(known)):
            best[path] = version
    return list(best.items())


def toolchain_version(text: str) -> str:
    """The version in `go 1.23` or `toolchain go1.23.6-custom`; nothing when there is none."""
    found = _TOOLCHAIN.match(text)
    return found[1] if found else ""


def older_than(version: str, major: int, minor: int) -> bool:
    """Whether a version of Go comes before another one; no version counts as the oldest."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:2]]
    return numbers < [major, minor]


def module_component(module: Module, place: Place, scope: Scope = Scope.UNKNOWN) -> Component:
    """The component of a module."""
    path, version = module
    return Component(path, version, place, f"{path}@{version}", go_purl(path, version), (), scope)


def go_purl(path: str, version: str = "") -> str:
    """The purl of a module: the last part of its path is the name."""
    folders, _, name = path.strip("/").rpartition("/")
    return purl("golang", name, version, folders)


class Sum(NamedTuple):
    """A line of go.sum: the hash of a module's archive, or of its go.mod alone."""

    module: Module
    archive: bool
    line: int


def sums(text: str) -> Iterator[Sum | int]:
    """The lines of a go.sum; the number of a line that is none."""
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if not words:
            continue
        version = words[1].removesuffix("/go.mod") if len(words) == 3 else ""
        if is_version(version) and words[2].startswith("h1:"):
            yield Sum((words[0], version), version == words[1], number)
        else:
            yield number


def _order(version: str) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
    """Semantic versioning: numbers first, a release after its pre-releases, these part by part."""
    found = _VERSION.fullmatch(version)
    if found is None:
        return (-1, 0, 0, False, ())
    parts = tuple((not one.isdigit(), int(one) if one.isdigit() else 0, one) for one in (found[4] or "").split(".") if one)
    return (int(found[1]), int(found[2]), int(found[3]), not found[4], parts)
