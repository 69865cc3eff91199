"""What a change in license words means: the same, more choice, less choice, something else, or nobody can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import product
from typing import NamedTuple

from osscan.expression.parse import parse
from osscan.expression.scan import Fault
from osscan.expression.tree import And, Leaf, Or, Tree, canonical, leaves
from osscan.knowledge import normalise, versions
from osscan.model.bom import Bom, LicenseEntry, LicenseRole, LicenseText
from osscan.model.claim import NOASSERTION, NONE
from osscan.model.sbom_difference import LicenseChange, LicenseStep

_MOST_WAYS = 256
"""Alternatives of an expression that are compared one by one; beyond, two expressions are equal or something else."""
_RARE = frozenset({LicenseRole.OBSERVED, LicenseRole.EFFECTIVE})
"""Roles that not every format has a place for."""
_OWN = "LicenseRef-text-"
"""Stands for a document's own license by its text: the same name may mean another text elsewhere."""

_Ways = frozenset[frozenset[Leaf]]


class Reading(NamedTuple):
    """One license text as it is understood; `tree` is None where nobody can be certain."""

    tree: Tree | None
    ways: _Ways | None
    """The alternatives, each with all licenses that hold at once; None where there are too many."""
    names: frozenset[str]


class Speech:
    """The licenses of one document, each text understood once."""

    def __init__(self, bom: Bom) -> None:
        self.own = {told.id: _meant(told) for told in bom.license_texts if told.text or told.name}
        self.dialect = dialect(bom)
        self.is_mute = bom.format == "CycloneDX"
        """Whether the format has no words for NONE and NOASSERTION."""
        self._read: dict[tuple[str, ...], Reading] = {}

    def reading(self, texts: tuple[str, ...], *, either: bool = False) -> Reading:
        """What the texts mean together: all of them, or `either` of them."""
        key = (*texts, "|") if either else texts
        known = self._read.get(key)
        if known is None:
            known = self._read[key] = _reading([_tree(one, self.own) for one in texts], texts, either=either)
        return known


def dialect(bom: Bom) -> str:
    """The format, SPDX 2 and 3 apart: what one of them has no place for is not said otherwise by the other."""
    return bom.format + bom.version[:1] if bom.format == "SPDX" else bom.format


def license_changes(
    before: Sequence[LicenseEntry], after: Sequence[LicenseEntry], old: Speech, new: Speech
) -> list[LicenseChange]:
    """What is said otherwise, role by role; a role that the other format has no word for is compared with the one it stands for."""
    if before == after and old.own == new.own:
        return []
    first, second = _by_role(before), _by_role(after)
    is_foreign = old.dialect != new.dialect
    _meet(first, second, is_foreign=is_foreign)
    _meet(second, first, is_foreign=is_foreign)
    found = []
    for role in LicenseRole:
        said, says = first.get(role, ()), second.get(role, ())
        if is_foreign and role in _RARE and not (said and says):
            continue
        if said == says and (not old.own or not new.own):
            continue
        step = _step(said, says, old, new)
        if step is None:
            continue
        gained, lost = _exchanged(said, says, old, new)
        found.append(LicenseChange(role, step, said, says, gained, lost))
    return found


def _by_role(entries: Sequence[LicenseEntry]) -> dict[LicenseRole, tuple[str, ...]]:
    found: dict[LicenseRole, list[str]] = {}
    for entry in entries:
        text = entry.raw.strip() or entry.url or (_by_words(entry.text) if entry.text else "")
        if text:
            found.setdefault(entry.role, []).append(text)
    return {role: tuple(dict.fromkeys(texts)) for role, texts in found.items()}


def _meet(mine: dict[LicenseRole, tuple[str, ...]], theirs: dict[LicenseRole, tuple[str, ...]], *, is_foreign: bool) -> None:
    """A statement without a role takes the one that the other side names; so does what one format observes and the other declares."""
    roles = (LicenseRole.UNMARKED, LicenseRole.OBSERVED) if is_foreign else (LicenseRole.UNMARKED,)
    for own in roles:
        if own not in mine or own in theirs:
            continue
        for role in (LicenseRole.DECLARED, LicenseRole.CONCLUDED):
            if role in theirs and role not in mine and not (own is LicenseRole.UNMARKED and _is_silent(theirs[role])):
                mine[role] = mine.pop(own)
                break


def _step(said: tuple[str, ...], says: tuple[str, ...], old: Speech, new: Speech) -> LicenseStep | None:
    """What the change means; None where there is none."""
    was_silent, is_silent = _is_silent(said), _is_silent(says)
    if was_silent and is_silent:
        words, now = _silence(said), _silence(says)
        if words == now or old.is_mute or new.is_mute:
            return None
        return LicenseStep.SILENCE
    if was_silent or is_silent:
        return LicenseStep.STATED if was_silent else LicenseStep.WITHDRAWN
    return _meaning(said, says, old, new)


def _meaning(said: tuple[str, ...], says: tuple[str, ...], old: Speech, new: Speech) -> LicenseStep | None:
    """Lists whose operator nobody says are read both ways; only what both readings agree on is certain."""
    together = compared(old.reading(said), new.reading(says))
    if len(said) > 1 or len(says) > 1:
        apart = compared(old.reading(said, either=True), new.reading(says, either=True))
        together = together if together is apart else LicenseStep.UNCLEAR
    if together is LicenseStep.SAME and sorted(said) == sorted(says):
        return None
    return together


