"""What an input says that its own license ids stand for: name and text are heard, and where they disagree neither is believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Tree, all_of, any_of, leaves
from osscan.knowledge.normalise import CONTRADICTION, UNKNOWN, Clarity, Normal, Note
from osscan.model.claim import Fit, LicenseClaim, Meaning
from osscan.model.problem import facts_of

_SURE = (Clarity.EXACT, Clarity.ALIAS, Clarity.CURATED)
_OF_VERSION = re.compile(r"(?:-only|-or-later|\+)$")
_SAID_NOTHING = Normal(Clarity.UNRESOLVED)


class _Own(NamedTuple):
    """A license of the input's own, understood; `is_settled` where that is what counts."""

    normal: Normal
    is_settled: bool


def understood(claim: LicenseClaim, normal: Callable[[str], Normal]) -> Normal:
    """The normalised form of a claim whose input says more of the licenses that it names; a policy's own mapping comes first."""
    told = normal(claim.raw) if claim.raw else _SAID_NOTHING
    if told.clarity is Clarity.CURATED:
        return told
    raw, owns = claim.raw.strip().casefold(), _owns(claim.meant, normal)
    for id_, own in owns.items():
        if id_ in ("", raw):
            return own.normal if own.is_settled or not id_ else told._replace(notes=(*told.notes, *own.normal.notes))
    return _within(told, owns)


def _owns(meanings: tuple[Meaning, ...], normal: Callable[[str], Normal]) -> dict[str, _Own]:
    """What each id stands for; descriptions of one id that differ contradict each other."""
    found: dict[str, _Own] = {}
    for meaning in meanings:
        id_, own = meaning.id.casefold(), _own(meaning, normal)
        before = found.get(id_)
        if before is None:
            found[id_] = own
        elif (before.is_settled or own.is_settled) and not _agree(before, own):
            note = Note("license-own-twice", facts_of(license=meaning.id), place=meaning.place)
            notes = (*before.normal.notes, *own.normal.notes, note)
            found[id_] = _Own(Normal(Clarity.UNRESOLVED, notes=notes, why=CONTRADICTION), is_settled=True)
    return found


def _agree(one: _Own, other: _Own) -> bool:
    return one.is_settled and other.is_settled and one.normal.tree == other.normal.tree


def _within(told: Normal, owns: dict[str, _Own]) -> Normal:
    """An expression with the licenses that its references stand for."""
    if told.tree is None:
        return told
    known: dict[str, Tree] = {}
    notes, why = list(told.notes), told.why
    for id_, own in owns.items():
        notes += own.normal.notes
        if own.is_settled and own.normal.tree is not None and own.normal.either is None:
            known[id_] = own.normal.tree
        elif own.normal.why == CONTRADICTION:
            known[id_] = Leaf(UNKNOWN + id_.removeprefix("licenseref-"))
            why = CONTRADICTION
    either = None if told.either is None else _put(told.either, known)
    return told._replace(tree=_put(told.tree, known), either=either, notes=tuple(notes), why=why)


def _put(tree: Tree, known: dict[str, Tree]) -> Tree:
    if isinstance(tree, Leaf):
        found = known.get(tree.license.casefold())
        if found is None or not tree.exception:
            return tree if found is None else found
        return Leaf(found.license, tree.exception) if isinstance(found, Leaf) and not found.exception else tree
    parts = tuple(_put(part, known) for part in tree.parts)
    return all_of(parts) if isinstance(tree, And) else any_of(parts)


def _own(meaning: Meaning, normal: Callable[[str], Normal]) -> _Own:
    """What one license is by its name and its text; its addresses are asked only where it has neither."""
    who = meaning.id or meaning.name
    named = _named(meaning, normal)
    text = _parsed(meaning.text)
    is_reference = named.tree is not None and all("LicenseRef-" in leaf.license for leaf in leaves(named.tree))
    if named.clarity in _SURE and not (is_reference and meaning.fit is not Fit.SILENT):
        return _known_by_name(meaning, who, named, text)
    if meaning.fit is Fit.WHOLE and text is not None:
        if named.clarity is Clarity.AMBIGUOUS and named.suggestions and not _is_among(text, named.suggestions):
            return _contradiction(meaning, who, " / ".join(named.suggestions))
        note = Note("license-own-text", facts_of(license=who, expression=str(text)), place=meaning.place)
        return _Own(Normal(Clarity.ALIAS, text, notes=(note,)), is_settled=True)
    if not _says_something(meaning) and meaning.fit is Fit.SILENT:
        return _by_address(meaning, who, normal)
    notes = () if not meaning.id or not _says_something(meaning) else (_note("license-own-named", meaning, who),)
    is_ambiguous = named.clarity is Clarity.AMBIGUOUS and meaning.fit in (Fit.SILENT, Fit.PART)
    return _Own(named._replace(notes=(*notes, *named.notes)), is_settled=is_ambiguous)


