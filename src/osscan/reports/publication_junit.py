"""The gate before publication as JUnit XML: a case for each check. What could not be looked at or waits for people is an error, never a pass."""

from __future__ import annotations

from collections.abc import Iterable

from osscan.model.problem import Severity
from osscan.model.publication import Checked, PublicationReport
from osscan.model.report import CheckStatus
from osscan.reports.fingerprints import Fingerprints
from osscan.reports.junit_suites import Case, Suite, case, document, error, failure, problem_case
from osscan.reports.numbers import counted
from osscan.reports.publication_findings import Finding, findings, problems_seen, waivers_seen
from osscan.reports.publication_said import (
    OPEN,
    clauses_said,
    looked_at,
    next_step,
    reason_said,
    title,
    verdict_said,
)
from osscan.reports.sentences import located, problem_text, where
from osscan.texts.catalogue import Words
from osscan.texts.escapes import xml_text

_SPOTS = 50


def render(report: PublicationReport, words: Words) -> str:
    """One suite, which is called as the project was named."""
    found: dict[str, list[Finding]] = {}
    for one in findings(report, Fingerprints(), words):
        found.setdefault(one.check.id, []).append(one)
    problems = problems_seen(report)
    cases = [problem_case(report.path, one, words) for one in problems if one.severity is Severity.ERROR]
    cases += [_case(check, found.get(check.id, []), words) for check in report.checks]
    remarks = [
        verdict_said(report, words),
        looked_at(report, words),
        *(located(one.place, problem_text(words, one)) for one in problems if one.severity is not Severity.ERROR),
        *(located(place, text) for place, text in waivers_seen(report, words)),
    ]
    return document(report.tool[0], [Suite(report.path, cases, remarks)])


def _case(check: Checked, found: list[Finding], words: Words) -> Case:
    """A check that is met only because of waivers is skipped, and says who answers for it."""
    group, name = check.id.rpartition("-")[0], f"{check.id} {title(check, words)}"
    counting = [one for one in found if one.waiver is None]
    place = counting[0].place if counting else None
    body = "\n".join(xml_text(text) for text in _lines(check, found, words) if text)
    if any(one.refusal for one in found) or check.status is CheckStatus.FAILED:
        first = next((one for one in counting if one.refusal), counting[0])
        said = _summary(first, len(counting) - 1, words)
        return "failures", case(group, name, failure(said, first.severity, body), first.place)
    if check.status in OPEN:
        return "errors", case(group, name, error(reason_said(check, words), check.status, body), place)
    if found:
        waived = "; ".join(dict.fromkeys(_waived(one, words) for one in found))
        return "skipped", case(group, name, f'<skipped message="{xml_text(waived)}"/>')
    if check.status is CheckStatus.NOT_APPLICABLE:
        return "skipped", case(group, name, f'<skipped message="{xml_text(reason_said(check, words))}"/>')
    return "passed", case(group, name, "")


def _summary(first: Finding, rest: int, words: Words) -> str:
    return f"{first.what} ({counted(words, 'publish.also', rest)})" if rest else first.what


def _lines(check: Checked, found: list[Finding], words: Words) -> Iterable[str]:
    for one in found[:_SPOTS]:
        yield located(one.place, one.what)
        yield _waived(one, words)
    if len(found) > _SPOTS:
        yield counted(words, "publish.also", len(found) - _SPOTS)
    if not all(one.refusal for one in found):
        yield words("publish.next", (), text=next_step(check, words))
    yield words("publish.source", (), source=clauses_said(check))


def _waived(finding: Finding, words: Words) -> str:
    waiver = finding.waiver
    if waiver is None:
        return ""
    said = words("publish.waived", (), role=waiver.role, expires=waiver.expires, reason=waiver.reason)
    return f"{where(finding.place)}: {said}"
