"""Problem: something that could not be looked at properly. No prose, no exception."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from osscan.model.place import Place

Facts = tuple[tuple[str, str], ...]


class Severity(StrEnum):
    """How much a Problem costs: `error` means that something was not read, so the input is incomplete."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(NamedTuple):
    """One thing that went wrong while looking; `texts` turns code and facts into sentences.

    `code` reads well after "allow ..." (`duplicate-key`) and names the sentences `problem.<code>.*`.
    """

    code: str
    severity: Severity
    place: Place
    facts: Facts = ()

    def sort_key(self) -> tuple[tuple[str, int, int, str], str, Facts]:
        return (self.place.sort_key(), self.code, self.facts)


def error(code: str, place: Place, **facts: object) -> Problem:
    """A Problem by which something was lost or not read."""
    return Problem(code, Severity.ERROR, place, facts_of(**facts))


def warning(code: str, place: Place, **facts: object) -> Problem:
    """A Problem by which nothing was lost, but something is doubtful."""
    return Problem(code, Severity.WARNING, place, facts_of(**facts))


def note(code: str, place: Place, **facts: object) -> Problem:
    """Something worth knowing about how an input was read."""
    return Problem(code, Severity.NOTE, place, facts_of(**facts))


def facts_of(**facts: object) -> Facts:
    """Named facts as a sorted tuple of strings, long ones shortened to what a person can read."""
    return tuple((name, _short(str(value))) for name, value in sorted(facts.items()))


def _short(text: str, longest: int = 300) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
