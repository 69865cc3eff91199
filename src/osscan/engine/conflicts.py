"""The smallest set of parts that together rule out every candidate, by branch and bound over the distinct kinds of parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Cover(NamedTuple):
    """Positions of the chosen sets, sorted. `proven` is False where the search for a smaller one was given up."""

    positions: tuple[int, ...]
    proven: bool


def smallest_cover(excluded: Sequence[int], universe: int, most_steps: int = 20_000) -> Cover | None:
    """The fewest sets that cover `universe`; None when all of them together don't.

    Each set is a number whose bits are the candidates that it rules out. The answer is exact: no fewer sets cover. Only where
    `most_steps` don't suffice, which no real product has been seen to need, it is a cover from which no set can be left out.
    """
    masks: dict[int, int] = {}
    for position, mask in enumerate(excluded):
        masks.setdefault(mask & universe, position)
    useful = {mask: position for mask, position in masks.items() if not _is_dominated(mask, masks)}
    search = _Search(sorted(useful, key=lambda mask: (-mask.bit_count(), useful[mask])), most_steps)
    if not universe or search.reach & universe != universe:
        return None
    greedy = search.irredundant(universe)
    for size in range(1, len(greedy)):
        found = search.cover(universe, size)
        if found is not None:
            return Cover(tuple(sorted(useful[mask] for mask in found)), proven=True)
        if search.is_exhausted:
            break
    return Cover(tuple(sorted(useful[mask] for mask in greedy)), proven=not search.is_exhausted)


def replaceable(cover: Sequence[int], position: int, excluded: Sequence[int], universe: int) -> tuple[int, ...]:
    """Which sets beyond the cover could stand at one of its places: as long as one of them is there, the cover holds without it."""
    rest = 0
    for other in cover:
        if other != position:
            rest |= excluded[other]
    missing = universe & ~rest
    return tuple(other for other, mask in enumerate(excluded) if other not in cover and mask & missing == missing)


def _is_dominated(mask: int, masks: dict[int, int]) -> bool:
    return any(mask != other and mask & other == mask for other in masks)


class _Search:
    """Looks for covers of a given size; what has failed once is not tried again."""

    def __init__(self, masks: list[int], most_steps: int) -> None:
        self._masks = masks
        self._steps_left = most_steps
        self._failed: set[tuple[int, int]] = set()
        self.reach = 0
        for mask in masks:
            self.reach |= mask

    @property
    def is_exhausted(self) -> bool:
        """Whether the search was given up."""
        return self._steps_left <= 0

    def irredundant(self, universe: int) -> tuple[int, ...]:
        """A cover by the widest sets first, from which no set can be left out."""
        chosen: list[int] = []
        open_ = universe
        while open_:
            chosen.append(max(self._masks, key=lambda mask: (mask & open_).bit_count()))
            open_ &= ~chosen[-1]
        for mask in tuple(chosen):
            rest = 0
            for other in chosen:
                rest |= 0 if other is mask else other
            if rest & universe == universe:
                chosen.remove(mask)
        return tuple(chosen)

    def cover(self, open_: int, left: int) -> tuple[int, ...] | None:
        """At most `left` masks that cover `open_`."""
        if not open_:
            return ()
        self._steps_left -= 1
        if not left or self.is_exhausted or (open_, left) in self._failed:
            return None
        widest = max((mask & open_).bit_count() for mask in self._masks)
        if widest * left >= open_.bit_count():
            for mask in self._through(open_):
                found = self.cover(open_ & ~mask, left - 1)
                if found is not None:
                    return (mask, *found)
        self._failed.add((open_, left))
        return None

    def _through(self, open_: int) -> list[int]:
        """The masks of the candidate that the fewest of them rule out: one of these is in every cover."""
        best: list[int] = []
        rest = open_
        while rest:
            bit = rest & -rest
            rest ^= bit
            mine = [mask for mask in self._masks if mask & bit]
            if not best or len(mine) < len(best):
                best = mine
        return sorted(best, key=lambda mask: -(mask & open_).bit_count())
