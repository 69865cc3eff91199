"""On which ground a file of a delivery lies: whose work its surroundings are tells how closely it is looked at."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from osscan.inputs.roles import is_installed, role_of
from osscan.model.component import PathRole
from osscan.readers.java.archive import ARCHIVES


class Ground(StrEnum):
    """Whose work lies around a file."""

    OWN = "own"
    """The vendor's, as far as nothing says otherwise: all words are looked at."""
    JAVA = "java"
    """An archive of Java: what the reader of such archives asks for is kept."""
    PACKAGE = "package"
    """A package as it is handed out: its own description speaks for it."""
    SYSTEM = "system"
    """Folders of an operating system in an image: its database of packages speaks for them."""


class Lying(NamedTuple):
    """Ground and role of a file; of a file in an archive of Java the path of the outermost such archive, and those inside of it."""

    ground: Ground
    role: PathRole
    root: str = ""
    chain: tuple[str, ...] = ()


_PACKAGES = (".whl", ".egg", ".nupkg", ".snupkg", ".deb", ".udeb", ".rpm", ".apk", ".gem", ".conda", ".crate")
_IMAGE = re.compile(r"(?:^|/)(?:blobs/sha256/[0-9a-f]{64}|(?:[0-9a-f]{64}/)?layer\.tar|[0-9a-f]{64}\.tar)$")
_OF_THE_SYSTEM = re.compile(r"(?:\./)?(?:usr/(?!local/|src/)|lib\d*/|bin/|sbin/|etc/|var/(?!www/)|boot/|dev/|proc/|run/|sys/)")
_OF_THE_PRODUCT = ("BOOT-INF/classes/", "WEB-INF/classes/", "static/", "public/", "templates/")
_WEB = (".war", ".ear")
_CODE = (".class",)


def lying(path: str, layer: str) -> Lying:
    """Where a file of a delivery lies, from its path through the archives."""
    archives = layer.split("!/") if layer else []
    role = _role(path)
    java = next((at for at, name in enumerate(archives) if name.lower().endswith(ARCHIVES)), None)
    if java is not None:
        root = "!/".join(archives[: java + 1])
        inner = path[len(layer) + 2 :]
        chain = tuple(archives[java + 1 :])
        if any(not name.lower().endswith(ARCHIVES) for name in chain):
            return Lying(Ground.PACKAGE, role)
        is_own = archives[-1].lower().endswith(_WEB) or inner.startswith(_OF_THE_PRODUCT)
        return Lying(Ground.OWN if is_own and not inner.lower().endswith(_CODE) else Ground.JAVA, role, root, chain)
    inner = path[len(layer) + 2 :] if layer else path
    if any(name.lower().endswith(_PACKAGES) for name in archives) or (
        layer.lower().endswith((".tgz", ".tar")) and inner.startswith("package/")
    ):
        return Lying(Ground.PACKAGE, role)
    if any(_IMAGE.search(name) for name in archives) and _OF_THE_SYSTEM.match(inner):
        return Lying(Ground.SYSTEM, role)
    return Lying(Ground.PACKAGE if is_installed(path) else Ground.OWN, role)


def _role(path: str) -> PathRole:
    """What was built is what is delivered; tests and examples in it stay what they are."""
    role = role_of(path.replace("!/", "/"))
    return PathRole.PRODUCT if role is PathRole.BUILD else role
