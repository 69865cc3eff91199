"""Pair: may a work under one license go into a work under another, and the answer with its trace."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.component import Provision, Relation
from osscan.model.problem import Facts
from osscan.model.verdict import Compatibility


class Pair(NamedTuple):
    """One question as somebody asked it; both sides are expressions or names, as written."""

    inbound: str
    outbound: str
    relation: Relation
    provisions: tuple[Provision, ...]
    assumed: tuple[str, ...] = ()
    """What nobody said, so that a default stands there: `relation`, `provision`."""


class Part(NamedTuple):
    """One part of an inbound expression, in reading order; `depth` counts the operators that it stands below."""

    expression: str
    operator: str
    """`AND` or `OR` where the part joins others, empty for a single license."""
    depth: int
    compatibility: Compatibility
    counts: bool
    """False for an OR branch that was not chosen, and for what stands in it."""


class Weighed(NamedTuple):
    """What is thought of a whole inbound expression."""

    compatibility: Compatibility
    chosen: str
    """The licenses that the answer speaks of, when an OR left a choice; otherwise empty."""


class PairAnswer(NamedTuple):
    """The answer to one question; `inbound` and `outbound` are None where a side could not be read."""

    pair: Pair
    inbound: str | None
    outbound: str | None
    weighed: Weighed
    objects: bool
    """Whether the answer keeps a component from being fine, under the policy's doctrine."""
    parts: tuple[Part, ...] = ()


class RowFault(NamedTuple):
    """Why a row is no question (sentence `compat.row.<code>`)."""

    code: str
    facts: Facts = ()
