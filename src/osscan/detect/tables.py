"""The tables of the index: rules as numbers, sorted so that a handful of array operations finds them in a text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from osscan.detect import hashing, layout
from osscan.detect.rulebook import Rule, Rulebook
from osscan.detect.words import split

_MOST_WORDS = 0xD800
"""Words travel as UTF-16 letters when they are aligned; the surrogates begin here."""
_PHRASE = re.compile(r"[^_\W]+\+?[^_\W]*|\{\{|\}\}")
_LONGEST_NOTICE = 300
_SMALL, _TINY = 15, 6
"""Words below which rules are small, tiny; ScanCode's bounds."""
_FULL_WEIGHT = 18
"""Words from which a rule has full relevance; ScanCode's schedule."""
_MANY = 2500
"""Word pairs that stand in more rules than this tell nothing."""

Span = tuple[int, int]
"""First position and the one after the last."""


class _Numbered(NamedTuple):
    """A rule as numbers of words; `stops` counts the words that say nothing, by the position after which they stand."""

    rule: Rule
    words: list[int]
    stops: dict[int, int]
    phrases: list[Span]


def tables(book: Rulebook) -> dict[str, Any]:
    """All tables by name: arrays, and texts as bytes."""
    numbers, high, numbered = _numbered(book)
    flags = np.array([_flags(one, numbers, high) for one in numbered], np.int32)
    lengths = np.array([len(one.words) for one in numbered], np.int32)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    tokens = np.fromiter((number for one in numbered for number in one.words), np.uint16, int(starts[-1]))
    if max(numbers.values()) + 1 >= _MOST_WORDS:
        raise ValueError("more different words than there are letters to stand for them")
    value = hashing.values(max(numbers.values()) + 2)
    forward, _ = hashing.powers(int(lengths.max()))
    hashes = np.array([_hash(one.words, value, forward) for one in numbered], np.uint64)
    return {
        "tokens": tokens,
        "starts": starts,
        "lengths": lengths,
        "flags": flags,
        "hashes": hashes,
        "high": np.array([high], np.int32),
        "vocabulary": "\n".join(numbers).encode(),
        "word_numbers": np.fromiter(numbers.values(), np.uint16, len(numbers)),
        **_meanings(numbered, flags, high),
        **_phrases(numbered, flags),
        **_exact(lengths, starts, tokens, hashes, value, forward),
        **_pairs(flags, starts, tokens),
    }


def _numbered(book: Rulebook) -> tuple[dict[str, int], int, list[_Numbered]]:
    """The numbers of all words, the first number that is no legal language, and the rules; of equal ones the first."""
    numbers = dict(book.legalese)
    high = max(numbers.values()) + 1
    following = high
    found: list[_Numbered] = []
    seen: set[tuple[bool, tuple[int, ...]]] = set()
    for rule in book.rules:
        spelled: list[str] = []
        stops: dict[int, int] = {}
        for word in split(rule.text.lower()):
            if word in book.stopwords:
                stops[len(spelled) - 1] = stops.get(len(spelled) - 1, 0) + 1
                continue
            if word not in numbers:
                numbers[word] = following
                following += 1
            spelled.append(word)
        words = [numbers[word] for word in spelled]
        mark = (bool(rule.flags & layout.FALSE_POSITIVE), tuple(words))
        if words and mark not in seen:
            seen.add(mark)
            found.append(_Numbered(rule, words, stops, _required(rule, spelled, book.stopwords)))
    return numbers, high, found


def _required(rule: Rule, words: Sequence[str], stopwords: frozenset[str]) -> list[Span]:
    """Stretches without which a text that is like the rule is another one: its author's, and version numbers."""
    if rule.whole:
        return []
    marked = _marked(rule.text.lower(), stopwords) if "{{" in rule.text else []
    return sorted({*marked, *(_decisive(words) if len(words) < _LONGEST_NOTICE else ())})


