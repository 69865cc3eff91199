"""Which files of a checkout are unchanged since git last looked, and which content they hold, without opening them.

The format is the one of gitformat-index(5). Nothing is executed, and no setting of the repository but its hash is read.

A blob id names what git stores, which is not always what lies on disk: line endings are converted, and filters such as
git-lfs exchange the whole content. Attributes and settings come from many places, so they are not asked. Instead an id is
only a forecast, made of git's hash and the size on disk, and `content_id` tells under which id a result may be kept once
the bytes were seen: under the forecast only where git's hash is that of these bytes, or of these bytes with all line ends
shortened. Either way hash and size leave just one possible content, so that a wrong forecast finds nothing. Another
result could only come from a filter that exchanges content for other content of the same length.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from struct import Struct, error
from typing import NamedTuple

_SECOND = 10**9
_REGULAR = (0o100644, 0o100755)
_GITLINK = (0o160000,)
_EXTENDED = 0x4000
_NAME_LENGTH = 0x0FFF
_MOST_BYTES = 256 * 1024 * 1024
_LONGEST_PATH = 64 * 1024
_DOUBTFUL = 0x8000 | 0x3000 | (0x4000 | 0x2000) << 16
"""Assume-valid, a stage of a conflict; and, among the extended flags, skip-worktree and intent-to-add."""
_SHA256 = re.compile(rb'^[^#;\n]*\bobjectformat\s*=\s*"?sha256\b', re.IGNORECASE | re.MULTILINE)


class _Index(NamedTuple):
    content: bytes
    written: int
    """Nanoseconds since 1970; what was changed later than this is not known to the index."""
    width: int
    """Bytes of a hash."""


class _Entry(NamedTuple):
    path: str
    blob: bytes
    ctime: int
    mtime: int
    size: int


def blob_ids(folder: Path) -> dict[str, str] | None:
    """The content of each file below `folder` that is as git's index knows it, as `<hex blob id>-<size on disk>`.

    Paths are relative to `folder`, with forward slashes. A file is left out when it has to be looked at: untracked, changed,
    changed so lately that its times can't tell (the "racy git" problem), in conflict, a link, a submodule, or exempt from
    git's own looking. None outside of a checkout, and when the index can't be relied on: damaged, split, or sparse.

    Size, modification time and change time have to be those that git saw, and older than the index. The change time can't be set by whoever packed
    a delivery, so that an index that comes with foreign files can't pass one content off as another.
    """
    folder = folder.resolve()
    try:
        found = _index_of(folder)
        if found is None:
            return None
        root, index = found
        below = folder.relative_to(root).as_posix()
        entries = _entries(index, b"" if below == "." else os.fsencode(below) + b"/")
    except (OSError, ValueError, IndexError, error):
        return None
    return _unchanged(f"{folder.as_posix().rstrip('/')}/", entries, index)


def gitlinks(folder: Path) -> dict[str, str]:
    """The commit of each submodule below `folder`, as hex, by path relative to it; nothing where the index can't tell."""
    folder = folder.resolve()
    try:
        found = _index_of(folder)
        if found is None:
            return {}
        root, index = found
        below = folder.relative_to(root).as_posix()
        entries = _entries(index, b"" if below == "." else os.fsencode(below) + b"/", _GITLINK)
    except (OSError, ValueError, IndexError, error):
        return {}
    return {entry.path: entry.blob.hex() for entry in entries}


def content_id(content: bytes, forecast: str = "") -> str:
    """The id under which a result for these bytes may be kept: the forecast of `blob_ids` where it is theirs, else their own."""
    blob, _, size = forecast.partition("-")
    sha256 = len(blob) != 40
    own = f"{_blob(content, sha256=sha256).hex()}-{len(content)}"
    if own == forecast or size != str(len(content)) or content.count(b"\n") != content.count(b"\r\n"):
        return own
    return forecast if _blob(content.replace(b"\r\n", b"\n"), sha256=sha256).hex() == blob else own


def _unchanged(folder: str, entries: list[_Entry], index: _Index) -> dict[str, str]:
    found = {}
    look = os.lstat
    written = index.written
    second = written - written % _SECOND
    nothing = _blob(b"", sha256=index.width == 32)
    for path, blob, ctime, mtime, size in entries:
        if mtime >= (written if mtime % _SECOND else second) or ctime >= (written if ctime % _SECOND else second):
            continue
        try:
            seen = look(folder + path)
        except (OSError, ValueError):
            continue
        if seen.st_size != size or not stat.S_ISREG(seen.st_mode):
            continue
        if seen.st_mtime_ns != mtime and not _same_second(seen.st_mtime_ns, mtime):
            continue
        if seen.st_ctime_ns != ctime and not _same_second(seen.st_ctime_ns, ctime):
            continue
        # git writes the size 0 to mark a file that it could not be sure of.
        if size or blob == nothing:
            found[path] = f"{blob.hex()}-{size}"
    return found


