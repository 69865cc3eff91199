"""What a text means that is no SPDX expression: a name, names with operators, a list, or a license's whole text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice, product
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Or, Tree, all_of, any_of, leaves
from osscan.knowledge import name_lists, names
from osscan.knowledge.name_lists import Unsaid
from osscan.knowledge.names import NameMatch
from osscan.knowledge.normalise import UNKNOWN, Clarity, Normal, Note, canonical, mapped, normalise
from osscan.model.problem import facts_of

_MOST_SUGGESTIONS = 8
_LONGEST_LIST = 100
_SPEAKING = frozenset({"silent", "file", "reserved", "several", "unlisted", "part-unknown"})
"""Words that say what they are; nothing that looks like them was meant."""
_SURE = (Clarity.EXACT, Clarity.ALIAS, Clarity.CURATED)


def meaning(text: str, parsed: Tree | Fault, mappings: Mapping[str, str], *, suggest: bool) -> Normal:
    """The meaning of a text of which `parsed` is not a tree of known ids alone."""
    fault = parsed if isinstance(parsed, Fault) else None
    found = _expression(text, parsed, mappings) if isinstance(parsed, And | Or) else _named(text, mappings, fault)
    known = found.suggestions or found.tree is not None or found.clarity is not Clarity.UNRESOLVED or found.why in _SPEAKING
    return found if known or not suggest else found._replace(suggestions=names.suggested(" ".join(text.split())))


def _expression(text: str, parsed: Tree, mappings: Mapping[str, str]) -> Normal:
    """Words joined as SPDX joins them, of which some are no ids."""
    whole = names.resolve_name(text)
    found = None if whole.expression is not None else _of_parts(_said(text, mappings) or parsed, text, mappings)
    return found or _of_name(text, whole)


def _said(text: str, mappings: Mapping[str, str]) -> Tree | None:
    """`GPL-2.0 or newer and MIT` has the grammar of an expression, and yet `or newer` is no operand."""
    said = name_lists.read(text, lambda name: _is_known(name, mappings))
    return None if isinstance(said, Unsaid) else said


def _named(text: str, mappings: Mapping[str, str], fault: Fault | None) -> Normal:
    """A name, several names with operators between them, a list of names, or a license's whole text."""
    match = names.resolve_name(text)
    if match.status != "unresolved" or match.why:
        return _of_name(text, match, fault)
    line = " ".join(text.split())
    is_cut = line.count("(") != line.count(")")  # a part of the list may be missing, and the rest is no answer
    said = None if is_cut else name_lists.read(line, lambda name: _is_known(name, mappings))
    if isinstance(said, Unsaid):
        found = _of_list(said, text, mappings, fault)
    elif said is None or isinstance(said, Leaf):
        found = None
    else:
        found = _of_parts(said, text, mappings, fault, names_only=True)
    return found or _of_text(text, fault) or Normal(Clarity.UNRESOLVED, fault=fault)


def _of_name(text: str, match: NameMatch, fault: Fault | None = None) -> Normal:
    tree = None if match.expression is None else parse(match.expression)
    if tree is None or isinstance(tree, Fault):
        clarity = Clarity.AMBIGUOUS if match.status == "ambiguous" else Clarity.UNRESOLVED
        return Normal(clarity, suggestions=match.suggestions, fault=fault, why=match.why, source=match.source)
    return Normal(Clarity.ALIAS, tree, notes=(_known(text, match),), why=match.why)


def _known(text: str, match: NameMatch) -> Note:
    key = "name-known-elsewhere" if match.source == "licenselynx-names" else "name-known"
    return Note(key, facts_of(name=text, expression=match.expression), match.source)


def _of_parts(
    said: Tree, text: str, mappings: Mapping[str, str], fault: Fault | None = None, *, names_only: bool = False
) -> Normal | None:
    """Names joined by operators. A word that is no known license stays visible in the tree; free text that has one gets no tree."""
    parts = {leaf: _part(str(leaf), mappings) for leaf in leaves(said)}
    lost = [part for part in parts.values() if not part.readings]
    suggestions = tuple(dict.fromkeys(one for part in lost[:_MOST_SUGGESTIONS] for one in names.suggested(part.text)))
    if lost and names_only:
        if len(lost) == len(parts):
            return None
        suggestions = (*(_choices(said, parts) if isinstance(said, Or) else ()), *suggestions)
        return Normal(Clarity.UNRESOLVED, suggestions=suggestions, fault=fault, why="part-unknown")
    told = (part.notes if part.sure else (_unknown_word(part.text, text),) for part in parts.values())
    notes = tuple(dict.fromkeys(note for noted in told for note in noted))
    tree = _with(said, {leaf: part.sure or _unknown_leaf(part.text) for leaf, part in parts.items()})
    if lost:
        vague = tuple(str(one) for part in parts.values() if not part.sure for one in part.readings)
        return Normal(Clarity.UNRESOLVED, tree, None, notes, (*vague, *suggestions), fault, "part-unknown")
    if any(part.sure is None for part in parts.values()):
        return Normal(Clarity.UNRESOLVED, tree, None, notes, _readings(said, parts), fault, "part-ambiguous")
    clarity = Clarity.CURATED if {part.clarity for part in parts.values()} == {Clarity.CURATED} else Clarity.ALIAS
    return Normal(clarity, tree, notes=notes, why="reserved" if any(part.why == "reserved" for part in parts.values()) else "")


