"""Waivers: which verdicts they lift, until when, and which of them nothing needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from osscan.model.problem import Problem, note, warning
from osscan.model.report import JudgedComponent, WaiverRecord
from osscan.model.verdict import Modifier, Reason, Verdict
from osscan.policy.match import purl_fits, version_fits
from osscan.policy.schema import Policy, Waiver
from osscan.policy.waivers import problem_of, speaks_of, void_because

_SOON = timedelta(days=60)
_NONE_VOID: Mapping[str, Reason] = MappingProxyType({})


@dataclass(slots=True, eq=False, repr=False)
class Waiving:
    """Applies a policy's waivers on one day and remembers which were needed, and which did not hold and why."""

    policy: Policy
    as_of: date
    used: set[str] = field(default_factory=set)
    void: dict[str, Reason] = field(default_factory=dict)

    def weigh(self, told: JudgedComponent, verdict: Verdict, evidence: Callable[[], str]) -> Verdict:
        """The verdict lifted by a waiver that holds; pointed at one that has expired or is void, where none holds.

        Of several the one that lasts longest counts, so that their order does not matter.
        """
        fitting = [waiver for waiver in self.policy.waivers if _fits(waiver, told, verdict)]
        if not fitting:
            return verdict
        failing: list[tuple[Waiver, Reason | None]] = []
        for waiver in sorted(fitting, key=_longest_first):
            if waiver.expires < self.as_of:
                failing.append((waiver, None))
                continue
            reason = void_because(self.policy, waiver, verdict.judgement.level, self.as_of, evidence)
            if reason is None:
                self.used.add(waiver.id)
                return verdict._replace(modifier=Modifier.WAIVED, waiver=waiver.id, objects=False)
            self.void.setdefault(waiver.id, reason)
            failing.append((waiver, reason))
        waiver, reason = failing[0]
        if reason is None:
            return verdict._replace(modifier=Modifier.WAIVER_EXPIRED, waiver=waiver.id)
        return verdict._replace(modifier=Modifier.WAIVER_VOID, waiver=waiver.id, void=reason)


def waiver_records(
    policy: Policy, used: frozenset[str], as_of: date, void: Mapping[str, Reason] = _NONE_VOID
) -> tuple[WaiverRecord, ...]:
    """Every waiver of the policy with its state on this day: used, unused, void or expired."""
    roles = dict(policy.approvals.roles)
    return tuple(
        WaiverRecord(
            id=waiver.id,
            state=_state(waiver, used, as_of, void),
            owner=waiver.owner,
            reason_de=waiver.reason.de,
            reason_en=waiver.reason.en,
            ticket=waiver.ticket,
            expires=waiver.expires.isoformat(),
            place=waiver.place,
            approved_by=waiver.approved_by,
            approver_de=roles[waiver.approved_by].de if waiver.approved_by in roles else waiver.approved_by,
            approver_en=roles[waiver.approved_by].en if waiver.approved_by in roles else waiver.approved_by,
            granted=waiver.granted.isoformat() if waiver.granted else "",
            evidence=waiver.evidence,
            void=void.get(waiver.id) if waiver.expires >= as_of else None,
        )
        for waiver in policy.waivers
    )


def expiring(policy: Policy, used: frozenset[str], as_of: date, void: Mapping[str, Reason] = _NONE_VOID) -> list[Problem]:
    """What the policy's owner should know about waivers: expired, void, unused, or about to expire."""
    found = []
    for waiver in policy.waivers:
        facts = {"waiver": waiver.id, "expires": waiver.expires.isoformat(), "owner": waiver.owner}
        if waiver.expires < as_of:
            found.append(warning("policy-waiver-expired", waiver.place, **facts))
        elif waiver.id in void:
            found.append(problem_of(waiver, void[waiver.id]))
        elif waiver.id not in used:
            if waiver.place.input not in policy.shared:
                found.append(warning("policy-waiver-unused", waiver.place, **facts))
        elif waiver.expires - as_of <= _SOON:
            found.append(note("policy-waiver-expiring", waiver.place, **facts))
    return found


def _state(waiver: Waiver, used: frozenset[str], as_of: date, void: Mapping[str, Reason]) -> str:
    if waiver.expires < as_of:
        return "expired"
    if waiver.id in used:
        return "used"
    return "void" if waiver.id in void else "unused"


def _longest_first(waiver: Waiver) -> tuple[int, str]:
    return (-waiver.expires.toordinal(), waiver.id)


def _fits(waiver: Waiver, told: JudgedComponent, verdict: Verdict) -> bool:
    component = told.component
    return (
        speaks_of(waiver, verdict.judgement.policy.rule)
        and purl_fits(component.purl or told.id, waiver.purl)
        and version_fits(component.version, waiver.versions)
        and (not waiver.license or waiver.license.casefold() == (told.license.expression or "").casefold())
    )
