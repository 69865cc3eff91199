"""How Conan names packages: `name/version@user/channel#revision`."""

from __future__ import annotations

import re
from typing import NamedTuple

from osscan.model.component import Component, Scope
from osscan.model.place import Place
from osscan.model.purl import purl

_REFERENCE = re.compile(r"([^/@#:%\s]+)/([^/@#:%]+)(?:@(?:([^/#:%\s]+)/([^#:%\s]+))?)?(?:[#:%].*)?", re.DOTALL)


class Reference(NamedTuple):
    """The parts of a reference that name a package; a version in brackets is a range."""

    name: str
    version: str = ""
    range: str = ""
    user: str = ""
    channel: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other reference of a document."""
        version = f"{self.name}/{self.version or self.range}"
        return f"{version}@{self.user}/{self.channel}" if self.user else version

    def component(self, place: Place, scope: Scope) -> Component:
        """The component that the reference names."""
        return Component(
            self.name, self.version, place, self.key, self._purl(), (), scope, requirement="" if self.version else self.range
        )

    def _purl(self) -> str:
        plain = purl("conan", self.name, self.version)
        return f"{plain}?channel={self.channel}&user={self.user}" if self.user and self.user != "_" else plain


def reference_of(text: str) -> Reference | None:
    """The parts of a reference; None when it names no package and version."""
    found = _REFERENCE.fullmatch(text.strip())
    if found is None:
        return None
    name, version, user, channel = found.groups("")
    version = version.strip()
    if version.startswith("["):
        return Reference(name, range=version.strip("[]").partition(",")[0].strip(), user=user, channel=channel)
    return Reference(name, version, user=user, channel=channel)
