"""tar in one pass: ustar, GNU and pax headers within bounds; nothing in a header is believed before it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.inputs.archives.budget import SetbackError
from osscan.inputs.archives.flows import Ahead, Part
from osscan.inputs.archives.formats import is_tar
from osscan.inputs.archives.names import shown
from osscan.inputs.archives.outside import tell_behind
from osscan.inputs.archives.site import Entry, Site, Sort

_BLOCK = 512
_LONGEST_HEADER = 1024 * 1024
_LARGEST = 1 << 62
_FITS = 1 << 33
"""Smaller sizes than this fit into a header."""
_SORTS = {b"1": Sort.HARD_LINK, b"2": Sort.LINK, b"3": Sort.DEVICE, b"4": Sort.DEVICE, b"5": Sort.FOLDER, b"6": Sort.DEVICE}
_LABELS = (b"V", b"D")
"""Labels of volumes and lists of folders, as GNU writes them; for other programs they are files."""


class _Said(NamedTuple):
    """What headers before a member say of it."""

    name: bytes | None = None
    target: bytes | None = None
    size: int | None = None
    sparse: bool = False

    def and_then(self, more: _Said, site: Site) -> _Said:
        """What another header says beside it: programs disagree on which of two counts."""
        for field, old, new in (
            ("name", self.name, more.name),
            ("link", self.target, more.target),
            ("size", self.size, more.size),
        ):
            if old is not None and new is not None and old != new:
                site.tell("archive-contradicts", field=field, said=_shown(old), found=_shown(new))
        return _joined(more, self)


def entries(ahead: Ahead, site: Site) -> Iterator[Entry]:
    """Every member. Raises SetbackError with the path of the archive when the headers end in nonsense."""
    said, of_all = _Said(), _Said()
    while True:
        header = ahead.exactly(_BLOCK)
        if not header.strip(b"\0"):
            if len(header) < _BLOCK:
                site.lost("archive-truncated")
            if _is_all(ahead, site):
                return
            site.tell("archive-contradicts", field="end", said=1, found=2)
            continue
        if len(header) < _BLOCK:
            raise SetbackError("archive-truncated", site.path)
        if not is_tar(header):
            raise SetbackError("archive-broken", site.path, reason="header checksum")
        size = _number(header[124:136], site)
        kind = header[156:157]
        if kind in (b"L", b"K", b"x", b"X", b"g"):
            site.budget.member()
            text = _text(ahead, size, site)
            if kind == b"g":
                of_all = _joined(_of_all(_pax(text, site), site), of_all)
            elif kind in (b"x", b"X"):
                said = said.and_then(_pax(text, site), site)
            else:
                word = text.split(b"\0", 1)[0]
                said = said.and_then(_Said(name=word) if kind == b"L" else _Said(target=word), site)
            continue
        yield from _member(ahead, header, size, _joined(said, of_all), site)
        said = _Said()


def _member(ahead: Ahead, header: bytes, size: int, said: _Said, site: Site) -> Iterator[Entry]:
    kind = header[156:157]
    raw = said.name if said.name is not None else _name(header)
    name = _decoded(raw, site)
    size = size if said.size is None else said.size
    sort = Sort.FOLDER if raw.endswith(b"/") and kind in (b"0", b"\0") and not size else _SORTS.get(kind, Sort.FILE)
    if kind in _LABELS and not size:
        sort = Sort.FOLDER
    target = said.target if said.target is not None else header[157:257].split(b"\0", 1)[0]
    if said.size is not None and not (sort is Sort.HARD_LINK and said.size):
        _compare(_number(header[124:136], site), said.size, name, site)
    if kind in (b"S", b"M") or said.sparse:
        yield from _sparse(ahead, header, size, name, site)
        return
    if sort is Sort.HARD_LINK and said.size:
        # Only pax lets a hard link carry content; other programs take that for further members.
        site.tell("archive-contradicts", name, field="size", said=size, found=0)
        sort = Sort.FILE
    if sort is not Sort.FILE:
        if size:  # some programs leave out what a link or folder is said to hold, others don't
            site.tell("archive-contradicts", name, field="size", said=size, found=0)
        yield Entry(name, sort, None, 0, _decoded(target, site))
        return
    if kind == b"\0" and size and not raw.endswith(b"/") and header[:100].rstrip(b"\0").endswith(b"/"):
        site.tell("archive-contradicts", name, field="folder", said=0, found=size)
    name = name.rstrip("/") if kind in _LABELS else name
    part = Part(ahead, size, site.path)
    yield Entry(name, sort, part, size)
    _pass(ahead, part.left, size, site)


def _sparse(ahead: Ahead, header: bytes, size: int, name: str, site: Site) -> Iterator[Entry]:
    """Files of which only a part is stored here."""
    if header[156:157] == b"S":
        more = header[482]
        while more:
            block = ahead.exactly(_BLOCK)
            site.budget.member()
            more = block[504] if len(block) == _BLOCK else 0
    yield Entry(name, Sort.FILE, None, size)
    site.lost("archive-sparse", name)
    _pass(ahead, size, size, site)


def _pass(ahead: Ahead, left: int, size: int, site: Site) -> None:
    missing = ahead.skip(left + -size % _BLOCK)
    if missing:
        raise SetbackError("archive-truncated", site.path)


def _is_all(ahead: Ahead, site: Site) -> bool:
    """An archive ends with two empty blocks, mostly more. What stands behind them some programs see and others don't."""
    while (block := ahead.peek(_BLOCK)) and not block.strip(b"\0"):
        ahead.skip(_BLOCK)
    if is_tar(block):
        return False
    tell_behind(ahead, site)
    return True


