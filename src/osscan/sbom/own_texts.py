"""Licenses that a document describes itself: each gets a name that no other of them has, as formats differ in how far a name reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from osscan.model.bom import LicenseText

_reference = re.compile(r"(?<![\w.:-])LicenseRef-[A-Za-z0-9.-]+")


class OwnTexts:
    """Takes descriptions; the second license of one name gets another one."""

    def __init__(self) -> None:
        self.all: list[LicenseText] = []
        self._known: dict[str, LicenseText] = {}

    def take(self, told: LicenseText) -> str:
        """The name under which the license is known now; names of the SPDX list are everybody's and stay."""
        if not told.id.startswith("LicenseRef-"):
            self.all.append(told)
            return told.id
        known = self._known.setdefault(told.id, told)
        if known is told:
            self.all.append(told)
        elif known != told:
            return self._apart(told)
        return told.id

    def _apart(self, told: LicenseText) -> str:
        words = "\0".join((told.name, told.text, *told.urls))
        fresh = told._replace(id=f"{told.id}-{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}")
        if self._known.setdefault(fresh.id, fresh) is fresh:
            self.all.append(fresh)
        return fresh.id


def references(expression: str) -> list[str]:
    """The names of the document's own licenses in an expression."""
    return _reference.findall(expression) if "LicenseRef-" in expression else []


def renamed(expression: str, names: Mapping[str, str]) -> str:
    """The expression with the names that licenses have now."""
    return _reference.sub(lambda found: names.get(found[0], found[0]), expression) if names else expression
