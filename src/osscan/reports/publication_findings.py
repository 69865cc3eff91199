"""What the gate before publication objects to, one finding for each place, for formats that programs read: SARIF, JUnit, Code Quality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osscan.inputs.tree import shown_before
from osscan.model.place import Place
from osscan.model.problem import Problem
from osscan.model.publication import Checked, PublicationReport, Spot, Waiving
from osscan.model.report import CheckSeverity, CheckStatus
from osscan.reports.fingerprints import Fingerprints
from osscan.reports.publication_said import (
    OPEN,
    clauses_said,
    finding_said,
    next_step,
    objection_said,
    reason_said,
    refusal_said,
    spot_said,
    waivers_told,
)
from osscan.texts.catalogue import Words

_DECISIONS = ".osscan/decisions.jsonl"


class Finding(NamedTuple):
    """One place of one check. `place` is as seen from where the run stands; `waiver` is what takes it out."""

    check: Checked
    place: Place
    what: str
    severity: CheckSeverity
    fingerprint: str
    key: str = ""
    waiver: Waiving | None = None
    refusal: bool = False


def findings(report: PublicationReport, fingerprints: Fingerprints, words: Words) -> Iterator[Finding]:
    """Every one, in the order of the checks. What could not be looked at or waits for people is one too; waived ones come with their waiver."""
    for check in report.checks:
        if check.status is CheckStatus.FAILED or check.status in OPEN:
            yield from _counting(report, check, fingerprints, words)
        for spot, waiver in check.waived:
            yield _finding(report, check, spot, fingerprints, words)._replace(waiver=waiver)
    yield from _refusal(report, fingerprints, words)


def described(finding: Finding, words: Words) -> str:
    """What is not as it should be, and what to do, for a reader who sees nothing else of the check."""
    if finding.refusal:
        return finding.what
    return f"{finding_said(finding.check, finding.what, words)} {with_source(finding.check, words)}"


def with_source(check: Checked, words: Words) -> str:
    """The next step, and where the demand comes from."""
    return f"{words('publish.next', (), text=next_step(check, words))} ({clauses_said(check)})"


def seen(report: PublicationReport, place: Place) -> Place:
    """A place in the project as it is seen from where the run stands; of a project that was named by an absolute path as it is."""
    before = shown_before(report.path)
    path = place.input
    if path in ("", ".", report.path):
        return place._replace(input="." if _is_absolute(before) else before.rstrip("/") or ".")
    return place._replace(input=path if _is_absolute(before) else before + path)


def problems_seen(report: PublicationReport) -> tuple[Problem, ...]:
    """Problems, with places told alike: some come from a look at the project, others from one at its inputs."""
    before = shown_before(report.path)
    plain = (one._replace(place=one.place._replace(input=one.place.input.removeprefix(before))) for one in report.problems)
    return tuple(one._replace(place=seen(report, one.place)) for one in plain)


def waivers_seen(report: PublicationReport, words: Words) -> Iterator[tuple[Place, str]]:
    """Waivers that are over or idle; those of the project with their place as it is seen from where the run stands."""
    for place, text in waivers_told(report, words):
        yield (seen(report, place) if place.input.startswith(".osscan/") else place), text


def _counting(report: PublicationReport, check: Checked, fingerprints: Fingerprints, words: Words) -> Iterator[Finding]:
    because = reason_said(check, words) if check.status in OPEN else ""
    for spot in check.spots:
        found = _finding(report, check, spot, fingerprints, words)
        yield found._replace(what=f"{because} {found.what}".strip())
    if not check.spots:
        what = because or objection_said(check, words)
        yield Finding(check, _where_answered(report, check), what, check.severity, fingerprints.of_check(check.id, "open"))


def _where_answered(report: PublicationReport, check: Checked) -> Place:
    """Where the answer of people stands, or will stand; the project where it is not up to them."""
    if check.decision is not None and check.decision.place is not None:
        return seen(report, check.decision.place)
    to_answer = check.status is CheckStatus.MANUAL or check.reason == "decisions-broken"
    return seen(report, Place(_DECISIONS if to_answer else "."))


def _finding(report: PublicationReport, check: Checked, spot: Spot, fingerprints: Fingerprints, words: Words) -> Finding:
    return Finding(
        check,
        seen(report, spot.place),
        spot_said(check, spot, words),
        max(check.severity, spot.weight or check.severity, key=list(CheckSeverity).index),
        fingerprints.of_spot(check.id, spot),
        spot.key,
    )


def _refusal(report: PublicationReport, fingerprints: Fingerprints, words: Words) -> Iterator[Finding]:
    """That somebody decided not to publish stops a publication, however well the project stands."""
    refusal = report.refusal
    for check in report.checks:
        if refusal is not None and check.decision is refusal:
            place = seen(report, refusal.place or Place(_DECISIONS))
            fingerprint = fingerprints.of_check(check.id, refusal.answer)
            yield Finding(check, place, refusal_said(report, words), CheckSeverity.BLOCKER, fingerprint, refusal=True)


def _is_absolute(before: str) -> bool:
    return before.startswith("/") or before[1:3] == ":/"
