"""detect: the licenses that speak in one file."""

from __future__ import annotations

import os
import posixpath
import re
from functools import cache
from pathlib import Path
from typing import Any

from osscan.errors import IndexMissingError
from osscan.model.detection import Detection, Holder
from osscan.model.place import Place
from osscan.model.problem import error

MOST_BYTES = 2_000_000
"""Of larger files the beginning and the end are looked at."""
_FOREIGN = 1.2
"""Bytes a character from which a text is in another script, where the words to search for are few."""
GENERATION = "1"
"""Raised when the same index and the same file may give another result."""

_LICENSE_NAME = re.compile(r"(?i)(?:^|[^a-z])(?:un)?li[cs]en[cs]e|copying|copyright|notice|legal|eula|read.?me|patents")
_MARKUP = (".tex", ".ltx", ".sty", ".cls", ".dtx", ".ins", ".bib", ".rtf")


def detect(content: bytes, path: str) -> Detection:
    """What the bytes of one file say; `path` only tells license files, maps and markup from others. Never raises for bad input."""
    from osscan.detect.holder_hints import may_have_holders  # noqa: PLC0415 - results from the cache need none of this
    from osscan.detect.prefilter import segments  # noqa: PLC0415
    from osscan.detect.reading import readable  # noqa: PLC0415

    text, seen = readable(content, path, MOST_BYTES)
    data = text.encode("utf-8", "replace")
    held = _holders(text) if may_have_holders(text) else ()
    parts = segments(data, _search(), whole="license" in path_class(path) or len(data) > _FOREIGN * len(text))
    if not parts:
        return Detection(holders=held, seen=seen)
    from osscan.detect.files import detection_of  # noqa: PLC0415 - brings numpy and the index

    complete = len(parts) == 1 and sum(len(piece) for _, piece in parts[0].pieces) >= len(text)
    return detection_of(parts, held, seen, complete=complete)


def _holders(text: str) -> tuple[Holder, ...]:
    from osscan.detect.holders import holders  # noqa: PLC0415 - its many patterns take a while to compile

    return holders(text)


def path_class(path: str) -> str:
    """What the path adds to the content: a license file by its name, a source map, markup with backslashes."""
    name = posixpath.basename(path)
    found = "license" if _LICENSE_NAME.search(name) else ""
    low = name.lower()
    if low.endswith(".map"):
        return found + "+map"
    return found + "+markup" if low.endswith(_MARKUP) else found


@cache
def version() -> str:
    """Name of the detector's and its data's version: results under another one are stale.

    Raises IndexMissingError where osscan was not built. Between releases the sizes of the modules stand in for their versions.
    """
    from osscan import __version__  # noqa: PLC0415

    sizes = sum(entry.stat().st_size for entry in os.scandir(Path(__file__).parent) if entry.name.endswith(".py"))
    return f"{__version__}/{GENERATION}/{sizes}/{_about()['digest']}"


@cache
def _about() -> dict[str, Any]:
    from osscan.detect import layout  # noqa: PLC0415

    try:
        return layout.head(layout.FILE)
    except (OSError, ValueError, KeyError) as fault:
        raise IndexMissingError(error("index-missing", Place(layout.FILE.name), reason=str(fault))) from fault


@cache
def _search() -> Any:
    from osscan.detect.prefilter import compiled  # noqa: PLC0415

    return compiled(_about()["search"])
