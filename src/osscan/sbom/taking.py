"""Taking: values of foreign documents as what they should be; what is something else counts as not said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def text(told: dict[str, Any], key: str) -> str:
    """The text of a member; empty when there is none."""
    value = told.get(key)
    return value if isinstance(value, str) else ""


def table(told: dict[str, Any], key: str) -> dict[str, Any]:
    """The object of a member; empty when there is none."""
    value = told.get(key)
    return value if isinstance(value, dict) else {}


def tables(told: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in the list of a member with their positions; an object in place of the list is its only entry."""
    value = told.get(key)
    if isinstance(value, dict):
        yield 0, value
    elif isinstance(value, list):
        for position, row in enumerate(value):
            if isinstance(row, dict):
                yield position, row


def texts(told: dict[str, Any], key: str) -> tuple[str, ...]:
    """The texts in the list of a member; a text in place of the list is its only entry."""
    value = told.get(key)
    if isinstance(value, str):
        return (value,)
    return tuple(row for row in value if isinstance(row, str)) if isinstance(value, list) else ()


def number_or_text(told: dict[str, Any], key: str) -> str:
    """The text or whole number of a member as text."""
    value = told.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return str(value)
        except ValueError:
            # Python writes no number of more than 4300 digits.
            return ""
    return value if isinstance(value, str) else ""


class Refs:
    """Gives every part a key that no other part has."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str, pointer: str) -> str:
        """The wanted key; the pointer when there is none or when it is taken."""
        ref = wanted or pointer
        if ref in self._taken:
            ref = pointer
        while ref in self._taken:
            ref += "#"
        self._taken.add(ref)
        return ref
