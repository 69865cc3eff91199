"""Asks each source about what it may hear of; every answer is kept before the next question, every silence is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from osscan.enrich.base import Address, Asked, Card, Document, Miss
from osscan.enrich.client import Client
from osscan.enrich.settings import Settings
from osscan.model.place import Place
from osscan.model.problem import Problem, note, warning
from osscan.model.purl import parts
from osscan.policy.match import any_purl
from osscan.store.answers import Answer, Answers

_TOLD = 5
_PATIENCE = 3
"""So many failures in a row that are not about one package, and a source is left alone for this run."""
_SOURCE_FAULTS = frozenset({"unreachable", "busy"})


class Said(NamedTuple):
    """What one source said of one package, and on which day."""

    document: Document
    day: str


class Heard(NamedTuple):
    """Answers by package URL and source's name for claims, and what was noticed."""

    said: Mapping[str, Mapping[str, Said]]
    problems: tuple[Problem, ...]


class Round(NamedTuple):
    """What stays the same while all sources are asked."""

    client: Client
    settings: Settings
    answers: Answers
    today: str
    first_party: tuple[str, ...]
    addresses_of: Callable[[str, str], tuple[Address, ...]]
    """By source and namespace, in the order in which they are asked."""
    refresh: bool = False
    watch: Callable[[str, int, int], None] | None = None
    """Is told how many packages of how many a source has been asked about."""


def ask_all(asking: Round, sources: Iterable[Card], purls: Sequence[str]) -> Heard:
    """Asks every source about every package that it may hear of and knows the ecosystem of."""
    said: dict[str, dict[str, Said]] = {}
    problems: list[Problem] = []
    is_ours = fits_any(asking.first_party)
    every = [one for purl in purls if not is_ours(purl) and (one := asked_of(purl)) is not None]
    for card in sources:
        mine = [one for one in every if one.kind in card.kinds]
        if not mine:
            continue
        where = {space: asking.addresses_of(card.name, space) for space in sorted({one.namespace for one in mine})}
        homeless = [one for one in mine if not where[one.namespace]]
        if homeless:
            kinds = ", ".join(sorted({one.kind for one in homeless}))
            facts = {"source": card.name, "ecosystems": kinds, "count": len(homeless)}
            problems.append(note("source-not-configured", Place("osscan.toml"), **facts))
        known = [one for one in mine if where[one.namespace]]
        allowed = _allowed(asking.settings, card, known)
        if len(allowed) < len(known):
            kept = len(known) - len(allowed)
            problems.append(note("source-not-allowed", Place("osscan.toml"), source=card.name, count=kept))
        problems += _told(card, _ask_everywhere(asking, card, where, allowed, said))
    return Heard(said, tuple(problems))


def _ask_everywhere(
    asking: Round,
    card: Card,
    where: Mapping[str, tuple[Address, ...]],
    asked: list[Asked],
    said: dict[str, dict[str, Said]],
) -> list[tuple[Asked, Miss]]:
    """Each package at its own addresses; the next one is asked only about what the one before does not know."""
    misses: list[tuple[Asked, Miss]] = []
    watched = _Watched(asking.watch, card.name, len(asked))
    for urls in dict.fromkeys(tuple(one.url for one in where[one.namespace]) for one in asked):
        left = [one for one in asked if tuple(there.url for there in where[one.namespace]) == urls]
        addresses = where[left[0].namespace]
        for place, address in enumerate(addresses):
            told = _ask(asking, card, address, left, said, watched if place == 0 else None)
            is_last = place + 1 == len(addresses)
            misses += [(one, miss) for one, miss in told if is_last or miss.kind != "absent"]
            left = [one for one, miss in told if not is_last and miss.kind == "absent"]
    return misses


class _Watched:
    """Counts for whoever watches."""

    def __init__(self, watch: Callable[[str, int, int], None] | None, source: str, total: int) -> None:
        self._watch = watch
        self._source = source
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        self._done += count
        if self._watch is not None:
            self._watch(self._source, self._done, self._total)


