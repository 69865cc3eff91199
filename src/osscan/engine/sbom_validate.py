"""The story of `osscan sbom validate`: a document is opened, held to its schema, to sense and to profiles, and one report says what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from osscan.errors import UnreadableError
from osscan.inputs.source import Source
from osscan.model.bom import Bom
from osscan.model.place import Place
from osscan.model.problem import Severity
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.model.sbom_report import ProfileResult, ProfileVerdict, SbomReport
from osscan.sbom import schema, semantics_cyclonedx, semantics_spdx2
from osscan.sbom.codec import facts_of
from osscan.sbom.opened import CYCLONEDX, SPDX, SPDX3, Opened
from osscan.sbom.opening import open_document
from osscan.sbom.profiles.base import Asked, Subject
from osscan.sbom.profiles.judging import judge


class Wanted(NamedTuple):
    """What to look at: the profiles by name and version, the day by which they count, and the time that it is."""

    profiles: Sequence[Asked]
    as_of: date
    now: datetime


def validate(source: Source, wanted: Wanted) -> SbomReport:
    """The report on one document; whatever is wrong with it, nothing is raised."""
    return examined(source, wanted).report


class Examined(NamedTuple):
    """The report on a document and its facts; None where it has none."""

    report: SbomReport
    bom: Bom | None


def examined(source: Source, wanted: Wanted) -> Examined:
    """What `validate` says, with the facts that were put together for it."""
    opened = open_document(source)
    bom = facts_of(opened.family, opened.document) if opened.document and opened.family else None
    broken = any(problem.severity is Severity.ERROR for problem in opened.problems)
    valid, findings = _schema(opened) if opened.family else (False, ())
    findings += _sense(opened, wanted.now)
    results, asked = _profiles(opened, bom, wanted, valid=False if broken else valid, whole=not broken)
    findings += asked
    report = SbomReport(
        source.path,
        opened.family,
        opened.version,
        opened.notation,
        opened.wrapper,
        len(bom.parts) if bom is not None else 0,
        False if broken else valid,
        placed(opened, findings),
        results,
        opened.problems,
        not broken,
    )
    return Examined(report, bom)


def _schema(opened: Opened) -> tuple[bool | None, tuple[SbomFinding, ...]]:
    """Whether the schema is kept, None where there is none to ask, and what it refuses."""
    if opened.family == CYCLONEDX and opened.notation == "xml":
        return _xml_schema(opened)
    if opened.family == CYCLONEDX:
        if opened.version not in schema.STRICT:
            return False, (_no_schema(opened, ", ".join(schema.STRICT)),)
        found = schema.cyclonedx_findings(opened.document, opened.version)
        return not found, found
    if opened.family == SPDX:
        if opened.version not in _SPDX2:
            return False, (_no_schema(opened, ", ".join(_SPDX2)),)
        found = schema.spdx2_findings(opened.document, opened.version)
        return not found, found
    if opened.family == SPDX3:
        from osscan.sbom.spdx3_schema import spdx3_findings  # noqa: PLC0415 - its tables cost what others need not pay

        found = spdx3_findings(opened.document, opened.version)
        return not found, found
    return None, ()


_SPDX2 = ("2.0", "2.1", "2.2", "2.3")


def _xml_schema(opened: Opened) -> tuple[bool | None, tuple[SbomFinding, ...]]:
    from osscan.inputs.xml_tree import xml_text  # noqa: PLC0415 - what JSON need not pay for
    from osscan.sbom import schema_xml  # noqa: PLC0415 - the same
    from osscan.sbom.unpacking import unpacked  # noqa: PLC0415 - the same

    if any(problem.code == "too-deep" for problem in opened.problems):
        return False, ()  # told already; the checker would call it broken XML
    if opened.version not in schema_xml.VERSIONS:
        return False, (_no_schema(opened, ", ".join(schema_xml.VERSIONS)),)
    try:
        text, _ = xml_text(unpacked(opened.source)[0])
        found = schema_xml.schema_findings(text, opened.version, opened.source.path)
    except UnreadableError:
        return False, ()
    except schema_xml.NotWellFormedError as fault:
        return False, (_not_well_formed(opened, fault),)
    return not found, found


def _no_schema(opened: Opened, known: str) -> SbomFinding:
    facts = (("known", known), ("version", opened.version or "?"))
    return SbomFinding(Layer.SCHEMA, "schema-version", Severity.ERROR, "", opened.family, facts=facts)


def _not_well_formed(opened: Opened, fault: Exception) -> SbomFinding:
    line, column = getattr(fault, "line", None), getattr(fault, "column", None)
    place = Place(opened.source.path, "", line or None, column or None)
    return SbomFinding(
        Layer.SYNTAX, "not-well-formed", Severity.ERROR, "", "XML 1.0", facts=(("reason", str(fault)),), place=place
    )


def _sense(opened: Opened, now: datetime) -> tuple[SbomFinding, ...]:
    judges: dict[str, Callable[..., tuple[SbomFinding, ...]]] = {
        CYCLONEDX: semantics_cyclonedx.findings,
        SPDX: semantics_spdx2.findings,
    }
    if opened.family == SPDX3:
        from osscan.sbom import semantics_spdx3  # noqa: PLC0415 - what others need not pay for

        return semantics_spdx3.findings(opened.document, opened.version, now)
    judge_of_family = judges.get(opened.family)
    return judge_of_family(opened.document, opened.version, now) if judge_of_family else ()


def _profiles(
    opened: Opened, bom: Bom | None, wanted: Wanted, *, valid: bool | None, whole: bool
) -> tuple[tuple[ProfileResult, ...], tuple[SbomFinding, ...]]:
    """What each profile says; of a document that was not read whole a profile can only fail or stay unknown."""
    results: list[ProfileResult] = []
    findings: list[SbomFinding] = []
    subject = None
    if bom is not None and opened.family in _TOLD and wanted.profiles:
        subject = Subject(bom, opened.document, opened.notation, valid)
    for asked in wanted.profiles:
        if subject is None:
            results.append(ProfileResult(asked.name, asked.version, ProfileVerdict.UNKNOWN, remark="not-read"))
            continue
        result, found = judge(asked, subject, wanted.as_of)
        if not whole and result.verdict is ProfileVerdict.PASS:
            result = result._replace(verdict=ProfileVerdict.UNKNOWN, remark="not-read-whole")
        results.append(result)
        findings += found
    return tuple(results), tuple(findings)


_TOLD = (CYCLONEDX, SPDX, SPDX3)
"""Families that profiles speak of."""


def placed(opened: Opened, findings: Sequence[SbomFinding]) -> tuple[SbomFinding, ...]:
    """The findings with line and column, worked out in one pass over the text."""
    places = opened.places({one.pointer for one in findings if one.place is None})
    told = (one if one.place is not None else one._replace(place=places[one.pointer]) for one in findings)
    return tuple(sorted(told, key=_by_layer_and_place))


def _by_layer_and_place(finding: SbomFinding) -> tuple[int, str, int, int, str, str]:
    place = finding.place or Place("")
    return (_LAYERS[finding.layer], finding.profile, place.line or 0, place.column or 0, finding.pointer, finding.code)


_LAYERS = {layer: position for position, layer in enumerate(Layer)}
