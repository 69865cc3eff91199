"""Index: the known license texts, notices and references, opened once per process and mapped, not copied."""

from __future__ import annotations

import json
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from osscan.detect import hashing, layout

REMOVED, NEWLINE, STOP, UNKNOWN = -4, -3, -2, -1
_KEPT_POWERS = 1 << 16
_KEPT_RULES = 1024


class Index:
    """Tables of the compiled index, as numpy arrays over the mapped file; texts are decoded when asked for."""

    def __init__(self, file: Path) -> None:
        self.about, tables = layout.read(file)
        self.tokens: Any = tables["tokens"]
        self.starts: Any = tables["starts"]
        self.lengths: Any = tables["lengths"]
        self.flags: Any = tables["flags"]
        self.expression_of: Any = tables["expression_of"]
        self.minimum: Any = tables["minimum"]
        self.relevance: Any = tables["relevance"]
        self.least: Any = tables["least"].reshape(-1, 2)
        self.hashes: Any = tables["hashes"]
        self.phrases: Any = tables["phrases"].reshape(-1, 2)
        self.phrase_of: Any = tables["phrase_of"]
        self.one: Any = tables["one"]
        self.short: Any = {size: (tables[f"hashes_{size}"], tables[f"rules_{size}"]) for size in (2, 3)}
        self.heads: Any = tables["heads"]
        self.head_starts: Any = tables["head_starts"]
        self.head_rules: Any = tables["head_rules"]
        self.begins: Any = tables["begins"].view(bool)
        self.all_hashes: Any = tables["all_hashes"]
        self.all_rules: Any = tables["all_rules"]
        self.pairs: Any = tables["pairs"]
        self.pair_starts: Any = tables["pair_starts"]
        self.pair_rules: Any = tables["pair_rules"]
        self.pair_counts: Any = tables["pair_counts"]
        self.bags: Any = tables["bags"]
        self.bag_times: Any = tables["bag_times"]
        self.bag_starts: Any = tables["bag_starts"]
        self.high = int(tables["high"][0])
        self.gap = int(tables["one"].shape[0]) - 1
        """A number that no word has."""
        self.values: Any = hashing.values(int(tables["one"].shape[0]))
        self._texts = tables
        self._ids: dict[int, frozenset[str]] = {}
        self._powers = hashing.powers(4096)
        self._aligned: dict[int, tuple[str, Any]] = {}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each known word; words that count for nothing and line ends have negative ones."""
        words = str(self._texts["vocabulary"], "utf-8").split("\n")
        found = dict(zip(words, self._texts["word_numbers"].tolist(), strict=True))
        found |= dict.fromkeys(self.about["stopwords"], STOP)
        found["\n"] = NEWLINE
        return found

    @cached_property
    def expressions(self) -> list[str]:
        """SPDX expressions, by number."""
        return str(self._texts["expressions"], "utf-8").split("\n")

    @cached_property
    def names(self) -> list[str]:
        """The names of the rules."""
        return str(self._texts["names"], "utf-8").split("\n")

    def refers_to(self, rule: int) -> tuple[str, ...]:
        """Files that a rule's text names."""
        return self._references.get(str(rule), ()) if rule >= 0 and self.flags[rule] & layout.REFERS else ()

    @cached_property
    def _references(self) -> dict[str, tuple[str, ...]]:
        return {rule: tuple(names) for rule, names in json.loads(bytes(self._texts["refers_to"])).items()}

    @cached_property
    def stops(self) -> dict[int, dict[int, int]]:
        """For rules whose words must stand together: after which word how many words stand that count for nothing."""
        found: dict[int, dict[int, int]] = {}
        for rule, where, many in self._texts["stops"].reshape(-1, 3).tolist():
            found.setdefault(rule, {})[where] = many
        return found

    def aligned(self, rule: int) -> tuple[str, Any]:
        """The word numbers of a rule as one character each, and its pairs of neighbouring words, sorted; the same rules are often asked for."""
        found = self._aligned.get(rule)
        if found is None:
            tokens = self.tokens[self.starts[rule] : self.starts[rule + 1]]
            numbers = tokens.astype(np.uint32)
            if len(self._aligned) >= _KEPT_RULES:
                self._aligned.clear()
            found = self._aligned[rule] = str(tokens.tobytes(), "utf-16-le"), np.sort(numbers[:-1] << 16 | numbers[1:])
        return found

    def ids_in(self, rule: int) -> frozenset[str]:
        """The licenses in a rule's expression; a license with its exception is one."""
        number = int(self.expression_of[rule])
        found = self._ids.get(number)
        if found is None:
            found = self._ids[number] = frozenset(part.strip(" ()") for part in _operators(self.expressions[number]))
        return found

    @cached_property
    def words(self) -> dict[int, str]:
        """A spelling of each word number; several spellings may share one."""
        return {number: word for word, number in reversed(self.numbers.items())}

    def spelled(self, rule: int) -> str:
        """The words of a rule as they are compared."""
        return " ".join(self.words[number] for number in self.tokens[self.starts[rule] : self.starts[rule + 1]].tolist())

    def powers(self, count: int) -> tuple[Any, Any]:
        """Powers of the hash's base and of its inverse, at least up to `count`."""
        if len(self._powers[0]) <= count:
            made = hashing.powers(max(count, 2 * len(self._powers[0])))
            if count > _KEPT_POWERS:
                return made
            self._powers = made
        return self._powers


def _operators(expression: str) -> list[str]:
    return expression.replace(" OR ", " AND ").split(" AND ")


@cache
def opened() -> Index:
    """The index that came with osscan; each process opens it once."""
    return Index(layout.FILE)