def asked_of(purl: str) -> Asked | None:
    """What a package URL asks for; one with a download address of its own is known to no registry."""
    bare, _, qualifiers = purl.partition("#")[0].partition("?")
    if any(word in qualifiers for word in ("vcs_url", "download_url", "repository_url", "file_name")):
        return None
    kind, namespace, name, version = parts(bare)
    if not kind or not version or not {".", ".."}.isdisjoint((name, version, *namespace.split("/"))):
        return None
    return Asked(purl, kind, namespace, name, version)


def _allowed(settings: Settings, card: Card, asked: list[Asked]) -> list[Asked]:
    may = any_purl(settings.allow.get(card.name, ()))
    must_not = fits_any(settings.deny.get(card.name, ()))
    return [one for one in asked if may(one.purl) and not must_not(one.purl)]


def fits_any(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """As `any_purl`, for names that must not leave: however scopes are escaped and letters are written."""
    fits = any_purl(tuple({form.casefold() for pattern in patterns for form in (pattern, unquote(pattern))}))
    return lambda purl: fits(purl.casefold()) or fits(unquote(purl).casefold())


def _ask(
    asking: Round,
    card: Card,
    address: Address,
    asked: list[Asked],
    said: dict[str, dict[str, Said]],
    watched: _Watched | None,
) -> list[tuple[Asked, Miss]]:
    """Asks in portions; a source that fails again and again is left alone, and all that it was not asked is told."""
    misses: list[tuple[Asked, Miss]] = []
    key = f"{card.name} {address.url}"
    waiting = []
    for one in asked:
        known = None if asking.refresh else asking.answers.known(key, one.purl)
        if known is None or (not known.form and known.day != asking.today):
            waiting.append(one)
        elif known.form:
            _add(said, card, one, Said(Document(known.form, known.body, known.at, known.sha256), known.day))
        else:
            misses.append((one, Miss("absent")))
    failures = 0
    if watched is not None:
        watched.add(len(asked) - len(waiting))
    for start in range(0, len(waiting), card.at_once):
        portion = tuple(waiting[start : start + card.at_once])
        if failures >= _PATIENCE:
            misses += [(one, Miss("given-up")) for one in portion]
            continue
        answers = _answers(asking, card, address, portion)
        failures = failures + 1 if answers and all(_is_fault(answer) for answer in answers.values()) else 0
        for one in portion:
            answer = answers.get(one.purl, Miss("unanswered"))
            if isinstance(answer, Document):
                asking.answers.keep(key, one.purl, Answer(*answer, asking.today))
                _add(said, card, one, Said(answer, asking.today))
                continue
            if answer.kind == "absent":
                asking.answers.keep(key, one.purl, Answer("", b"", "", "", asking.today))
            misses.append((one, answer))
        if watched is not None:
            watched.add(len(portion))
    return misses


def _answers(asking: Round, card: Card, address: Address, portion: tuple[Asked, ...]) -> Mapping[str, Document | Miss]:
    try:
        return card.ask(asking.client, address, portion)
    except Exception as fault:  # noqa: BLE001 - an answer that nobody thought of must not cost the answers of others
        return {one.purl: Miss("unreadable", f"{type(fault).__name__}: {fault}"[:200]) for one in portion}


def _add(said: dict[str, dict[str, Said]], card: Card, one: Asked, answer: Said) -> None:
    said.setdefault(one.purl, {})[card.claims] = answer


def _is_fault(answer: Document | Miss) -> bool:
    return isinstance(answer, Miss) and answer.kind in _SOURCE_FAULTS


def _told(card: Card, misses: list[tuple[Asked, Miss]]) -> Iterable[Problem]:
    """One Problem for each kind of silence: that a source does not know a package is a note, all else a warning."""
    for kind, count in sorted(Counter(miss.kind for _, miss in misses).items()):
        mine = [(one.purl, miss.reason) for one, miss in misses if miss.kind == kind]
        first = ", ".join(purl for purl, _ in sorted(mine)[:_TOLD])
        reason = next((reason for _, reason in sorted(mine) if reason), "-")
        tell = note if kind == "absent" else warning
        code = "source-knows-nothing" if kind == "absent" else "source-failed"
        yield tell(code, Place(card.claims), source=card.name, kind=kind, count=count, first=first, reason=reason)