class _Part(NamedTuple):
    """One operand: what it surely is, or its possible readings."""

    text: str
    clarity: Clarity
    sure: Tree | None = None
    readings: tuple[Tree, ...] = ()
    notes: tuple[Note, ...] = ()
    why: str = ""


def _part(text: str, mappings: Mapping[str, str]) -> _Part:
    notes: list[Note] = []
    parsed = parse(text)
    if not isinstance(parsed, Fault):
        tree, unknown = canonical(parsed, notes)
        if not unknown:
            return _Part(text, Clarity.EXACT, tree, (tree,), tuple(notes))
    curated = mapped(text, mappings)
    if curated is not None and curated.tree is not None:
        return _Part(text, Clarity.CURATED, curated.tree, (curated.tree,), curated.notes)
    match = names.resolve_name(text)
    options = tuple(tree for tree in map(parse, match.suggestions) if not isinstance(tree, Fault))
    tree_or_fault = None if match.expression is None else parse(match.expression)
    if tree_or_fault is None or isinstance(tree_or_fault, Fault):
        return _Part(text, Clarity.UNRESOLVED, None, options, why=match.why)
    return _Part(text, Clarity.ALIAS, tree_or_fault, (tree_or_fault,), (_known(text, match),), why=match.why)


def _readings(said: Tree, parts: Mapping[Leaf, _Part]) -> tuple[str, ...]:
    """The expressions that the text may mean, some of them where there are many."""
    choices = product(*(part.readings for part in parts.values()))
    read = (str(_with(said, dict(zip(parts, choice, strict=True)))) for choice in islice(choices, _MOST_SUGGESTIONS))
    return tuple(dict.fromkeys(read))


def _choices(said: Or, parts: Mapping[Leaf, _Part]) -> tuple[str, ...]:
    """The branches that are known: whoever may choose can choose one of them."""
    return tuple(str(parts[branch].sure) for branch in said.parts if isinstance(branch, Leaf) and parts[branch].sure)


def _unknown_word(word: str, text: str) -> Note:
    return Note("word-unknown", facts_of(name=word, expression=text))


def _unknown_leaf(word: str) -> Leaf:
    return Leaf(UNKNOWN + re.sub(r"[^A-Za-z0-9.\-]", "-", word))


def _with(tree: Tree, parts: Mapping[Leaf, Tree]) -> Tree:
    """The tree with other leaves."""
    if isinstance(tree, Leaf):
        return parts[tree]
    below = tuple(_with(part, parts) for part in tree.parts)
    return all_of(below) if isinstance(tree, And) else any_of(below)


def _of_list(said: Unsaid, text: str, mappings: Mapping[str, str], fault: Fault | None) -> Normal | None:
    """`LGPL-2.1, GPL-2.0`: every part is known, but nobody said whether all or any of them hold."""
    if len(said.parts) > _LONGEST_LIST:
        return None
    read = [normalise(part, mappings, suggest=False) for part in said.parts]
    trees = tuple(normal.tree for normal in read if normal.tree is not None and normal.clarity in _SURE)
    if len(trees) == len(read):
        every, either = all_of(trees), any_of(trees)
        note = Note("list-without-operator", facts_of(text=text))
        return Normal(Clarity.ALIAS, every, either if either != every else None, (note,), fault=fault, why=said.kind)
    if any(normal.clarity not in (*_SURE, Clarity.AMBIGUOUS) and normal.why != "part-ambiguous" for normal in read):
        return Normal(Clarity.UNRESOLVED, fault=fault, why="part-unknown") if trees else None
    options = ((str(normal.tree),) if normal.clarity in _SURE else normal.suggestions for normal in read)
    flat = tuple(dict.fromkeys(one for option in options for one in option))
    return Normal(Clarity.UNRESOLVED, suggestions=flat, fault=fault, why="part-ambiguous")


def _of_text(text: str, fault: Fault | None) -> Normal | None:
    """A whole license text where a name was expected; the bare text of a GNU license leaves open whether later versions hold."""
    if len(text) <= names.LONGEST:
        return None
    from osscan.knowledge.license_texts import recognise  # noqa: PLC0415 - texts stand for names rarely

    found = recognise(re.sub(r"[ \t]{2,}", "\n", text))
    if not found:
        return None
    if len(found) > 1 or found[0].endswith("-only"):
        options = (found[0], re.sub("-only$", "-or-later", found[0])) if len(found) == 1 else found
        return Normal(Clarity.AMBIGUOUS, suggestions=options, fault=fault, why="text")
    note = Note("name-known", facts_of(name=text[:60] + "…", expression=found[0]), "license-text-hashes")
    return Normal(Clarity.ALIAS, Leaf(found[0]), notes=(note,), why="text")


def _is_known(name: str, mappings: Mapping[str, str]) -> bool:
    return name.lower() in mappings or names.resolve_name(name).status != "unresolved"
