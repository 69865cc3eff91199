"""Works: what a package is called, so that an SBOM and a delivery can mean the same one whoever wrote the name."""

from __future__ import annotations

import re

from osscan.model.purl import parts

Work = tuple[str, str, str]
"""Type, namespace and name, spelled as the ecosystem compares them."""

_SEPARATORS = re.compile(r"[-_.]+")
_CASELESS = frozenset({"npm", "nuget", "pypi", "composer", "golang", "github", "deb", "apk", "rpm"})
_OF_A_SYSTEM = frozenset({"deb", "apk", "rpm", "alpm", "opkg"})
_LEADING = re.compile(r"^[vV](?=\d)")
_ZEROS = re.compile(r"(?:\.0+)+$")
_EPOCH = re.compile(r"^\d+:")


def work_of(purl: str) -> Work | None:
    """The work that a package URL names; None for what is none."""
    kind, namespace, name, _ = parts(purl)
    if not kind or kind == "generic":
        return None
    if kind == "pypi":
        name = _SEPARATORS.sub("-", name)
    if kind in _CASELESS:
        namespace, name = namespace.lower(), name.lower()
    if kind in _OF_A_SYSTEM:
        namespace = ""
    return (kind, namespace, name)


def is_of_a_system(purl: str) -> bool:
    """Whether a package belongs to an operating system."""
    return parts(purl)[0] in _OF_A_SYSTEM


def bare_name(name: str) -> str:
    """The last part of a name, as it is compared where nobody gives a package URL: `@a/b`, `g:b`, `a/b` and `B` are all `b`."""
    return _SEPARATORS.sub("-", re.split(r"[/:]", name.lower())[-1].removesuffix(".jar").removesuffix(".js")).strip("-")


def version_key(version: str, purl: str = "") -> str:
    """A version as it is compared: `v1.2` is `1.2`; for Python `1.2.0` is `1.2`; build metadata and epochs put aside."""
    key = _LEADING.sub("", version.strip()).lower()
    kind = parts(purl)[0]
    if kind == "pypi":
        return _ZEROS.sub("", key)
    if kind in _OF_A_SYSTEM:
        return _EPOCH.sub("", key)
    return key.removesuffix("+incompatible") if kind == "golang" else key.partition("+")[0] or key
