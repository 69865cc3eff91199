"""The profile's card: its name and version, the days on which it counts, and its demands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from osscan.model.bom import Bom
from osscan.model.problem import Facts
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


class Told(NamedTuple):
    """The answer to one demand: how often it was asked (parts, or 1 for the document), and what it misses."""

    asked: int
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What demands look at: the facts, the JSON form for what a standard says of a format's own members, and what was worked out once."""

    bom: Bom
    document: dict[str, Any]


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


def over(parts: Iterable[Any], missing: Callable[[Any], Gap | None]) -> Told:
    """Asks each part; `missing` gives the gap, or None where nothing is missing."""
    asked, gaps = 0, []
    for part in parts:
        asked += 1
        gap = missing(part)
        if gap is not None:
            gaps.append(gap)
    return Told(asked, tuple(gaps))