def _known_by_name(meaning: Meaning, who: str, named: Normal, text: Tree | None) -> _Own:
    """Its name is that of a known license, which its text may confirm, leave open or deny."""
    steps = (_note("license-own-named", meaning, who),) if meaning.id else ()
    steps = (*steps, *named.notes)
    if meaning.fit is Fit.SILENT:
        return _Own(named._replace(notes=steps), is_settled=True)
    if text is not None and named.tree is not None and _is_same(named.tree, text):
        facts = facts_of(license=who, expression=str(text))
        key = "license-own-text" if meaning.fit is Fit.WHOLE else "license-own-text-part"
        return _Own(named._replace(notes=(*steps, Note(key, facts, place=meaning.place))), is_settled=True)
    if text is not None:
        return _contradiction(meaning, who, str(named.tree))
    note = Note("license-own-text-unknown", facts_of(license=who, expression=str(named.tree)), place=meaning.place)
    return _Own(Normal(Clarity.UNRESOLVED, notes=(*steps, note), why=CONTRADICTION), is_settled=True)


def _contradiction(meaning: Meaning, who: str, named: str) -> _Own:
    facts = facts_of(license=who, name=meaning.name, expression=named, text=meaning.text)
    note = Note("license-own-contradiction", facts, place=meaning.place)
    return _Own(Normal(Clarity.UNRESOLVED, notes=(note,), why=CONTRADICTION), is_settled=True)


def _by_address(meaning: Meaning, who: str, normal: Callable[[str], Normal]) -> _Own:
    found = [one for one in map(normal, meaning.urls) if one.tree is not None and one.clarity in _SURE]
    if not found or len({str(one.tree) for one in found}) > 1:
        return _Own(_SAID_NOTHING, is_settled=False)
    note = Note("license-own-address", facts_of(license=who, url=", ".join(meaning.urls)), place=meaning.place)
    return _Own(found[0]._replace(notes=(note, *found[0].notes)), is_settled=True)


def _named(meaning: Meaning, normal: Callable[[str], Normal]) -> Normal:
    """What the name means; one that is the id itself, or some license's own reference, says nothing."""
    if not _says_something(meaning):
        return _SAID_NOTHING
    found = normal(meaning.name)
    if meaning.id and found.tree is not None and any(leaf.license.startswith(UNKNOWN) for leaf in leaves(found.tree)):
        return Normal(Clarity.UNRESOLVED)
    return found


def _says_something(meaning: Meaning) -> bool:
    name = meaning.name.strip()
    return bool(name) and name.upper() not in ("NONE", "NOASSERTION") and name.casefold() != meaning.id.casefold()


def _note(key: str, meaning: Meaning, who: str) -> Note:
    return Note(key, facts_of(license=who, name=meaning.name), place=meaning.place)


def _parsed(expression: str) -> Tree | None:
    found = parse(expression) if expression else None
    return None if isinstance(found, Fault) else found


def _is_same(named: Tree, text: Tree) -> bool:
    """The text of a license is the same whether later versions are allowed or not, and two texts don't say whether one may choose."""
    return _stems(named) == _stems(text)


def _stems(tree: Tree) -> frozenset[tuple[str, str]]:
    return frozenset((_OF_VERSION.sub("", leaf.license).casefold(), leaf.exception.casefold()) for leaf in leaves(tree))


def _is_among(text: Tree, suggestions: tuple[str, ...]) -> bool:
    stems = {_OF_VERSION.sub("", one).casefold() for one in suggestions}
    return {stem for stem, _ in _stems(text)} <= stems
