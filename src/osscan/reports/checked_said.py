"""What is told of a check, before publication and of a delivery alike; `area` is the file of its sentences (`publish`, `vendor`)."""

from __future__ import annotations

from osscan.model.publication import Checked, Spot
from osscan.texts.catalogue import Words


def title(area: str, check: Checked, words: Words) -> str:
    return words(f"{area}.{check.id}.title")


def why(area: str, check: Checked, words: Words) -> str:
    return words(f"{area}.{check.id}.why")


def next_step(area: str, check: Checked, words: Words) -> str:
    return words(f"{area}.{check.id}.next")


def spot_said(area: str, check: Checked, spot: Spot, words: Words) -> str:
    """What a check objects to; where that is a Problem, the words for it."""
    own = f"{area}.{check.id}.{spot.code}"
    return words(own if words.has(own) else f"problem.{spot.code}.message", spot.facts)


def reason_said(area: str, check: Checked, words: Words) -> str:
    """Why it was not looked at, does not apply or waits for people; empty where it was looked at."""
    return words(reason_key(area, check.id, check.reason, words), check.facts) if check.reason else ""


def reason_key(area: str, check: str, reason: str, words: Words) -> str:
    """The key of a reason's sentence: the check's own, else the one that all checks share."""
    own = f"{area}.{check}.{reason}"
    return own if words.has(own) else f"{area}.reason.{reason}"
