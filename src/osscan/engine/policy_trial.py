"""Made-up components, judged on the same bench as the components of `osscan check`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from osscan.engine.judging import judge_all
from osscan.engine.request import CheckRequest
from osscan.engine.unite import Union, United
from osscan.model.claim import ClaimRole, Form, LicenseClaim, Method
from osscan.model.component import Component, PathRole
from osscan.model.place import Place
from osscan.model.purl import parts
from osscan.model.report import JudgedComponent
from osscan.model.verdict import Judgement, Verdict
from osscan.policy.resolve import Resolved
from osscan.policy.schema import Policy, Sample

_PLACE = Place("-")


class Trial(NamedTuple):
    """What came out for one sample."""

    component: JudgedComponent
    resolved: Resolved
    verdict: Verdict

    @property
    def judgement(self) -> Judgement:
        return self.verdict.judgement


def tried(policy: Policy, samples: Sequence[Sample], as_of: date, outbound: str = "") -> tuple[Trial, ...]:
    """Each sample judged by the policy, in their order; a sample's own provisions take the place of the policy's."""
    found: list[Trial | None] = [None] * len(samples)
    for provisions in dict.fromkeys(sample.provisions for sample in samples):
        positions = [position for position, sample in enumerate(samples) if sample.provisions == provisions]
        under = policy._replace(provisions=provisions) if provisions else policy
        for position, trial in zip(positions, _tried([samples[p] for p in positions], under, as_of, outbound), strict=True):
            found[position] = trial
    return tuple(trial for trial in found if trial is not None)


def _tried(samples: list[Sample], policy: Policy, as_of: date, outbound: str) -> list[Trial]:
    union = Union({united.id: united for united in map(_united, range(len(samples)), samples)})
    judged = judge_all(CheckRequest((), policy, outbound, as_of, ""), union, ())
    return [Trial(*three) for three in zip(judged.components, judged.resolved, judged.verdicts, strict=True)]


def _united(position: int, sample: Sample) -> United:
    """Ids that sort as the samples stand."""
    _, namespace, name, version = parts(sample.purl)
    text = sample.license or sample.declared
    form = Form.EXPRESSION if sample.license else Form.NAME
    claims = (LicenseClaim(ClaimRole.DECLARED, text, form, Method.MANIFEST, _PLACE),) if text else ()
    component = Component(
        "/".join(part for part in (namespace, name) if part),
        version,
        _PLACE,
        str(position),
        sample.purl,
        claims,
        sample.scope,
        relation=sample.relation,
    )
    return United(f"{position:09}", component, sample.scope, PathRole.PRODUCT, [_PLACE.input])
