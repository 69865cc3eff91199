"""Objections brought together: what is judged alike is said once, with all components that it concerns."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from osscan.model.component import PathRole
from osscan.model.report import JudgedComponent, Report
from osscan.model.verdict import Judgement, Level, Modifier, Reason, Verdict


class Group(NamedTuple):
    """Components with one judgement, in the report's order."""

    judgement: Judgement
    modifier: Modifier | None
    members: tuple[JudgedComponent, ...]
    void: Reason | None = None
    evidence: str = ""
    """What all members share; empty where they differ or the run was not asked for it."""

    @property
    def first(self) -> JudgedComponent:
        return self.members[0]


class Omission(NamedTuple):
    """Components that were not judged for one cause: what their folder is for, or the reason that is given."""

    role: PathRole
    reasons: tuple[Reason, ...]
    components: int


def objections(report: Report) -> tuple[Group, ...]:
    """All objecting verdicts, denied ones first, then the largest groups."""
    keys: dict[tuple[object, ...], tuple[object, ...]] = {}
    found: dict[tuple[object, ...], list[JudgedComponent]] = {}
    first: dict[tuple[object, ...], Verdict] = {}
    evidence: dict[tuple[object, ...], set[str]] = {}
    if not report.summary.objections:
        return ()
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        if not verdict.objects:
            continue
        statement = judged.license.expression or _unestablished(judged)
        near = (id(verdict.judgement), statement, verdict.modifier, verdict.void)
        key = keys.get(near)
        if key is None:
            key = keys[near] = _alike(verdict, statement)
            first.setdefault(key, verdict)
        found.setdefault(key, []).append(judged)
        evidence.setdefault(key, set()).add(verdict.evidence)
    groups = [_group(first[key], members, evidence[key]) for key, members in found.items()]
    return tuple(sorted(groups, key=lambda group: (group.judgement.level is not Level.DENIED, -len(group.members))))


def omissions(report: Report) -> tuple[Omission, ...]:
    """What was not judged, by cause, the most frequent first."""
    counts: Counter[tuple[PathRole, tuple[Reason, ...]]] = Counter()
    if not report.summary.not_evaluated:
        return ()
    for judged, verdict in zip(report.components, report.verdicts, strict=True):
        if verdict.judgement.level is Level.NOT_EVALUATED:
            counts[judged.role, verdict.judgement.policy.reasons] += 1
    return tuple(Omission(*cause, count) for cause, count in counts.most_common())


def _group(verdict: Verdict, members: list[JudgedComponent], evidence: set[str]) -> Group:
    shared = next(iter(evidence)) if len(evidence) == 1 else ""
    return Group(verdict.judgement, verdict.modifier, tuple(members), verdict.void, shared)


def _alike(verdict: Verdict, statement: str) -> tuple[object, ...]:
    """What two verdicts must share to be said in one breath."""
    policy, compatibility = verdict.judgement.policy, verdict.judgement.compatibility
    return (
        verdict.judgement.level,
        policy.verdict,
        policy.rule,
        policy.place,
        compatibility.verdict,
        compatibility.outbound,
        compatibility.relation,
        verdict.judgement.chosen,
        statement,
        verdict.modifier,
        verdict.void,
        compatibility.remedies[0].key if compatibility.remedies else "",
    )


def _unestablished(judged: JudgedComponent) -> str:
    """What was said instead of a license, and why that is none."""
    raw = judged.component.claims[0].raw if judged.component.claims else ""
    return "\n".join([raw, *(reason.key for reason in judged.license.because)])
