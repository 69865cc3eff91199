"""Lying: which components of the license report are packages that really lie in a delivery, and which file each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from osscan.model.component import Kind
from osscan.model.delivery import DeliveredFile
from osscan.model.report import JudgedComponent

BODILY = frozenset(
    {
        *("java/archive", "python/dist-info", "python/conda-meta", "javascript/installed", "php/composer-installed"),
        *("php/pear-registry", "ruby/gemspec", "go/vendor-modules", "go/build-info", "dotnet/deps-json", "dotnet/nuspec"),
        *("os/dpkg-status", "os/apk-installed", "os/rpm-header"),
        *("vendored/components", "vendored/submodules", "vendored/banners", "license/third-party"),
    }
)
"""Readers of what packages leave where they lie; others read what somebody plans to fetch."""
_GUESSES = frozenset({"vendored/banners", "license/third-party", "vendored/components", "vendored/submodules"})
_FILES = (".whl", ".egg", ".nupkg", ".apk", ".gem", ".conda")


class Lies(NamedTuple):
    """One package of the delivery."""

    judged: JudgedComponent
    path: str
    """Where to look."""
    file: str
    """The one file that it is; empty where it is a folder or part of a file."""
    digests: tuple[tuple[str, str], ...]
    """Of that file: (algorithm as SPDX spells it, lower-case hexadecimal)."""
    holder: str = ""
    """Of a package merged into another one: the file of that one."""
    is_guess: bool = False

    @property
    def is_merged(self) -> bool:
        return bool(self.holder)


def lies(judged: JudgedComponent, readers: Mapping[str, str], files: Mapping[str, DeliveredFile]) -> Lies | None:
    """The package that a component is; None where it doesn't lie there or is none."""
    component = judged.component
    if component.kind is Kind.FILES or component.first_party:
        return None
    by = {readers.get(path, "") for path in judged.inputs} & BODILY
    if not by:
        return None
    path = file_of(judged, readers)
    merged = path.endswith("!/META-INF/maven")
    holder = path.removesuffix("!/META-INF/maven") if merged else ""
    file = "" if merged else _package_file(path, files)
    known = files.get(file)
    digests = () if known is None else (("SHA1", known.sha1), ("SHA256", known.sha256), ("SHA512", known.sha512))
    return Lies(judged, path, file if known is not None else "", digests, holder, by <= _GUESSES)


def file_of(judged: JudgedComponent, readers: Mapping[str, str]) -> str:
    """The path through the archives to where a component lies."""
    place = judged.component.place
    if readers.get(place.input) == "java/archive" and place.route:
        return f"{place.input}!/{place.route}"
    return place.input


def _package_file(path: str, files: Mapping[str, DeliveredFile]) -> str:
    """The file itself, or the package that a description lies in; an archive around several packages is none of them."""
    if path in files and path.lower().endswith(_ARCHIVES):
        return path
    layer, _, inner = path.rpartition("!/")
    if layer.lower().endswith(_FILES) and inner.count("/") <= 1:
        return layer
    if layer.lower().endswith(".tgz") and inner == "package/package.json":
        return layer
    above, _, control = layer.rpartition("!/")
    return above if above.lower().endswith((".deb", ".udeb")) and control.startswith("control.tar") else ""


_ARCHIVES = (".jar", ".war", ".ear", ".aar", ".hpi", ".jpi", ".rar", ".rpm")
