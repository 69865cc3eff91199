"""Validated SBOMs as SARIF 2.1.0: a result for each finding, what could not be read as a notification of the tool."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from osscan import __version__
from osscan.model.place import Place
from osscan.model.sbom_finding import SbomFinding
from osscan.model.sbom_report import SbomReport
from osscan.reports.sarif_log import Run, location, log, message, notifications, numbered
from osscan.reports.sbom_findings import problem_said, said
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown


def render(reports: Sequence[SbomReport], words: Words) -> str:
    """One run over all documents."""
    findings = [one for report in reports for one in report.findings]
    problems = [one for report in reports for one in report.problems]
    first: dict[str, SbomFinding] = {}
    for one in findings:
        first.setdefault(one.code, one)
    codes = sorted(first)
    numbers = numbered(codes)
    driver = {"name": "osscan", "version": __version__, "rules": [_rule(first[code], words) for code in codes]}
    told = list(notifications((one, problem_said(one, words)) for one in problems))
    invocation = {"executionSuccessful": not problems, "toolExecutionNotifications": told}
    return log(Run(driver, words.language, invocation, (_result(one, numbers[one.code], words) for one in findings)))


def _rule(finding: SbomFinding, words: Words) -> dict[str, Any]:
    """The rule in words that hold for every case of it."""
    return {
        "id": finding.code,
        "shortDescription": {"text": said(finding, words, "title")},
        "help": {"text": words.template(f"sbom.{finding.code}.next")},
        "defaultConfiguration": {"level": finding.severity},
        "properties": {"tags": ["sbom", finding.layer]},
    }


def _result(finding: SbomFinding, number: int, words: Words) -> dict[str, Any]:
    who = f"{finding.component}: " if finding.component else ""
    text = f"{who}{said(finding, words)} {said(finding, words, 'next')} ({finding.clause})"
    place = location(finding.place or Place(""))
    if finding.component:
        place["logicalLocations"] = [
            {"name": shown(finding.component), "fullyQualifiedName": shown(finding.pointer), "kind": "module"}
        ]
    key = "\0".join((finding.code, finding.component, finding.pointer if not finding.component else "", str(finding.facts)))
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": message(text)},
        "locations": [place],
        "partialFingerprints": {"osscanSbom/v1": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()},
        "properties": {"clause": finding.clause, "pointer": finding.pointer, "profile": finding.profile},
    }
