"""Images and documents with metadata, put together byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

PLACE = struct.pack("<6L", 51, 1, 30, 1, 49, 1)


def tiff(artist: bytes = b"", *, place: bool = False) -> bytes:
    """A little-endian folder with an artist and a position."""
    entries, data = [], b""
    start = 8 + 2 + 12 * (bool(artist) + place) + 4
    if artist:
        entries.append(struct.pack("<HHLL", 0x013B, 2, len(artist) + 1, start))
        data += artist + b"\0"
    if place:
        entries.append(struct.pack("<HHLL", 0x8825, 4, 1, start + len(data)))
        folder = start + len(data)
        data += struct.pack("<HHHLLL", 1, 2, 5, 3, folder + 18, 0) + PLACE
    return b"II*\0" + struct.pack("<LH", 8, len(entries)) + b"".join(entries) + struct.pack("<L", 0) + data


def jpeg(exif: bytes = b"", xmp: bytes = b"") -> bytes:
    parts = b""
    for mark, part in ((b"Exif\0\0", exif), (b"http://ns.adobe.com/xap/1.0/\0", xmp)):
        if part:
            parts += b"\xff\xe1" + struct.pack(">H", len(mark + part) + 2) + mark + part
    return b"\xff\xd8" + parts + b"\xff\xda\0\2\xff\xd9"


def png(*parts: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        struct.pack(">L", len(part)) + kind + part + struct.pack(">L", zlib.crc32(kind + part)) for kind, part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def webp(exif: bytes) -> bytes:
    part = b"EXIF" + struct.pack("<L", len(exif)) + exif + b"\0" * (len(exif) % 2)
    return b"RIFF" + struct.pack("<L", len(part) + 4) + b"WEBP" + part


def xmp(name: str) -> bytes:
    return f"<x><dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator></x>".encode()


def packed(members: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return held.getvalue()


def pdf(author: bytes, *, hidden: bool = False) -> bytes:
    entry = b"<< /Author " + author + b" >>"
    if hidden:
        body = zlib.compress(entry)
        entry = (
            b"<< /Type /ObjStm /Filter /FlateDecode /Length " + str(len(body)).encode() + b" >>\nstream\n" + body + b"\nendstream"
        )
    return b"%PDF-1.5\n1 0 obj\n" + entry + b"\nendobj\n%%EOF\n"
