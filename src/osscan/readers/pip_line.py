"""One line of what pip is asked for: a name with a range, a URL or a path, as requirements files and conda environments hold it."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.readers.pypi import Requirement, archive_name, is_archive, is_local, requirement_of

LINE_OPTIONS = re.compile(r"\s--[a-z].*$")
OPTION = re.compile(r"(-[A-Za-z]|--[a-z-]+)(?:\s*=\s*|\s*)(.*)")
_MARKER = re.compile(r"\s;|\s+#")
_NAME_AND_URL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\]\s*)?@")
_PATH = re.compile(r"(?:\.{1,2}|~)?(?:[\\/][\w.~-]*)*(?:\[[^\]]*\])?|[\w.~-]+(?:[\\/][\w.~-]+)+[\\/]?(?:\[[^\]]*\])?")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|file:")
_RANGE = re.compile(r"[=<>~!]=|[<>]")
_CREDENTIALS = re.compile(r"//[^/@\s]*@")
_VERSION_CONTROLLED = ("git+", "hg+", "svn+", "bzr+")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")


class Asked(NamedTuple):
    """What a line asks for, None where it can't be told; whether it is a place instead of a name; the line without options and secrets."""

    requirement: Requirement | None
    located: bool
    shown: str

    @property
    def named_by_place(self) -> bool:
        """Whether only its repository gives it a name, so that nobody knows what the package in it is called."""
        return self.requirement is not None and self.requirement.name in _repository_name(self.requirement.url)


def asked_in(line: str) -> Asked:
    """The parts of a line without comment."""
    asked = LINE_OPTIONS.sub("", line).strip()
    located = is_location(asked)
    requirement = _located(_without_marker(asked)) if located else requirement_of(asked)
    return Asked(requirement, located, _CREDENTIALS.sub("//", asked))


def is_location(asked: str) -> bool:
    """Whether a line is a URL or a path instead of a name with a range."""
    if _NAME_AND_URL.match(asked):
        return False
    place = _without_marker(asked)
    is_address = _PATH.fullmatch(place) is not None or _URL.match(place) is not None
    return is_address or (is_archive(place) and not _RANGE.search(place))


def _located(url: str) -> Requirement | None:
    """What stands behind a URL or path is called as its `#egg=`, its archive or its repository is."""
    egg = _EGG.search(url)
    if egg is not None or is_local(url):
        return Requirement(egg[1] if egg is not None else "", url=url)
    if is_archive(url):
        name, version = archive_name(url)
        return Requirement(name, version=version, url=url) if version else None
    name = _repository_name(url)
    return Requirement(name, url=url) if name else None


def _repository_name(url: str) -> str:
    """The name of a version controlled repository; nobody says that the package in it is called the same."""
    if not url.startswith(_VERSION_CONTROLLED) or _EGG.search(url):
        return ""
    path = url.partition("#")[0].rstrip("/").rpartition("/")[2]
    name = path.partition("@")[0].removesuffix(".git")
    return name if requirement_of(name) is not None else ""


def _without_marker(asked: str) -> str:
    return _MARKER.split(asked, maxsplit=1)[0].strip()
