"""Which versions an offer such as `GPL-2.0-or-later` or `EUPL-1.1+` leaves to choose from (SPDX 2.3, annex D.3)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from osscan.knowledge import spdx

_ID = re.compile(r"(.+?)-v?(\d+(?:\.\d+)*[a-z]?)(?:-(.+))?")
_NO_VERSIONS = ("Clause",)
"""What follows a number that counts something else: `BSD-3-Clause` is no later version of `BSD-2-Clause`."""


class Versioned(NamedTuple):
    """An identifier taken apart: `GFDL-1.2-invariants-or-later` is family `GFDL`, version (1, 2), kind `invariants`."""

    family: str
    version: tuple[int, ...]
    kind: str
    only: bool
    later: bool


def offered(license_id: str) -> tuple[str, ...]:
    """The licenses that one may take instead: this version and later ones, the earliest first; empty for a single version."""
    base = license_id.removesuffix("+")
    mine = versioned(base)
    if not license_id.endswith("+"):
        if mine is None or not mine.later:
            return ()
    elif mine is None:
        return (base,)
    found = tuple(other for other, told in _listed() if other != license_id and _is_offered(told, mine))
    return found or ((base,) if base != license_id else ())


def versioned(license_id: str) -> Versioned | None:
    """An identifier taken apart; None where it names no version."""
    found = _ID.fullmatch(license_id)
    if found is None:
        return None
    family, version, rest = found.groups()
    kind = rest or ""
    if kind in _NO_VERSIONS:
        return None
    numbers = tuple(int(part) for part in re.findall(r"\d+", version))
    bare = kind.removesuffix("or-later").removesuffix("only").rstrip("-")
    return Versioned(family, numbers, bare, kind.endswith("only"), kind.endswith("or-later"))


def _is_offered(told: Versioned, mine: Versioned) -> bool:
    """A later version, or this one alone; an offer of this version and all later ones is the offer itself."""
    if told.family != mine.family or told.kind != mine.kind:
        return False
    return told.version > mine.version or (told.version == mine.version and not told.later)


@cache
def _listed() -> tuple[tuple[str, Versioned], ...]:
    rows = ((row.id, versioned(row.id)) for row in spdx.licenses().values() if "d" not in row.flags)
    known = [(license_id, told) for license_id, told in rows if told is not None]
    return tuple(sorted(known, key=lambda pair: (pair[1].family, pair[1].version, pair[0])))
