"""Standard texts: the licenses and exceptions of the SPDX list word for word, carried in the index of license texts."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from osscan.detect import layout

TABLE = "standard_texts"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def standard_text(name: str, source: Path = layout.FILE) -> str | None:
    """The text of an SPDX license or exception as the list gives it, blanks for names included; None where there is none.

    `X+` has the text of X, the GNU licenses' old identifiers that of their `-only`. Raises OSError or ValueError when the index
    is missing or no index.
    """
    archive = _archive(source)
    bare = name.rstrip("+")
    found = next((one for one in (bare, f"{bare}-only") if one in archive.NameToInfo), None)
    return None if found is None else archive.read(found).decode()


def packed(texts: dict[str, str]) -> bytes:
    """The texts by name as one archive; the same texts give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(texts.items()):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


@cache
def _archive(source: Path) -> zipfile.ZipFile:
    said = layout.head(source)
    if TABLE not in said["tables"]:
        raise ValueError("an index without texts")
    _, offset, length = said["tables"][TABLE]
    with source.open("rb") as opened:
        opened.seek(len(layout.MAGIC))
        start = len(layout.MAGIC) + 8 + int.from_bytes(opened.read(8), "little")
        opened.seek(start + -start % layout.ALIGNED + offset)
        return zipfile.ZipFile(io.BytesIO(opened.read(length)))
