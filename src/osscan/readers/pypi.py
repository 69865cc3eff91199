"""How Python names packages and asks for them: normalised names, purls, requirements, groups."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.model.purl import purl

_SEPARATORS = re.compile(r"[-_.]+")
_CLAUSE = r"(?:===\s*[^\s,;()]+|(?:==|~=|!=|<=|>=|<|>)\s*[A-Za-z0-9_.*+!-]+)"
_REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)\s*(?:\[(?P<extras>[^\]]*)\]\s*)?"
    rf"(?:@\s*(?P<url>\S+)|(?P<range>\(?\s*{_CLAUSE}(?:\s*,\s*{_CLAUSE})*\s*,?\s*\)?)|\(\s*\))?"
    r"\s*(?:;(?P<marker>.*))?",
    re.DOTALL,
)
_BLANKS = re.compile(r"\s+")
_PIN = re.compile(r"===?([^*,]+)")
_ARCHIVES = (".whl", ".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz", ".egg")
_BEHIND_PATH = re.compile(r"[\[#;]|\s")
_PROJECT_ROOT = re.compile(r"/*(?:\$\{PROJECT_ROOT\}|\{root(?::uri)?\})")
"""How PDM and Hatch write the folder of the project itself."""
_TEST_GROUPS = frozenset({"test", "tests", "testing"})
_DEV_EXTRAS = frozenset({"benchmark", "ci", "dev", "develop", "development", "doc", "docs", "lint", "linting", "types", "typing"})


class Requirement(NamedTuple):
    """One requirement (PEP 508): `range` as clauses joined by commas, `version` where range or URL name only one."""

    name: str
    extras: tuple[str, ...] = ()
    range: str = ""
    version: str = ""
    url: str = ""
    marker: str = ""


def normal_name(name: str) -> str:
    """The name by which indexes know a package (PEP 503)."""
    return _SEPARATORS.sub("-", name).lower()


def pypi_purl(name: str, version: str = "") -> str:
    """The purl of a Python package."""
    return purl("pypi", normal_name(name), version)


def requirement_of(text: str) -> Requirement | None:
    """The parts of a PEP 508 requirement, markers unread; None when it is none."""
    found = _REQUIREMENT.fullmatch(text)
    if found is None:
        return None
    name, url = found["name"], found["url"] or ""
    clauses = _BLANKS.sub("", found["range"] or "").strip("(),")
    extras = tuple(normal_name(extra) for extra in _BLANKS.sub("", found["extras"] or "").split(",") if extra)
    return Requirement(name, extras, clauses, pinned(clauses) or version_in(url, name), url, (found["marker"] or "").strip())


def component_of(needed: Requirement, place: Place, scope: Scope, hashes: tuple[tuple[str, str], ...] = ()) -> Component:
    """The component that a requirement asks for; its range only where the version is open."""
    purl_text = pypi_purl(needed.name, needed.version)
    ref = f"{normal_name(needed.name)}@{needed.version}" if needed.version else normal_name(needed.name)
    requirement = "" if needed.version else needed.range
    return Component(needed.name, needed.version, place, ref, purl_text, (), scope, requirement=requirement, hashes=hashes)


def is_local(url: str) -> bool:
    """Whether a URL or path leads to a folder of the project's own, not to an archive or a foreign place."""
    return (url.startswith("file:") or "://" not in url) and not url.startswith("git+") and not is_archive(url)


def folder_of(url: str) -> str:
    """The folder that a path or `file:` URL leads to, without the extras, options and markers behind it."""
    path = _BEHIND_PATH.split(url.removeprefix("file:"), maxsplit=1)[0].strip()
    path = "/" + path.lstrip("/") if path.startswith("//") else path
    return _PROJECT_ROOT.sub(".", path)


def version_in(url: str, name: str) -> str:
    """The version that the archive behind a URL names, if it names the package too."""
    found, version = archive_name(url) if url else ("", "")
    return version if normal_name(found) == normal_name(name) else ""


def pinned(clauses: str) -> str:
    """The one version that a range allows because it names it (`==1.2`), or nothing."""
    for clause in clauses.split(","):
        pin = _PIN.fullmatch(clause)
        if pin is not None:
            return pin[1]
    return ""


def extra_scope(extra: str) -> Scope:
    """What the packages of an extra are for: extras that are named after work on the project itself serve only that."""
    name = normal_name(extra)
    if name in _TEST_GROUPS:
        return Scope.TEST
    return Scope.DEV if name in _DEV_EXTRAS else Scope.OPTIONAL


def group_scope(group: str) -> Scope:
    """What the packages of a dependency group are for."""
    return Scope.TEST if normal_name(group) in _TEST_GROUPS else Scope.DEV


def is_archive(path: str) -> bool:
    """Whether a path or URL names a package archive; what is none is a folder of the project itself."""
    return path.partition("#")[0].partition("?")[0].lower().endswith(_ARCHIVES)


def archive_name(path: str) -> tuple[str, str]:
    """Name and version that the file name of a wheel or source archive tells; empty where it tells nothing."""
    file = path.partition("#")[0].partition("?")[0].replace("\\", "/").rpartition("/")[2]
    stem = next((file[: -len(end)] for end in _ARCHIVES if file.lower().endswith(end)), "")
    if file.lower().endswith((".whl", ".egg")):
        name, _, rest = stem.partition("-")
        return (name, rest.partition("-")[0])
    name, _, version = stem.rpartition("-")
    return (name, version) if name and version[:1].isdigit() else (stem, "")
