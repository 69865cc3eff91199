"""The gate before publication as SARIF 2.1.0: a rule for each check, a result for each place, what could not be read as notifications."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.problem import Severity
from osscan.model.publication import Checked, PublicationReport, Waiving
from osscan.model.report import CheckSeverity
from osscan.reports.fingerprints import Fingerprints
from osscan.reports.publication_findings import Finding, findings, problems_seen, waivers_seen, with_source
from osscan.reports.publication_said import clause_said, clauses_said, remedy, title, why
from osscan.reports.sarif_log import Run, help_said, location, log, message, notifications, numbered, plain, suppression
from osscan.reports.sentences import problem_text
from osscan.texts.catalogue import Words

LEVELS = {
    CheckSeverity.BLOCKER: Severity.ERROR,
    CheckSeverity.CONDITION: Severity.WARNING,
    CheckSeverity.HINT: Severity.NOTE,
}


def render(report: PublicationReport, words: Words) -> str:
    """One run. What could not be looked at is a result of its own and weighs as much as if it had failed."""
    name, version = report.tool
    driver = {
        "name": name,
        "version": version,
        "language": words.language,
        "rules": [_rule(check, words) for check in report.checks],
        "properties": {"data": dict(report.data)},
    }
    more = (("automationDetails", {"id": f"osscan-publish/{report.profile}/"}), ("properties", _properties(report)))
    return log(Run(driver, words.language, _invocation(report, words), _results(report, words), more))


def _rule(check: Checked, words: Words) -> dict[str, Any]:
    because, step = why(check, words), remedy(check, words)
    source = words("publish.source", (), source=clauses_said(check))
    return {
        "id": check.id,
        "shortDescription": {"text": plain(title(check, words))},
        "fullDescription": {"text": plain(because)},
        "help": help_said(because, step, source),
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {"tags": ["publication", check.severity], "clauses": [clause_said(clause) for clause in check.clauses]},
    }


def _properties(report: PublicationReport) -> dict[str, Any]:
    return {
        "verdict": report.verdict,
        "refused": report.refusal is not None,
        "complete": report.complete,
        "generatedAt": report.generated_at,
        "profile": report.profile,
        "kind": report.kind,
        "revision": report.revision,
        "policyHash": report.policy_hash,
    }


def _invocation(report: PublicationReport, words: Words) -> dict[str, Any]:
    problems = problems_seen(report)
    idle = [
        {"level": "note", "message": {"text": message(text)}, "locations": [location(place)]}
        for place, text in waivers_seen(report, words)
    ]
    return {
        "executionSuccessful": all(one.severity is not Severity.ERROR for one in problems),
        "toolExecutionNotifications": list(notifications((one, problem_text(words, one)) for one in problems)),
        "toolConfigurationNotifications": idle,
    }


def _results(report: PublicationReport, words: Words) -> Iterator[dict[str, Any]]:
    numbers = numbered(check.id for check in report.checks)
    for finding in findings(report, Fingerprints(), words):
        yield _result(finding, numbers[finding.check.id], words)


def _result(finding: Finding, number: int, words: Words) -> dict[str, Any]:
    check = finding.check
    text = finding.what if finding.refusal else f"{finding.what} {with_source(check, words)}"
    told = {
        "ruleId": check.id,
        "ruleIndex": number,
        "level": LEVELS[finding.severity],
        "message": {"text": message(text)},
        "locations": [location(finding.place)],
        "partialFingerprints": {
            "osscanPublication/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint[:16]}:1",
        },
        "properties": {"status": check.status, "severity": finding.severity, "key": plain(finding.key)},
    }
    return told if finding.waiver is None else {**told, "suppressions": [_suppression(finding.waiver, words)]}


def _suppression(waiver: Waiving, words: Words) -> dict[str, Any]:
    return suppression(words("publish.waived", (), role=waiver.role, expires=waiver.expires, reason=waiver.reason))
