"""Licenses under which a product may be published: the usual ones, those that somebody names, or all that osscan can compare."""

from __future__ import annotations

from osscan.engine.judging import outbound_of
from osscan.expression.tree import Tree
from osscan.knowledge import eupl, osadl, profiles

USUAL = (
    "EUPL-1.2",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MPL-2.0",
    "EPL-2.0",
    "Apache-2.0",
    "MIT",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
)
"""For programs, from the license of the German public sector over the copyleft family to the permissive ones."""

FOR_CONTENT = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "DL-DE-BY-2.0", "DL-DE-ZERO-2.0")
"""For texts, pictures and data; nobody is advised to put a program under them."""

ALL = "all"


def candidates(asked: tuple[str, ...], wanted: str) -> tuple[Tree, ...]:
    """The candidates, the wanted license first, each once; raises WrongCallError for what is no known expression."""
    names = asked or (*USUAL, *FOR_CONTENT)
    if ALL in asked:
        names = (*(name for name in asked if name != ALL), *USUAL, *FOR_CONTENT, *_comparable())
    return tuple({str(tree): tree for tree in map(outbound_of, (wanted, *names))}.values())


def is_for_content(tree: Tree) -> bool:
    """Whether a license is made for texts, pictures or data rather than for programs."""
    known = profiles.profile(str(tree))
    return known is not None and known.kind != "software"


def _comparable() -> tuple[str, ...]:
    """What the sources compare, sorted; a license that is not open makes no publication."""
    names = sorted({*osadl.covered(), *eupl.covered(), *profiles.covered()})
    return tuple(name for name in names if (known := profiles.profile(name)) is None or known.is_open)
