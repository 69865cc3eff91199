"""License statements of two entries that are to become one: the same in other words or with a role more is no contradiction."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from osscan.expression.tree import canonical
from osscan.knowledge.normalise import normalise

Row = dict[str, Any]
SAID = frozenset({"licenseDeclared", "licenseConcluded"})
"""Members of SPDX that hold an expression."""


def same_words(first: Any, second: Any) -> bool:
    """Whether two texts are one expression in two spellings."""
    return isinstance(first, str) and isinstance(second, str) and meaning(first) == meaning(second)


@lru_cache(maxsize=4096)
def meaning(text: str) -> str:
    """A license text as it is written by everybody; itself where nobody can be certain."""
    tree = normalise(text, {}, suggest=False).tree
    return text.strip() if tree is None else str(canonical(tree))


def flat(row: Any) -> tuple[str, Row]:
    """What an entry of CycloneDX's list means, and all else that it says."""
    if not isinstance(row, dict):
        return repr(row), {}
    inner = row.get("license")
    told = {**row, **inner} if isinstance(inner, dict) else row
    said = next((told[key] for key in ("expression", "id", "name") if isinstance(told.get(key), str)), "")
    beside = ("license", "expression", "id", "name", "bom-ref")
    return meaning(said) if said else repr(sorted(told, key=str)), {
        key: value for key, value in told.items() if key not in beside
    }


def by_meaning(rows: list[Any]) -> dict[str, Row] | None:
    """The entries of a list by what they mean; None where two of them mean the same."""
    found = dict(flat(row) for row in rows)
    return found if len(found) == len(rows) else None


def holds(first: dict[str, Row], second: dict[str, Row]) -> bool:
    """Whether the second says of each license all that the first says."""
    return all(second[meant].get(key) == value for meant, told in first.items() for key, value in told.items())


def richer(first: list[Any], second: list[Any]) -> list[Any]:
    """Of two lists, one of which holds all of the other, the one that says more."""
    return second if _weight(second) > _weight(first) else first


def _weight(rows: list[Any]) -> int:
    return sum(len(flat(row)[1]) for row in rows)
