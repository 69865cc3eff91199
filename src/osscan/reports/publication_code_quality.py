"""The gate before publication for GitLab Code Quality: what counts and what could not be read, for the widget of a merge request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osscan.model.publication import PublicationReport
from osscan.model.report import CheckSeverity
from osscan.reports.code_quality import location, problem_entry
from osscan.reports.fingerprints import Fingerprints
from osscan.reports.json_text import elements, line
from osscan.reports.publication_findings import Finding, described, findings, problems_seen
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown

_SEVERITIES = {CheckSeverity.BLOCKER: "blocker", CheckSeverity.CONDITION: "major", CheckSeverity.HINT: "info"}


def render(report: PublicationReport, words: Words) -> str:
    """A JSON list; what somebody answers for is left out, as GitLab knows no word for it."""
    return "".join(elements(line(entry) for entry in _entries(report, words))) + "\n"


def _entries(report: PublicationReport, words: Words) -> Iterator[dict[str, Any]]:
    fingerprints = Fingerprints()
    for finding in findings(report, fingerprints, words):
        if finding.waiver is None:
            yield _objection(finding, words)
    for problem in problems_seen(report):
        yield problem_entry(problem, fingerprints, words)


def _objection(finding: Finding, words: Words) -> dict[str, Any]:
    return {
        "description": shown(described(finding, words), 1000),
        "check_name": finding.check.id,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": location(finding.place),
    }
