"""Folders of a project that hold somebody else's work: below `vendor` and its like, or under a license of their own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType

from osscan.engine.gather import relative
from osscan.inputs.roles import is_installed
from osscan.inputs.source import Source
from osscan.model.component import PathRole

_HOMES = frozenset(
    {"vendor", "vendors", "vendored", "_vendor", "third_party", "third-party", "thirdparty", "3rdparty", "extern", "externals"}
)
"""Whatever lies in a folder of such a name was made elsewhere."""
_DOMAIN_NAMES = frozenset({"vendor", "vendors", "external"})
"""What programs may also speak of: suppliers, the outside."""
_CAPITAL_NAMES = frozenset({"Vendor", "Vendors", "External"})
_PACKAGES = frozenset({"java", "kotlin", "scala", "groovy"})
"""Below these folders every folder is a part of a package's name."""
_LIKELY_HOMES = frozenset({"deps", "external", "bundled"})
"""Here only folders with a license file of their own are taken for somebody else's."""
_TEXT_FOLDERS = frozenset({"license", "licenses", "licence", "licences", "legal", "doc", "docs", "notices"})
"""Folders that hold license texts, or prose under another license than the program."""
_LICENSE_FILE = re.compile(r"(?i)(?:un)?licen[cs]e|copying")
_LIGHT = re.compile(
    r"(?i)\..*|readme.*|cmakelists\.txt|build(?:\..*)?|makefile|modules\.txt|version.*|.*\.(?:md|txt|rst|bzl|bazel|cmake|patch|diff|toml|ya?ml|json"
    r"|lock|gn|gni|mk|cfg|ini|xml)"
)
"""What projects put beside foreign work, and what is not worth a license of its own."""


@dataclass(slots=True, eq=False, repr=False)
class ThirdParty:
    """The folders that are components of their own, each with its files."""

    folders: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What each of them is called: its path below the vendor folder, so that `symfony/console` keeps its first half."""
    loose: dict[str, str] = field(default_factory=dict)
    """Single files directly in a vendor folder, with that folder."""

    def folder_of(self, path: str) -> str | None:
        """The component in whose folder a file lies."""
        for folder in _up(path):
            if folder in self.folders:
                return folder
        return None


def third_party(
    sources: Mapping[str, Source],
    licensed: AbstractSet[str],
    foreign: AbstractSet[str],
    stated: Mapping[str, str] = MappingProxyType({}),
) -> ThirdParty:
    """Finds the folders by name and by license.

    `licensed` are folders with a license file of their own, `foreign` those of them outside of vendor folders whose license
    differs from the project's. `stated` are folders that are somebody else's whatever they are called (submodules), with their names.
    """
    found = ThirdParty()
    populated = {posixpath.dirname(path) for path in sources if not _LIGHT.fullmatch(posixpath.basename(path))}
    for path, source in sources.items():
        if source.role not in (PathRole.PRODUCT, PathRole.VENDORED) or is_installed(path):
            continue
        top = len(path) - len(relative(source))
        above = [folder for folder in _up(path) if len(folder) >= top - 1]
        homes = [folder for folder in above if _is_home(folder)]
        folder = next((one for one in above if one in stated), None) if stated else None
        name = stated[folder] if folder is not None else ""
        if folder is None:
            folder, name = _component_of(path, homes, licensed, populated)
        if folder is None:
            folder = next((one for one in above if one in foreign), None)
            name = posixpath.basename(folder or "")
        if folder is not None:
            found.names[folder] = name
            found.folders.setdefault(folder, []).append(path)
        elif homes and homes[0] == above[0] and not _is_likely(homes[0]):
            found.loose[path] = homes[0]
    return found


def is_license_name(path: str) -> bool:
    """Whether a file holds, by its name, the license of its folder."""
    folder, name = posixpath.split(path)
    return bool(_LICENSE_FILE.match(name)) and posixpath.basename(folder).lower() not in _TEXT_FOLDERS


def is_weighty(path: str) -> bool:
    """Whether a file is more than a word about others or a build file."""
    return not _LIGHT.fullmatch(posixpath.basename(path)) and not is_license_name(path)


def _is_home(folder: str) -> bool:
    """Whether a folder is for foreign work by its name; packages of a program may have such names too (`com/example/vendor`)."""
    above, name = posixpath.split(folder)
    if name in _DOMAIN_NAMES:
        return _PACKAGES.isdisjoint(above.split("/"))
    return name not in _CAPITAL_NAMES and name.lower() in _HOMES | _LIKELY_HOMES


def _is_likely(home: str) -> bool:
    return posixpath.basename(home).lower() in _LIKELY_HOMES


def _component_of(path: str, homes: list[str], licensed: AbstractSet[str], populated: AbstractSet[str]) -> tuple[str | None, str]:
    """The topmost folder below the innermost home with a license, else the topmost one with more than subfolders in it; and its name."""
    for home in homes:
        chain = list(_between(home, posixpath.dirname(path)))
        for folder in chain:
            if folder in licensed:
                return folder, folder[len(home) + 1 :]
        if not _is_likely(home):
            found = next((folder for folder in chain if folder in populated), None)
            if found is not None:
                return found, found[len(home) + 1 :]
    return None, ""


def _between(above: str, folder: str) -> Iterator[str]:
    """The folders below `above` that lead to `folder`, the outer first."""
    parts = folder[len(above) :].strip("/").split("/")
    for end in range(1, len(parts) + 1):
        if parts[0]:
            yield f"{above}/{'/'.join(parts[:end])}"


def _up(path: str) -> Iterator[str]:
    """The folders that a file lies in, the innermost first."""
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        above = posixpath.dirname(folder)
        if above == folder:
            return
        folder = above
