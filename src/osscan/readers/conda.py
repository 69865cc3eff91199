"""How conda names packages and asks for them: `channel::name=version=build`."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from osscan.model.purl import purl

_SPEC = re.compile(
    r"(?:(?P<channel>[^\s\[\]]+?)::)?(?P<name>[A-Za-z0-9_][A-Za-z0-9_.-]*)\s*(?P<range>[=<>!~ ][^\[#]*)?(?:\[(?P<more>[^\]]*)\])?\s*"
)
_BUILD = re.compile(r"=\s*([\w.!+]+)\s*=\s*[\w.*]+")
_TWO_SIGNS = re.compile(r"==\s*([\w.!+]+)")
_WITH_BLANK = re.compile(r"([\w.!+]+)(?:\s+[\w.*]+)?")
_ONE_SIGN = re.compile(r"=\s*([\w!+]+(?:\.[\w+]+){2,})")
_ARCHIVE = re.compile(r"(?:.*[/\\])?([^/\\]+)-([^/\\-]+)-[^/\\-]+\.(?:conda|tar\.bz2)(?:[?#].*)?", re.DOTALL)
_MORE_VERSION = re.compile(r"""version\s*=\s*["']?([^"',]+)["']?""")


class Asked(NamedTuple):
    """What a line asks for: an exact version, or a range, or neither."""

    name: str
    version: str = ""
    range: str = ""


def conda_purl(name: str, version: str = "") -> str:
    """The purl of a conda package; its channel and build are put aside."""
    return purl("conda", name, version)


def is_archive(address: str) -> bool:
    """Whether an address is that of a conda package."""
    return _ARCHIVE.fullmatch(address) is not None


def archive_name(address: str) -> tuple[str, str]:
    """Name and version in an address (`…/name-1.0-build.conda`), and nothing for others."""
    found = _ARCHIVE.fullmatch(address)
    return (found[1], unquote(found[2])) if found is not None else ("", "")


def asked_of(text: str) -> Asked | None:
    """The parts of a match specification; None when it is none.

    `=1.2` asks for any 1.2.x, so it is a range; with three numbers or a build it is what an export writes for one version.
    """
    found = _SPEC.fullmatch(text.strip())
    if found is None:
        return None
    range_ = (found["range"] or "").strip()
    if not range_ and found["more"]:
        version = _MORE_VERSION.search(found["more"])
        range_ = f"=={version[1].strip()}" if version is not None and version[1][:1].isdigit() else version[1] if version else ""
    for exact in (_BUILD, _TWO_SIGNS, _ONE_SIGN, _WITH_BLANK):
        pin = exact.fullmatch(range_)
        if pin is not None and "*" not in pin[1]:
            return Asked(found["name"], pin[1])
    return Asked(found["name"], range="" if range_ == "*" else range_)
