"""License statements of two entries that are to become one: the same in other words or with a role more is no contradiction."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from osscan.expression.tree import canonical
from osscan.knowledge.normalise import normalise

Row = dict[str, Any]
_ROLE = "acknowledgement"
_OF_LICENSE = frozenset({_ROLE, "text", "url", "licensing", "properties"})
"""Members of a license that is no expression."""
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


def united(mine: list[Any], theirs: list[Any]) -> list[Any] | None:
    """All that two lists of licenses say; None where they contradict each other in a role that both speak of.

    An entry without a role is the one in a role that means the same. What only one side adds to an entry, or a role that
    only one side speaks of, is no contradiction.
    """
    first, second = _by_role(mine), _by_role(theirs)
    if first is None or second is None:
        return None
    first, second = _roled(first, second), _roled(second, first)
    if first.keys().isdisjoint(second):
        return None
    rows: list[Any] = []
    for role in dict.fromkeys((*first, *second)):
        if role not in first or role not in second:
            rows += {**first, **second}[role].values()
            continue
        if first[role].keys() != second[role].keys():
            return None
        told = [_together(row, second[role][meant]) for meant, row in first[role].items()]
        if None in told:
            return None
        rows += told
    # Not every version lets an expression stand beside other entries: where one does already, it may.
    return None if _is_mixed(rows) and not (_is_mixed(mine) or _is_mixed(theirs)) else rows


def _by_role(rows: list[Any]) -> dict[str, dict[str, Any]] | None:
    """The entries by role and meaning; None where two of one role mean the same."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        meant, beside = flat(row)
        role = beside.get(_ROLE)
        entries = found.setdefault(role if isinstance(role, str) else "", {})
        if meant in entries:
            return None
        entries[meant] = row
    return found


def _roled(told: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Entries without a role in the one in which the other side says the same."""
    if told.keys() != {""} or "" in other:
        return told
    return {next((role for role, rows in other.items() if rows.keys() == told[""].keys()), ""): told[""]}


def _together(mine: Any, theirs: Any) -> Any:
    """One entry that says all that both say; None where they differ in a member."""
    first, second = flat(mine)[1], flat(theirs)[1]
    if any(first[key] != second[key] for key in first.keys() & second.keys()):
        return None
    # Of two that say the same, a license may stand beside others; an expression may not.
    is_theirs_better = first.keys() == second.keys() and isinstance(theirs, dict) and isinstance(theirs.get("license"), dict)
    if second.keys() <= first.keys() and not is_theirs_better:
        return mine
    if first.keys() <= second.keys():
        return theirs
    row, more = (theirs, first) if isinstance(theirs.get("license"), dict) else (mine, second)
    if not isinstance(row.get("license"), dict):
        return {**row, **more}
    return {**row, "license": {**row["license"], **more}} if more.keys() <= _OF_LICENSE else None


def _is_mixed(rows: list[Any]) -> bool:
    return len(rows) > 1 and any(isinstance(row, dict) and "expression" in row for row in rows)