def _same_second(seen: int, told: int) -> bool:
    """Whether a time is the one told by a program that keeps whole seconds only."""
    return told % _SECOND == 0 and seen - seen % _SECOND == told


def _entries(index: _Index, prefix: bytes, modes: tuple[int, ...] = _REGULAR) -> list[_Entry]:
    """The regular files (or what else `modes` asks for) whose path begins with `prefix`, which is taken off; raises ValueError for what is not an index."""
    content, _, width = index
    version = int.from_bytes(content[4:8])
    if content[:4] != b"DIRC" or version not in {2, 3, 4}:
        raise ValueError
    head = Struct(f">4I8xI8xI{width}sH")
    read, fixed, cut = head.unpack_from, head.size, len(prefix)
    decode = os.fsdecode
    found = []
    name, at = b"", 12
    for _ in range(int.from_bytes(content[8:12])):
        ctime, ctime_ns, mtime, mtime_ns, mode, size, blob, flags = read(content, at)
        start = at + fixed
        if flags & _EXTENDED and version > 2:
            flags |= int.from_bytes(content[start : start + 2]) << 16
            start += 2
        if version == 4:
            name, at = _shortened_name(content, start, name)
        else:
            name, at = _padded_name(content, at, start, flags & _NAME_LENGTH)
        if mode in modes and not flags & _DOUBTFUL and name.startswith(prefix):
            found.append(_Entry(decode(name[cut:]), blob, ctime * _SECOND + ctime_ns, mtime * _SECOND + mtime_ns, size))
    _refuse_what_changes_entries(content, at, len(content) - width)
    return found


def _padded_name(content: bytes, entry: int, start: int, length: int) -> tuple[bytes, int]:
    """A name of version 2 or 3, and where the next entry begins: at a multiple of eight from this one."""
    stop = start + length if length < _NAME_LENGTH else content.index(0, start)
    if content[stop]:
        raise ValueError
    return content[start:stop], entry + (stop - entry + 8) // 8 * 8


def _shortened_name(content: bytes, at: int, before: bytes) -> tuple[bytes, int]:
    """A name of version 4: how many bytes of the name before to drop, and what to put there."""
    byte = content[at]
    drop = byte & 127
    while byte & 128:
        at += 1
        byte = content[at]
        drop = (drop + 1) << 7 | byte & 127
    if drop > len(before):
        raise ValueError
    stop = content.index(0, at + 1)
    return before[: len(before) - drop] + content[at + 1 : stop], stop + 1


def _refuse_what_changes_entries(content: bytes, at: int, end: int) -> None:
    """Extensions in capitals are optional; others (`link` of a split index, `sdir` of a sparse one) change what entries mean."""
    while at < end:
        if not 65 <= content[at] <= 90:
            raise ValueError
        at += 8 + int.from_bytes(content[at + 4 : at + 8])
    if at != end:
        raise ValueError


def _index_of(folder: Path) -> tuple[Path, _Index] | None:
    """The root of the checkout and its index; None where there is no checkout, or the index is not what was written."""
    for root in (folder, *folder.parents):
        mark = root / ".git"
        if mark.is_dir():
            own = mark
        elif mark.is_file():
            own = root / _path_in(mark).removeprefix("gitdir:").strip()
        else:
            continue
        content, written = _read(own / "index")
        width = 32 if _is_sha256(own) else 20
        whole = content[-width:] in {bytes(width), _hash(content[:-width], sha256=width == 32)}
        return (root, _Index(content, written, width)) if whole else None
    return None


def _is_sha256(own: Path) -> bool:
    shared = own / "commondir"
    config = (own / _path_in(shared).strip() if shared.is_file() else own) / "config"
    return config.is_file() and _SHA256.search(_read(config)[0]) is not None


def _path_in(file: Path) -> str:
    with file.open("rb") as opened:
        return os.fsdecode(opened.read(_LONGEST_PATH))


def _read(file: Path) -> tuple[bytes, int]:
    """What a regular file of bearable size holds, and when it was written."""
    status = file.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
        raise ValueError
    with file.open("rb") as opened:
        return opened.read(), os.fstat(opened.fileno()).st_mtime_ns


def _blob(content: bytes, *, sha256: bool) -> bytes:
    return _hash(b"blob %d\0" % len(content), content, sha256=sha256)


def _hash(*parts: bytes, sha256: bool) -> bytes:
    import hashlib  # noqa: PLC0415 - only checkouts and the cache need it

    hashing = hashlib.sha256() if sha256 else hashlib.sha1(usedforsecurity=False)
    for part in parts:
        hashing.update(part)
    return hashing.digest()
