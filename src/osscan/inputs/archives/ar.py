"""ar, and with it Debian's packages and static libraries."""

from __future__ import annotations

from collections.abc import Iterator

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Part
from osscan.inputs.archives.site import Entry, Site

_MARK, _HEADER = 8, 60
_LONGEST_NAMES = 16 * 1024 * 1024
_LONGEST_NAME = 4096
_TABLES = frozenset({b"/", b"/SYM64/", b"/<ECSYMBOLS>/", b"__.SYMDEF", b"__.SYMDEF SORTED"})
"""Of libraries, before their files; what is called so behind them is a file for some programs."""


def entries(ahead: Ahead, site: Site) -> Iterator[Entry]:
    """Every member. Raises SetbackError with the path of the archive when the headers end in nonsense."""
    ahead.skip(_MARK)
    names = b""
    begins = True
    while header := ahead.exactly(_HEADER):
        if len(header) < _HEADER:
            if header.strip(b"\n"):
                site.lost("archive-truncated")
            return
        size = stored = _size(header, site)
        raw = header[:16].rstrip(b" ")
        if begins and raw.rstrip(b"/") == b"debian-binary":
            site.form = "deb"
        if raw == b"//":
            if size > _LONGEST_NAMES:
                raise SetbackError("archive-header-too-large", site.path, limit=_LONGEST_NAMES)
            names, size = ahead.exactly(size), 0
            if len(names) < stored:
                raise SetbackError("archive-truncated", site.path)
        elif raw.startswith(b"#1/") and raw[3:].isdigit():
            length = int(raw[3:])
            if length > min(size, _LONGEST_NAME):
                raise SetbackError("archive-header-too-large", site.path, limit=min(size, _LONGEST_NAME))
            raw = ahead.exactly(length).rstrip(b"\0")
            size -= length
        part = Part(ahead, size, site.path)
        if raw != b"//" and not (begins and raw in _TABLES):
            begins = False
            yield Entry(_name(raw, names), flow=part, size=size)
        missing = ahead.skip(part.left + stored % 2)
        if missing > stored % 2:
            raise SetbackError("archive-truncated", site.path)


def _size(header: bytes, site: Site) -> int:
    field = header[48:58].strip()
    if header[58:] != b"`\n" or not field.isdigit():
        raise SetbackError("archive-broken", site.path, reason="header")
    return int(field)


def _name(raw: bytes, names: bytes) -> str:
    """Long names stand in a table of their own."""
    if raw.startswith(b"/") and raw[1:].isdigit():
        at = int(raw[1:])
        raw = names[at : at + _LONGEST_NAME].split(b"\n", 1)[0]
    return raw.removesuffix(b"/").decode("utf-8", "backslashreplace")
