"""Validated publiccode.yml files for scripts: one object a file, in a line (`jsonl`) or in one document (`osscan/publiccode/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osscan.model.publiccode import PubliccodeFinding, PubliccodeReport
from osscan.reports.json_text import Lines, line, members
from osscan.reports.publiccode_said import problem_said, said
from osscan.texts.catalogue import Words

SCHEMA = "osscan/publiccode/1"


def as_line(report: PubliccodeReport, words: Words) -> str:
    """The contract's object (docs: machine output); line 0 is for what is missing together with its section."""
    return line(_report(report, words))


def as_document(reports: Sequence[PubliccodeReport], words: Words) -> str:
    """All files, one a line, under the name of the schema."""
    fields = (("schema", SCHEMA), ("files", Lines(line(_report(report, words)) for report in reports)))
    return "".join(members(fields)) + "\n"


def _report(report: PubliccodeReport, words: Words) -> dict[str, Any]:
    return {
        "path": report.path,
        "version": report.version,
        "valid": report.valid,
        "complete": report.whole,
        "errors": [_finding(one, words) for one in report.errors],
        "warnings": [_finding(one, words) for one in report.warnings],
        "not_looked_at": {"addresses": report.addresses, "files": not report.files_seen},
        "problems": [
            {"code": one.code, "severity": one.severity, "message": problem_said(one, words)} for one in report.problems
        ],
    }


def _finding(finding: PubliccodeFinding, words: Words) -> dict[str, Any]:
    return {
        "key": finding.key,
        "line": finding.place.line or 0,
        "column": finding.place.column or 0,
        "message": said(finding, words),
        "code": finding.code,
        "next": said(finding, words, "next"),
        "clause": finding.clause,
    }
