"""The schema layer: what the official schemas and the written-down specification refuse, and where."""

from __future__ import annotations

import copy
import time

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from osscan.sbom.schema import STRICT, cyclonedx_findings, spdx2_findings
from osscan.sbom.schema_xml import NotWellFormedError
from osscan.sbom.schema_xml import schema_findings as xml_findings
from osscan.sbom.spdx3_schema import spdx3_findings

BOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "version": 1,
    "components": [
        {"type": "library", "name": "left", "version": "1.0", "licenses": [{"license": {"id": "MIT"}}]},
        {"type": "library", "group": "org.acme", "name": "right", "licenses": [{"expression": "MIT OR EUPL-1.2"}]},
    ],
}
SPDX = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "name": "doc",
    "documentNamespace": "https://acme.example/doc",
    "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: osscan"]},
    "packages": [{"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1", "downloadLocation": "NOASSERTION"}],
}
CREATION = {
    "type": "CreationInfo",
    "@id": "_:c",
    "created": "2026-01-01T00:00:00Z",
    "createdBy": ["urn:a:p"],
    "specVersion": "3.0.1",
}
GRAPH = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        CREATION,
        {"type": "Person", "spdxId": "urn:a:p", "creationInfo": "_:c", "name": "P"},
        {"type": "software_Package", "spdxId": "urn:a:a", "creationInfo": "_:c", "name": "a"},
    ],
}


def changed(document, *steps, to=None):
    """The document with another value at the end of these steps, or without it."""
    other = copy.deepcopy(document)
    here = other
    for step in steps[:-1]:
        here = here[step]
    if to is None:
        del here[steps[-1]]
    else:
        here[steps[-1]] = to
    return other


def told(findings):
    return [(one.code, one.pointer, one.component) for one in findings]


@pytest.mark.parametrize("version", sorted(STRICT))
def test_a_sound_document_keeps_the_schema_of_every_version(version):
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "version": 1,
        "components": [{"type": "library", "name": "a", "version": "1"}],
    }
    assert cyclonedx_findings(document, version) == ()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (changed(BOM, "components", 0, "type"), ("schema-missing", "/components/0", "left 1.0")),
        (changed(BOM, "components", 0, "type", to="shelf"), ("schema-value", "/components/0/type", "left 1.0")),
        (changed(BOM, "components", 1, "colour", to="red"), ("schema-unknown-member", "/components/1", "org.acme/right")),
        (changed(BOM, "components", 0, "name", to=3), ("schema-type", "/components/0/name", "1.0")),
        (changed(BOM, "serialNumber", to="urn:uuid:1"), ("schema-pattern", "/serialNumber", "")),
        (changed(BOM, "metadata", to={"timestamp": "yesterday"}), ("schema-format", "/metadata/timestamp", "")),
        (changed(BOM, "version", to=-1), ("schema-range", "/version", "")),
        (changed(BOM, "components", 1, to=BOM["components"][0]), ("schema-repeated", "/components", "")),
        (changed(BOM, "components", 0, "licenses", 0, "license", "id", to="MITT"), ("schema-value", "/components/0/licenses/0/license/id", "left 1.0")),
        (changed(BOM, "dependencies", to=[{"ref": ""}]), ("schema-empty", "/dependencies/0/ref", "")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_part(document, expected):
    assert told(cyclonedx_findings(document, "1.6")) == [expected]


def test_an_expression_beside_a_license_is_refused_in_1_6_and_allowed_in_1_7():
    document = changed(BOM, "components", 0, "licenses", to=[{"license": {"id": "MIT"}}, {"expression": "MIT"}])
    assert cyclonedx_findings(document, "1.6")
    assert cyclonedx_findings(changed(document, "specVersion", to="1.7"), "1.7") == ()


@pytest.mark.parametrize("step", ["bomFormat", "components", "version", "nothing"])
def test_our_verdict_is_that_of_the_prescribed_library(step):
    document = changed(BOM, step, to="x") if step != "nothing" else BOM
    import json

    theirs = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(document))
    assert (theirs is None) == (cyclonedx_findings(document, "1.6") == ())


@pytest.mark.parametrize(
    ("document", "code", "pointer", "clause"),
    [
        (changed(SPDX, "dataLicense"), "schema-missing", "", "SPDX 2.3, 6.2"),
        (changed(SPDX, "packages", 0, "downloadLocation"), "schema-missing", "/packages/0", "SPDX 2.3, 7.7"),
        (changed(SPDX, "packages", 0, "SPDXID", to="a"), "schema-pattern", "/packages/0/SPDXID", "SPDX 2.3, 7.2"),
        (changed(SPDX, "packages", 0, "supplier", to="ACME"), "schema-pattern", "/packages/0/supplier", "SPDX 2.3, 7.5"),
        (changed(SPDX, "packages", 0, "packageSupplier", to="x"), "schema-unknown-member", "/packages/0", "SPDX 2.3, 7"),
        (changed(SPDX, "creationInfo", "created", to="2026"), "schema-pattern", "/creationInfo/created", "SPDX 2.3, 6.9"),
        (changed(SPDX, "packages", 0, "checksums", to=[{"algorithm": "CRC", "checksumValue": "0a"}]), "schema-value", "/packages/0/checksums/0/algorithm", "SPDX 2.3, 7.10"),
    ],
)  # fmt: skip
def test_spdx_2_3_is_held_to_its_chapters(document, code, pointer, clause):
    (finding,) = spdx2_findings(document, "2.3")
    assert (finding.code, finding.pointer, finding.clause) == (code, pointer, clause)