def _marked(text: str, stopwords: frozenset[str]) -> list[Span]:
    """Stretches between double braces."""
    spans = []
    position, opened = 0, -1
    for word in _PHRASE.findall(text):
        if word == "{{":
            opened = position
        elif word == "}}":
            if 0 <= opened < position:
                spans.append((opened, position))
            opened = -1
        elif word not in stopwords:
            position += 1
    return spans


def _decisive(words: Sequence[str]) -> list[Span]:
    """Words that tell one version of a license from another."""
    spans = []
    for at, word in enumerate(words):
        if word in ("version", "v") and at + 1 < len(words) and words[at + 1].isdecimal():
            end = at + 2
            while end < min(at + 4, len(words)) and words[end].isdecimal() and len(words[end]) < 3:
                end += 1
            spans.append((at, end))
        elif [*words[at : at + 2]] == ["or", "later"]:
            spans.append((at, at + 2))
        elif [*words[at : at + 3]] == ["any", "later", "version"]:
            spans.append((at, at + 3))
    return spans


def _flags(one: _Numbered, numbers: dict[str, int], high: int) -> int:
    """What the rule is, and how it may be matched."""
    bits, length = one.rule.flags, len(one.words)
    if one.phrases == [(0, length)]:
        bits |= layout.CONTINUOUS
    elif one.phrases and not bits & layout.CONTINUOUS:
        bits |= layout.PHRASES
    if length < _SMALL:
        bits |= layout.SMALL
    if one.rule.refers_to:
        bits |= layout.REFERS
    license_words = {numbers[word] for word in ("license", "licence", "licensed") if word in numbers}
    bits |= layout.STARTS if one.words[0] in license_words else 0
    bits |= layout.ENDS if one.words[-1] in license_words else 0
    is_bound = bits & (layout.FALSE_POSITIVE | layout.CONTINUOUS)
    is_small_reference = bits & layout.SMALL and bits & (layout.REFERENCE | layout.TAG)
    says_law = any(word < high for word in one.words)
    if one.rule.alike and says_law and length >= _TINY and not is_bound and not is_small_reference:
        bits |= layout.APPROXIMATE
    return bits


def _meanings(numbered: Sequence[_Numbered], flags: Any, high: int) -> dict[str, Any]:
    """Names, expressions and thresholds."""
    expressions: dict[str, int] = {}
    least = [_least(one.rule.coverage, len(one.words), sum(1 for word in one.words if word < high)) for one in numbered]
    return {
        "expression_of": np.array([expressions.setdefault(one.rule.expression, len(expressions)) for one in numbered], np.uint16),
        "relevance": np.array([_relevance(one, int(bits)) for one, bits in zip(numbered, flags, strict=True)], np.uint8),
        "minimum": np.array([coverage for coverage, _, _ in least], np.uint8),
        "least": np.array([(words, law) for _, words, law in least], np.int32).reshape(-1),
        "expressions": "\n".join(expressions).encode(),
        "names": "\n".join(one.rule.name for one in numbered).encode(),
        "refers_to": json.dumps({at: one.rule.refers_to for at, one in enumerate(numbered) if one.rule.refers_to}).encode(),
    }


