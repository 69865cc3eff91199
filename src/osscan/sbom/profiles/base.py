"""The profile's card: its name and version, the days on which it counts, and its demands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from osscan.model.bom import Bom, Part
from osscan.model.problem import Facts, facts_of
from osscan.model.sbom_report import Level


class Asked(NamedTuple):
    """A profile as a person names it: `bsi-tr-03183-2`, or `bsi-tr-03183-2@2.0.0`; without a version the one of the day."""

    name: str
    version: str = ""


class Gap(NamedTuple):
    """Something that a demand misses: where, of which part, and what people should know of it."""

    pointer: str
    component: str = ""
    facts: Facts = ()
    code: str = ""
    """Another sentence than the demand's own, where what is there is wrong rather than missing."""
    note: bool = False
    """Worth knowing, but the demand is met."""


class Told(NamedTuple):
    """The answer to one demand: how often it was asked (parts, or 1 for the document), how often it is not met, and why."""

    asked: int
    missed: int = 0
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What demands look at: the facts, and the JSON form for what a standard says of a format's own members."""

    bom: Bom
    document: dict[str, Any]
    notation: str = "json"
    valid: bool | None = None
    """Whether the document keeps its schema; None where nobody could say."""
    held: dict[str, Any] = field(default_factory=dict, compare=False)
    """What one demand worked out and others need too."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a profile asks for. Its sentences are `sbom.<code>.*`."""

    code: str
    level: Level
    clause: str
    """Chapter, without the name of the standard."""
    look: Callable[[Subject], Told]


@dataclass(frozen=True, slots=True)
class Profile:
    """`since` and `until` are the first and last day on which a new document may follow this version; None is open."""

    name: str
    version: str
    title: str
    source: str
    """How clauses cite it: `BSI TR-03183-2 2.1.0`."""
    since: dt.date
    until: dt.date | None
    demands: tuple[Demand, ...]


def over(parts: Iterable[Part], missing: Callable[[Part], Iterable[Gap]]) -> Told:
    """Asks each part; `missing` gives its gaps, none where it has what is asked."""
    asked, missed = 0, 0
    gaps: list[Gap] = []
    for part in parts:
        asked += 1
        found = tuple(missing(part))
        missed += any(not one.note for one in found)
        gaps += found
    return Told(asked, missed, tuple(gaps))


def once(gaps: Iterable[Gap]) -> Told:
    """Asks the document."""
    found = tuple(gaps)
    return Told(1, int(any(not one.note for one in found)), found)


def of(part: Part, code: str = "", below: str = "", *, note: bool = False, **facts: object) -> Gap:
    """A gap of a part; `below` leads from the part to what is wrong."""
    return Gap(part.pointer + below, called(part), facts_of(**facts), code, note)


def called(part: Part) -> str:
    """What people call a part."""
    title = f"{part.group}/{part.name}" if part.group else part.name
    return f"{title} {part.version}".strip()
