"""Maven's properties: `${...}` replaced as far as it is known, without end or growth."""

from __future__ import annotations

import re
from collections.abc import Mapping

_REFERENCE = re.compile(r"\$\{([^${}]*)\}")
_DEEPEST = 32
_LONGEST = 2000
"""No coordinate is longer; a few properties that double each other reach any length."""


class Properties:
    """The properties that hold for one pom; what they say of the pom itself comes before what it defines."""

    def __init__(self, defined: Mapping[str, str], own: Mapping[str, str]) -> None:
        self._defined = defined
        self._own = own
        self._known: dict[str, str | None] = {}

    def filled(self, text: str) -> str | None:
        """The text with its properties replaced; None where one of them is not known."""
        return text if "${" not in text else self._filled(text, ())

    def unknown(self, text: str) -> str:
        """The first property of a text that has no value."""
        return next((name for name in _REFERENCE.findall(text) if self._value(name, ()) is None), text)

    def _filled(self, text: str, above: tuple[str, ...]) -> str | None:
        pieces: list[str] = []
        end = length = 0
        for found in _REFERENCE.finditer(text):
            value = self._value(found[1], above)
            if value is None:
                return None
            pieces += (text[end : found.start()], value)
            end = found.end()
            length += len(value)
            if length > _LONGEST:
                return None
        pieces.append(text[end:])
        whole = "".join(pieces)
        return None if "${" in whole else whole

    def _value(self, name: str, above: tuple[str, ...]) -> str | None:
        if name in self._known:
            return self._known[name]
        raw = self._own.get(name)
        if raw is None:
            raw = self._defined.get(name)
        if raw is None or name in above or len(above) >= _DEEPEST:
            return None
        value = self._filled(raw, (*above, name)) if "${" in raw else raw
        self._known[name] = value
        return value
