"""Metadata of images: where a photo was taken, and by whom; read from JPEG, PNG, WebP and TIFF within fixed bounds."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from osscan.leaks.xmp import creators

_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_MOST_PARTS, _MOST_ENTRIES, _LONGEST = 2000, 500, 400
_TEXTS = {
    0x013B: "image-author",
    0x9C9D: "image-author",
    0xA430: "image-owner",
    0x8298: "image-copyright",
    0xA431: "image-device",
}
"""Artist, XPAuthor, CameraOwnerName, Copyright, BodySerialNumber."""
_EXIF_FOLDER, _GPS_FOLDER = 0x8769, 0x8825
_GPS_PLACE = (2, 4)


class Noted(NamedTuple):
    """A rule and the value that was found."""

    rule: str
    value: bytes

    def __repr__(self) -> str:
        return f"Noted({self.rule})"


def image_notes(content: bytes) -> list[Noted]:
    """What an image says of its maker and place; a broken image says what could be read of it."""
    try:
        return list(dict.fromkeys(_notes(content)))
    except (struct.error, IndexError, ValueError, OverflowError):
        return []


def _notes(content: bytes) -> Iterator[Noted]:
    if content.startswith(b"\xff\xd8"):
        parts = _jpeg_parts(content)
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        parts = _png_parts(content)
    elif content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        parts = _webp_parts(content)
    elif content.startswith((b"II*\0", b"MM\0*")):
        parts = iter(((b"tiff", content),))
    else:
        return
    for kind, part in parts:
        if kind == b"tiff":
            yield from _tiff(part)
        elif kind == b"xmp":
            yield from (Noted("image-author", name) for name in creators(part))
        elif part.strip():
            yield Noted("image-author", part[:_LONGEST].strip())


def _jpeg_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 2
    for _ in range(_MOST_PARTS):
        if at + 4 > len(content) or content[at] != 0xFF or content[at + 1] in (0xDA, 0xD9):
            return
        size = struct.unpack_from(">H", content, at + 2)[0]
        part = content[at + 4 : at + 2 + size]
        if content[at + 1] == 0xE1 and part.startswith(_EXIF):
            yield b"tiff", part[len(_EXIF) :]
        elif content[at + 1] == 0xE1 and part.startswith(_XMP):
            yield b"xmp", part[len(_XMP) :]
        at += 2 + size


def _png_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    for _ in range(_MOST_PARTS):
        if at + 8 > len(content):
            return
        size, kind = struct.unpack_from(">L4s", content, at)
        part = content[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            yield b"tiff", part
        elif kind in (b"tEXt", b"iTXt"):
            word, _, text = part.partition(b"\0")
            if word == b"XML:com.adobe.xmp":
                yield b"xmp", text
            elif word.lower() in (b"author", b"artist", b"creator"):
                yield b"text", text.strip(b"\0")
        at += 12 + size


def _webp_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    for _ in range(_MOST_PARTS):
        if at + 8 > len(content):
            return
        kind, size = struct.unpack_from("<4sL", content, at)
        part = content[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            yield b"tiff", part.removeprefix(_EXIF)
        elif kind == b"XMP ":
            yield b"xmp", part
        at += 8 + size + size % 2


def _tiff(content: bytes) -> Iterator[Noted]:
    order = {b"II": "<", b"MM": ">"}.get(content[:2])
    if order is None:
        return
    waiting, seen = [(struct.unpack_from(f"{order}L", content, 4)[0], False)], set[int]()
    while waiting:
        at, places = waiting.pop()
        if at in seen or at + 2 > len(content) or len(seen) > 16:
            continue
        seen.add(at)
        for number in range(min(struct.unpack_from(f"{order}H", content, at)[0], _MOST_ENTRIES)):
            entry = at + 2 + 12 * number
            if entry + 12 > len(content):
                break
            tag, kind, count, value = struct.unpack_from(f"{order}HHLL", content, entry)
            if places:
                if tag in _GPS_PLACE and count == 3 and value + 24 <= len(content) and any(content[value : value + 4]):
                    yield Noted("image-position", content[value : value + 24])
            elif tag in (_EXIF_FOLDER, _GPS_FOLDER):
                waiting.append((value, tag == _GPS_FOLDER))
            elif tag in _TEXTS and kind in (1, 2, 7):
                start = entry + 8 if count <= 4 else value
                text = _text(content[start : start + min(count, _LONGEST)], utf16=tag == 0x9C9D)
                if text:
                    yield Noted(_TEXTS[tag], text)


def _text(value: bytes, *, utf16: bool) -> bytes:
    if utf16:
        value = value[: len(value) // 2 * 2].decode("utf-16-le", "replace").encode()
    return value.partition(b"\0")[0].strip()
