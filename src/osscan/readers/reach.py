"""Reach: what a package is needed for follows from who needs it, along the edges of a lockfile."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from osscan.model.component import Scope
from osscan.readers.gathering import strongest

Node = TypeVar("Node", bound=Hashable)
_OF_THE_PRODUCT = (Scope.RUNTIME, Scope.PROVIDED)


def reached(
    starts: Iterable[tuple[Node, Scope]],
    needs: Mapping[Node, Sequence[Node]],
    can_do_without: Mapping[Node, Sequence[Node]] | None = None,
) -> dict[Node, Scope]:
    """For each node that can be reached: the strongest scope among the starts that reach it.

    What a node of the product can do without is optional at most.
    """
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
                if can_do_without and node in can_do_without:
                    least = Scope.OPTIONAL if scope in _OF_THE_PRODUCT else scope
                    (waiting if least is scope else by_scope.setdefault(least, [])).extend(can_do_without[node])
    return found
