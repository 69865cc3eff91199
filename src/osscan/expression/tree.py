"""Frozen trees of SPDX license expressions (SPDX 2.3, annex D), and how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """One license as written: `GPL-2.0-only`, `Apache-2.0+`, `DocumentRef-a:LicenseRef-b`, with or without an exception."""

    license: str
    exception: str = ""

    def __str__(self) -> str:
        return f"{self.license} WITH {self.exception}" if self.exception else self.license


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold at once."""

    parts: tuple[Tree, ...]

    def __str__(self) -> str:
        return " AND ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Whoever receives the work may choose one part."""

    parts: tuple[Tree, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, And) else str(part) for part in self.parts)


Tree = Leaf | And | Or


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Every leaf, left to right."""
    if isinstance(tree, Leaf):
        yield tree
        return
    for part in tree.parts:
        yield from leaves(part)


def all_of(parts: tuple[Tree, ...]) -> Tree:
    """The parts joined by AND: nested ANDs flattened, equal parts once."""
    return _joined(And, parts)


def any_of(parts: tuple[Tree, ...]) -> Tree:
    """The parts joined by OR: nested ORs flattened, equal parts once."""
    return _joined(Or, parts)


def canonical(tree: Tree) -> Tree:
    """The same tree whatever the order in which its parts were written."""
    if isinstance(tree, Leaf):
        return tree
    parts = tuple(sorted((canonical(part) for part in tree.parts), key=str))
    return _joined(type(tree), parts)


def _joined(kind: type[And | Or], parts: tuple[Tree, ...]) -> Tree:
    flat: dict[Tree, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))
