"""Bytes of any file become text whose lines can be searched for license words; what can't be looked at is told in a word."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, NamedTuple

_HEAD = 8192
"""Bytes at the beginning that tell text from binary."""
_WORD = 6
"""Fewer printable characters in a row are chance, not words."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PACKED = (
    *(
        b"PK\3\4",
        b"PK\5\6",
        b"PK\7\x08",
        b"\x1f\x8b",
        b"\x1f\x9d",
        b"\xfd7zXZ\0",
        b"BZh",
        b"\x28\xb5\x2f\xfd",
        b"7z\xbc\xaf\x27\x1c",
    ),
    *(
        b"Rar!\x1a\7",
        b"\x04\x22\x4d\x18",
        b"LZIP",
        b"MSCF\0",
        b"PACK\0",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"wOFF",
        b"wOF2",
    ),
    *(
        b"OggS",
        b"fLaC",
        b"ID3",
        b"\xff\xfb",
        b"\x1a\x45\xdf\xa3",
        b"\0\0\1\0",
        b"II*\0",
        b"MM\0*",
        b"8BPS",
        b"\0\0\0\x0cjP",
        b"FLV\1",
    ),
)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_PRINTED = rb"[\t\n\r\x20-\x7e]"
_STRINGS = re.compile(_PRINTED + _PRINTED + rb"{%d,}(?:(?:\xc2[\xa9\xae]|\xc3[\x80-\xbf])" % (_WORD - 1) + _PRINTED + rb"*)*")
"""A first character of its own lets the engine jump to it; letters of western names and the copyright sign may follow."""
_WIDE_STRINGS = re.compile(rb"[\t\n\r\x20-\x7e\xa9]\0(?:[\t\n\r\x20-\x7e\xa9\xae\xc0-\xff]\0){%d,}" % (_WORD - 1))
_WIDE_HINT = re.compile(rb"[\x20-\x7e]\0[\x20-\x7e]\0[\x20-\x7e]\0")

_UNDECODED = re.compile("[\udc80-\udcff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OLD_MAC = re.compile("\r(?!\n)")
_WESTERN = "".join(bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(256))
_WESTERN_OF_SURROGATE = {0xDC00 + code: _WESTERN[code] for code in range(128, 256)}

_BACKSLASH_IS_MARKUP = (".tex", ".ltx", ".sty", ".cls", ".dtx", ".ins", ".bib", ".rtf")


class Readable(NamedTuple):
    """The text of a file with the file's own lines, and what was looked at: `text`, `strings`, `part` or `nothing`."""

    text: str
    seen: str


def readable(content: bytes, path: str, limit: int) -> Readable:
    """What can be searched in a file; never raises, and never gives more than about `limit` characters.

    Of more than `limit` bytes the first three quarters of the limit and the last quarter are looked at (`part`, whether text or
    binary). Archives, compressed data, pictures, sound and web fonts are `nothing`: strings in them are noise. Of every other
    binary (programs, classes, libraries, PDF) the printable strings are taken; their lines are no lines of the file.
    Lines of text are the file's lines as long as only the line feed is counted. A source map is the text of its sources.
    """
    if not content:
        return Readable("", "nothing")
    encoding, mark = _encoding(content[:_HEAD])
    if not encoding and content.startswith(_PACKED):
        return Readable("", "nothing")
    if len(content) > limit:
        first, last = _ends(content, limit)
        decoded = _decoded(first[mark:], encoding), _decoded(last, encoding)
        return Readable(_searchable("\n".join(text for text, _ in decoded), path), "part")
    text, seen = _decoded(content[mark:] if mark else content, encoding)
    if path.endswith(".map"):
        text = _mapped_sources(text)
    return Readable(_searchable(text, path), seen)


def _encoding(head: bytes) -> tuple[str, int]:
    """Name of the encoding and length of its mark; no name for a binary."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    if head.startswith(b"%PDF-"):
        return "", 0
    if _is_text(head):
        return "utf-8", 0
    low, high = head[0::2], head[1::2]
    if _is_wide_ascii(low, high):
        return "utf-16-le", 0
    if _is_wide_ascii(high, low):
        return "utf-16-be", 0
    return "", 0


def _is_text(content: bytes) -> bool:
    """One stray control character makes no binary, nor do form feeds and the escapes of terminals."""
    controls = len(content) - len(content.translate(None, _CONTROL))
    return controls * 100 <= len(content) or controls == 1


def _is_wide_ascii(letters: bytes, zeros: bytes) -> bool:
    """ASCII text in two bytes a character: one byte of nearly every pair is NUL, the other one is text."""
    count = len(zeros)
    controls = len(letters) - len(letters.translate(None, _CONTROL))
    return count > 1 and zeros.count(0) * 10 >= count * 8 and controls * 50 <= count


def _ends(content: bytes, limit: int) -> tuple[bytes, bytes]:
    """Beginning and end of a large file, cut where no character of two or four bytes is torn."""
    return content[: limit * 3 // 4 & ~3], content[(len(content) - limit // 4 + 3) & ~3 :]


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    """The text and what it is. What begins like text and goes on as a binary (installers, say) is a binary after all."""
    if not encoding:
        return _strings(content), "strings"
    if encoding != "utf-8":
        return content.decode(encoding, "replace"), "text"
    try:
        return content.decode(), "text"
    except UnicodeDecodeError:
        return (_western(content), "text") if _is_text(content) else (_strings(content), "strings")


def _western(content: bytes) -> str:
    """Windows-1252, or UTF-8 in which fewer bytes are Windows-1252 than not; bytes without a character keep their number."""
    text = content.decode("utf-8", "surrogateescape")
    torn = len(content) - len(text.encode("utf-8", "ignore"))
    whole = len(text) - len(text.encode("ascii", "ignore")) - torn
    if torn > whole:
        return codecs.charmap_decode(content, "strict", _WESTERN)[0]
    return _UNDECODED.sub(lambda found: found[0].translate(_WESTERN_OF_SURROGATE), text)


def _strings(content: bytes) -> str:
    found = _STRINGS.findall(content)
    text = b"\n".join(found).decode("utf-8", "replace")
    if not _WIDE_HINT.search(content):
        return text
    wide = "\n".join(string.decode("utf-16-le") for string in _WIDE_STRINGS.findall(content))
    return f"{text}\n{wide}" if text and wide else text or wide


def _searchable(text: str, path: str) -> str:
    """Old line ends become line feeds; escapes in string literals become as many blanks, so that words stand free."""
    if "\r" in text:
        crossed = text.count("\r\n")
        if text.count("\r") - crossed > text.count("\n") - crossed:
            text = _OLD_MAC.sub("\n", text)
    if "\\" in text and not path.lower().endswith(_BACKSLASH_IS_MARKUP):
        text = text.replace("\\r\\n", "    ").replace("\\n", "  ").replace("\\t", "  ")
    return text


def _mapped_sources(text: str) -> str:
    if '"sourcesContent"' not in text:
        return text
    try:
        sources = list(_sources_in(json.loads(text)))
    except (ValueError, RecursionError):
        return text
    joined = "\n".join(sources)
    return _SURROGATE.sub("\ufffd", joined) if sources else text


def _sources_in(document: Any) -> list[str]:
    """The sources of a map; a map of maps keeps them one level deeper."""
    if not isinstance(document, dict):
        return []
    sources = document.get("sourcesContent")
    found = [source for source in sources if isinstance(source, str)] if isinstance(sources, list) else []
    sections = document.get("sections")
    for section in sections if isinstance(sections, list) else ():
        if isinstance(section, dict) and "map" in section:
            found.extend(_sources_in(section["map"]))
    return found
