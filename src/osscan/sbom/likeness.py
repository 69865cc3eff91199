"""Likeness of elements in a graph: two that say the same under other ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from osscan.sbom.carriage import spelled

_OWN = frozenset({"spdxId", "@id", "creationInfo"})
_DEPTH = 3


class Sayings:
    """What the elements of a graph say, whatever their ids are."""

    def __init__(self, elements: Iterable[Any]) -> None:
        self._index: dict[str, Mapping[str, Any]] = {}
        for element in elements:
            if isinstance(element, dict):
                ref = element.get("spdxId", element.get("@id"))
                if isinstance(ref, str):
                    self._index.setdefault(ref, element)

    def of(self, element: Any, depth: int = 0) -> str:
        """What an element says, with what the elements say that it names."""
        if not isinstance(element, dict):
            return spelled(element)
        return spelled({name: self._value(value, depth) for name, value in element.items() if name not in _OWN})

    def _value(self, value: Any, depth: int) -> Any:
        if isinstance(value, str) and value in self._index and depth < _DEPTH:
            return self.of(self._index[value], depth + 1)
        return [self._value(one, depth) for one in value] if isinstance(value, list) else value