def test_what_2_2_asks_for_and_2_3_no_longer_does():
    assert spdx2_findings(SPDX, "2.3") == ()
    missing = {dict(one.facts)["member"] for one in spdx2_findings(SPDX, "2.2")}
    assert missing == {"licenseConcluded", "licenseDeclared", "copyrightText"}


def test_spdx_3_holds_each_object_to_the_shape_of_its_type():
    assert spdx3_findings(GRAPH, "3.0.1") == ()
    assert told(spdx3_findings(changed(GRAPH, "@graph", 1, "spdxId"), "3.0.1")) == [("schema-missing", "/@graph/1", "P")]
    assert told(spdx3_findings(changed(GRAPH, "@graph", 2, "creationInfo"), "3.0.1")) == [("schema-missing", "/@graph/2", "a")]
    assert told(spdx3_findings(changed(GRAPH, "@graph", 2, "type", to="software_Pakage"), "3.0.1")) == [
        ("schema-value", "/@graph/2/type", "a")
    ]
    assert told(spdx3_findings(changed(GRAPH, "@graph", 2, "colour", to="red"), "3.0.1")) == [
        ("schema-unknown-member", "/@graph/2", "a")
    ]
    assert told(spdx3_findings(changed(GRAPH, "@graph", 2, "software_primaryPurpose", to="shelf"), "3.0.1")) == [
        ("schema-value", "/@graph/2/software_primaryPurpose", "a")
    ]


def test_an_abstract_type_is_refused():
    assert told(spdx3_findings(changed(GRAPH, "@graph", 2, "type", to="Element"), "3.0.1")) == [
        ("schema-value", "/@graph/2/type", "a")
    ]


def test_an_older_version_of_spdx_3_is_told_once():
    document = changed(GRAPH, "@context", to="https://spdx.org/rdf/3.0.0/spdx-context.jsonld")
    assert told(spdx3_findings(document, "3.0.0")) == [("schema-version", "", "")]


def xml(inner: str, version: str = "1.6") -> str:
    return f'<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/{version}" version="1">\n{inner}\n</bom>'


def test_xml_is_held_to_the_official_xsd_with_line_and_path():
    text = xml('<components>\n<component type="shelf">\n<name>a</name><version>1</version></component></components>')
    (finding,) = xml_findings(text, "1.6", "a.xml")
    assert (finding.code, finding.pointer, finding.component) == ("schema-value", "/bom/components/component", "a 1")
    assert finding.place is not None
    assert finding.place.line == 4
    assert dict(finding.facts)["value"] == "shelf"


def test_marks_and_blank_lines_before_the_declaration_move_no_line():
    text = "\ufeff\ufeff\n\n" + xml('<components><component type="shelf"><name>a</name></component></components>')
    (finding,) = xml_findings(text, "1.6", "a.xml")
    assert finding.place is not None
    assert finding.place.line == 5


def test_xml_that_breaks_off_is_told():
    with pytest.raises(NotWellFormedError):
        xml_findings(xml("<components>"), "1.6", "a.xml")


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    text = (
        bomb
        + '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>&b;</name></component></components></bom>'
    )
    (finding,) = xml_findings(text, "1.6", "a.xml")
    assert finding.code == "doctype-declared"


def test_a_version_without_a_schema_is_no_silent_pass():
    with pytest.raises(KeyError):
        cyclonedx_findings(BOM, "2.0")
    with pytest.raises(KeyError):
        xml_findings(xml(""), "2.0", "a.xml")


def test_a_path_counts_namesakes_and_passes_comments_by():
    text = xml(
        '<components><!-- no part -->\n<component type="library"><name>a</name></component>\n'
        '<component type="shelf"><name>b</name></component></components>'
    )
    (finding,) = xml_findings(text, "1.6", "a.xml")

    assert (finding.pointer, finding.component, finding.place.line) == ("/bom/components/component[2]", "b", 5)


def test_a_path_is_found_where_the_elements_bear_a_prefix():
    text = (
        '<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.6"><b:components><b:component type="library"><b:name>a</b:name>'
        '</b:component><b:component type="shelf"><b:name>b</b:name></b:component></b:components></b:bom>'
    )
    (finding,) = xml_findings(text, "1.6", "a.xml")

    assert (finding.pointer, finding.component) == ("/bom/components/component[2]", "b")


def test_many_faults_in_one_list_cost_no_more_than_their_number():
    def seconds(count):
        text = xml("<components>" + '<component type="shelf"><name>a</name></component>' * count + "</components>")
        begin = time.process_time()
        assert len(xml_findings(text, "1.6", "a.xml")) == count
        return time.process_time() - begin

    assert seconds(6_000) < 6 * seconds(2_000)
