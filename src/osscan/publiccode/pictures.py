"""Files that a publiccode.yml names: whether they are there, are of the right kind, and whether a picture is one."""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.problem import Facts, facts_of

LOGOS = (".svg", ".svgz", ".png")
SCREENSHOTS = (".png", ".jpg")
NARROWEST_LOGO = 120
"""Pixels. The text asks 1000 of a monochromeLogo; the reading programs of the catalogues ask this of both."""

Fault = tuple[str, Facts]
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_PNG = b"\x89PNG\r\n\x1a\n"


def file_faults(text: str, source: Source, kinds: tuple[str, ...] = (), narrowest: int = 0) -> Iterator[Fault]:
    """What is wrong with a path or address; `kinds` are the endings allowed, none for any."""
    scheme = _SCHEME.match(text)
    if text.startswith("/"):
        yield "path-absolute", facts_of(path=text)
    elif scheme and scheme[1].lower() == "file":
        yield "path-file-url", facts_of(path=text)
    elif scheme:
        yield from _address_faults(text, scheme[1].lower(), kinds)
    elif kinds and _ending(text) not in kinds:
        yield "file-kind", facts_of(path=text, allowed=", ".join(kinds))
    elif source.file and source.root:
        yield from _local_faults(text, source, narrowest)


def is_address(text: str) -> bool:
    """Whether a reference leads out of the folder, so that it was not looked at."""
    return _SCHEME.match(text) is not None


def _address_faults(text: str, scheme: str, kinds: tuple[str, ...]) -> Iterator[Fault]:
    if scheme not in ("http", "https"):
        yield "url-not-http", facts_of(url=text)
        return
    try:
        ending = _ending(unquote(urlsplit(text).path))
    except ValueError:
        yield "url-invalid", facts_of(url=text)
        return
    if kinds and ending not in kinds:
        yield "file-kind", facts_of(path=text, allowed=", ".join(kinds))


def _local_faults(text: str, source: Source, narrowest: int) -> Iterator[Fault]:
    found = source.beside(text)
    if found is None:
        yield "path-outside" if _leads_out(text, source) else "file-missing", facts_of(path=text)
    elif narrowest and _ending(text) == ".png":
        yield from _png_faults(text, found, narrowest)


def _leads_out(text: str, source: Source) -> bool:
    try:
        return not Path(source.file).parent.joinpath(text).resolve().is_relative_to(Path(source.root).resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _png_faults(text: str, found: Source, narrowest: int) -> Iterator[Fault]:
    try:
        width = _png_width(found.start(33))
    except UnreadableError:
        yield "file-missing", facts_of(path=text)
        return
    if width is None:
        yield "image-broken", facts_of(path=text)
    elif width < narrowest:
        yield "image-too-small", facts_of(path=text, width=width, least=narrowest)


def _png_width(head: bytes) -> int | None:
    """The width that the header tells (PNG, 11.2.2); None where there is no sound header."""
    if len(head) < 33 or not head.startswith(_PNG) or head[8:16] != b"\x00\x00\x00\x0dIHDR":
        return None
    width, height = struct.unpack(">II", head[16:24])
    (checksum,) = struct.unpack(">I", head[29:33])
    return int(width) if width and height and zlib.crc32(head[12:29]) == checksum else None


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1].lower()
