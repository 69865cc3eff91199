"""Unfolded documents: on paper nothing can be opened, so what was folded away stands below a heading of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.documents.document import Block, Details, Document, Heading, Tone
from osscan.documents.outline import outlined


class Placed(NamedTuple):
    """A block as it stands on a page; of a heading, `tone` is that of the details it stands for."""

    block: Block
    tone: Tone = Tone.PLAIN


def unfolded(document: Document) -> tuple[Placed, ...]:
    """All blocks in their order, without Details, headings going down one level at a time and each with an anchor of its own."""
    placed = list(_opened(document.blocks, 1))
    steady = outlined(document._replace(blocks=tuple(one.block for one in placed)))
    return tuple(one._replace(block=block) for one, block in zip(placed, steady.blocks, strict=True))


def anchors(placed: tuple[Placed, ...]) -> frozenset[str]:
    """What a link inside the document can lead to."""
    return frozenset(one.block.anchor for one in placed if isinstance(one.block, Heading))


def _opened(blocks: tuple[Block, ...], level: int) -> Iterator[Placed]:
    """The blocks below a heading of `level`: no heading among them stands above what they belong to."""
    least = level + 1
    for block in blocks:
        if isinstance(block, Details):
            yield Placed(Heading(block.summary, level + 1), block.tone)
            yield from _opened(block.blocks, level + 1)
        elif isinstance(block, Heading):
            level = max(least, block.level)
            yield Placed(block._replace(level=level))
        else:
            yield Placed(block)
