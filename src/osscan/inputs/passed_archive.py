"""PassedArchive: a zip archive that has passed by in a stream: the names of its files, what was kept of them, and the archives inside of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from osscan.inputs.zip_members import ArchiveError

KEPT_BYTES = 2 * 1024 * 1024
"""The largest member that is kept."""


@dataclass(slots=True, eq=False, repr=False)
class PassedArchive:
    """What is left of an archive after it has passed; it offers names and contents as `zip_members.Archive` does."""

    name: str
    seen: dict[str, None] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    inner: dict[str, PassedArchive] = field(default_factory=dict)
    hashes: tuple[tuple[str, str], ...] = ()
    """(algorithm as SPDX spells it, lower-case hexadecimal)"""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files in it, each once."""
        return tuple(self.seen)

    def read(self, name: str) -> bytes:
        """The bytes of a member that was kept; raises ArchiveError for one that was not."""
        content = self.kept.get(name)
        if content is None:
            raise ArchiveError("archive-too-large", limit=KEPT_BYTES)
        return content
