"""The page of `osscan sbom validate`: what several parts miss is said once, and the file stands above."""

from __future__ import annotations

from osscan.model.place import Place
from osscan.model.problem import Severity, facts_of
from osscan.model.sbom_finding import Layer, SbomFinding
from osscan.model.sbom_report import Field, Level, ProfileResult, ProfileVerdict, SbomReport
from osscan.reports.sbom_validation_page import render
from osscan.texts.catalogue import Words

CLAUSE = "BSI TR-03183-2 2.1.0, 5.2.2"


def finding(code, line, component, **facts):
    place = Place("delivery.cdx.json", "", line, 5)
    pointer = f"/components/{line}" if component else ""
    return SbomFinding(
        Layer.PROFILE, code, Severity.ERROR, pointer, CLAUSE, component, facts_of(**facts), "bsi-tr-03183-2", place
    )


def lines(*findings, fields=(), verbose=False):
    result = ProfileResult("bsi-tr-03183-2", "2.1.0", ProfileVerdict.FAIL, tuple(fields))
    report = SbomReport(
        "delivery.cdx.json", "CycloneDX", "1.6", "json", "", 5, schema_valid=True, findings=findings, profiles=(result,)
    )
    return [line.strip() for line in render([report], Words("de"), 100, color=False, verbose=verbose).splitlines()]


def test_what_several_components_miss_is_said_once() -> None:
    page = lines(*(finding("bsi-filename", number, f"part{number} 1") for number in range(10, 15)))
    start = page.index("✘ Dateiname des Bestandteils (5×)")

    assert page[start + 1 : start + 6] == [
        "Der Dateiname fehlt.",
        "– Zeile 10, part10 1",
        "– Zeile 11, part11 1",
        "– Zeile 12, part12 1",
        "… und 2 weitere",
    ]


def test_what_differs_is_said_for_each() -> None:
    page = lines(finding("bsi-filename-path", 1, "a 1", value="x/a"), finding("bsi-filename-path", 2, "b 1", value="x/b"))

    assert "Zeile 1, a 1: „x/a“ ist ein Pfad; verlangt ist der Dateiname allein." in page
    assert "Zeile 2, b 1: „x/b“ ist ein Pfad; verlangt ist der Dateiname allein." in page


def test_what_is_said_of_the_whole_document_has_no_line() -> None:
    assert "Es steht nicht da, wer die SBOM erstellt hat." in lines(finding("bsi-sbom-creator", 1, ""))


def test_verbose_page_names_file_line_and_column_of_each() -> None:
    page = lines(finding("bsi-filename", 10, "a 1"), finding("bsi-filename", 11, "b 1"), verbose=True)

    assert "delivery.cdx.json:10:5 [a 1]: Der Dateiname fehlt." in page
    assert "delivery.cdx.json:11:5 [b 1]: Der Dateiname fehlt." in page


def test_what_may_be_missing_is_not_among_what_misses_most() -> None:
    fields = [Field("bsi-effective-licence", Level.MAY, "5.2.5", 9, 0), Field("bsi-filename", Level.MUST, "5.2.2", 3, 1)]
    page = lines(fields=fields)

    assert page[page.index("Am meisten fehlt noch:") + 1 :][:1] == [
        "- Dateiname des Bestandteils: offen bei 2 von 3 (5.2.2, Pflicht)"
    ]
    assert not any("Effektive Lizenz" in line for line in page)