def _text(ahead: Ahead, size: int, site: Site) -> bytes:
    if size > _LONGEST_HEADER:
        raise SetbackError("archive-header-too-large", site.path, limit=_LONGEST_HEADER)
    text = ahead.exactly(size)
    missing = size - len(text) or ahead.skip(-size % _BLOCK)
    if missing:
        raise SetbackError("archive-truncated", site.path)
    return text


def _of_all(said: _Said, site: Site) -> _Said:
    """A header for all members that follow: that it names them or tells their size is allowed, and some programs don't heed it."""
    if said != _Said():
        site.tell("archive-contradicts", field="pax", said="global", found="")
    return said


def _compare(here: int, said: int, name: str, site: Site) -> None:
    """Programs that know no pax believe the member's own header, in which large sizes can't be told."""
    if here != said < _FITS:
        site.tell("archive-contradicts", name, field="size", said=said, found=here)


def _pax(text: bytes, site: Site) -> _Said:
    """The records of a pax header: length, keyword and value."""
    said, at = _Said(), 0
    while at < len(text) and text[at]:
        space = text.find(b" ", at, at + 20)
        length = int(text[at:space]) if space > 0 and text[at:space].isdigit() else 0
        record = text[space + 1 : at + length - 1]
        if length < 5 or at + length > len(text) or b"=" not in record or text[at + length - 1] != 0x0A:
            site.tell("archive-contradicts", field="pax", said=text[at : at + 20].decode("utf-8", "replace"), found="")
            return said
        at += length
        keyword, _, value = record.partition(b"=")
        if keyword == b"path":
            said = said._replace(name=value)
        elif keyword == b"linkpath":
            said = said._replace(target=value)
        elif keyword == b"size":
            said = said._replace(size=_decimal(value, site))
        elif keyword.startswith(b"GNU.sparse."):
            said = said._replace(sparse=True, name=value if keyword == b"GNU.sparse.name" else said.name)
    return said


def _shown(word: bytes | int) -> str:
    return shown(word.decode("utf-8", "backslashreplace")) if isinstance(word, bytes) else str(word)


def _joined(said: _Said, of_all: _Said) -> _Said:
    return _Said(
        said.name if said.name is not None else of_all.name,
        said.target if said.target is not None else of_all.target,
        said.size if said.size is not None else of_all.size,
        said.sparse or of_all.sparse,
    )


def _decimal(value: bytes, site: Site) -> int:
    if not value.isdigit() or len(value) > 19 or int(value) > _LARGEST:
        raise SetbackError("archive-broken", site.path, reason="size")
    return int(value)


def _number(field: bytes, site: Site) -> int:
    if field[0] & 0x80:
        number = int.from_bytes(field, "big", signed=False) & ((1 << (8 * len(field) - 1)) - 1)
        if field[0] == 0xFF or number > _LARGEST:
            raise SetbackError("archive-broken", site.path, reason="size")
        return number
    text = field.split(b"\0", 1)[0].strip(b" ")
    if not field.strip(b" \0"):
        return 0
    if not text.isdigit() or b"8" in text or b"9" in text:
        raise SetbackError("archive-broken", site.path, reason="size")
    return int(text, 8)


def _name(header: bytes) -> bytes:
    name = header[:100].split(b"\0", 1)[0]
    prefix = header[345:500].split(b"\0", 1)[0] if header[257:263] == b"ustar\0" else b""
    return prefix + b"/" + name if prefix else name


def _decoded(raw: bytes, site: Site) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("latin-1")
        site.tell("name-encoding", name)
        return name
