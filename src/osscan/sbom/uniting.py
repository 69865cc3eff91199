"""Uniting: two entries of documents that speak of the same thing become one, unless a fact of one contradicts the other."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from osscan.sbom.uniting_licenses import SAID, same_words, united
from osscan.sbom.words import CARRIER

Row = dict[str, Any]
_SILENT: tuple[Any, ...] = (None, "", "NOASSERTION", [], {})
"""Values that say nothing, so that nothing contradicts them."""
_KEYED = {
    "hashes": ("alg", "content"),
    "checksums": ("algorithm", "checksumValue"),
    "simplelicensing_customIdToUri": ("key", "value"),
}
_AT_ONCE = frozenset({"licenses", "osscan:licenses"})
"""Lists that are one statement: another entry makes another statement of it."""
_OPEN = frozenset({"evidence"})
"""What was found in several places may be found together."""
_SINGLE = ("bsi:", CARRIER)
"""Names of properties that stand once."""
_MOST_TRIES = 16
"""How many parts of one name are tried; beyond, parts are united only when they are equal."""
_encode = msgspec.json.Encoder(order="deterministic").encode


class Clash(NamedTuple):
    """A member that two entries tell differently."""

    member: str
    first: Any
    second: Any


def canonical(value: Any) -> bytes:
    """The same bytes for the same JSON value, whatever the order of its members."""
    return _encode(value)


def clash(first: Row, second: Row, beside: frozenset[str], *, is_open: bool = False) -> Clash | None:
    """The first fact in which two entries contradict each other; `beside` are members that do not count."""
    for member, theirs in second.items():
        mine = first.get(member)
        if member in beside or mine == theirs or mine in _SILENT or theirs in _SILENT:
            continue
        found = _clash_of(member, mine, theirs, is_open=is_open)
        if found is not None:
            return found
    return None


def _clash_of(member: str, mine: Any, theirs: Any, *, is_open: bool) -> Clash | None:
    if isinstance(mine, dict) and isinstance(theirs, dict):
        inner = clash(mine, theirs, frozenset(), is_open=is_open or member in _OPEN)
        return inner and inner._replace(member=f"{member}.{inner.member}")
    if not (isinstance(mine, list) and isinstance(theirs, list)):
        return None if member in SAID and same_words(mine, theirs) else Clash(member, mine, theirs)
    if member in _KEYED:
        return _other_values(member, mine, theirs, *_KEYED[member])
    if member == "properties":
        first, second = ([row for row in rows if _is_single(row)] for rows in (mine, theirs))
        return _other_values(member, first, second, "name", "value")
    if member in _AT_ONCE and not is_open:
        return _other_licenses(member, mine, theirs)
    return None


def _other_licenses(member: str, mine: list[Any], theirs: list[Any]) -> Clash | None:
    """A list of licenses is one statement; that one side says more of it, such as a role or a text, is no contradiction."""
    if {canonical(row) for row in mine} == {canonical(row) for row in theirs} or united(mine, theirs) is not None:
        return None
    return Clash(member, mine, theirs)


def _is_single(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("name"), str) and row["name"].startswith(_SINGLE)


def _other_values(member: str, mine: list[Any], theirs: list[Any], key: str, value: str) -> Clash | None:
    known = {_text(row, key): _text(row, value) for row in mine}
    for row in theirs:
        said = known.get(_text(row, key))
        if said is not None and said != _text(row, value):
            return Clash(f"{member}.{_text(row, key)}", said, _text(row, value))
    return None


def _text(row: Any, key: str) -> str:
    value = row.get(key) if isinstance(row, dict) else None
    return value.strip().lower() if isinstance(value, str) else repr(value)


def union(first: Row, second: Row, beside: frozenset[str]) -> Row:
    """All that both say; `first` itself when the second says nothing new."""
    found: Row = first
    for member, theirs in second.items():
        mine = first.get(member)
        if member in beside or mine == theirs or (theirs in _SILENT and member in first):
            continue
        told = theirs if mine in _SILENT else _union_of(member, mine, theirs)
        if told is not mine:
            if found is first:
                found = dict(first)
            found[member] = told
    return found


def _union_of(member: str, mine: Any, theirs: Any) -> Any:
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return union(mine, theirs, frozenset())
    if not (isinstance(mine, list) and isinstance(theirs, list)):
        return mine
    if member == "licenses" and (told := united(mine, theirs)) is not None:
        return mine if told == mine else told
    if member in _KEYED:
        key, value = _KEYED[member]
        known = {(_text(row, key), _text(row, value)) for row in mine}
        more = [row for row in theirs if (_text(row, key), _text(row, value)) not in known]
    else:
        more = new_rows(mine, theirs)
    return [*mine, *more] if more else mine


def new_rows(mine: Iterable[Any], theirs: Iterable[Any]) -> list[Any]:
    """Rows of the second list that the first does not have, as often as they stand there more often."""
    left: dict[bytes, int] = {}
    for row in mine:
        key = canonical(row)
        left[key] = left.get(key, 0) + 1
    more = []
    for row in theirs:
        key = canonical(row)
        if left.get(key, 0):
            left[key] -= 1
        else:
            more.append(row)
    return more


@dataclass(slots=True, eq=False)
class Entry:
    """One thing of the new document, with the inputs that tell of it."""

    row: Row
    ref: str
    inputs: list[int]
    below: Shelf | None = None
    exact: bool = True


@dataclass(slots=True, eq=False)
class Shelf:
    """Entries beside each other; one input's entries are united with other inputs' only, each once."""

    keys: Callable[[Row], Iterable[Hashable]]
    beside: frozenset[str]
    """Members that do not count when two entries are compared: keys, and what is nested."""
    ref_of: Callable[[Row], str]
    aligned: Callable[[Row, Row], Row] = lambda row, _: row
    """A row in the words of an entry that says the same otherwise."""
    entries: list[Entry] = field(default_factory=list)
    _same: dict[bytes, list[Entry]] = field(default_factory=dict)
    _named: dict[tuple[bytes, str], Entry] = field(default_factory=dict)
    _alike: dict[Hashable, list[Entry]] = field(default_factory=dict)
    _passed: dict[bytes, int] = field(default_factory=dict)
    _turn: int = -1

    def take(self, row: Row, number: int) -> tuple[Entry, Clash | None]:
        """The entry that the row belongs to, which may be a new one, and what kept it from being united with one that is alike."""
        if number != self._turn:
            self._turn = number
            self._passed.clear()
        shell = canonical({key: value for key, value in row.items() if key not in self.beside})
        ref = self.ref_of(row)
        known = self._named.get((shell, ref))
        if known is None or known.inputs[-1] == number:
            known = self._equal(shell, number)
        if known is not None:
            known.inputs.append(number)
            return known, None
        against: Clash | None = None
        for candidate in self._candidates(row, number):
            found = clash(candidate.row, self.aligned(row, candidate.row), self.beside)
            if found is None:
                candidate.inputs.append(number)
                candidate.exact = False
                return candidate, None
            against = against or found
        entry = Entry(row, ref, [number])
        self._named.setdefault((shell, ref), entry)
        self.entries.append(entry)
        self._same.setdefault(shell, []).append(entry)
        for key in self.keys(row):
            self._alike.setdefault(key, []).append(entry)
        return entry, against

    def _equal(self, shell: bytes, number: int) -> Entry | None:
        """The first equal entry that this input has not met yet."""
        rows = self._same.get(shell)
        if rows is None:
            return None
        position = self._passed.get(shell, 0)
        while position < len(rows) and rows[position].inputs[-1] == number:
            position += 1
        self._passed[shell] = position
        return rows[position] if position < len(rows) else None

    def _candidates(self, row: Row, number: int) -> Iterator[Entry]:
        for key in self.keys(row):
            for entry in self._alike.get(key, ())[:_MOST_TRIES]:
                if entry.inputs[-1] != number:
                    yield entry


def free(ref: str, mark: str, taken: Container[str], tried: dict[str, int]) -> str:
    """A key that is not taken: itself, with `mark` behind it, or with a number behind that; `tried` remembers how far they are."""
    if ref not in taken:
        return ref
    marked = f"{ref}-{mark}"
    count = tried.get(marked, 1)
    fresh = marked if count == 1 else f"{marked}-{count}"
    while fresh in taken:
        count += 1
        fresh = f"{marked}-{count}"
    tried[marked] = count
    return fresh


class Names:
    """Keys that are taken, and what the keys of the present input have become."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}
        """Key and the input that took it."""
        self.became: dict[str, str] = {}
        self._number = -1
        self._tried: dict[str, int] = {}

    def begin(self, number: int) -> None:
        """From here on keys are those of another input."""
        self._number = number
        self.became = {}

    def meet(self, ref: str, known: str) -> None:
        """A key of the present input stands for something that has another key already."""
        if ref and ref != known:
            self.became.setdefault(ref, known)

    def give(self, ref: str, mark: str) -> str:
        """The key for something new: its own, or one with `mark` behind it where that is taken."""
        owner = self.taken.get(ref)
        fresh = free(ref, mark, self.taken, self._tried)
        self.taken[fresh] = self._number
        if owner is not None and owner != self._number:
            self.became.setdefault(ref, fresh)
        return fresh
