"""Profiles in the story of `osscan sbom validate`: notation and schema count, and what could not be read whole never passes."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.sbom.bsi_documents import cyclonedx, spdx3

from osscan.engine.sbom_validate import Wanted, validate
from osscan.inputs.source import Source
from osscan.model.sbom_report import ProfileVerdict
from osscan.sbom.profiles.base import Asked

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
BSI = Asked("bsi-tr-03183-2")


def reported(text, name="x.json"):
    return validate(Source(name, held=text.encode()), Wanted((BSI,), NOW.date(), NOW))


def result(text, name="x.json"):
    report = reported(text, name)
    errors = {one.code for one in report.findings if one.layer == "profile" and one.severity == "error"}
    return report.profiles[0].verdict, report.profiles[0].remark, errors


@pytest.mark.parametrize("document", [cyclonedx(), spdx3()])
def test_document_that_has_everything_passes(document) -> None:
    assert result(json.dumps(document)) == (ProfileVerdict.PASS, "", set())


def test_document_against_its_schema_fails() -> None:
    document = cyclonedx(components=[{"name": "x"}, *cyclonedx()["components"]])

    assert "bsi-format-invalid" in result(json.dumps(document))[2]


def test_document_that_was_cut_off_does_not_pass() -> None:
    assert result(json.dumps(cyclonedx())[:-20])[0] is not ProfileVerdict.PASS


def test_notation_that_the_guideline_does_not_permit_fails() -> None:
    text = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\n"

    assert {"bsi-format", "bsi-format-notation"} <= result(text, "x.spdx")[2]


def test_what_has_no_facts_is_unknown() -> None:
    syft = {
        "artifacts": [],
        "schema": {"version": "11.0.0", "url": "https://example.org"},
        "descriptor": {"name": "syft", "version": "1"},
    }

    assert result(json.dumps(syft)) == (ProfileVerdict.UNKNOWN, "not-read", set())


def test_finding_names_profile_clause_component_and_line() -> None:
    document = cyclonedx()
    del document["components"][0]["version"]
    finding = next(one for one in reported(json.dumps(document, indent=1)).findings if one.code == "bsi-component-version")

    assert (finding.profile, finding.clause, finding.component, finding.pointer) == (
        "bsi-tr-03183-2",
        "BSI TR-03183-2 2.1.0, 5.2.2",
        "lib",
        "/components/0",
    )
    assert finding.place.line == 1 + json.dumps(document, indent=1).splitlines().index(' "components": [') + 1