def _least(coverage: int | None, length: int, high: int) -> tuple[int, int, int]:
    """Least coverage in percent, least words and least words of legal language of an approximate match; ScanCode's schedule."""
    if coverage == 100:
        return 100, length, high
    if length < 3:
        found = (100, length, high)
    elif length < 10:
        found = (80, length, high)
    elif length < 30:
        found = (50, length // 2, min(high, 3))
    elif length < 200:
        found = (0, 4, min(high, 3))
    else:
        found = (0, length // 10, high // 10)
    return found if coverage is None else (coverage, *found[1:])


def _relevance(one: _Numbered, bits: int) -> int:
    if one.rule.relevance is not None:
        return one.rule.relevance
    return 100 if bits & layout.FALSE_POSITIVE else min(100, len(one.words) * 100 // _FULL_WEIGHT)


def _phrases(numbered: Sequence[_Numbered], flags: Any) -> dict[str, Any]:
    """Required stretches, and for rules that have some, or must stand together, the words in them that say nothing."""
    spans: list[Span] = []
    ends = [0]
    stops: list[tuple[int, int, int]] = []
    for at, (one, bits) in enumerate(zip(numbered, flags.tolist(), strict=True)):
        if bits & layout.PHRASES:
            spans += one.phrases
        ends.append(len(spans))
        if bits & (layout.PHRASES | layout.CONTINUOUS):
            stops += [(at, position, many) for position, many in one.stops.items()]
    return {
        "phrases": np.array(spans, np.int32).reshape(-1),
        "phrase_of": np.array(ends, np.int32),
        "stops": np.array(stops, np.int32).reshape(-1),
    }


def _hash(words: Sequence[int], value: Any, forward: Any) -> Any:
    return (value[np.array(words)] * forward[: len(words)]).sum()


def _exact(lengths: Any, starts: Any, tokens: Any, hashes: Any, value: Any, forward: Any) -> dict[str, Any]:
    """Ways from one, two, three or the first four words to the rules, and from a hash to the rule."""
    one = np.full(len(value), -1, np.int32)
    single = np.flatnonzero(lengths == 1)[::-1]
    one[tokens[starts[single]]] = single
    found: dict[str, Any] = {"one": one}
    for size in (2, 3):
        which = np.flatnonzero(lengths == size)
        order = which[np.argsort(hashes[which], kind="stable")]
        found |= {f"rules_{size}": order.astype(np.int32), f"hashes_{size}": hashes[order]}
    which = np.flatnonzero(lengths >= 4)
    head = np.zeros(len(which), np.uint64)
    for shift in range(4):
        head += value[tokens[starts[which] + shift]] * forward[shift]
    order = np.lexsort((lengths[which], head))
    heads, first = np.unique(head[order], return_index=True)
    begins = np.zeros(len(value), np.uint8)
    begins[tokens[starts[which]]] = 1
    by_hash = np.argsort(hashes, kind="stable")
    return found | {
        "heads": heads,
        "head_starts": np.append(first, len(which)).astype(np.int32),
        "head_rules": which[order].astype(np.int32),
        "begins": begins,
        "all_hashes": hashes[by_hash],
        "all_rules": by_hash.astype(np.int32),
    }


def _pairs(flags: Any, starts: Any, tokens: Any) -> dict[str, Any]:
    """For rules that may be matched approximately: which of them have a pair of neighbours, and their bags of words."""
    rows, owners, bags, times = [], [], [], []
    bag_sizes = np.zeros(len(flags), np.int32)
    for at in np.flatnonzero(flags & layout.APPROXIMATE).tolist():
        words = tokens[starts[at] : starts[at + 1]]
        wide = words.astype(np.uint32)
        rows.append(np.unique(wide[:-1] << 16 | wide[1:]))
        owners.append(np.full(len(rows[-1]), at, np.uint16))
        bag, many = np.unique(words, return_counts=True)
        bags.append(bag)
        times.append(many.astype(np.uint16))
        bag_sizes[at] = len(bag)
    pairs, owner = np.concatenate(rows), np.concatenate(owners)
    order = np.lexsort((owner, pairs))
    pairs, owner = pairs[order], owner[order]
    keys, counted = np.unique(pairs, return_counts=True)
    keep = counted <= _MANY
    telling = owner[np.repeat(keep, counted)]
    return {
        "pairs": keys[keep],
        "pair_starts": np.concatenate(([0], np.cumsum(counted[keep]))).astype(np.int32),
        "pair_rules": telling,
        "pair_counts": np.bincount(telling, minlength=len(flags)).astype(np.int32),
        "bags": np.concatenate(bags),
        "bag_times": np.concatenate(times),
        "bag_starts": np.concatenate(([0], np.cumsum(bag_sizes))).astype(np.int32),
    }
