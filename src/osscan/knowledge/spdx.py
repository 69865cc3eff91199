"""The SPDX License List: which identifiers exist, how they are spelled, and what took the place of deprecated ones."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from osscan.knowledge.tables import table

LONGEST_ID = 80
"""Longer words are no misspelt identifiers; the longest of the list has 40 characters."""

_REFERENCE = re.compile(r"(?:DocumentRef-[A-Za-z0-9.\-]+:)?(?:LicenseRef|AdditionRef)-[A-Za-z0-9.\-]+")


class Listed(NamedTuple):
    """One row of the list; `flags`: o OSI approved, f free for the FSF, d deprecated."""

    id: str
    name: str
    flags: str


def license_id(text: str) -> str | None:
    """The identifier as the list spells it, deprecated ones included; None where the list has none."""
    found = licenses().get(text.lower())
    return None if found is None else found.id


def current(text: str) -> str | None:
    """What to write today for an identifier, a `+` form or a LicenseRef: an expression, or None for unknown words."""
    successor = _successors("licenses").get(text.lower())
    if successor is not None:
        return successor
    found = licenses().get(text.lower())
    if found is not None:
        return found.id
    if text.endswith("+"):
        return _or_later(text[:-1])
    return text if _REFERENCE.fullmatch(text) else None


def exception(text: str) -> str | None:
    """The exception's identifier as the list spells it today, an AdditionRef as it is, or None."""
    successor = _successors("exceptions").get(text.lower())
    if successor is not None:
        return successor
    found = exceptions().get(text.lower())
    if found is not None:
        return found.id
    return text if _REFERENCE.fullmatch(text) else None


def is_deprecated(text: str) -> bool:
    """Whether the list carries the identifier only for old documents."""
    found = licenses().get(text.lower())
    return found is not None and "d" in found.flags


def is_osi_approved(leaf: str) -> bool:
    """Whether the OSI approved the license; for `X WITH E` and `X+` that of X."""
    return "o" in _flags(leaf)


def is_fsf_free(leaf: str) -> bool:
    """Whether the FSF calls the license free; for `X WITH E` and `X+` that of X."""
    return "f" in _flags(leaf)


def full_name(text: str) -> str | None:
    """The license's name as the list writes it."""
    found = licenses().get(text.lower())
    return None if found is None else found.name


def family(text: str) -> str:
    """What the versions of a license share: `GPL` for `GPL-2.0-or-later`."""
    return re.split(r"-v?\d", text, maxsplit=1)[0]


@lru_cache(maxsize=4096)
def near(text: str, limit: int = 3) -> tuple[str, ...]:
    """Identifiers of licenses and exceptions that look like the text, best first: for "did you mean"."""
    if not text or len(text) > LONGEST_ID:
        return ()
    from difflib import get_close_matches  # noqa: PLC0415 - wanted only when something is misspelt

    word = text.lower()
    mine = _pairs(word)
    alike = [known for known, pairs in _listed_pairs() if 2 * len(pairs & mine) >= len(mine)]
    return tuple(_listed_words()[known] for known in get_close_matches(word, alike, limit, 0.7))


def list_version() -> str:
    """Version of the list, for reports."""
    return str(table("spdx_licenses")["version"])


@cache
def licenses() -> dict[str, Listed]:
    """All licenses of the list by lower-case identifier."""
    return {row[0].lower(): Listed(*row) for row in table("spdx_licenses")["licenses"]}


@cache
def exceptions() -> dict[str, Listed]:
    """All exceptions of the list by lower-case identifier."""
    return {row[0].lower(): Listed(*row) for row in table("spdx_licenses")["exceptions"]}


@cache
def _listed_words() -> dict[str, str]:
    return {word: row.id for word, row in (*licenses().items(), *exceptions().items()) if "d" not in row.flags}


@cache
def _listed_pairs() -> tuple[tuple[str, frozenset[str]], ...]:
    """Each word with its pairs of letters: comparing them first makes a search over the list ten times faster."""
    return tuple((word, _pairs(word)) for word in _listed_words())


def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[at : at + 2] for at in range(len(word) - 1))


@cache
def _successors(kind: str) -> dict[str, str]:
    return {old.lower(): new for old, new in table("deprecated_ids")[kind].items()}


def _or_later(base: str) -> str | None:
    """`+` behind `-or-later` says nothing new; behind `-only` it contradicts, so nobody knows what is meant."""
    found = licenses().get(base.lower())
    if found is None or found.id.endswith("-only"):
        return None
    return found.id if found.id.endswith("-or-later") else f"{found.id}+"


def _flags(leaf: str) -> str:
    base = leaf.partition(" WITH ")[0].rstrip("+").lower()
    found = licenses().get(base)
    return "" if found is None else found.flags
