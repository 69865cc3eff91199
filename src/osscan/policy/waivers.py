"""Whether a waiver holds: its time, who approved it, and whether what it was granted for is still what is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from osscan.model.problem import Problem, facts_of, warning
from osscan.model.verdict import Level, Reason
from osscan.policy.schema import DEFAULT, Policy, Waiver

ANY = "*"


def speaks_of(waiver: Waiver, rule: str) -> bool:
    """Whether a waiver is meant for objections of a rule; `default` is the policy's default, which has no rule."""
    return waiver.rule in (ANY, rule or DEFAULT)


def void_because(policy: Policy, waiver: Waiver, level: Level, as_of: date, evidence: Callable[[], str]) -> Reason | None:
    """Why a waiver that has not expired does not hold for an objection of this level; None when it holds."""
    if waiver.granted is not None and waiver.granted > as_of:
        return _reason("waiver-not-yet", waiver, granted=waiver.granted)
    if waiver.evidence and waiver.evidence != (now := evidence()):
        return _reason("waiver-evidence-changed", waiver, evidence=now)
    roles = dict(policy.approvals.waivers).get(level, ())
    if roles and waiver.approved_by not in roles:
        return _reason("waiver-not-approved", waiver, roles=", ".join(roles))
    return _overlong(policy, waiver)


def doubtful(policy: Policy) -> list[Problem]:
    """Waivers that can't hold, whatever they are for: their time is not limited as the policy asks."""
    found = [(waiver, _overlong(policy, waiver)) for waiver in policy.waivers]
    return [problem_of(waiver, reason) for waiver, reason in found if reason is not None]


def problem_of(waiver: Waiver, reason: Reason) -> Problem:
    """The same for whoever keeps the policy."""
    return warning(f"policy-{reason.key}", waiver.place, **dict(reason.facts))


def _overlong(policy: Policy, waiver: Waiver) -> Reason | None:
    longest = policy.approvals.longest_days
    if longest is None:
        return None
    if waiver.granted is None:
        return _reason("waiver-not-dated", waiver, days=longest)
    days = (waiver.expires - waiver.granted).days
    return _reason("waiver-too-long", waiver, days=longest, asked=days) if days > longest else None


def _reason(key: str, waiver: Waiver, **facts: object) -> Reason:
    return Reason(key, facts_of(waiver=waiver.id, **facts), "", waiver.place)
