"""Looks: the answers that checks give, each by its name."""

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
    """Where not everything could be read: no pass, nothing that does not apply, and waivers make no pass of it."""
    if complete:
        return looked
    if looked.status in (CheckStatus.PASSED, CheckStatus.NOT_APPLICABLE):
        return unknown("incomplete", looked.facts)
    return looked._replace(beneath=CheckStatus.UNKNOWN)


def unknown(reason: str, facts: Facts = ()) -> Looked:
    """It could not be looked at."""
    return Looked(CheckStatus.UNKNOWN, reason=reason, facts=facts)


def not_applicable(reason: str, facts: Facts = ()) -> Looked:
    """It makes no sense here."""
    return Looked(CheckStatus.NOT_APPLICABLE, reason=reason, facts=facts)


def left_to_people() -> Looked:
    """Nobody has answered yet."""
    return Looked(CheckStatus.MANUAL, reason="nobody-answered")
