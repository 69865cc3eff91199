"""ar, and with it Debian's packages and static libraries."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Part
from osscan.inputs.archives.site import Entry, Site

_MARK, _HEADER = 8, 60
_LONGEST_NAMES = 16 * 1024 * 1024


def entries(ahead: Ahead, site: Site) -> Iterator[Entry]:
    """Every member. Raises SetbackError with the path of the archive when the headers end in nonsense."""
    ahead.skip(_MARK)
    names = b""
    first = True
    while header := ahead.exactly(_HEADER):
        if len(header) < _HEADER:
            if header.strip(b"\n"):
                site.lost("archive-truncated", missing=_HEADER - len(header))
            return
        size_field = header[48:58].strip()
        if header[58:] != b"`\n" or not size_field.isdigit():
            raise SetbackError("archive-broken", site.path, reason="header")
        size = int(size_field)
        raw = header[:16].rstrip(b" ")
        if first and raw.rstrip(b"/") == b"debian-binary":
            site.form = "deb"
        first = False
        stored = size
        if raw == b"//":
            if size > _LONGEST_NAMES:
                raise SetbackError("archive-header-too-large", site.path, limit=_LONGEST_NAMES)
            names = ahead.exactly(size)
            size = 0
        elif raw.startswith(b"#1/") and raw[3:].isdigit():
            length = int(raw[3:])
            if length > min(size, 4096):
                raise SetbackError("archive-broken", site.path, reason="name")
            raw = ahead.exactly(length).rstrip(b"\0")
            size -= length
        elif raw.startswith(b"/") and raw[1:].isdigit():
            at = int(raw[1:])
            raw = names[at : at + 4096].split(b"\n", 1)[0].rstrip(b"/")
        part = Part(ahead, size, site.path)
        if raw not in (b"/", b"//", b"/SYM64/", b"__.SYMDEF", b"__.SYMDEF SORTED"):
            yield Entry(raw.removesuffix(b"/").decode("utf-8", "backslashreplace"), flow=part, size=size)
        missing = ahead.skip(part.left + stored % 2)
        if missing > stored % 2:
            raise SetbackError("archive-truncated", site.path, missing=missing)
