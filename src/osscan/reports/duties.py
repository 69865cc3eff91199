"""What is to be done when the product is passed on: each duty and condition once, with the components that it is owed for."""

from __future__ import annotations

from typing import NamedTuple

from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Level, Modifier, Proviso
from osscan.texts.catalogue import Words


class Duty(NamedTuple):
    """One thing to do: an obligation by its id, or a condition of a compatibility."""

    id: str
    condition: Proviso | None
    members: tuple[JudgedComponent, ...]


def duties(report: Report) -> tuple[Duty, ...]:
    """Duties for all components that pass or are waived, the most owed first; conditions after them.

    What is objected to has to be settled first and is not counted here.
    """
    owed: dict[str, list[JudgedComponent]] = {}
    conditions: dict[Proviso, list[JudgedComponent]] = {}
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        judgement = verdict.judgement
        if judgement.level is not Level.OK and verdict.modifier is not Modifier.WAIVED:
            continue
        for one in judgement.obligations:
            owed.setdefault(one, []).append(judged)
        for condition in judgement.compatibility.conditions:
            conditions.setdefault(condition, []).append(judged)
    found = [Duty(key, None, tuple(members)) for key, members in owed.items()]
    found += [Duty(condition.key, condition, tuple(members)) for condition, members in conditions.items()]
    return tuple(sorted(found, key=lambda duty: (duty.condition is not None, -len(duty.members), duty.id)))


def title_of(words: Words, duty: Duty) -> str:
    """The duty in a few words; a condition as the sentence that has to hold."""
    if duty.condition is None:
        return words(f"obligation.{duty.id}.title")
    return words(f"proviso.{duty.id}", duty.condition.facts)


def text_of(words: Words, duty: Duty) -> str:
    """The duty in full; where a condition stands."""
    if duty.condition is None:
        return words(f"obligation.{duty.id}.text")
    return words("report.source", source=duty.condition.source) if duty.condition.source else ""
