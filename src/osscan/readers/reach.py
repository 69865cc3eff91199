"""Reach: what a package is needed for follows from who needs it, along the edges of a lockfile."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from osscan.model.component import Scope
from osscan.readers.gathering import strongest

Node = TypeVar("Node", bound=Hashable)


def reached(starts: Iterable[tuple[Node, Scope]], needs: Mapping[Node, Sequence[Node]]) -> dict[Node, Scope]:
    """For each node that can be reached: the strongest scope among the starts that reach it."""
    by_scope: dict[Scope, list[Node]] = {}
    for node, scope in starts:
        by_scope.setdefault(scope, []).append(node)
    found: dict[Node, Scope] = {}
    while by_scope:
        scope = strongest(by_scope)
        waiting = by_scope.pop(scope)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = scope
                waiting.extend(needs.get(node, ()))
    return found
