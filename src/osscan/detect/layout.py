"""The index file: a head that says where each table lies, then tables of numbers and one of texts, all in one mapped file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

MAGIC = b"osscan-licenses\n"
FORMAT = 1
_ALIGNED = 64

HIGH, APPROXIMATE, FALSE_POSITIVE, CONTINUOUS, SMALL, TEXT, NOTICE, REFERENCE, TAG, INTRO, CLUE, STARTS, ENDS, PHRASES, WEAK = (
    1 << position for position in range(15)
)
"""What a rule is: bits of its `flags`."""

KINDS = ((TEXT, "text"), (NOTICE, "notice"), (TAG, "tag"), (INTRO, "intro"), (CLUE, "clue"), (REFERENCE, "reference"))


def write(target: Path, about: dict[str, Any], tables: dict[str, Any]) -> None:
    """Writes arrays and bytes as one file; the same input gives the same bytes."""
    import numpy as np  # noqa: PLC0415 - only those who detect pay for it

    parts: list[bytes] = []
    where: dict[str, tuple[str, int, int]] = {}
    offset = 0
    for name, table in tables.items():
        kind, raw = ("bytes", table) if isinstance(table, bytes) else (table.dtype.str, np.ascontiguousarray(table).tobytes())
        where[name] = (kind, offset, len(raw))
        padding = -len(raw) % _ALIGNED
        parts += [raw, bytes(padding)]
        offset += len(raw) + padding
    head = json.dumps({"format": FORMAT, **about, "tables": where}, sort_keys=True).encode()
    start = len(MAGIC) + 8 + len(head)
    target.write_bytes(b"".join((MAGIC, len(head).to_bytes(8, "little"), head, bytes(-start % _ALIGNED), *parts)))


def read(source: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The head and the tables, mapped and read-only: processes share the pages. Raises ValueError for anything else."""
    import mmap  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    with source.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    if mapped[: len(MAGIC)] != MAGIC:
        raise ValueError("not an index of license texts")
    size = int.from_bytes(mapped[len(MAGIC) : len(MAGIC) + 8], "little")
    start = len(MAGIC) + 8
    head = json.loads(mapped[start : start + size])
    if head["format"] != FORMAT:
        raise ValueError("an index of another format")
    start += size
    start += -start % _ALIGNED
    tables: dict[str, Any] = {}
    for name, (kind, offset, length) in head["tables"].items():
        if kind == "bytes":
            tables[name] = memoryview(mapped)[start + offset : start + offset + length]
        else:
            kind_of = np.dtype(kind)
            tables[name] = np.frombuffer(mapped, kind_of, length // kind_of.itemsize, start + offset)
    return head, tables
