"""Metadata of documents: the names of authors in Office files, OpenDocument files and PDF, read within fixed bounds."""

from __future__ import annotations

import html
import zlib

from osscan.inputs.zip_members import Allowance, Archive, ArchiveError, Budget
from osscan.leaks.images import Noted
from osscan.leaks.rules import compiled
from osscan.leaks.xmp import creators

_MEMBERS = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_ELEMENTS = {
    r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator|meta:printed-by)(?:\s[^>]{0,200})?>([^<]{1,300})<": "document-author",
    r"<(?:Company|Manager)(?:\s[^>]{0,200})?>([^<]{1,300})<": "document-company",
}
_PROGRAMS = (
    r"(?i)^(?:python-docx|python-pptx|openpyxl|docx4j|apache poi|microsoft(?: office)?(?: user)?|user|unknown|author|admin|administrator|"
    r"libreoffice|anonymous|none|phpword|xlsxwriter|pandoc|latex.*|unbekannt|creator|.*(?:generator|sheetjs|exceljs).*)$"
)
_AUTHOR = r"(?s)/Author\s*(?:\(((?:[^()\\]|\\.){1,300})\)|<([0-9A-Fa-f\s]{2,1000})>)"
_STREAM = r"(?s)/ObjStm.{0,400}?stream\r?\n"
_MOST_STREAMS, _STREAM_BYTES = 50, 1024 * 1024
_ALLOWANCE = Allowance(read_bytes=4 * _STREAM_BYTES, member_bytes=_STREAM_BYTES, members=50_000, depth=1)


def document_notes(content: bytes) -> list[Noted]:
    """What a document says of the people who wrote it; a broken document says what could be read of it."""
    if content.startswith(b"PK\x03\x04"):
        found = _office(content)
    elif content.startswith(b"%PDF-"):
        found = _pdf(content)
    else:
        return []
    return [noted for noted in dict.fromkeys(found) if not compiled(_PROGRAMS).search(noted.value)]


def _office(content: bytes) -> list[Noted]:
    try:
        archive = Archive(content, Budget(_ALLOWANCE))
        texts = [archive.read(name) for name in archive.names if name in _MEMBERS]
    except ArchiveError:
        return []
    return [
        Noted(rule, html.unescape(found[1].decode("utf-8", "replace")).strip().encode())
        for text in texts
        for pattern, rule in _ELEMENTS.items()
        for found in compiled(pattern).finditer(text)
        if found[1].strip()
    ]


def _pdf(content: bytes) -> list[Noted]:
    texts = [content, *_unpacked(content)]
    names = [_plain(found[1], found[2]) for text in texts for found in compiled(_AUTHOR).finditer(text)]
    return [Noted("document-author", name) for name in (*names, *creators(content)) if name]


def _unpacked(content: bytes) -> list[bytes]:
    """The objects of newer files lie in packed streams."""
    texts = []
    for number, found in enumerate(compiled(_STREAM).finditer(content)):
        if number >= _MOST_STREAMS:
            break
        try:
            texts.append(zlib.decompressobj().decompress(content[found.end() : found.end() + _STREAM_BYTES], _STREAM_BYTES))
        except zlib.error:
            continue
    return texts


def _plain(literal: bytes | None, digits: bytes | None) -> bytes:
    """A string of PDF as UTF-8."""
    if digits:
        even = b"".join(digits.split())
        raw = bytes.fromhex(even[: len(even) // 2 * 2].decode("ascii"))
    else:
        raw = compiled(r"\\(.)").sub(rb"\1", literal or b"")
    if raw.startswith(b"\xfe\xff"):
        raw = raw[2 : len(raw) // 2 * 2].decode("utf-16-be", "replace").encode()
    return raw.replace(b"\0", b"").strip()