def compared(old: Reading, new: Reading) -> LicenseStep:
    """What the step from one reading to another means."""
    if old.tree is None or new.tree is None:
        return (
            LicenseStep.SAME if old.names == new.names and (len(old.names) == 1 or old.tree is new.tree) else LicenseStep.UNCLEAR
        )
    if old.tree == new.tree:
        return LicenseStep.SAME
    if old.ways is None or new.ways is None:
        return LicenseStep.REPLACED
    onward, back = _leads(old.ways, new.ways), _leads(new.ways, old.ways)
    if onward and back:
        return LicenseStep.SAME
    if onward:
        return LicenseStep.WIDENED
    return LicenseStep.NARROWED if back else LicenseStep.REPLACED


def _leads(first: _Ways, second: _Ways) -> bool:
    """Whether whoever keeps to any alternative of the first keeps to some alternative of the second."""
    return all(any(all(any(_keeps(mine, leaf) for mine in way) for leaf in other) for other in second) for way in first)


def _keeps(mine: Leaf, asked: Leaf) -> bool:
    """Whether keeping to `mine` is keeping to `asked`: an offer of later versions or an exception only adds permission."""
    if asked.exception and mine.exception != asked.exception and mine.exception:
        return False
    if mine.exception and not asked.exception:
        return False
    if mine.license == asked.license:
        return True
    offered = versions.offered(asked.license)
    return mine.license in offered or _plain(mine.license) in offered


def _plain(license_id: str) -> str:
    """An offer of later versions begins with the one that it names."""
    told = versions.offered(license_id)
    return told[0] if told else license_id


def _reading(trees: list[Tree | None], texts: tuple[str, ...], *, either: bool) -> Reading:
    whole = [tree for tree in trees if tree is not None]
    if len(whole) < len(trees) or not whole:
        return Reading(None, None, frozenset(_names(trees, texts)))
    joined: Tree = whole[0] if len(whole) == 1 else (Or if either else And)(tuple(whole))
    tree = canonical(joined)
    return Reading(tree, _ways(tree), frozenset(str(leaf) for leaf in leaves(tree)))


def _names(trees: list[Tree | None], texts: tuple[str, ...]) -> Iterator[str]:
    for tree, text in zip(trees, texts, strict=True):
        if tree is None:
            yield _by_words(text)
        else:
            yield from (str(leaf) for leaf in leaves(tree))


def _by_words(text: str) -> str:
    """A text by its words alone: letters, spaces and lines do not count."""
    return _OWN + sha256(" ".join(text.casefold().split()).encode("utf-8", "surrogatepass")).hexdigest()


def _meant(told: LicenseText) -> Tree:
    """What a document's own license is: its text; where that is only a name, what the name stands for."""
    tree = None if told.text and told.text != told.name else normalise.normalise(told.name, {}, suggest=False).tree
    return tree or Leaf(_by_words(told.text or told.name))


def _tree(text: str, own: Mapping[str, Tree]) -> Tree | None:
    if text.startswith(_OWN):
        return Leaf(text)
    if own and "Ref-" in text:
        parsed = parse(text)
        if isinstance(parsed, Fault):
            return None
        tree, _ = normalise.canonical(_by_text(parsed, own), [])
        return tree
    return normalise.normalise(text, {}, suggest=False).tree


def _by_text(tree: Tree, own: Mapping[str, Tree]) -> Tree:
    if isinstance(tree, Leaf):
        return tree if tree.exception else own.get(tree.license, tree)
    return type(tree)(tuple(_by_text(part, own) for part in tree.parts))


def _ways(tree: Tree) -> _Ways | None:
    """The tree as alternatives; those that ask more than another one are left out by comparing later."""
    if isinstance(tree, Leaf):
        return frozenset((frozenset((tree,)),))
    inner = []
    for part in tree.parts:
        ways = _ways(part)
        if ways is None:
            return None
        inner.append(ways)
    if isinstance(tree, Or):
        found = frozenset(way for ways in inner for way in ways)
        return found if len(found) <= _MOST_WAYS else None
    return _all_at_once(inner)


def _all_at_once(inner: list[_Ways]) -> _Ways | None:
    count = 1
    for ways in inner:
        count *= len(ways)
        if count > _MOST_WAYS:
            return None
    return frozenset(frozenset(_union(chosen)) for chosen in product(*inner))


def _union(chosen: Iterable[frozenset[Leaf]]) -> Iterator[Leaf]:
    for way in chosen:
        yield from way


def _exchanged(said: tuple[str, ...], says: tuple[str, ...], old: Speech, new: Speech) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Licenses that only one side names."""
    before = old.reading(said).names if not _is_silent(said) else frozenset()
    after = new.reading(says).names if not _is_silent(says) else frozenset()
    return _shown(after - before), _shown(before - after)


def _shown(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(name[: len(_OWN) + 8] if name.startswith(_OWN) else name for name in names))


def _is_silent(texts: tuple[str, ...]) -> bool:
    return all(text in (NONE, NOASSERTION) for text in texts)


def _silence(texts: tuple[str, ...]) -> str:
    """Of several words the one that says most."""
    return NONE if NONE in texts else NOASSERTION if texts else ""
