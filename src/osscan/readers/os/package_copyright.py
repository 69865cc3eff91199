"""The copyright file of an installed Debian package (`usr/share/doc/<package>/copyright`), where no package database speaks for it."""

from __future__ import annotations

import posixpath

from osscan.inputs.source import Source
from osscan.model.component import Component
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.purl import purl
from osscan.readers.base import Reader
from osscan.readers.dep5 import package_claims
from osscan.readers.os_release import distribution

_DATABASE = "../../../../var/lib/dpkg/"


def read(source: Source) -> Inventory:
    """One component without a version; none where dpkg's database lies there, which names the package and asks this file itself."""
    name = posixpath.basename(posixpath.dirname(source.path))
    if source.beside(f"{_DATABASE}status") is not None or source.beside(f"{_DATABASE}status.d/{name}") is not None:
        return Inventory(source.path, READER.name, "copyright", gives=READER.gives)
    claims, problems = package_claims(source)
    url = purl("deb", name, "", distribution(source) or "debian")
    component = Component(name, "", source.place(), name, url, claims)
    return Inventory(source.path, READER.name, "copyright", "", None, (component,), (), problems, READER.gives)


READER = Reader(
    name="os/package-copyright",
    title="copyright files of installed Debian packages",
    read=read,
    gives=Gives(licenses=Extent.COMPLETE),
)
