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
    """Folders of an operating system in an image: its database of packages speaks for them, and what was put beside it for itself."""
    DISTRIBUTION = "distribution"
    """What belongs to the operating system's own packages, whatever it looks like."""


SYSTEMS = frozenset({Ground.SYSTEM, Ground.DISTRIBUTION})


class Lying(NamedTuple):
    """Ground and role of a file; of a file in an archive of Java the path of the outermost such archive, and those inside of it."""

    ground: Ground
    role: PathRole
    root: str = ""
    chain: tuple[str, ...] = ()


_PACKAGES = (".whl", ".egg", ".nupkg", ".snupkg", ".deb", ".udeb", ".rpm", ".apk", ".gem", ".conda", ".crate")
_IMAGE = re.compile(r"(?:^|/)(?:blobs/sha256/[0-9a-f]{64}|(?:[0-9a-f]{64}/)?layer\.tar|[0-9a-f]{64}\.tar)$")
_OF_THE_SYSTEM = re.compile(r"(?:\./)?(?:usr/(?!local/|src/)|lib\d*/|bin/|sbin/|etc/|var/(?!www/)|boot/|dev/|proc/|run/|sys/)")
_OF_THE_DISTRIBUTION = re.compile(
    r"(?:\./)?usr/(?:share/(?:java|maven-repo|nodejs|rubygems-integration|php|perl5)|lib/(?:jvm|python3/dist-packages))/"
)
"""Where distributions put libraries that are parts of their own packages (Debian's policies for Java, Python, Node.js)."""
_OF_THE_PRODUCT = ("BOOT-INF/classes/", "WEB-INF/classes/", "static/", "public/", "templates/")
_WEB = (".war", ".ear")
_CODE = (".class",)


def lying(path: str, layer: str) -> Lying:
    """Where a file of a delivery lies, from its path through the archives."""
    archives = layer.split("!/") if layer else []
    role = _role(path)
    if _is_of_the_distribution(path, archives):
        return Lying(Ground.DISTRIBUTION, role)
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


def _is_of_the_distribution(path: str, archives: list[str]) -> bool:
    """Whether a file of an image, or the archive in which it lies there, belongs to a package of the distribution."""
    image = next((at for at, name in enumerate(archives) if _IMAGE.search(name)), None)
    return image is not None and _OF_THE_DISTRIBUTION.match("!/".join(path.split("!/")[image + 1 :])) is not None


def _role(path: str) -> PathRole:
    """What was built is what is delivered; tests and examples in it stay what they are."""
    role = role_of(path.replace("!/", "/"))
    return PathRole.PRODUCT if role is PathRole.BUILD else role
