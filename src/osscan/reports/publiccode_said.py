"""What is told of a publiccode.yml's findings in every format."""

from __future__ import annotations

from osscan.model.problem import Problem, Severity
from osscan.model.publiccode import PubliccodeFinding, PubliccodeReport
from osscan.reports.numbers import counted, number
from osscan.texts.catalogue import Words


def said(finding: PubliccodeFinding, words: Words, part: str = "message") -> str:
    """The finding's title, message or next step."""
    return words(f"publiccode.{finding.code}.{part}", finding.facts)


def problem_said(problem: Problem, words: Words, part: str = "message") -> str:
    return words(f"problem.{problem.code}.{part}", problem.facts)


def verdict_said(report: PubliccodeReport, words: Words) -> str:
    """The file, its version, and whether it is valid."""
    if not report.whole:
        return words("publiccode_validate.not-read", (), path=report.path)
    word = words(f"publiccode_validate.verdict.{'valid' if report.valid else 'invalid'}")
    if report.version is None:
        return words("publiccode_validate.head-without-version", (), path=report.path, verdict=word)
    return words("publiccode_validate.head", (), path=report.path, version=report.version, verdict=word)


def counts_said(report: PubliccodeReport, words: Words) -> str:
    """`2 errors, 1 warning`; empty where nothing was found."""
    counts = (("error", len(report.errors) + len(report.problems)), ("warning", len(report.warnings)))
    return ", ".join(counted(words, f"publiccode_validate.counts.{name}", count) for name, count in counts if count)


def unseen_said(report: PubliccodeReport, words: Words) -> list[str]:
    """What was not looked at: addresses, and the files of a document that came without a folder."""
    lines = []
    if report.addresses:
        lines.append(counted(words, "publiccode_validate.addresses", report.addresses))
    if not report.files_seen:
        lines.append(words("publiccode_validate.files-unseen"))
    return lines


def where(finding: PubliccodeFinding) -> str:
    """`file:line:column`, as far as it is known."""
    place = finding.place
    return place.input + (f":{place.line}" if place.line else "") + (f":{place.column}" if place.line and place.column else "")


def weight(finding: PubliccodeFinding, words: Words) -> str:
    return words(f"publiccode_validate.weight.{'error' if finding.severity is Severity.ERROR else 'warning'}")


def many(words: Words, count: int) -> str:
    return number(words, count)
