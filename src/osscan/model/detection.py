"""Detection: which licenses speak in one file, where, and how that was found out."""

from __future__ import annotations

from typing import NamedTuple


class LicenseMatch(NamedTuple):
    """One stretch of a file that is, or comes near to, a known text, notice, tag or reference.

    `expression` is an SPDX expression; licenses without an SPDX id are `LicenseRef-scancode-...`, as ScanCode names them.
    `coverage` is the share of the known text's words that were found, in percent. `method` is one of `hash`, `spdx-tag`,
    `exact`, `approximate`; `kind` one of `text`, `notice`, `reference`, `tag`, `intro`, `clue`.
    Lines count from one. `words` says how many words of the file belong to the match.
    """

    expression: str
    start_line: int
    end_line: int
    coverage: float
    method: str
    rule: str
    kind: str = "reference"
    words: int = 0


class NearMiss(NamedTuple):
    """A text that resembles a license but differs where it matters: a lead for a person, never a claim."""

    expression: str
    rule: str
    start_line: int
    end_line: int
    coverage: float
    passage: str
    """Words of the file that differ, shortened; or the words that are missing."""


class Holder(NamedTuple):
    """Who says to hold the copyright, as written but without years; and the line."""

    name: str
    years: str
    line: int


class Detection(NamedTuple):
    """All that one file says about licenses. `expression` is the AND of what counts; None when there is no license in it."""

    expression: str | None = None
    matches: tuple[LicenseMatch, ...] = ()
    near: tuple[NearMiss, ...] = ()
    holders: tuple[Holder, ...] = ()
    refers_to: tuple[str, ...] = ()
    """Files that a notice names instead of a license ("see LICENSE"), as written."""
    seen: str = "text"
    """What was looked at: `text`, `strings` (of a binary), `part` (the file was larger than the limit),
    `nothing` (empty, or compressed: archives, pictures, sound, web fonts)."""
    clues: tuple[LicenseMatch, ...] = ()
    """Bare words that may name a license or mean something else (`gpl` as a variable's name): for a person's eye, never counted."""
    statements: tuple[LicenseMatch, ...] = ()
    """What counts of the matches, so that their AND is the expression: choices in one, exceptions with their license."""
