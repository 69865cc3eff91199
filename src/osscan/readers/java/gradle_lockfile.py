"""gradle.lockfile: every module that Gradle resolved; what for is told by the names of its configurations."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.component import Component, Scope
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering, strongest
from osscan.readers.gradle import configuration_scope
from osscan.readers.maven import maven_name, maven_purl, maven_ref

_ENTRY = re.compile(r"([^\s:=#]+):([^\s:=]+):([^\s:=]+)(?:=(.*))?")
_OWN_WORDS = re.compile(rb"# This is a Gradle generated file|^[^\s:=#]+:[^\s:=]+:[^\s:=]+=|^empty=", re.MULTILINE)
_OLD_FOLDER = "dependency-locks"


def read(source: Source) -> Inventory:
    """One component for each module; a line that is no entry is told."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    default = _of_file(source)
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line or line[0] == "#" or line.startswith("empty="):
            continue
        found = _ENTRY.fullmatch(line)
        if found is None:
            fields.warning("lock-line-unclear", source.place("", number), line=line)
            continue
        group, artifact, version, configurations = found.groups()
        scope = _scope(configurations) if configurations else default
        place = source.place("", number)
        ref = maven_ref(group, artifact, version)
        gathering.add(
            Component(maven_name(group, artifact), version, place, ref, maven_purl(group, artifact, version), scope=scope)
        )
    return gathering.inventory(fields, READER, "gradle.lockfile")


def _of_file(source: Source) -> Scope:
    """Before Gradle 6.8 each configuration had a file of its own, named after it."""
    folders = source.path.split("/")[:-1]
    if _OLD_FOLDER in folders[-1:]:
        return _scope(source.name.removesuffix(".lockfile"))
    return Scope.UNKNOWN


def _scope(configurations: str) -> Scope:
    return strongest(configuration_scope(name.strip()) for name in configurations.split(",") if name.strip())


def _recognises(head: bytes) -> bool:
    return _OWN_WORDS.search(head) is not None and b"{" not in head[:1]


READER = Reader(
    name="java/gradle-lockfile",
    title="gradle.lockfile",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.NEVER, scopes=Extent.COMPLETE, hashes=Extent.NEVER),
    recognises=_recognises,
)
