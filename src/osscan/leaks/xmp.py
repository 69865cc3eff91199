"""XMP: the names of makers that images and documents carry as XML, found without building a tree of it."""

from __future__ import annotations

from osscan.leaks.rules import compiled

_CREATOR = r"(?s)<dc:creator>\s*<rdf:(?:Seq|Bag|Alt)>(.{0,600}?)</rdf:(?:Seq|Bag|Alt)>"
_ITEM = r"(?s)<rdf:li[^>]{0,100}>([^<]{1,300})</rdf:li>"
_START = 512 * 1024


def creators(content: bytes) -> list[bytes]:
    """The makers that the first packets name."""
    return [
        item[1].strip()
        for found in compiled(_CREATOR).finditer(content[:_START])
        for item in compiled(_ITEM).finditer(found[1])
        if item[1].strip()
    ]
