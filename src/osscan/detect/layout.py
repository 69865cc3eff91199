"""The index file: a head that says where each table lies, then tables of numbers and one of texts, all in one mapped file."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("licenses.index")
"""The index that came with osscan."""

MAGIC = b"osscan-licenses\n"
FORMAT = 1
ALIGNED = 64
_LARGEST_HEAD = 1 << 24

APPROXIMATE, FALSE_POSITIVE, CONTINUOUS, SMALL, TEXT, NOTICE, REFERENCE, TAG, INTRO, CLUE, STARTS, ENDS, PHRASES, REFERS = (
    1 << position for position in range(14)
)
"""What a rule is: bits of its `flags`."""

KINDS = ((TEXT, "text"), (NOTICE, "notice"), (TAG, "tag"), (INTRO, "intro"), (CLUE, "clue"), (REFERENCE, "reference"))


def write(target: Path, about: dict[str, Any], tables: dict[str, Any]) -> None:
    """Writes arrays and bytes as one file; the same input gives the same bytes."""
    import numpy as np  # noqa: PLC0415 - only those who detect pay for it

    parts: list[bytes] = []
    where: dict[str, tuple[str, int, int]] = {}
    offset = 0
    digest = sha256(json.dumps(about, sort_keys=True).encode())
    for name, table in tables.items():
        kind, raw = ("bytes", table) if isinstance(table, bytes) else (table.dtype.str, np.ascontiguousarray(table).tobytes())
        where[name] = (kind, offset, len(raw))
        digest.update(raw)
        padding = -len(raw) % ALIGNED
        parts += [raw, bytes(padding)]
        offset += len(raw) + padding
    said = {"format": FORMAT, "digest": digest.hexdigest()[:16], **about, "tables": where}
    head = json.dumps(said, sort_keys=True).encode()
    start = len(MAGIC) + 8 + len(head)
    target.write_bytes(b"".join((MAGIC, len(head).to_bytes(8, "little"), head, bytes(-start % ALIGNED), *parts)))


def head(source: Path) -> dict[str, Any]:
    """What the index says about itself, without its tables. Raises OSError, or ValueError for anything else."""
    with source.open("rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            raise ValueError("not an index of license texts")
        size = int.from_bytes(opened.read(8), "little")
        if size > _LARGEST_HEAD:
            raise ValueError("not an index of license texts")
        said: dict[str, Any] = json.loads(opened.read(size))
        start, size = opened.tell(), opened.seek(0, 2)
    if said["format"] != FORMAT:
        raise ValueError("an index of another format")
    if size < start + max(offset + length for _, offset, length in said["tables"].values()):
        raise ValueError("an index that was cut off")
    return said


def read(source: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The head and the tables, mapped and read-only: processes share the pages. Raises as `head` does."""
    import mmap  # noqa: PLC0415

    import numpy as np  # noqa: PLC0415

    said = head(source)
    with source.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    start = len(MAGIC) + 8
    start += int.from_bytes(mapped[len(MAGIC) : start], "little")
    start += -start % ALIGNED
    tables: dict[str, Any] = {}
    for name, (kind, offset, length) in said["tables"].items():
        if kind == "bytes":
            tables[name] = memoryview(mapped)[start + offset : start + offset + length]
        else:
            kind_of = np.dtype(kind)
            tables[name] = np.frombuffer(mapped, kind_of, length // kind_of.itemsize, start + offset)
    return said, tables
