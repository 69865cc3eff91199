"""Holds a document to a profile: picks the version that counts on the day, asks every demand, and counts."""

from __future__ import annotations

import datetime as dt

from osscan.model.problem import Severity
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.model.sbom_report import Field, Level, ProfileResult, ProfileVerdict
from osscan.sbom.profiles.base import Asked, Demand, Gap, Profile, Subject, Told
from osscan.sbom.profiles.table import PROFILES
from osscan.sbom.sense import moment_of

Judged = tuple[ProfileResult, tuple[SbomFinding, ...]]
_MISSING = {Level.MUST: Severity.ERROR, Level.MUST_IF_KNOWN: Severity.NOTE, Level.SHOULD: Severity.WARNING}
"""What need not be there is counted, but nobody is told of it."""
_WRONG = {
    Level.MUST: Severity.ERROR,
    Level.MUST_IF_KNOWN: Severity.ERROR,
    Level.SHOULD: Severity.WARNING,
    Level.MAY: Severity.WARNING,
}


def judge(asked: Asked, subject: Subject, day: dt.date) -> Judged:
    """The result and its findings; raises KeyError for a profile or version that there is not.

    Without a version the one counts that is in force on `day`. A document that was made while a former version could still be
    followed, and that follows it, passes: what was right when it was handed out stays right.
    """
    if asked.version:
        return _as_named(_named(asked), subject, day)
    versions = [profile for profile in PROFILES if profile.name == asked.name]
    if not versions:
        raise KeyError(asked)
    in_force = [one for one in versions if one.since <= day] or versions[:1]
    judged = _held(in_force[-1], subject)
    made = _made(subject)
    if judged[0].verdict is ProfileVerdict.PASS or made is None:
        return judged
    for former in reversed(in_force[:-1]):
        if _could_follow(former, made):
            result, findings = _held(former, subject)
            if result.verdict is ProfileVerdict.PASS:
                return result._replace(remark="former-version"), findings
    if len(versions) > 1 and made < versions[0].since:
        return judged[0]._replace(remark="older-than-known"), judged[1]
    return judged


def known(asked: Asked) -> bool:
    """Whether there is such a profile."""
    return any(_is(one, asked) for one in PROFILES)


def _as_named(profile: Profile, subject: Subject, day: dt.date) -> Judged:
    result, findings = _held(profile, subject)
    if profile.until is not None and (_made(subject) or day) > profile.until:
        return result._replace(remark="version-ended"), findings
    return result, findings


def _made(subject: Subject) -> dt.date | None:
    made = moment_of(subject.bom.created)
    return made.date() if made is not None else None


def _could_follow(profile: Profile, made: dt.date) -> bool:
    return profile.since <= made and (profile.until is None or made <= profile.until)


def _named(asked: Asked) -> Profile:
    found = [one for one in PROFILES if _is(one, asked)]
    if not found:
        raise KeyError(asked)
    return found[-1]


def _is(profile: Profile, asked: Asked) -> bool:
    """`2.1` names 2.1.0."""
    return profile.name == asked.name and f"{profile.version}.".startswith(f"{asked.version}." if asked.version else "")


def _held(profile: Profile, subject: Subject) -> Judged:
    fields: list[Field] = []
    findings: list[SbomFinding] = []
    for demand in profile.demands:
        told = demand.look(subject)
        fields.append(Field(demand.code, demand.level, demand.clause, told.asked, told.asked - told.missed))
        findings += _findings(profile, demand, told)
    failed = any(one.severity is Severity.ERROR for one in findings)
    verdict = ProfileVerdict.FAIL if failed else ProfileVerdict.PASS
    return ProfileResult(profile.name, profile.version, verdict, tuple(fields)), tuple(findings)


def _findings(profile: Profile, demand: Demand, told: Told) -> list[SbomFinding]:
    clause = f"{profile.source}, {demand.clause}" if demand.clause else profile.source
    found = []
    for gap in told.gaps:
        severity = _severity(demand, gap)
        if severity is not None:
            code = gap.code or demand.code
            found.append(SbomFinding(Layer.PROFILE, code, severity, gap.pointer, clause, gap.component, gap.facts, profile.name))
    return found


def _severity(demand: Demand, gap: Gap) -> Severity | None:
    if gap.note:
        return Severity.NOTE
    return _WRONG[demand.level] if gap.code else _MISSING.get(demand.level)
