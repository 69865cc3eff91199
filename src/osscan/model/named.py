"""NameAnswer: what a free-text license name was found to mean, with the steps that led there."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.verdict import Reason


class NameStatus(StrEnum):
    """How sure an answer is; only the first three carry an expression."""

    EXACT = "exact"
    """An identifier or expression of the SPDX list, deprecated spellings included."""
    ALIAS = "alias"
    """A known name for it."""
    CURATED = "curated"
    """The policy says what the name stands for."""
    AMBIGUOUS = "ambiguous"
    """Several licenses go by it, or several are named and nobody said how they belong together."""
    UNRESOLVED = "unresolved"
    """It names no license that is known."""


class NameAnswer(NamedTuple):
    """The answer to one text; `why` is the sentence `names.why.<why>` where there is no expression."""

    text: str
    status: NameStatus
    expression: str | None = None
    suggestions: tuple[str, ...] = ()
    """Expressions that may be meant; never an answer."""
    steps: tuple[Reason, ...] = ()
    """What was done; `source` names a table of SOURCE.toml, or `policy`."""
    why: str = ""
    source: str = ""
