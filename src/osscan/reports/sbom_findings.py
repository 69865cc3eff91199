"""What is told of an SBOM's findings in every format: their sentences, and findings of one kind told together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from osscan.model.problem import Problem, Severity
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.model.sbom_report import ProfileResult, SbomReport
from osscan.reports.numbers import counted, number
from osscan.texts.catalogue import Words

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Kind(NamedTuple):
    """Findings of one code and severity in one layer, in the order of the document."""

    layer: Layer
    profile: str
    code: str
    severity: Severity
    findings: tuple[SbomFinding, ...]

    @property
    def first(self) -> SbomFinding:
        """The one that stands for all."""
        return self.findings[0]


def kinds(findings: Iterable[SbomFinding]) -> tuple[Kind, ...]:
    """Findings told together: layer by layer, errors before warnings before notes, the most frequent first."""
    found: dict[tuple[Layer, str, str, Severity], list[SbomFinding]] = {}
    for one in findings:
        found.setdefault((one.layer, one.profile, one.code, one.severity), []).append(one)
    told = [Kind(*key, tuple(members)) for key, members in found.items()]
    return tuple(sorted(told, key=_rank))


def _rank(kind: Kind) -> tuple[int, str, int, int, str]:
    return (list(Layer).index(kind.layer), kind.profile, SEVERITIES.index(kind.severity), -len(kind.findings), kind.code)


def said(finding: SbomFinding, words: Words, part: str = "message") -> str:
    """The finding's title, message or next step; of a faulty license expression the parser's own reason."""
    if finding.code == "license-syntax" and part == "message":
        facts = dict(finding.facts)
        return words(f"reason.expression-{facts['kind']}", (), text=facts["value"], word=facts["word"])
    return words(f"sbom.{finding.code}.{part}", finding.facts)


def problem_said(problem: Problem, words: Words, part: str = "message") -> str:
    return words(f"problem.{problem.code}.{part}", problem.facts)


def counts_said(report: SbomReport, words: Words) -> str:
    """`2 errors, 1 note`; empty where nothing was found."""
    told = [one.severity for one in report.findings] + [one.severity for one in report.problems]
    parts = [
        counted(words, f"sbom_validate.counts.{severity}", told.count(severity)) for severity in SEVERITIES if severity in told
    ]
    return ", ".join(parts)


def outcome_said(report: SbomReport, words: Words) -> str:
    """What was found; that nothing was is said only where somebody could look."""
    if report.schema_valid is None:
        return counts_said(report, words)
    return counts_said(report, words) or words("sbom_validate.fine").rstrip(".")


def schema_said(report: SbomReport, words: Words) -> str:
    word = "unknown" if report.schema_valid is None or not report.format else "valid" if report.schema_valid else "invalid"
    return words(f"sbom_validate.schema.{word}")


def document_said(report: SbomReport, words: Words) -> str:
    """The file, and what it is."""
    if not report.format:
        return words("sbom_validate.not-read", (), path=report.path)
    # SPDX 3 is a family of its own here, but people say its version only once.
    format_ = report.format.removesuffix("3")
    said_ = words("sbom_validate.read", (), path=report.path, format=format_, version=report.version, notation=report.notation)
    wrapped = f", {words('sbom_validate.wrapped', (), wrapper=report.wrapper)}" if report.wrapper else ""
    return f"{said_}{wrapped}, {counted(words, 'sbom_validate.parts', report.parts)}"


def profile_said(result: ProfileResult, words: Words) -> str:
    verdict = words(f"sbom_validate.profile.{result.verdict}")
    return words("sbom_validate.profile.head", (), name=result.name, version=result.version or "–", verdict=verdict)


def score_said(result: ProfileResult, words: Words) -> str:
    """How many of the facts that must be there are there."""
    if not result.asked:
        return ""
    return words(
        "sbom_validate.profile.score",
        (),
        met=number(words, result.met),
        asked=number(words, result.asked),
        percent=percent(words, result.met, result.asked),
    )


def percent(words: Words, met: int, asked: int) -> str:
    """Whole percents, never rounded up to 100."""
    value = min(int(100 * met / asked), 99) if met < asked else 100
    return f"{value} %" if words.language == "de" else f"{value}%"


def missing_said(result: ProfileResult, words: Words) -> list[str]:
    """The demands that miss most, as lines."""
    return [
        words(
            "sbom_validate.profile.field",
            (),
            title=words(f"sbom.{field.code}.title"),
            open=number(words, field.asked - field.met),
            asked=number(words, field.asked),
            clause=f"{field.clause}, {words(f'sbom_validate.level.{field.level}')}".removeprefix(", "),
        )
        for field in result.missing_most
    ]


def where(finding: SbomFinding) -> str:
    """`file:line:column`, as far as it is known."""
    place = finding.place
    if place is None or not place.line:
        return place.input if place is not None else ""
    return f"{place.input}:{place.line}" + (f":{place.column}" if place.column else "")


def sign_of(report: SbomReport) -> str:
    """✘ for what is at fault or was not read whole, `?` where no schema could be asked."""
    if report.objects or not report.whole or report.schema_valid is False:
        return "✘"
    return "✔" if report.schema_valid else "?"
