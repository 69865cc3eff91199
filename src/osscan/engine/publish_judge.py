"""From looks to a verdict: kinds and profiles switch checks off, people's answers take the place of looks, waivers take spots out, blockers decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from osscan.checks.base import Check, left_to_people, unknown
from osscan.checks.project import Project
from osscan.checks.release import REFUSAL
from osscan.engine import answers
from osscan.engine.publish_decisions import OBJECTIONS
from osscan.model.publication import Checked, Decision, Looked, PublicationVerdict, Waiving
from osscan.model.report import CheckSeverity, CheckStatus

_OPEN = (CheckStatus.FAILED, CheckStatus.UNKNOWN, CheckStatus.MANUAL)


def checked(cards: Sequence[Check], project: Project, day: date) -> tuple[Checked, ...]:
    """Every card of the profile with its answer, in the order of the table.

    Of decisions whose chain does not hold only objections count. Whether there is a refusal among those that were lost
    nobody can know, and that weighs as a blocker in every profile.
    """
    counting = project.decisions
    if "decisions" in project.missing:
        counting = tuple(one for one in counting if one.answer in OBJECTIONS)
    project = replace(project, decisions=_last_words(counting, day))
    refused = {one.check: one for one in project.decisions if one.check == REFUSAL and one.answer == "refuse"}
    decided = answers.standing(counting, day) | refused
    weighing = answers.Weighing(project.settings.waivers, day)
    found = []
    for card in cards:
        severity = card.severity_in(project.settings.profile)
        if severity is not None:
            decision = decided.get(card.id)
            looked = _looked(card, project, decision)
            if card.id == REFUSAL and looked.status is CheckStatus.UNKNOWN:
                severity = CheckSeverity.BLOCKER
            kept = decision if card.by_people or card.id in _BY_DECISIONS else None
            found.append(answers.told(card, severity, looked, weighing, kept, card.fix))
    return tuple(found)


def verdict_of(checks: Iterable[Checked]) -> PublicationVerdict:
    """What follows for the whole: blockers first, what nobody could look at before what is only a condition."""
    told = list(checks)
    blockers = [one.status for one in told if one.severity is CheckSeverity.BLOCKER]
    if CheckStatus.FAILED in blockers:
        return PublicationVerdict.NOT_READY
    if CheckStatus.UNKNOWN in blockers or CheckStatus.MANUAL in blockers:
        return PublicationVerdict.INCONCLUSIVE
    if any(one.severity is CheckSeverity.CONDITION and one.status in _OPEN for one in told):
        return PublicationVerdict.READY_WITH_CONDITIONS
    return PublicationVerdict.READY


def unused(project: Project, checks: Iterable[Checked]) -> tuple[Waiving, ...]:
    """Waivers that took nothing out."""
    return answers.unused(project.settings.waivers, checks)


def _last_words(decisions: Iterable[Decision], day: date) -> tuple[Decision, ...]:
    """What each role said last on each check, without what is over: who says no today takes yesterday's yes back."""
    last = {(decision.check, decision.role): decision for decision in decisions}
    return tuple(decision for decision in last.values() if not answers.is_over(decision.expires, day))


def _looked(card: Check, project: Project, decision: Decision | None) -> Looked:
    if project.settings.kind not in card.kinds:
        return Looked(CheckStatus.NOT_APPLICABLE, reason="kind")
    if decision is not None and card.by_people:
        answer = answers.ANSWERS.get(decision.answer)
        return Looked(answer, reason="recorded") if answer is not None else left_to_people()
    looked = card.look(project)
    if card.by_people and "decisions" in project.missing and looked.status is not CheckStatus.FAILED:
        return unknown(project.missing["decisions"])
    return looked


_BY_DECISIONS = frozenset({"PUB-REL-01", REFUSAL, "PUB-REL-04", "PUB-LEAK-06"})
"""Checks that look at decisions themselves; the report tells the last one."""
