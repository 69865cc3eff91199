"""BSI TR-03183-2 2.1.0 for CycloneDX: every demand kept and broken, every class of component."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.sbom.bsi_documents import SHA512, component, cyclonedx, distributed, identified, property_, referenced, words

from osscan.model.sbom_report import ProfileVerdict
from osscan.sbom.codec import facts_of
from osscan.sbom.profiles.base import Asked, Subject
from osscan.sbom.profiles.bsi_classes import Class, classes
from osscan.sbom.profiles.judging import judge

DAY = dt.date(2026, 11, 22)
EMAIL = {"contact": [{"email": "maker@example.org"}]}


def subject(document, **more):
    return Subject(facts_of("CycloneDX", document), document, **more)


def judged(document, **more):
    result, findings = judge(Asked("bsi-tr-03183-2", "2.1.0"), subject(document, **more), DAY)
    return result.verdict, [(one.severity.value, one.code, one.pointer) for one in findings]


def found(document, **more):
    return judged(document, **more)[1]


def with_library(**more):
    """The document with one library whose members are these; None takes a member away."""
    told = component("lib", **more)
    return cyclonedx(components=[{key: value for key, value in told.items() if value is not None}, identified("system")])


def with_metadata(**more):
    told = {**cyclonedx()["metadata"], **more}
    return cyclonedx(metadata={key: value for key, value in told.items() if value is not None})


def licensed(*licenses):
    return with_library(licenses=list(licenses))


def concluded(**entry):
    return licensed({**entry, "acknowledgement": "concluded"}, {"expression": "MIT", "acknowledgement": "declared"})


def test_document_that_has_everything_passes_without_a_finding() -> None:
    assert judged(cyclonedx()) == (ProfileVerdict.PASS, [])


def test_note_alone_does_not_fail_a_document() -> None:
    without = cyclonedx()
    del without["serialNumber"]

    assert judged(without) == (ProfileVerdict.PASS, [("note", "bsi-sbom-uri", "")])


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.4", ["bsi-format"]),
        ("1.5", ["bsi-format"]),
        ("1.6", []),
        ("1.7", []),
        ("", ["bsi-format"]),
        ("9.9", ["bsi-format-unreleased"]),
    ],
)
def test_format_must_be_cyclonedx_1_6_or_newer(version, expected) -> None:
    assert [code for _, code, _ in found(cyclonedx(specVersion=version))] == expected


def test_xml_is_permitted_and_other_notations_are_not() -> None:
    assert found(cyclonedx(), notation="xml") == []
    assert found(cyclonedx(), notation="yaml") == [("error", "bsi-format-notation", "")]


def test_document_against_its_schema_is_none_of_the_guideline() -> None:
    assert found(cyclonedx(), valid=False) == [("error", "bsi-format-invalid", "")]
    assert found(cyclonedx(), valid=True) == []


def test_vulnerabilities_are_forbidden() -> None:
    assert judged(cyclonedx(vulnerabilities=[{"id": "CVE-2026-0001"}])) == (
        ProfileVerdict.FAIL,
        [("error", "bsi-vulnerabilities", "/vulnerabilities")],
    )


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"manufacturer": None}, [("error", "bsi-sbom-creator", "/metadata")]),
        ({"manufacturer": {"name": "City"}}, [("error", "bsi-sbom-creator-name", "/metadata")]),
        ({"manufacturer": {"url": ["https://city.example"]}}, []),
        ({"manufacturer": {"url": ["city"]}}, [("error", "bsi-sbom-creator-malformed", "/metadata")]),
        ({"manufacturer": {"contact": [{"email": "nobody"}]}}, [("error", "bsi-sbom-creator-malformed", "/metadata")]),
        (
            {"manufacturer": None, "authors": [{"name": "A", "email": "a@example.org"}]},
            [("note", "bsi-sbom-creator-place", "/metadata/authors")],
        ),
        ({"manufacturer": None, "supplier": EMAIL}, [("error", "bsi-sbom-creator", "/metadata")]),
        ({"timestamp": None}, [("error", "bsi-timestamp", "")]),
        ({"timestamp": "yesterday"}, [("error", "bsi-timestamp-malformed", "/metadata/timestamp")]),
        ({"timestamp": "2026-03-01 10:00:00Z"}, [("error", "bsi-timestamp-malformed", "/metadata/timestamp")]),
        ({"timestamp": "2026-03-01T10:00:00"}, [("error", "bsi-timestamp-malformed", "/metadata/timestamp")]),
        ({"timestamp": "2026-03-01T10:00:00+01:00"}, [("note", "bsi-timestamp-not-utc", "/metadata/timestamp")]),
    ],
)
def test_creator_and_time_of_the_sbom(metadata, expected) -> None:
    assert found(with_metadata(**metadata)) == expected


def test_document_must_be_about_a_product() -> None:
    assert ("error", "bsi-primary", "/metadata") in found(with_metadata(component=None))


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"manufacturer": None}, "bsi-component-creator"),
        ({"manufacturer": {"name": "Maker"}}, "bsi-component-creator-name"),
        ({"manufacturer": {"url": ["not a web address"]}}, "bsi-component-creator-malformed"),
        ({"manufacturer": None, "supplier": EMAIL}, "bsi-component-creator-supplier"),
        ({"name": ""}, "bsi-component-name"),
        ({"version": None}, "bsi-component-version"),
        ({"version": "unknown"}, "bsi-component-version-says-nothing"),
        ({"properties": words("lib.tar.gz")[1:]}, "bsi-filename"),
        ({"properties": words("/opt/lib.tar.gz")}, "bsi-filename-path"),
        ({"properties": words("C:\\lib.tar.gz")}, "bsi-filename-path"),
        ({"properties": [*words("lib.tar.gz"), property_("filename", "other")]}, "bsi-property-repeated"),
        ({"externalReferences": [distributed(digest="ab")]}, "bsi-hash-malformed"),
    ],
)
def test_component_breaks_one_demand(members, code) -> None:
    errors = [one for one in found(with_library(**members)) if one[0] == "error"]

    assert errors == [("error", code, "/components/0")]


@pytest.mark.parametrize("manufacturer", [EMAIL, {"url": ["https://maker.example"]}])
def test_component_creator_is_reached_by_email_or_web_address(manufacturer) -> None:
    assert found(with_library(manufacturer=manufacturer)) == []


def test_address_among_the_authors_is_enough_and_told() -> None:
    document = with_library(manufacturer=None, authors=[{"email": "a@example.org"}])

    assert judged(document) == (ProfileVerdict.PASS, [("note", "bsi-component-creator-place", "/components/0")])


@pytest.mark.parametrize(("field", "position"), [("executable", 1), ("archive", 2), ("structured", 3)])
def test_property_must_be_there_with_an_allowed_word_and_once(field, position) -> None:
    told = words("lib.tar.gz")
    missing, wrong = told[:position] + told[position + 1 :], [*told]
    wrong[position] = property_(field, "true")

    assert found(with_library(properties=missing)) == [("error", f"bsi-{field}", "/components/0")]
    assert found(with_library(properties=wrong)) == [("error", "bsi-property-value", "/components/0")]
    assert found(with_library(properties=[*told, told[position]])) == [("error", "bsi-property-repeated", "/components/0")]


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("executable", ("executable", "non-executable")),
        ("archive", ("archive", "no archive")),
        ("structured", ("structured", "unstructured")),
    ],
)
def test_both_words_of_a_property_are_allowed(field, allowed) -> None:
    rest = [one for one in words("lib.tar.gz") if field not in one["name"]]

    assert [found(with_library(properties=[*rest, property_(field, word)])) for word in allowed] == [[], []]


def test_checksum_must_be_sha_512_of_what_is_distributed() -> None:
    source = {"type": "source-distribution", "url": "https://downloads.example/a.src"}
    weak = {**distributed(), "hashes": [{"alg": "SHA-256", "content": "ab" * 32}]}
    intake = {**distributed(), "type": "distribution-intake"}
    bare = {"type": "distribution", "url": "https://downloads.example/a"}
    own = [{"alg": "SHA-512", "content": SHA512}]

    assert found(with_library(externalReferences=[bare, source])) == [("error", "bsi-hash", "/components/0")]
    assert found(with_library(externalReferences=[bare, source, intake])) == [("error", "bsi-hash", "/components/0")]
    assert found(with_library(externalReferences=[weak, source])) == [("error", "bsi-hash-algorithm", "/components/0")]
    assert found(with_library(externalReferences=[bare, source], hashes=own)) == [
        ("error", "bsi-hash-elsewhere", "/components/0")
    ]


def test_dependencies_must_be_told_even_if_there_are_none() -> None:
    document = cyclonedx(dependencies=[{"ref": "app", "dependsOn": ["lib", "system"]}])

    assert found(document) == [("error", "bsi-dependencies", "/components/0")]


def test_dependency_must_be_described() -> None:
    document = cyclonedx(dependencies=[{"ref": "app", "dependsOn": ["lib", "system"]}, {"ref": "lib", "dependsOn": ["ghost"]}])

    assert found(document) == [("error", "bsi-dependency-absent", "/components/0")]


def test_service_is_no_absent_dependency() -> None:
    document = cyclonedx(
        services=[{"name": "outer", "bom-ref": "o", "services": [{"name": "inner", "bom-ref": "inner"}]}],
        dependencies=[{"ref": "app", "dependsOn": ["lib", "system", "inner"]}, {"ref": "lib"}],
    )

    assert found(document) == []


def test_dependency_in_another_sbom_must_be_named_here() -> None:
    link = "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x"
    document = cyclonedx(dependencies=[{"ref": "app", "dependsOn": ["lib", "system", link]}, {"ref": "lib"}])

    assert found(document) == [("error", "bsi-dependency-elsewhere", "/metadata/component")]


def test_nested_components_are_dependencies_of_what_holds_them() -> None:
    document = cyclonedx(
        components=[component("lib", components=[component("inner")]), identified("system")],
        dependencies=[{"ref": "app", "dependsOn": ["lib", "system"]}, {"ref": "inner"}],
        compositions=[
            {"aggregate": "complete", "assemblies": ["lib"]},
            {"aggregate": "unknown", "dependencies": ["app", "inner"]},
        ],
    )

    assert found(document) == []


@pytest.mark.parametrize(
    ("compositions", "expected"),
    [
        ([], ["/metadata/component", "/components/0"]),
        ([{"aggregate": "complete"}], []),
        ([{"aggregate": "incomplete", "dependencies": ["app", "lib"]}], []),
        ([{"aggregate": "unknown", "dependencies": ["app", "lib"]}], []),
        ([{"aggregate": "incomplete_third_party_only", "dependencies": ["app", "lib"]}], []),
        ([{"aggregate": "not_specified", "dependencies": ["app", "lib"]}], ["/metadata/component", "/components/0"]),
        ([{"aggregate": "complete", "dependencies": ["app"]}], ["/components/0"]),
        ([{"aggregate": "complete", "vulnerabilities": ["v"]}], ["/metadata/component", "/components/0"]),
    ],
)
def test_completeness_must_be_said(compositions, expected) -> None:
    gaps = found(cyclonedx(compositions=compositions))

    assert gaps == [("error", "bsi-completeness", pointer) for pointer in expected]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"expression": "MIT AND Apache-2.0"}, None),
        ({"license": {"id": "MIT", "acknowledgement": "concluded"}}, None),
        ({"expression": "GPL-2.0-only WITH Classpath-exception-2.0"}, None),
        ({"expression": "LicenseRef-scancode-public-domain"}, None),
        ({"expression": "LicenseRef-dortmund-special"}, None),
        ({"expression": "LicenseRef-special"}, "bsi-licence-reference"),
        ({"expression": "NOASSERTION"}, "bsi-licence-says-nothing"),
        ({"expression": "NONE"}, "bsi-licence-says-nothing"),
        ({"expression": "MIT OR NOASSERTION"}, "bsi-licence-says-nothing"),
        ({"expression": "MIT OR Nonsense-1.0"}, "bsi-licence-unknown"),
        ({"expression": "MIT WITH Nonsense-exception"}, "bsi-licence-unknown"),
        ({"expression": "MIT AND"}, "bsi-licence-syntax"),
        ({"license": {"name": "MIT License", "acknowledgement": "concluded"}}, "bsi-licence-name"),
        ({"license": {"text": {"content": "Do as you like"}, "acknowledgement": "concluded"}}, "bsi-licence-text"),
        ({"license": {"url": "https://license.example", "acknowledgement": "concluded"}}, "bsi-licence-text"),
    ],
)
def test_distribution_license_is_an_identifier_or_expression(entry, code) -> None:
    expected = [] if code is None else [("error", code, "/components/0")]

    assert found(concluded(**entry)) == expected


def test_deprecated_identifier_is_told_and_no_fault() -> None:
    assert judged(concluded(expression="GPL-2.0+")) == (
        ProfileVerdict.PASS,
        [("note", "bsi-licence-deprecated", "/components/0")],
    )


def test_distribution_license_must_be_marked_as_concluded() -> None:
    declared = {"expression": "MIT", "acknowledgement": "declared"}
    missing = ("note", "bsi-original-licence", "/components/0")

    assert found(licensed()) == [("error", "bsi-distribution-licence", "/components/0"), missing]
    assert found(licensed({"expression": "MIT"})) == [("error", "bsi-distribution-licence-unmarked", "/components/0"), missing]
    assert found(licensed(declared)) == [("error", "bsi-distribution-licence-declared", "/components/0")]


def test_several_licenses_need_an_operator() -> None:
    both = [{"license": {"id": name, "acknowledgement": "concluded"}} for name in ("MIT", "ISC")]

    assert ("error", "bsi-licence-list", "/components/0") in found(licensed(*both))


@pytest.mark.parametrize("code", ["bsi-source-uri", "bsi-deployable-uri", "bsi-identifiers", "bsi-original-licence"])
def test_what_must_be_there_if_it_exists_is_told_as_a_note(code) -> None:
    document = with_library(
        purl=None,
        licenses=[{"expression": "MIT", "acknowledgement": "concluded"}],
        externalReferences=[{**distributed(), "url": ""}],
    )

    assert ("note", code, "/components/0") in found(document)
    assert judged(document)[0] is ProfileVerdict.PASS


def test_what_is_there_if_it_exists_must_be_right() -> None:
    wrong = [distributed(url="downloads"), {"type": "source-distribution", "url": "a src"}]

    assert found(with_library(externalReferences=wrong)) == [("error", "bsi-uri-malformed", "/components/0")] * 2
    assert found(
        licensed({"expression": "MIT", "acknowledgement": "concluded"}, {"expression": "MIT AND", "acknowledgement": "declared"})
    ) == [("error", "bsi-licence-syntax", "/components/0")]


@pytest.mark.parametrize("word", ["NONE", "NOASSERTION"])
def test_nothing_asserted_is_silence_where_something_is_asked_for_only_if_it_exists(word) -> None:
    licenses = [{"expression": "MIT", "acknowledgement": "concluded"}, {"expression": word, "acknowledgement": "declared"}]
    references = [distributed(), {"type": "source-distribution", "url": word}]

    assert found(with_library(licenses=licenses, externalReferences=references)) == [
        ("note", "bsi-source-uri", "/components/0"),
        ("note", "bsi-original-licence", "/components/0"),
    ]


def test_repository_is_a_source_code_uri() -> None:
    assert found(with_library(externalReferences=[distributed(), {"type": "vcs", "url": "https://code.example/a.git"}])) == []


@pytest.mark.parametrize("identity", [{"cpe": "cpe:2.3:a:m:lib:1.0:*:*:*:*:*:*:*"}, {"swid": {"tagId": "lib", "name": "lib"}}])
def test_cpe_and_swid_are_identifiers(identity) -> None:
    assert found(with_library(purl=None, **identity)) == []


def test_cyclonedx_1_6_is_not_asked_for_what_it_has_no_room_for() -> None:
    one = [{"expression": "MIT", "acknowledgement": "concluded"}]
    document = cyclonedx(specVersion="1.6", components=[component("lib", licenses=one), identified("system", scope="excluded")])

    assert found(document) == []
    assert found(licensed(*one)) == [("note", "bsi-original-licence", "/components/0")]


@pytest.mark.parametrize("name", ["effectiveLicence", "effectiveLicense"])
def test_effective_license_may_be_spelled_either_way_but_must_be_a_license(name) -> None:
    assert found(with_library(properties=[*words("lib.tar.gz"), property_(name, "MIT")])) == []
    assert found(with_library(properties=[*words("lib.tar.gz"), property_(name, "whatever you like")])) == [
        ("warning", "bsi-licence-syntax", "/components/0")
    ]


def test_what_may_be_there_is_counted_and_not_told() -> None:
    result, findings = judge(Asked("bsi-tr-03183-2", "2.1.0"), subject(cyclonedx()), DAY)
    counted = {one.code: (one.asked, one.met) for one in result.fields}

    assert findings == ()
    assert [counted[code] for code in ("bsi-effective-licence", "bsi-source-hash", "bsi-security-txt")] == [(2, 0)] * 3


def test_what_may_be_there_is_found() -> None:
    references = [
        distributed(),
        {**distributed(), "type": "source-distribution"},
        {"type": "rfc-9116", "url": "https://maker.example/.well-known/security.txt"},
    ]
    result, _ = judge(Asked("bsi-tr-03183-2", "2.1.0"), subject(with_library(externalReferences=references)), DAY)
    counted = {one.code: (one.asked, one.met) for one in result.fields}

    assert [counted[code] for code in ("bsi-source-hash", "bsi-security-txt")] == [(2, 1)] * 2


def test_insecure_checksum_of_the_source_is_warned_of() -> None:
    source = {"type": "source-distribution", "url": "https://downloads.example/a.src"}

    def found_with(*algorithms):
        hashes = [{"alg": algorithm, "content": "ab"} for algorithm in algorithms]
        return found(with_library(externalReferences=[distributed(), {**source, "hashes": hashes}]))

    assert found_with("MD5", "SHA-1") == [("warning", "bsi-source-hash-insecure", "/components/0")]
    assert [found_with("MD5", "SHA-256"), found_with("SHA3-512")] == [[], []]


def test_component_off_every_way_from_the_product_is_warned_of() -> None:
    document = cyclonedx(dependencies=[{"ref": "app", "dependsOn": ["system"]}, {"ref": "lib"}])

    assert judged(document) == (ProfileVerdict.PASS, [("warning", "bsi-reached", "/components/0")])


def test_component_without_which_nothing_can_be_told_of_its_file_is_only_identified() -> None:
    document = cyclonedx()

    assert classes(subject(document)) == (Class.FULL, Class.FULL, Class.IDENTIFIED)


def test_identified_component_needs_creator_name_and_version() -> None:
    bare = {"type": "operating-system", "bom-ref": "system", "name": "", "isExternal": True}
    document = cyclonedx(components=[component("lib"), bare])

    assert found(document) == [
        ("error", "bsi-component-creator", "/components/1"),
        ("error", "bsi-component-name", "/components/1"),
        ("error", "bsi-component-version", "/components/1"),
        ("note", "bsi-identifiers", "/components/1"),
    ]


def test_range_is_version_enough_outside_of_the_delivery() -> None:
    outside = {**identified("system"), "versionRange": "vers:generic/>=5"}
    del outside["version"]

    assert found(cyclonedx(components=[component("lib"), outside])) == []


def test_excluded_component_is_outside_of_the_delivery() -> None:
    document = cyclonedx(components=[component("lib"), component("system", scope="excluded")])

    assert classes(subject(document))[2] is Class.IDENTIFIED


def test_referenced_component_needs_creator_name_and_version_and_should_not_say_more() -> None:
    def found_with(part):
        return found(cyclonedx(components=[part, identified("system")]))

    assert found_with(referenced("lib")) == []
    assert found_with({**referenced("lib"), "version": ""}) == [("error", "bsi-component-version", "/components/0")]
    assert found_with({**referenced("lib"), "licenses": [{"expression": "MIT"}]}) == [
        ("warning", "bsi-referenced-only", "/components/0")
    ]


def test_product_that_names_its_own_sbom_is_still_described() -> None:
    product = component(
        "app", externalReferences=[distributed(), {"type": "bom", "url": "https://downloads.example/bom"}], version=""
    )

    assert ("error", "bsi-component-version", "/metadata/component") in found(with_metadata(component=product))
    assert classes(subject(with_metadata(component=product)))[0] is Class.FULL


def logical(**more):
    told = component("app", type="application", **more)
    return {key: value for key, value in told.items() if key not in ("properties", "externalReferences")}


def test_logical_component_is_not_asked_for_a_file() -> None:
    document = with_metadata(component=logical())

    assert judged(document) == (ProfileVerdict.PASS, [("note", "bsi-logical", "/metadata/component")])


def test_logical_component_still_needs_its_license_and_dependencies() -> None:
    document = {
        **with_metadata(component=logical(licenses=[])),
        "compositions": [{"aggregate": "complete", "dependencies": ["lib"]}],
    }

    assert [code for _, code, _ in found(document)] == [
        "bsi-completeness",
        "bsi-distribution-licence",
        "bsi-original-licence",
        "bsi-logical",
    ]


@pytest.mark.parametrize(
    ("kind", "needs", "expected"),
    [
        ("application", ["system"], Class.LOGICAL),
        ("application", [], Class.FULL),
        ("library", ["system"], Class.FULL),
        ("operating-system", [], Class.LOGICAL),
        ("firmware", ["system"], Class.FULL),
    ],
)
def test_logical_is_what_combines_others_and_names_no_file(kind, needs, expected) -> None:
    bare = {"type": kind, "bom-ref": "lib", "name": "lib"}
    document = cyclonedx(components=[bare, identified("system")], dependencies=[{"ref": "lib", "dependsOn": needs}])

    assert classes(subject(document))[1] is expected


def test_application_that_names_its_file_is_no_logical_component() -> None:
    document = cyclonedx(
        components=[component("lib", type="application"), identified("system")],
        dependencies=[{"ref": "lib", "dependsOn": ["system"]}],
    )

    assert classes(subject(document))[1] is Class.FULL


def test_what_went_into_an_unstructured_file_is_not_asked_for_a_file() -> None:
    inner = logical() | {"type": "library", "bom-ref": "inner", "name": "inner"}
    merged = [*words("lib")[:3], property_("structured", "unstructured")]
    document = cyclonedx(
        components=[component("lib", properties=merged, components=[inner]), identified("system")],
        dependencies=[{"ref": "app", "dependsOn": ["lib", "system"]}, {"ref": "inner"}],
        compositions=[{"aggregate": "complete"}],
    )

    assert (classes(subject(document))[2], found(document)) == (Class.EMBEDDED, [])


def test_score_counts_what_must_be_there_and_names_what_misses_most() -> None:
    document = cyclonedx(
        components=[component("lib", properties=[], version=""), component("other", properties=[]), identified("system")]
    )
    result, _ = judge(Asked("bsi-tr-03183-2", "2.1.0"), subject(document), DAY)

    assert result.missing_most[0].asked - result.missing_most[0].met == 2
    assert result.asked - result.met == sum(one.asked - one.met for one in result.fields if one.level == "must")
    assert {one.code for one in result.missing_most[:4]} == {"bsi-archive", "bsi-executable", "bsi-filename", "bsi-structured"}
