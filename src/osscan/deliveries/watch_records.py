"""Records: which files an installed Python package brought along, as far as they are archives of their own (PyPA specification "Recording installed projects")."""

from __future__ import annotations

import csv
import posixpath

from osscan.deliveries.seen import Seen
from osscan.inputs.archives.member import Member

_RECORD = ".dist-info/RECORD"
_ARCHIVES = (".jar", ".war", ".ear", ".aar")
_MOST = 100_000


class RecordsWatch:
    """Takes in file by file."""

    def __init__(self) -> None:
        self._brought: dict[str, str] = {}

    def take(self, member: Member) -> None:
        """One file."""
        if not member.path.endswith(_RECORD) or member.content is None:
            return
        folder = posixpath.dirname(member.path)
        for line in member.content.decode(errors="replace").splitlines():
            if any(ending in line for ending in _ARCHIVES) and len(self._brought) < _MOST:
                name = _first_field(line)
                if name.endswith(_ARCHIVES):
                    path = posixpath.normpath(posixpath.join(posixpath.dirname(folder), name))
                    self._brought.setdefault(path, f"{folder}/METADATA")

    def add_to(self, seen: Seen) -> Seen:
        """The facts, when nothing more comes."""
        return seen._replace(brought=self._brought)


def _first_field(line: str) -> str:
    try:
        return next(iter(next(iter(csv.reader([line])), ())), "")
    except csv.Error:
        return ""
