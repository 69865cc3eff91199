"""The five answers of a check: passed, failed, not applicable, left to people, unknown; nothing passes that was not looked at."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.problem import Facts
from osscan.model.publication import Looked, Spot
from osscan.model.report import CheckStatus

PASSED = Looked(CheckStatus.PASSED)


def failed(spots: Iterable[Spot], facts: Facts = ()) -> Looked:
    """Failed with these spots; passed where there are none."""
    found = tuple(spots)
    return Looked(CheckStatus.FAILED, found, facts=facts) if found else Looked(CheckStatus.PASSED, facts=facts)


def incomplete(looked: Looked, *, complete: bool) -> Looked:
    """Where not everything could be read: no pass, and waivers make none of it."""
    if complete:
        return looked
    if looked.status is CheckStatus.PASSED:
        return unknown("incomplete", looked.facts)
    return looked._replace(beneath=CheckStatus.UNKNOWN)


def unknown(reason: str, facts: Facts = (), spots: Iterable[Spot] = ()) -> Looked:
    """It could not be looked at, or what was seen does not decide it."""
    return Looked(CheckStatus.UNKNOWN, tuple(spots), reason, facts)


def not_applicable(reason: str, facts: Facts = ()) -> Looked:
    """It makes no sense here."""
    return Looked(CheckStatus.NOT_APPLICABLE, reason=reason, facts=facts)


def left_to_people(reason: str = "nobody-answered", spots: Iterable[Spot] = (), facts: Facts = ()) -> Looked:
    """Nobody has answered yet."""
    return Looked(CheckStatus.MANUAL, tuple(spots), reason, facts)
