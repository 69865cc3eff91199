"""The release itself: two pairs of eyes, the council's resolution, a reason where nothing is published, an archive."""

from __future__ import annotations

import re

from osscan.checks.base import PASSED, Check, by_people, failed, not_applicable, unknown
from osscan.checks.project import Project
from osscan.checks.sources import city, criteria, law
from osscan.model.problem import facts_of
from osscan.model.publication import Looked, Profile, Spot
from osscan.model.report import CheckSeverity

DRUCKSACHE = re.compile(r"\b\d{5}\s?-\s?\d{2}(?:-E\d+)?\b")
"""Papers of the Council: `23758-22`, `18828-20-E5`; one source writes a blank behind the hyphen."""
REFUSAL = "PUB-REL-03"
_BUNDLE = re.compile(r"(?:^|/)(?:osscan|nachweis|freigabe)[\w.-]*\.(?:zip|tar\.gz)$", re.IGNORECASE).search


def approval(project: Project) -> Looked:
    """Two decisions to publish, by two roles."""
    told = [one for one in project.decisions if one.check == "PUB-REL-01"]
    against = sorted(one.role for one in told if one.answer == "no")
    if against:
        return failed((Spot("refused", project.place(".osscan/decisions.jsonl"), facts_of(role=against[0])),))
    if "decisions" in project.missing:
        return unknown(project.missing["decisions"])
    roles = {one.role for one in told if one.answer == "yes"}
    if len(roles) >= 2:
        return PASSED
    if len(roles) == 1:
        return failed((Spot("one-role", project.place(".osscan/decisions.jsonl"), facts_of(role=min(roles))),))
    return by_people(project)


def resolution(project: Project) -> Looked:
    """The resolution by which the city publishes: from the policy, or recorded."""
    if project.settings.resolutions:
        return failed((), facts_of(resolutions=", ".join(project.settings.resolutions)))
    return by_people(project)


def refusal(project: Project) -> Looked:
    """Only where somebody decided not to publish: then the reason is there."""
    if "decisions" in project.missing:
        return unknown(project.missing["decisions"])
    refused = [one for one in project.decisions if one.check == REFUSAL and one.answer == "refuse"]
    if not refused:
        return not_applicable("not-refused")
    last = refused[-1]
    if not last.reason.strip():
        return failed((Spot("no-reason", project.place(".osscan/decisions.jsonl")),))
    return PASSED


def archive(project: Project) -> Looked:
    """The evidence is kept: a bundle beside the release, or a decision that says where it is on file."""
    if any(_BUNDLE(file.path) for file in project.files):
        return PASSED
    if any(one.check == "PUB-REL-04" and one.answer == "yes" for one in project.decisions):
        return PASSED
    if "decisions" in project.missing:
        return unknown(project.missing["decisions"])
    return failed((Spot("missing", project.place(".osscan")),))


_CONDITION, _HINT = CheckSeverity.CONDITION, CheckSeverity.HINT
_NOT_MINIMAL = ((Profile.INTERN, _HINT), (Profile.MINIMAL, None))

CHECKS = (
    Check("PUB-REL-01", _CONDITION, criteria("P"), (city("DS 23758-22"), law("ISO/IEC 5230:2020", "3.3.2")), approval, "record PUB-REL-01", others=_NOT_MINIMAL),
    Check("PUB-REL-02", _CONDITION, criteria("P"), (city("Beschluss vom 11.02.2021"),), resolution, "record PUB-REL-02", by_people=True, others=_NOT_MINIMAL),
    Check("PUB-REL-03", _CONDITION, criteria("W"), (city("Beschluss vom 11.02.2021"), law("DIN SPEC 66336", "5.10.1"), law("Interoperable Europe Act", "Art. 4 Abs. 1")), refusal, "record PUB-REL-03", others=((Profile.INTERN, _HINT), (Profile.MINIMAL, _HINT))),
    Check("PUB-REL-04", _CONDITION, criteria("P"), (law("ISO/IEC 5230:2020", "3.4.1"),), archive, "bundle", others=_NOT_MINIMAL),
)  # fmt: skip
