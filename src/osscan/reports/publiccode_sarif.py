"""Validated publiccode.yml files as SARIF 2.1.0: a result for each finding, what could not be read as a notification of the tool."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from osscan import __version__
from osscan.model.publiccode import PubliccodeFinding, PubliccodeReport
from osscan.reports.publiccode_said import problem_said, said
from osscan.reports.sarif_log import Run, location, log, message, notifications, numbered
from osscan.texts.catalogue import Words
from osscan.texts.shown import shown


def render(reports: Sequence[PubliccodeReport], words: Words) -> str:
    """One run over all files."""
    findings = [one for report in reports for one in report.findings]
    problems = [one for report in reports for one in report.problems]
    codes = sorted({one.code for one in findings})
    numbers = numbered(codes)
    driver = {"name": "osscan", "version": __version__, "rules": [_rule(code, words) for code in codes]}
    told = list(notifications((one, problem_said(one, words)) for one in problems))
    invocation = {"executionSuccessful": not problems, "toolExecutionNotifications": told}
    return log(Run(driver, words.language, invocation, (_result(one, numbers[one.code], words) for one in findings)))


def _rule(code: str, words: Words) -> dict[str, Any]:
    """The rule in words that hold for every case of it."""
    return {
        "id": code,
        "shortDescription": {"text": words.template(f"publiccode.{code}.title")},
        "help": {"text": words.template(f"publiccode.{code}.next")},
        "properties": {"tags": ["publiccode"]},
    }


def _result(finding: PubliccodeFinding, number: int, words: Words) -> dict[str, Any]:
    text = f"{said(finding, words)} {said(finding, words, 'next')} ({finding.clause})"
    place = location(finding.place)
    if finding.key:
        place["logicalLocations"] = [{"fullyQualifiedName": shown(finding.key), "kind": "member"}]
    identity = "\0".join((finding.code, finding.key, str(finding.facts)))
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": message(text)},
        "locations": [place],
        "partialFingerprints": {"osscanPubliccode/v1": hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()},
        "properties": {"clause": finding.clause},
    }
