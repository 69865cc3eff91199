"""paket.lock: the packages that Paket resolved, group by group."""

from __future__ import annotations

import re

from osscan.inputs.decode import text_of
from osscan.inputs.source import Source
from osscan.model.inventory import Extent, Gives, Inventory
from osscan.model.place import Place
from osscan.readers.base import Reader
from osscan.readers.fields import Fields
from osscan.readers.gathering import Gathering
from osscan.readers.nuget import Asked, package
from osscan.readers.paket import GROUP, group_scope, repository

_PACKAGE = re.compile(r"    ([\w.-]+) \(([^()\s]+)\)(?: .*)?")
_NEED = re.compile(r"      ([\w.-]+)(?: \(.*\))?(?: .*)?")
_SECTION = re.compile(r"[A-Z][A-Z-]*")
_OTHERS = frozenset({"GIT", "HTTP", "GIST"})
"""Files from elsewhere, of which nobody knows what package they are."""
_SETTING = re.compile(r"[A-Z][A-Za-z0-9_-]*:.*")
_OPENING = re.compile(rb"^NUGET\r?\n  remote: ", re.MULTILINE)


def read(source: Source) -> Inventory:
    """One component for each package, and one for each repository that files were taken from."""
    text, problems = text_of(source)
    fields = Fields(source, problems)
    gathering = Gathering()
    group, section = "main", ""
    packages = _Packages(gathering)
    for number, line in enumerate(map(str.rstrip, text.split("\n")), 1):
        place = source.place("", number)
        named = GROUP.fullmatch(line)
        if named is not None:
            group, section = named[1].strip().lower(), ""
        elif line and not line.startswith((" ", "//")):
            section = line if _SECTION.fullmatch(line) else ""
            if not section and not _SETTING.fullmatch(line):
                fields.error("line-not-understood", place, text=line[:200])
        elif section == "GITHUB" and line.startswith("  remote: "):
            foreign = repository(line[10:], place, group_scope(group))
            if foreign is not None:
                gathering.add(foreign)
        elif section in _OTHERS and line.startswith("  remote: "):
            fields.error("line-not-understood", place, text=f"{section} {line.strip()}"[:200])
        elif section == "NUGET" and line and not line.startswith("  remote: ") and not packages.take(line, group, place):
            fields.error("line-not-understood", place, text=line.strip()[:200])
    packages.join()
    return gathering.inventory(fields, READER, "paket.lock")


class _Packages:
    """The packages of all groups; who needs whom is known when all of a group have been read."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._refs: dict[tuple[str, str], str] = {}
        self._needs: list[tuple[str, str, str]] = []
        self._here = ""

    def take(self, line: str, group: str, place: Place) -> bool:
        """Takes in a package, or what the one before needs; false for a line that is neither."""
        found = _PACKAGE.fullmatch(line)
        if found is not None:
            component = package(found[1], Asked(found[2]), place, group_scope(group))
            self._gathering.add(component)
            self._here = self._refs[group, found[1].lower()] = component.ref
            return True
        need = _NEED.fullmatch(line)
        if need is not None:
            self._needs.append((group, self._here, need[1].lower()))
        return need is not None

    def join(self) -> None:
        """Takes in who needs whom."""
        for group, needing, name in self._needs:
            if (group, name) in self._refs:
                self._gathering.need(needing, self._refs[group, name])


def _recognises(head: bytes) -> bool:
    return _OPENING.search(head.removeprefix(b"\xef\xbb\xbf")) is not None


READER = Reader(
    name="dotnet/paket-lock",
    title="paket.lock",
    read=read,
    gives=Gives(licenses=Extent.NEVER, edges=Extent.COMPLETE, scopes=Extent.SOME, hashes=Extent.NEVER),
    recognises=_recognises,
)
