"""Waivers: which verdicts they lift, until when, and which of them nothing needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from osscan.model.problem import Problem, note, warning
from osscan.model.report import JudgedComponent, WaiverRecord
from osscan.model.verdict import Modifier, Verdict
from osscan.policy.match import purl_fits, version_fits
from osscan.policy.schema import Policy, Waiver

_SOON = timedelta(days=60)


@dataclass(slots=True, eq=False, repr=False)
class Waiving:
    """Applies a policy's waivers on one day and remembers which were needed."""

    policy: Policy
    as_of: date
    used: set[str] = field(default_factory=set)

    def weigh(self, told: JudgedComponent, verdict: Verdict) -> Verdict:
        """The verdict with the first waiver that fits: lifted while it lasts, pointed at once it has expired."""
        fitting = [waiver for waiver in self.policy.waivers if _fits(waiver, told, verdict)]
        for waiver in fitting:
            self.used.add(waiver.id)
            if waiver.expires >= self.as_of:
                return verdict._replace(modifier=Modifier.WAIVED, waiver=waiver.id, objects=False)
        if fitting:
            return verdict._replace(modifier=Modifier.WAIVER_EXPIRED, waiver=fitting[0].id)
        return verdict


def waiver_records(policy: Policy, used: frozenset[str], as_of: date) -> tuple[WaiverRecord, ...]:
    """Every waiver of the policy with its state on this day: used, unused or expired."""
    return tuple(
        WaiverRecord(
            id=waiver.id,
            state="expired" if waiver.expires < as_of else "used" if waiver.id in used else "unused",
            owner=waiver.owner,
            reason_de=waiver.reason.de,
            reason_en=waiver.reason.en,
            ticket=waiver.ticket,
            expires=waiver.expires.isoformat(),
            place=waiver.place,
        )
        for waiver in policy.waivers
    )


def expiring(policy: Policy, used: frozenset[str], as_of: date) -> list[Problem]:
    """What the policy's owner should know about waivers: unused, expired, or about to expire."""
    found = []
    for waiver in policy.waivers:
        facts = {"waiver": waiver.id, "expires": waiver.expires.isoformat(), "owner": waiver.owner}
        if waiver.expires < as_of:
            found.append(warning("policy-waiver-expired", waiver.place, **facts))
        elif waiver.id not in used:
            found.append(warning("policy-waiver-unused", waiver.place, **facts))
        elif waiver.expires - as_of <= _SOON:
            found.append(note("policy-waiver-expiring", waiver.place, **facts))
    return found


def _fits(waiver: Waiver, told: JudgedComponent, verdict: Verdict) -> bool:
    component = told.component
    return (
        waiver.rule in ("*", verdict.judgement.policy.rule)
        and purl_fits(component.purl or told.id, waiver.purl)
        and version_fits(component.version, waiver.versions)
        and (not waiver.license or waiver.license.casefold() == (told.license.expression or "").casefold())
    )
