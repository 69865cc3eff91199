"""What can be odd about a delivery: every code the doors tell, how it weighs, and whether something was not read because of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from osscan.model.place import Place
from osscan.model.problem import Problem, Severity, facts_of


class Kind(StrEnum):
    """How a code weighs for whoever accepts the delivery."""

    UNSAFE = "unsafe"
    """Whoever unpacks it can be harmed, or different programs see different files in it."""
    DAMAGED = "damaged"
    """It is not what its maker packed."""
    UNSEEN = "unseen"
    """Nothing speaks against it but that it could not be looked into."""
    NAME = "name"
    """Only a name makes trouble."""
    FACT = "fact"
    """Worth knowing."""


_LOST, _DOUBT, _KNOW = Severity.ERROR, Severity.WARNING, Severity.NOTE

ODDITIES: dict[str, tuple[Kind, Severity]] = {
    "member-traversal": (Kind.UNSAFE, _DOUBT),
    "member-absolute": (Kind.UNSAFE, _DOUBT),
    "member-drive": (Kind.UNSAFE, _DOUBT),
    "member-device-name": (Kind.UNSAFE, _DOUBT),
    "member-device": (Kind.UNSAFE, _DOUBT),
    "member-link-outside": (Kind.UNSAFE, _DOUBT),
    "member-through-link": (Kind.UNSAFE, _DOUBT),
    "member-duplicate": (Kind.UNSAFE, _DOUBT),
    "archive-contradicts": (Kind.UNSAFE, _DOUBT),
    "archive-two-ends": (Kind.UNSAFE, _DOUBT),
    "archive-overlap": (Kind.UNSAFE, _LOST),
    "archive-encrypted": (Kind.UNSAFE, _LOST),
    "archive-grows": (Kind.UNSAFE, _LOST),
    "archive-header-too-large": (Kind.UNSAFE, _LOST),
    "archive-broken": (Kind.DAMAGED, _LOST),
    "archive-truncated": (Kind.DAMAGED, _LOST),
    "archive-checksum": (Kind.DAMAGED, _DOUBT),
    "archive-too-deep": (Kind.UNSEEN, _LOST),
    "archive-too-large": (Kind.UNSEEN, _LOST),
    "archive-unsupported": (Kind.UNSEEN, _LOST),
    "archive-method": (Kind.UNSEEN, _LOST),
    "archive-needs-memory": (Kind.UNSEEN, _LOST),
    "archive-sparse": (Kind.UNSEEN, _LOST),
    "member-link-unread": (Kind.UNSEEN, _LOST),
    "delivery-too-many": (Kind.UNSEEN, _LOST),
    "delivery-too-large": (Kind.UNSEEN, _LOST),
    "delivery-too-slow": (Kind.UNSEEN, _LOST),
    "input-unreadable": (Kind.UNSEEN, _LOST),
    "folder-unreadable": (Kind.UNSEEN, _LOST),
    "name-case-clash": (Kind.NAME, _DOUBT),
    "name-unicode-clash": (Kind.NAME, _DOUBT),
    "name-hidden-characters": (Kind.NAME, _DOUBT),
    "name-too-long": (Kind.NAME, _DOUBT),
    "name-trailing": (Kind.NAME, _DOUBT),
    "name-reserved": (Kind.NAME, _DOUBT),
    "name-encoding": (Kind.NAME, _DOUBT),
    "name-empty": (Kind.NAME, _DOUBT),
    "member-hard-link": (Kind.FACT, _KNOW),
    "member-link-absent": (Kind.FACT, _KNOW),
    "archive-unlisted": (Kind.FACT, _KNOW),
    "image-deleted-file": (Kind.FACT, _KNOW),
    "delivery-repository": (Kind.FACT, _KNOW),
}

_MOST = {Severity.ERROR: 100, Severity.WARNING: 20, Severity.NOTE: 20}


class Notices:
    """Tells Problems as they come up: of each code the first ones by themselves, the others at the end as a number."""

    def __init__(self, told: Callable[[Problem], None]) -> None:
        self._told = told
        self._counts: dict[str, int] = {}
        self._last = "", ""

    def tell(self, code: str, path: str, **facts: object) -> None:
        """Takes in one oddity."""
        self._last = code, path
        severity = ODDITIES[code][1]
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count <= _MOST[severity]:
            self._told(Problem(code, severity, Place(path), facts_of(**facts)))

    def tell_once(self, code: str, path: str, **facts: object) -> None:
        """Takes in an oddity that may have been told just before, when what it spoils was read."""
        if self._last != (code, path):
            self.tell(code, path, **facts)

    def close(self, path: str) -> None:
        """Tells how many of each code were not told."""
        for code, count in self._counts.items():
            severity = ODDITIES[code][1]
            if count > _MOST[severity]:
                self._told(Problem("more-of-the-same", severity, Place(path), facts_of(code=code, count=count - _MOST[severity])))
        self._counts.clear()
