"""The card of a source: what it is called, of which ecosystems it knows something, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from osscan.enrich.client import Client


class Asked(NamedTuple):
    """One exact version of a package, as its registry calls it."""

    purl: str
    kind: str
    namespace: str
    name: str
    version: str


class Document(NamedTuple):
    """What a source said: `form` tells how to read it, `at` which path was asked, `sha256` is of the answer as it came."""

    form: str
    body: bytes
    at: str
    sha256: str


class Miss(NamedTuple):
    """No document: `absent` (the source does not know the package), else a failure with its reason."""

    kind: str
    reason: str = ""


Answers = Mapping[str, Document | Miss]
"""By package URL; a source need not answer for all it was asked."""


class Address(NamedTuple):
    """Where a source is: its base URL, headers that belong to it alone, and hosts that it may name for its files."""

    url: str
    headers: Mapping[str, str] = {}
    hosts: tuple[str, ...] = ()
    also: tuple[Address, ...] = ()
    """Others of its kind, where what it leads to may lie."""


class Card(NamedTuple):
    """One source. `at_once` packages go into one request; `kinds` are purl types, none for all."""

    name: str
    claims: str
    """Begins the source of its claims in osscan.lock."""
    kinds: tuple[str, ...]
    at_once: int
    ask: Callable[[Client, Address, tuple[Asked, ...]], Answers]
