"""Rare ways to write a document lose no part of it, and invent no license."""

from __future__ import annotations

import json

import pytest

from osscan.engine.sbom_convert import convert_source
from osscan.inputs.source import Source
from osscan.readers import table
from osscan.sbom.opening import open_document

TAGS = """SPDXVersion: SPDX-2.3
DocumentName: x
SPDXID: SPDXRef-DOCUMENT

PackageName: a
SPDXID: SPDXRef-a
PackageLicenseDeclared: <text>MIT</text>

PackageName: b
SPDXID: SPDXRef-b
"""
YAML = """spdxVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
packages:
- &base
  SPDXID: SPDXRef-a
  name: a
  licenseDeclared: MIT
- <<: *base
  SPDXID: SPDXRef-b
"""


def read(name, text):
    source = Source(name, held=text.encode())
    row = table.for_named(name, source.held)
    assert row is not None
    return table.card_of(row).read(source)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_ends_a_tag(end) -> None:
    found = read("a.spdx", TAGS.replace("\n", end))
    opened = open_document(Source("a.spdx", held=TAGS.replace("\n", end).encode()))

    assert [(one.name, [claim.raw for claim in one.claims]) for one in found.components] == [("a", ["MIT"]), ("b", [])]
    assert [row["name"] for row in opened.document["packages"]] == ["a", "b"]
    assert opened.places(["/packages/1"])["/packages/1"].line == 9


def test_a_mapping_that_another_is_merged_into_has_its_members() -> None:
    found = read("a.spdx.yaml", YAML)

    assert [(one.name, one.ref, [claim.raw for claim in one.claims]) for one in found.components] == [
        ("a", "SPDXRef-a", ["MIT"]),
        ("a", "SPDXRef-b", ["MIT"]),
    ]


def test_mappings_that_merge_each_other_come_to_an_end() -> None:
    chain = "".join(f"- &a{i}\n  <<: *a{i - 1}\n  SPDXID: SPDXRef-{i}\n" for i in range(1, 2_000))
    found = read("a.spdx.yaml", YAML.replace("&base", "&a0").replace("*base", "*a0") + chain)

    assert len(found.components) == 2_001


@pytest.mark.parametrize(("end", "line"), [("---\nname: second\n", 10), ("...\n---\nname: second\n", 11)])
def test_a_second_yaml_document_is_told(end, line) -> None:
    (problem,) = read("a.spdx.yaml", YAML + end).problems

    assert (problem.code, problem.place.line) == ("document-behind-document", line)


@pytest.mark.parametrize("text", ["# all\n---\n" + YAML, YAML + "...\n", YAML + "---\n# no more\n"])
def test_marks_around_a_single_yaml_document_are_none(text) -> None:
    assert read("a.spdx.yaml", text).problems == ()


def graph(*elements):
    context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
    package = {"type": "software_Package", "spdxId": "urn:a", "name": "a"}
    return json.dumps({"@context": context, "@graph": [package, *elements]})


def relation(type_, target):
    return {"type": "Relationship", "spdxId": "urn:r", "from": "urn:a", "relationshipType": type_, "to": [target]}


@pytest.mark.parametrize(
    "nothing", ["https://spdx.org/rdf/3.0.1/terms/Core/NoneElement", "https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement"]
)
@pytest.mark.parametrize("type_", ["dependsOn", "contains", "hasStaticLink"])
def test_what_stands_for_nothing_in_spdx_3_is_no_missing_element(type_, nothing) -> None:
    found = read("a.spdx3.json", graph(relation(type_, nothing)))

    assert (found.edges, found.problems) == ((), ())


@pytest.mark.parametrize(
    ("target", "raw"),
    [
        ("https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense", "NONE"),
        ("expandedlicensing_NoAssertionLicense", "NOASSERTION"),
        ("https://acme.example/licenses#None", "None"),
    ],
)
def test_only_what_spdx_calls_nothing_is_nothing(target, raw) -> None:
    (component,) = read("a.spdx3.json", graph(relation("hasDeclaredLicense", target))).components

    assert [claim.raw for claim in component.claims] == [raw]


def test_aliases_that_nest_deeper_than_the_text_are_told() -> None:
    chain = "".join(f"- &b{i}\n  x: *b{i - 1}\n" for i in range(1, 300))
    found = read("a.spdx.yaml", YAML.replace("&base", "&b0").replace("*base", "*b0") + chain)

    assert "too-deep" in [problem.code for problem in found.problems]
    assert [claim.raw for component in found.components for claim in component.claims] == ["MIT", "MIT"]


@pytest.mark.parametrize("licenses", ["<licenses>MIT</licenses>", "<licenses><license>MIT</license></licenses>"])
def test_a_license_that_is_a_bare_text_in_xml_is_one(licenses) -> None:
    space = 'xmlns="http://cyclonedx.org/schema/bom/1.6"'
    text = f'<bom {space}><components><component type="library"><name>a</name>{licenses}</component></components></bom>'
    (component,) = read("bom.xml", text).components

    assert [claim.raw for claim in component.claims] == ["MIT"]


def in_rdf(declared):
    document = {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "x",
        "dataLicense": "CC0-1.0",
        "documentNamespace": "https://example.org/x",
        "creationInfo": {"created": "2020-01-01T00:00:00Z", "creators": ["Tool: x-1"]},
        "packages": [
            {
                "SPDXID": f"SPDXRef-{name}",
                "name": name,
                "downloadLocation": "NONE",
                "licenseDeclared": said,
                "filesAnalyzed": False,
            }
            for name, said in (("a", declared), ("b", "ISC"))
        ],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"}
        ],
    }
    return convert_source(Source("a.json", held=json.dumps(document).encode()), "spdx-2.3-rdf").content.decode()


def declared_of(found):
    return [(one.name, [claim.raw for claim in one.claims]) for one in found.components]


def test_rdf_keeps_the_brackets_of_an_expression() -> None:
    found = read("a.rdf", in_rdf("MIT AND (Apache-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0)"))

    assert declared_of(found) == [("a", ["(Apache-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0) AND MIT"]), ("b", ["ISC"])]
    assert found.problems == ()


def test_an_odd_license_in_rdf_costs_no_package_and_stays_as_it_is() -> None:
    found = read("a.rdf", in_rdf("MIT").replace("licenses/MIT", "licenses/M(IT AND"))

    assert declared_of(found) == [("a", ["M(IT AND"]), ("b", ["ISC"])]
    assert [problem.code for problem in found.problems] == ["rdf-unread"]
