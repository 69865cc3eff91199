"""Raw license text becomes a normalised SPDX expression, or the reason why it can't be one; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Tree, all_of, any_of
from osscan.knowledge import names, spdx
from osscan.model.claim import NOASSERTION, NONE
from osscan.model.problem import Facts, facts_of

UNKNOWN = "LicenseRef-unknown-"
"""Stands before a word that is no known license; such a leaf is never compatible with anything."""

_LIST = re.compile(r"\s*(?:[,;|&]|/(?!/))\s*")


class Clarity(StrEnum):
    """How sure the step from the raw text to the expression is."""

    EXACT = "exact"
    ALIAS = "alias"
    CURATED = "curated"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
    NONE = "none"
    NOASSERTION = "noassertion"


class Normal(NamedTuple):
    """What a raw text means. `notes` are reasons (`reason.<key>`, facts) for each step that changed something.

    `either` is the OR reading of a list whose operator nobody said (`MIT, GPL-2.0-only`); `tree` is its AND reading.
    """

    clarity: Clarity
    tree: Tree | None = None
    either: Tree | None = None
    notes: tuple[tuple[str, Facts], ...] = ()
    suggestions: tuple[str, ...] = ()
    fault: Fault | None = None


def normalise(raw: str, mappings: Mapping[str, str]) -> Normal:
    """The meaning of `raw`: the policy's own mappings first, then SPDX ids and expressions, then known names."""
    text = raw.strip()
    if text.upper() in (NONE, NOASSERTION):
        return Normal(Clarity(text.lower()))
    mapped = mappings.get(text.lower())
    if mapped is not None:
        tree = parse(mapped)
        if not isinstance(tree, Fault):
            return Normal(Clarity.CURATED, tree, notes=(("name-mapped", facts_of(name=text, expression=mapped)),))
    parsed = parse(text)
    if isinstance(parsed, Fault):
        return _named(text, parsed)
    return _looked_up(text, parsed)


def _looked_up(text: str, parsed: Tree) -> Normal:
    notes: list[tuple[str, Facts]] = []
    tree, unknown = _canonical(parsed, notes)
    if not unknown:
        return Normal(Clarity.EXACT, tree, notes=tuple(notes))
    if isinstance(parsed, Leaf):
        return _named(text, None)
    return _with_names(parsed, text)


def _with_names(parsed: Tree, text: str) -> Normal:
    """A sound expression with words that are no ids: each is looked up as a name; what stays unknown stays visible."""
    notes: list[tuple[str, Facts]] = []
    suggestions: list[str] = []

    def leaf(found: Leaf) -> Tree:
        tree, unknown = _canonical(found, notes)
        if not unknown:
            return tree
        match = names.resolve_name(str(found))
        if match.expression is not None and not isinstance(named := parse(match.expression), Fault):
            notes.append(("name-known", facts_of(name=str(found), expression=match.expression)))
            return named
        suggestions.extend(match.suggestions or spdx.near(str(found)))
        notes.append(("word-unknown", facts_of(name=str(found), expression=text)))
        return Leaf(UNKNOWN + re.sub(r"[^A-Za-z0-9.\-]", "-", str(found)))

    tree = _mapped(parsed, leaf)
    clarity = Clarity.UNRESOLVED if any(key == "word-unknown" for key, _ in notes) else Clarity.ALIAS
    return Normal(clarity, tree, notes=tuple(notes), suggestions=tuple(suggestions))


def _mapped(tree: Tree, leaf: Callable[[Leaf], Tree]) -> Tree:
    if isinstance(tree, Leaf):
        return leaf(tree)
    parts = tuple(_mapped(part, leaf) for part in tree.parts)
    return all_of(parts) if isinstance(tree, And) else any_of(parts)


def _named(text: str, fault: Fault | None) -> Normal:
    match = names.resolve_name(text)
    if match.expression is not None and not isinstance(tree := parse(match.expression), Fault):
        return Normal(Clarity.ALIAS, tree, notes=(("name-known", facts_of(name=text, expression=match.expression)),))
    if match.status == "ambiguous":
        return Normal(Clarity.AMBIGUOUS, suggestions=match.suggestions, fault=fault)
    return _listed(text, fault) or Normal(Clarity.UNRESOLVED, suggestions=match.suggestions or spdx.near(text), fault=fault)


def _listed(text: str, fault: Fault | None) -> Normal | None:
    """`LGPL-2.1, GPL-2.0`: every part is known, but nobody said whether all or any of them hold."""
    parts = [part for part in _LIST.split(text) if part]
    if len(parts) < 2 or len(parts) > 100:
        return None
    read = [normalise(part, {}) for part in parts]
    trees = [normal.tree for normal in read if normal.tree is not None and normal.clarity in (Clarity.EXACT, Clarity.ALIAS)]
    if len(trees) != len(parts):
        return None
    every, either = all_of(tuple(trees)), any_of(tuple(trees))
    return Normal(Clarity.ALIAS, every, either, (("list-without-operator", facts_of(text=text)),), fault=fault)


def _canonical(tree: Tree, notes: list[tuple[str, Facts]]) -> tuple[Tree, bool]:
    """Ids as the SPDX list spells them, deprecated ones replaced with a note; True when a word is unknown."""
    if not isinstance(tree, Leaf):
        read = [_canonical(part, notes) for part in tree.parts]
        parts = tuple(part for part, _ in read)
        return (all_of(parts) if isinstance(tree, And) else any_of(parts)), any(unknown for _, unknown in read)
    current = spdx.current(tree.license)
    if current is None:
        return tree, True
    if current.casefold() != tree.license.casefold():
        notes.append(("deprecated-id", facts_of(old=tree.license, new=current)))
    if not tree.exception:
        leaf = parse(current)
        return (tree, True) if isinstance(leaf, Fault) else (leaf, False)
    exception = spdx.exception(tree.exception)
    return (tree, True) if exception is None or " " in current else (Leaf(current, exception), False)
