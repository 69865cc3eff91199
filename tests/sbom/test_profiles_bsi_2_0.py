"""BSI TR-03183-2 2.0.0: what it asks otherwise than 2.1.0."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.sbom.bsi_documents import SHA512, component, cyclonedx, distributed, identified

from osscan.model.sbom_report import ProfileVerdict
from osscan.sbom.codec import facts_of
from osscan.sbom.profiles.base import Asked, Subject
from osscan.sbom.profiles.judging import judge

DAY = dt.date(2025, 6, 1)


def judged(document, family="CycloneDX"):
    result, findings = judge(Asked("bsi-tr-03183-2", "2.0.0"), Subject(facts_of(family, document), document), DAY)
    return result.verdict, [(one.severity.value, one.code, one.pointer) for one in findings]


def with_library(**more):
    told = component("lib", **more)
    return cyclonedx(
        components=[{key: value for key, value in told.items() if value is not None}],
        dependencies=[{"ref": "app", "dependsOn": ["lib"]}, {"ref": "lib"}],
    )


def test_document_that_follows_2_1_0_follows_2_0_0() -> None:
    assert judged(with_library()) == (ProfileVerdict.PASS, [])


@pytest.mark.parametrize(("version", "expected"), [("1.4", ["bsi-format"]), ("1.5", []), ("1.6", [])])
def test_format_must_be_cyclonedx_1_5_or_newer(version, expected) -> None:
    assert [code for _, code, _ in judged({**with_library(), "specVersion": version})[1]] == expected


@pytest.mark.parametrize(("version", "expected"), [("SPDX-2.1", True), ("SPDX-2.2", False), ("SPDX-2.3", False)])
def test_format_must_be_spdx_2_2_1_or_newer(version, expected) -> None:
    document = {"spdxVersion": version, "SPDXID": "SPDXRef-DOCUMENT", "packages": []}

    assert ("bsi-format" in [code for _, code, _ in judged(document, "SPDX")[1]]) is expected


def test_spdx_2_has_no_place_for_what_a_file_is() -> None:
    told = {"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1", "packageFileName": "a.tar.gz"}
    document = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [told]}

    assert judged(document, "SPDX")[1].count(("error", "bsi-property-no-place", "/packages/0")) == 3


def test_completeness_is_not_asked() -> None:
    assert judged({**with_library(), "compositions": []}) == (ProfileVerdict.PASS, [])


def test_unmarked_license_is_enough() -> None:
    document = with_library(licenses=[{"expression": "MIT"}])

    assert judged(document) == (ProfileVerdict.PASS, [("note", "bsi-concluded-licence", "/components/0")])


@pytest.mark.parametrize(
    ("licenses", "code"),
    [
        ([], "bsi-associated-licence"),
        ([{"expression": "Nonsense"}], "bsi-licence-unknown"),
        ([{"license": {"name": "MIT License"}}], "bsi-licence-name"),
    ],
)
def test_license_must_be_there_and_an_expression(licenses, code) -> None:
    assert ("error", code, "/components/0") in judged(with_library(licenses=licenses))[1]


def test_checksum_may_stand_at_the_component() -> None:
    source = {"type": "vcs", "url": "https://code.example/a.git"}
    bare = {"type": "distribution", "url": "https://downloads.example/a"}
    told = [{"alg": "SHA-512", "content": SHA512}]

    assert judged(with_library(externalReferences=[bare, source], hashes=told)) == (ProfileVerdict.PASS, [])
    assert judged(with_library(externalReferences=[bare, source])) == (
        ProfileVerdict.FAIL,
        [("error", "bsi-hash", "/components/0")],
    )


def test_supplier_is_creator_where_the_format_has_no_other_place() -> None:
    document = with_library(manufacturer=None, supplier={"contact": [{"email": "a@example.org"}]})
    old = {**document, "specVersion": "1.5"}

    assert [code for _, code, _ in judged(old)[1] if "creator" in code and "place" not in code] == []
    assert ("error", "bsi-component-creator-supplier", "/components/0") in judged(document)[1]


def test_component_is_a_file_always() -> None:
    document = cyclonedx(components=[component("lib"), identified("system")])

    assert ("error", "bsi-filename", "/components/1") in judged(document)[1]


def test_component_of_a_linked_sbom_is_described_there() -> None:
    linked = {
        "type": "library",
        "bom-ref": "lib",
        "name": "lib",
        "externalReferences": [{"type": "bom", "url": "https://x.example/bom"}],
    }
    document = cyclonedx(components=[linked], dependencies=[{"ref": "app", "dependsOn": ["lib"]}])

    assert judged(document) == (ProfileVerdict.PASS, [])


def test_declared_license_may_be_missing_without_a_word() -> None:
    assert judged(with_library(licenses=[{"expression": "MIT", "acknowledgement": "concluded"}])) == (ProfileVerdict.PASS, [])


def test_source_needs_no_address_that_leads_to_a_file() -> None:
    assert judged(with_library(externalReferences=[distributed(), {"type": "vcs", "url": "https://code.example/a.git"}])) == (
        ProfileVerdict.PASS,
        [],
    )
