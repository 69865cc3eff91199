"""Raw license text becomes a normalised SPDX expression, or the reason why it can't be one; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Tree, all_of, any_of
from osscan.knowledge import spdx
from osscan.model.claim import NOASSERTION, NONE
from osscan.model.place import Place
from osscan.model.problem import Facts, facts_of

UNKNOWN = "LicenseRef-unknown-"
"""Stands before a word that is no known license; such a leaf is never compatible with anything."""

CONTRADICTION = "contradiction"
"""`Normal.why` where what an input says of one license is not the same license."""

_REFERENCE = re.compile(r"(?:License|Addition)Ref-", re.IGNORECASE)


class Clarity(StrEnum):
    """How sure the step from the raw text to the expression is."""

    EXACT = "exact"
    ALIAS = "alias"
    CURATED = "curated"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
    NONE = "none"
    NOASSERTION = "noassertion"


class Note(NamedTuple):
    """A step that changed something: sentence `reason.<key>` with its facts, and the table (SOURCE.toml) that it rests on."""

    key: str
    facts: Facts
    source: str = ""
    place: Place | None = None
    """Where an input says so."""


class Normal(NamedTuple):
    """What a raw text means. `notes` are the steps that led there.

    `either` is the OR reading of a list whose operator nobody said (`MIT, GPL-2.0-only`); `tree` is its AND reading.
    `why` says of what kind a text without a sure answer is: a word of `NameMatch.why`, `list`, `slash`, `plus`, `unsaid`,
    `part-ambiguous`, `part-unknown` or `contradiction`.
    """

    clarity: Clarity
    tree: Tree | None = None
    either: Tree | None = None
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    fault: Fault | None = None
    why: str = ""
    source: str = ""
    """The table that says `why`."""


def normalise(raw: str, mappings: Mapping[str, str], *, suggest: bool = True) -> Normal:
    """The meaning of `raw`: ids of the SPDX list, then the policy's own mappings, then expressions and names.

    With `suggest`, a text that is not known comes with identifiers that look like it, which costs a search over the list.
    """
    text = raw.strip()
    if text.upper() in (NONE, NOASSERTION):
        return Normal(Clarity(text.lower()), why=text.lower())
    parsed = parse(text)
    notes: list[Note] = []
    tree, unknown = (None, True) if isinstance(parsed, Fault) else canonical(parsed, notes)
    if not unknown and not notes and not _REFERENCE.search(text):
        return Normal(Clarity.EXACT, tree)
    found = mapped(text, mappings)
    if found is not None:
        return found
    if not unknown:
        return Normal(Clarity.EXACT, tree, notes=tuple(notes))
    from osscan.knowledge.name_meaning import meaning  # noqa: PLC0415 - 12 ms that a run without free-text names need not pay

    return meaning(text, parsed, mappings, suggest=suggest)


def mapped(text: str, mappings: Mapping[str, str]) -> Normal | None:
    """What the policy says that the text stands for, if it says anything."""
    target = mappings.get(text.lower())
    tree = None if target is None else parse(target)
    if tree is None or isinstance(tree, Fault):
        return None
    return Normal(Clarity.CURATED, tree, notes=(Note("name-mapped", facts_of(name=text, expression=target), "policy"),))


def canonical(tree: Tree, notes: list[Note]) -> tuple[Tree, bool]:
    """Ids as the SPDX list spells them, deprecated ones replaced with a note; True when a word is unknown."""
    if isinstance(tree, Leaf):
        current, note = _current(tree)
        if note is not None:
            notes.append(note)
        return (tree, True) if current is None else (current, False)
    read = [canonical(part, notes) for part in tree.parts]
    unknown = any(is_unknown for _, is_unknown in read)
    if all(now is part and type(part) is not type(tree) for (now, _), part in zip(read, tree.parts, strict=True)) and (
        len(set(tree.parts)) == len(tree.parts)
    ):
        return tree, unknown
    parts = tuple(part for part, _ in read)
    return (all_of(parts) if isinstance(tree, And) else any_of(parts)), unknown


@lru_cache(maxsize=8192)
def _current(leaf: Leaf) -> tuple[Tree | None, Note | None]:
    """What to write today, the same object where nothing changes; None for unknown words."""
    current = spdx.current(leaf.license)
    if current is None:
        return None, None
    is_old = current.casefold() != leaf.license.casefold()
    note = Note("deprecated-id", facts_of(old=leaf.license, new=current), "deprecated-ids") if is_old else None
    if not leaf.exception:
        parsed = leaf if current == leaf.license else parse(current)
        return (None if isinstance(parsed, Fault) else parsed), note
    exception = spdx.exception(leaf.exception)
    if exception is None or " " in current:
        return None, note
    return (leaf if (current, exception) == (leaf.license, leaf.exception) else Leaf(current, exception)), note
