"""The reader's card: what a reader reads, how it knows its inputs, and what its format can tell at best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from osscan.inputs.source import Source
from osscan.model.inventory import Gives, Inventory


@dataclass(frozen=True, slots=True)
class Reader:
    """Which paths a reader takes stands in `table.py`. `name` is `<family>/<format>`; `title` names format and versions in words that need no translation.

    `recognises` looks at the first bytes (up to 64 KiB) of an input that was named outright and says whether
    it is this reader's format; None for formats that only their name tells. `together` reads all inputs of a run
    at once, in their order, where they need each other (docs/adr/0017).
    """

    name: str
    title: str
    read: Callable[[Source], Inventory]
    gives: Gives
    recognises: Callable[[bytes], bool] | None = None
    together: Callable[[Sequence[Source]], tuple[Inventory, ...]] | None = None
