"""BSI TR-03183-2 2.1.0 for SPDX 3.0.1: every demand kept and broken, every class of component; SPDX 2.3 can't meet it."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.sbom.bsi_documents import SHA512, element, relation, spdx3

from osscan.model.sbom_report import ProfileVerdict
from osscan.sbom.codec import facts_of
from osscan.sbom.profiles.base import Asked, Subject
from osscan.sbom.profiles.bsi_classes import Class, classes
from osscan.sbom.profiles.judging import judge

DAY = dt.date(2026, 11, 22)


def subject(document, **more):
    return Subject(facts_of("SPDX3", document), document, **more)


def judged(document, **more):
    result, findings = judge(Asked("bsi-tr-03183-2", "2.1.0"), subject(document, **more), DAY)
    return result.verdict, [(one.severity.value, one.code, one.component) for one in findings]


def found(document, **more):
    return judged(document, **more)[1]


def of_library(*codes):
    return [("error", code, "lib 1.0") for code in codes]


def hashed(algorithm, digest):
    return [{"type": "Hash", "algorithm": algorithm, "hashValue": digest}]


def test_document_that_has_everything_passes_without_a_finding() -> None:
    assert judged(spdx3()) == (ProfileVerdict.PASS, [])


def test_format_must_be_spdx_3_0_1_or_newer() -> None:
    document = spdx3()
    document["@graph"][0]["specVersion"] = "3.0.0"

    assert found(document) == [("error", "bsi-format", "")]


def test_vulnerabilities_are_forbidden() -> None:
    assert found(spdx3(also=[element("security_Vulnerability", "v", name="CVE-2026-0001")])) == [
        ("error", "bsi-vulnerabilities", "")
    ]


@pytest.mark.parametrize(
    ("identifiers", "expected"),
    [
        ([], [("error", "bsi-sbom-creator-name", "")]),
        ([("email", "nobody")], [("error", "bsi-sbom-creator-malformed", "")]),
        ([("urlScheme", "https://city.example")], []),
        ([("other", "https://city.example")], []),
    ],
)
def test_creator_of_the_sbom_is_reached_by_email_or_web_address(identifiers, expected) -> None:
    told = [{"type": "ExternalIdentifier", "externalIdentifierType": type_, "identifier": value} for type_, value in identifiers]

    assert found(spdx3(city={"externalIdentifier": told})) == expected


def test_tool_is_no_creator() -> None:
    assert found(spdx3(city={"type": "SoftwareAgent"})) == [("error", "bsi-sbom-creator", "")]


@pytest.mark.parametrize(
    ("created", "code"),
    [(None, "bsi-timestamp"), ("soon", "bsi-timestamp-malformed"), ("2026-03-01T10:00:00+01:00", "bsi-timestamp-not-utc")],
)
def test_time_of_the_sbom(created, code) -> None:
    document = spdx3()
    document["@graph"][0]["created"] = created

    assert [one for _, one, _ in found(document)] == [code]


def test_document_must_be_about_a_product() -> None:
    assert found(spdx3(document={"rootElement": []})) == [("error", "bsi-primary", "")]


def test_sbom_uri_must_be_a_uri() -> None:
    assert found(spdx3(document={"spdxId": "document"})) == [("error", "bsi-uri-malformed", "")]


@pytest.mark.parametrize(
    ("members", "codes"),
    [
        ({"lib": {"originatedBy": []}}, ["bsi-component-creator"]),
        ({"maker": {"externalIdentifier": []}, "lib": {"originatedBy": ["https://sbom.example/city"]}}, []),
        ({"lib": {"originatedBy": [], "suppliedBy": "https://sbom.example/maker"}}, ["bsi-component-creator-supplier"]),
        ({"lib_file": {"name": ""}}, ["bsi-filename"]),
        ({"lib_file": {"name": "./lib.tar.gz"}}, ["bsi-filename-path"]),
        ({"lib_file": {"software_additionalPurpose": []}}, ["bsi-executable", "bsi-archive", "bsi-structured"]),
        ({"lib_file": {"software_additionalPurpose": ["executable"]}}, ["bsi-structured"]),
        ({"lib_file": {"software_additionalPurpose": ["firmware"]}}, []),
        ({"lib_file": {"verifiedUsing": []}}, ["bsi-hash"]),
        ({"lib_file": {"verifiedUsing": []}, "lib": {"verifiedUsing": hashed("sha512", SHA512)}}, ["bsi-hash-elsewhere"]),
        ({"lib_file": {"verifiedUsing": hashed("sha256", "ab" * 32)}}, ["bsi-hash-algorithm"]),
        ({"lib_file": {"verifiedUsing": hashed("sha512", "ab")}}, ["bsi-hash-malformed"]),
        ({"lib_license": {"simplelicensing_licenseExpression": "LicenseRef-own"}}, ["bsi-licence-reference"] * 2),
        ({"lib_license": {"simplelicensing_licenseExpression": "Nonsense"}}, ["bsi-licence-unknown"] * 2),
        ({"lib_hasConcludedLicense": {"to": ["https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"]}}, ["bsi-licence-says-nothing"]),
        ({"lib_hasConcludedLicense": {"relationshipType": "hasDocumentation"}}, ["bsi-distribution-licence-declared"]),
        ({"lib_dependsOn": {"relationshipType": "hasTest"}}, ["bsi-dependencies", "bsi-completeness"]),
        ({"lib_dependsOn": {"to": ["https://elsewhere.example/x"]}}, ["bsi-dependency-absent"]),
    ],
)  # fmt: skip
def test_library_breaks_a_demand(members, codes) -> None:
    errors = [one for one in found(spdx3(**members)) if one[0] == "error" and one[2] == "lib 1.0"]

    assert errors == of_library(*codes)


def test_name_and_version_must_be_there() -> None:
    assert found(spdx3(lib={"name": ""})) == [("error", "bsi-component-name", "1.0")]
    assert found(spdx3(lib={"software_packageVersion": ""})) == [("error", "bsi-component-version", "lib")]


def test_completeness_must_be_said() -> None:
    assert found(spdx3(app_dependsOn={"completeness": ""})) == [("error", "bsi-completeness", "app 1.0")]
    assert [found(spdx3(app_dependsOn={"completeness": word})) for word in ("incomplete", "noAssertion")] == [[], []]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"lib_file": {"externalRef": []}}, "bsi-deployable-uri"),
        ({"lib_source": {"externalRef": []}}, "bsi-source-uri"),
        ({"lib": {"externalIdentifier": []}}, "bsi-identifiers"),
        ({"lib_hasDeclaredLicense": {"relationshipType": "hasDocumentation"}}, "bsi-original-licence"),
    ],
)
def test_what_must_be_there_if_it_exists_is_told_as_a_note(members, code) -> None:
    assert judged(spdx3(**members)) == (ProfileVerdict.PASS, [("note", code, "lib 1.0")])


def test_component_off_every_way_from_the_product_is_warned_of() -> None:
    nothing = {"to": ["https://spdx.org/rdf/3.0.1/terms/Core/NoneElement"]}

    assert judged(spdx3(app_dependsOn=nothing)) == (ProfileVerdict.PASS, [("warning", "bsi-reached", "lib 1.0")])


def test_file_is_no_component() -> None:
    also = [element("software_File", "readme", name="README"), relation("lib", "contains", "readme", completeness="complete")]
    document = spdx3(also=also)

    assert (classes(subject(document)), found(document)) == ((Class.FULL, Class.FULL, Class.EXTRA), [])


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"software_primaryPurpose": "executable"}, Class.FULL),
        ({"software_additionalPurpose": ["archive"]}, Class.FULL),
        ({"software_primaryPurpose": "documentation"}, Class.EXTRA),
        ({"type": "software_Snippet", "software_primaryPurpose": "executable"}, Class.EXTRA),
    ],
)
def test_file_that_runs_or_can_be_unpacked_is_a_component(members, expected) -> None:
    also = [element("software_File", "x", name="x") | members, relation("lib", "contains", "x", completeness="complete")]

    assert classes(subject(spdx3(also=also)))[2] is expected


def test_product_is_a_component_even_if_it_is_told_as_a_file() -> None:
    told = element(
        "software_File", "run", name="run", verifiedUsing=hashed("sha512", SHA512), software_additionalPurpose=["firmware"]
    )
    document = spdx3(document={"rootElement": ["https://sbom.example/run"]}, also=[told])
    errors = [code for severity, code, part in found(document) if (severity, part) == ("error", "run")]

    assert errors == [
        "bsi-component-creator",
        "bsi-component-version",
        "bsi-dependencies",
        "bsi-completeness",
        "bsi-distribution-licence",
    ]


def test_provided_dependency_is_outside_of_the_delivery() -> None:
    document = spdx3(app_dependsOn={"relationshipType": "hasProvidedDependency"})

    assert classes(subject(document)) == (Class.FULL, Class.IDENTIFIED)


def test_package_described_by_another_sbom_is_referenced() -> None:
    elsewhere = {"type": "ExternalRef", "externalRefType": "buildMeta", "locator": ["https://downloads.example/other.json"]}
    also = [element("software_Sbom", "other", externalRef=[elsewhere]), relation("other", "describes", "lib")]
    document = spdx3(also=also)

    assert classes(subject(document)) == (Class.FULL, Class.REFERENCED)
    assert found(document) == [("warning", "bsi-referenced-only", "lib 1.0")]


def test_imported_package_must_be_named_here() -> None:
    outside = "https://elsewhere.example/x"
    taken = {"import": [{"type": "ExternalMap", "externalSpdxId": outside}]}
    document = spdx3(document=taken, app_dependsOn={"to": ["https://sbom.example/lib", outside]})

    assert found(document) == [("error", "bsi-dependency-elsewhere", "app 1.0")]


def test_logical_package_is_not_asked_for_a_file() -> None:
    none = {"relationshipType": "hasDocumentation"}
    loose = {"software_additionalPurpose": []}
    document = spdx3(app={"software_primaryPurpose": "application"}, app_hasDistributionArtifact=none, app_file=loose)

    assert classes(subject(document))[0] is Class.LOGICAL
    assert [one for one in found(document) if one[0] == "error"] == []


def test_effective_license_is_an_other_relationship() -> None:
    right = element("simplelicensing_LicenseExpression", "mine", simplelicensing_licenseExpression="MIT")
    wrong = element("simplelicensing_LicenseExpression", "mine", simplelicensing_licenseExpression="my own")
    said = relation("lib", "other", "mine", comment="hasEffectiveLicense", completeness="complete")

    assert found(spdx3(also=[right, said])) == []
    assert found(spdx3(also=[wrong, said])) == [("warning", "bsi-licence-syntax", "lib 1.0")]


def test_spdx_2_3_is_no_permitted_format() -> None:
    document = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": []}
    asked = Subject(facts_of("SPDX", document), document)
    codes = {
        version: [one.code for one in judge(Asked("bsi-tr-03183-2", version), asked, DAY)[1]] for version in ("2.0.0", "2.1.0")
    }

    assert ("bsi-format" in codes["2.0.0"], "bsi-format" in codes["2.1.0"]) == (False, True)
