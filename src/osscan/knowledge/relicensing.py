"""Which license lets its works be passed on under which other one: single steps with their clause, and ways of several steps."""

from __future__ import annotations

from collections import deque
from functools import cache, lru_cache
from typing import NamedTuple

from osscan.expression.tree import Leaf
from osscan.knowledge import profiles, sources, versions
from osscan.knowledge.tables import table

DEEPEST = 3
"""Steps of a way; longer ones nobody would defend."""


class Step(NamedTuple):
    """One permission: works under `start` may be passed on under `to`, if `needs` hold, because of `source`."""

    start: str
    to: str
    by: str
    needs: tuple[str, ...]
    relations: tuple[str, ...] | None
    """Relations in which the step is open; None for all."""
    source: str
    as_received: bool = False
    """Open only to works that were received under `start`, so that it can't follow another step."""


_CARRIES = frozenset({"drop-exception", "gpl-conversion", "later-version", "or-later"})
"""Steps that another one may follow, since they hold whatever else the product contains. Others are not transitive: a license
that is compatible with a second one is not thereby compatible with what the second one is compatible with."""


@lru_cache(maxsize=65536)
def way(inbound: Leaf, outbound: str, relation: str) -> tuple[Step, ...]:
    """The shortest way from one license to another, at most DEEPEST steps; empty where there is none.

    Of equally short ways the one that needs least is taken, then the first in order of identifiers.
    """
    start = str(inbound)
    waiting: deque[tuple[Step, ...]] = deque([()])
    reached = {start: 0}
    found: list[tuple[Step, ...]] = []
    while waiting and not (found and len(waiting[0]) >= len(found[0])):
        taken = waiting.popleft()
        for step in steps_from(taken[-1].to if taken else start):
            if (step.relations is not None and relation not in step.relations) or (taken and step.as_received):
                continue
            if step.to == outbound:
                found.append((*taken, step))
            elif len(taken) + 1 < DEEPEST and step.by in _CARRIES and reached.get(step.to, DEEPEST) > len(taken):
                reached[step.to] = len(taken) + 1
                waiting.append((*taken, step))
    return min(found, key=lambda steps: (sum(len(step.needs) for step in steps), steps), default=())


@cache
def steps_from(license_id: str) -> tuple[Step, ...]:
    """All steps that begin at a license, with or without an exception."""
    base, _, exception = license_id.partition(" WITH ")
    if exception:
        return _without_exception(license_id, base, exception)
    return (*_versions_of(base), *_edges().get(base, ()))


def _without_exception(license_id: str, base: str, exception: str) -> tuple[Step, ...]:
    """An additional permission may be left out (GPL-3.0 § 7 says so of all; others by their own words)."""
    known = profiles.exception(exception)
    if known is None or not known.removable:
        return ()
    source = sources.license_text(exception, known.clause)
    steps = [Step(license_id, base, "drop-exception", (), None, source)]
    steps += [
        Step(license_id, f"{step.to} WITH {exception}", step.by, step.needs, None, step.source) for step in _versions_of(base)
    ]
    return tuple(steps)


def _versions_of(license_id: str) -> tuple[Step, ...]:
    """`GPL-2.0-or-later` is an offer of each version from 2.0 on; one may pass on under any one of them, or from one on."""
    to = versions.offered(license_id)
    if license_id.startswith("MPL-1."):  # MPL-2.0, § 1.5: what comes from version 1.1 has no secondary licenses; see the table
        to = tuple(one for one in to if one != "MPL-2.0")
    if not to:
        return ()
    source = sources.license_text(license_id.rstrip("+"), profiles.clause(license_id, "later-versions"))
    return tuple(Step(license_id, one, "or-later", (), None, source) for one in to)


@cache
def _edges() -> dict[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = {}
    for edge in table("relicensing")["edges"]:
        relations = edge.get("relations")
        for start in edge["from"]:
            source = (
                sources.citation(edge["cited"])
                if "cited" in edge
                else sources.license_text(edge.get("text", start), edge["clause"])
            )
            for to in edge["to"]:
                if to == start:
                    continue
                needs, ways = tuple(edge["needs"]), tuple(relations) if relations else None
                step = Step(start, to, edge["by"], needs, ways, source, edge.get("first_step_only", False))
                found.setdefault(start, []).append(step)
    return {start: tuple(steps) for start, steps in found.items()}
