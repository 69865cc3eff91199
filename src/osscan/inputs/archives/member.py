"""Member: one file of a delivery while it passes by."""

from __future__ import annotations

from typing import NamedTuple


class Allowance(NamedTuple):
    """What one delivery may cost; what goes beyond is told as a Problem and not looked into."""

    read_bytes: int = 16 * 1024 * 1024 * 1024
    """Of all files, unpacked."""
    member_bytes: int = 2 * 1024 * 1024 * 1024
    held_bytes: int = 64 * 1024 * 1024
    """The largest file whose content is held in memory, nested archives that can't be read in a stream included."""
    members: int = 250_000
    depth: int = 8
    growth: int = 250
    """How many times its packed size a member may take, above 4 MiB."""
    seconds: float = 900.0


class Member(NamedTuple):
    """One file. It was read to its end: size and hashes are of its real bytes, in lower-case hexadecimal.

    `content` is None for files beyond `Allowance.held_bytes`; of those only `head`, the first 64 KiB, can be looked at.
    """

    path: str
    """Through the archives: `lieferung.zip!/app.war!/WEB-INF/web.xml`."""
    layer: str
    """The path of the archive it lies in; empty where it lies in a folder that was delivered."""
    size: int
    sha256: str
    sha512: str
    sha1: str
    head: bytes
    content: bytes | None
    archive: str = ""
    """The format, where it is an archive that is looked into. Its members follow; those of an archive that lies in another one and is
    too large to be held come before it."""

    @property
    def inner(self) -> str:
        """The path inside of the innermost archive or of the folder."""
        return self.path[len(self.layer) + 2 :] if self.layer else self.path
