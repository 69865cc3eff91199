"""Validated SBOMs for scripts: one object a document, in a line (`jsonl`) or in one document with all of them (`osscan/sbom-validation/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osscan.model.problem import Problem
from osscan.model.sbom_finding import SbomFinding
from osscan.model.sbom_report import ProfileResult, SbomReport
from osscan.reports.json_text import Lines, line, members
from osscan.reports.sbom_findings import problem_said, said
from osscan.texts.catalogue import Words

SCHEMA = "osscan/sbom-validation/1"


def as_line(report: SbomReport, words: Words) -> str:
    """The contract's object (docs: machine output): what was found, and the verdict of each profile."""
    return line(_report(report, words))


def as_document(reports: Sequence[SbomReport], words: Words) -> str:
    """All documents, one a line, under the name of the schema."""
    fields = (("schema", SCHEMA), ("documents", Lines(line(_report(report, words)) for report in reports)))
    return "".join(members(fields)) + "\n"


def _report(report: SbomReport, words: Words) -> dict[str, Any]:
    return {
        "path": report.path,
        "format": report.format or None,
        "version": report.version,
        "notation": report.notation,
        "wrapper": report.wrapper,
        "complete": report.whole,
        "components": report.parts,
        "schema_valid": report.schema_valid,
        "findings": [_problem(one, words) for one in report.problems] + [_finding(one, words) for one in report.findings],
        "profiles": {result.name: result.verdict for result in report.profiles},
        "profile_details": [_profile(result) for result in report.profiles],
    }


def _finding(finding: SbomFinding, words: Words) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "layer": finding.layer,
        "profile": finding.profile,
        "pointer": finding.pointer,
        "line": finding.place.line if finding.place else None,
        "column": finding.place.column if finding.place else None,
        "component": finding.component,
        "clause": finding.clause,
        "message": said(finding, words),
        "next": said(finding, words, "next"),
    }


def _problem(problem: Problem, words: Words) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "layer": "syntax",
        "profile": "",
        "pointer": problem.place.route,
        "line": problem.place.line,
        "column": problem.place.column,
        "component": "",
        "clause": "",
        "message": problem_said(problem, words),
        "next": problem_said(problem, words, "next"),
    }


def _profile(result: ProfileResult) -> dict[str, Any]:
    fields = [
        {"code": one.code, "level": one.level, "clause": one.clause, "asked": one.asked, "met": one.met} for one in result.fields
    ]
    return {
        "name": result.name,
        "version": result.version,
        "verdict": result.verdict,
        "asked": result.asked,
        "met": result.met,
        "remark": result.remark,
        "fields": fields,
    }
