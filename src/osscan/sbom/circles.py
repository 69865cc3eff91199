"""Circles: parts of a document that need each other, one example for each set, found in linear time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Needs = Mapping[str, Sequence[str]]


def circles(needs: Needs) -> Iterator[tuple[str, ...]]:
    """For each set of parts that need each other one way around, from a part back to itself; a part that needs itself is none."""
    for members in _knots(needs):
        inside = set(members)
        way, position = [members[0]], {members[0]: 0}
        while (following := next(need for need in needs[way[-1]] if need in inside and need != way[-1])) not in position:
            position[following] = len(way)
            way.append(following)
        yield (*way[position[following] :], following)


def _knots(needs: Needs) -> Iterator[list[str]]:
    """The strongly connected sets of more than one part (Tarjan 1972), without recursion."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    held: list[str] = []
    waits: set[str] = set()
    for first in needs:
        opened = [] if first in order else [first]
        while opened:
            here = opened[-1]
            if here not in order:
                order[here] = lowest[here] = len(order)
                held.append(here)
                waits.add(here)
                opened += [need for need in needs.get(here, ()) if need not in order]
                continue
            opened.pop()
            if here not in waits:
                continue
            for need in needs.get(here, ()):
                if need in waits and need != here:
                    lowest[here] = min(lowest[here], lowest[need])
            if lowest[here] == order[here]:
                members = [held.pop()]
                while members[-1] != here:
                    members.append(held.pop())
                waits.difference_update(members)
                if len(members) > 1:
                    yield members[::-1]
