"""Outline: headings without gaps between levels and with anchors of their own, and what lies folded away made reachable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osscan.documents.document import Block, Chart, Details, Document, Heading, Table

_DEEPEST = 6
_NO_ANCHOR = re.compile(r"[^\w.-]+")


def outlined(document: Document) -> Document:
    """The document with headings that go down one level at a time, each with an anchor that no other has."""
    return document._replace(blocks=_Outline().of(document.blocks))


def contents(document: Document) -> tuple[Heading, ...]:
    """The headings of the second level that stand in the open."""
    return tuple(one for one in document.blocks if isinstance(one, Heading) and one.level == 2)


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks in their order, those that are folded away too."""
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from every(block.blocks)


def tables(document: Document) -> tuple[Table | Chart, ...]:
    """What can go into a spreadsheet, in the order in which it stands."""
    return tuple(one for one in every(document.blocks) if isinstance(one, Table | Chart))


class _Outline:
    """What was given out so far."""

    def __init__(self) -> None:
        self._level = 1
        self._anchors: set[str] = set()

    def of(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(one) for one in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Details):
            outer = self._level
            inner = block._replace(blocks=self.of(block.blocks))
            self._level = outer
            return inner
        if not isinstance(block, Heading):
            return block
        self._level = max(2, min(block.level, self._level + 1, _DEEPEST))
        return block._replace(level=self._level, anchor=self._free(block.anchor))

    def _free(self, wanted: str) -> str:
        name = _NO_ANCHOR.sub("-", wanted).strip("-") or f"section-{len(self._anchors) + 1}"
        free, number = name, 1
        while free in self._anchors:
            number += 1
            free = f"{name}-{number}"
        self._anchors.add(free)
        return free
