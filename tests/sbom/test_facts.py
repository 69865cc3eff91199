"""What documents of each family say, told in the same facts."""

from __future__ import annotations

import json

from osscan.inputs.source import Source
from osscan.model.bom import (
    Checksum,
    Completeness,
    Deliverable,
    Fate,
    Identifier,
    Joint,
    LicenseEntry,
    LicenseRole,
    LicenseText,
    Link,
    Party,
    PartyKind,
    Reference,
)
from osscan.model.claim import Form
from osscan.readers.opened_sbom import read_as
from osscan.sbom import cyclonedx_document, cyclonedx_facts, spdx2_document, spdx2_facts, spdx3_document, spdx3_facts
from osscan.sbom.codec import Target
from osscan.sbom.convert import converted

CYCLONEDX = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.7",
    "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "version": 2,
    "metadata": {
        "timestamp": "2026-01-02T03:04:05Z",
        "lifecycles": [{"phase": "build"}],
        "tools": {"components": [{"type": "application", "name": "maker", "version": "1.2"}]},
        "manufacturer": {"name": "City", "contact": [{"email": "sbom@city.example"}]},
        "component": {"type": "application", "bom-ref": "app", "name": "app", "version": "3"},
    },
    "components": [
        {
            "type": "library",
            "bom-ref": "lib",
            "group": "org.x",
            "name": "lib",
            "version": "1.0",
            "purl": "pkg:maven/org.x/lib@1.0",
            "hashes": [{"alg": "SHA-256", "content": "a" * 64}],
            "licenses": [
                {"expression": "MIT OR LicenseRef-x", "acknowledgement": "declared"},
                {"license": {"id": "MIT", "acknowledgement": "concluded"}},
            ],
            "evidence": {"licenses": [{"license": {"name": "Some words"}}]},
            "manufacturer": {"name": "X", "url": ["https://x.example"]},
            "externalReferences": [
                {
                    "type": "distribution",
                    "url": "https://x.example/lib.jar",
                    "hashes": [{"alg": "SHA-512", "content": "b" * 128}],
                }
            ],
            "properties": [
                {"name": "bsi:component:filename", "value": "lib.jar"},
                {"name": "bsi:component:executable", "value": "executable"},
                {"name": "bsi:component:archive", "value": "archive"},
                {"name": "bsi:component:structured", "value": "structured"},
                {"name": "bsi:component:effectiveLicense", "value": "MIT"},
                {"name": "x:note", "value": "kept"},
            ],
            "components": [{"type": "file", "bom-ref": "inner", "name": "a.txt"}],
        }
    ],
    "dependencies": [{"ref": "app", "dependsOn": ["lib"]}, {"ref": "lib"}],
    "compositions": [{"aggregate": "complete", "assemblies": ["app"], "dependencies": ["app"]}],
}


def test_cyclonedx_tells_all_its_facts() -> None:
    bom = cyclonedx_facts.facts(CYCLONEDX)
    app, lib, inner = bom.parts

    assert (bom.format, bom.version, bom.edition, bom.root, bom.lifecycles) == ("CycloneDX", "1.7", "2", "app", ("build",))
    assert bom.manufacturer == Party("City", PartyKind.ORGANIZATION, ("sbom@city.example",))
    assert bom.tools == (Party("maker", PartyKind.TOOL, version="1.2"),)
    assert [app.pointer, lib.pointer, inner.pointer] == [
        "/metadata/component",
        "/components/0",
        "/components/0/components/0",
    ]
    assert lib.identifiers == (Identifier("purl", "pkg:maven/org.x/lib@1.0"),)
    assert lib.checksums == (Checksum("SHA256", "a" * 64),)
    assert lib.references == (Reference("distribution", "https://x.example/lib.jar", "", (Checksum("SHA512", "b" * 128),)),)
    assert lib.licenses == (
        LicenseEntry(LicenseRole.DECLARED, Form.EXPRESSION, "MIT OR LicenseRef-x"),
        LicenseEntry(LicenseRole.CONCLUDED, Form.ID, "MIT"),
        LicenseEntry(LicenseRole.OBSERVED, Form.NAME, "Some words"),
        LicenseEntry(LicenseRole.EFFECTIVE, Form.EXPRESSION, "MIT"),
    )
    assert lib.deliverable == Deliverable("lib.jar", "executable", "archive", "structured")
    assert lib.properties == (("x:note", "kept"),)
    assert bom.links == (Link("lib", "inner", Joint.CONTAINS), Link("app", "lib", Joint.DEPENDS_ON))
    assert bom.told_dependencies == ("app", "lib")
    assert bom.completeness == (("app", Completeness.COMPLETE),)


def test_spdx3_tells_what_the_bsi_asks_for_as_cyclonedx_does() -> None:
    bom = spdx3_facts.facts(spdx3_document.document(cyclonedx_facts.facts(CYCLONEDX)))
    before = cyclonedx_facts.facts(CYCLONEDX)
    lib, told = bom.parts[1], before.parts[1]

    assert bom.authors == (before.manufacturer,)
    assert (bom.created, bom.lifecycles, bom.tools) == (before.created, before.lifecycles, before.tools)
    assert (lib.version, lib.creator, lib.deliverable) == (told.version, told.creator, told.deliverable)
    assert (lib.checksums, lib.references, lib.identifiers) == (told.checksums, told.references, told.identifiers)
    assert {(one.role, one.raw) for one in lib.licenses} == {
        (LicenseRole.DECLARED, "MIT OR LicenseRef-x"),
        (LicenseRole.CONCLUDED, "MIT"),
        (LicenseRole.EFFECTIVE, "MIT"),
    }
    assert [word for _, word in bom.completeness] == [Completeness.COMPLETE, Completeness.COMPLETE]
    assert len(bom.parts) == 3


def test_an_unknown_word_about_a_file_does_not_become_a_no() -> None:
    told = {"bsi:component:executable": "executable"}
    component = {"type": "library", "name": "a", "properties": [{"name": k, "value": v} for k, v in told.items()]}
    document = spdx3_document.document(cyclonedx_facts.facts({"components": [component]}))

    assert spdx3_facts.facts(document).parts[0].deliverable == Deliverable(executable="executable")


def test_spdx2_tells_its_facts() -> None:
    bom = spdx2_facts.facts(
        {
            "spdxVersion": "SPDX-2.3",
            "name": "doc",
            "documentNamespace": "https://x.example/doc",
            "creationInfo": {
                "created": "2026-01-02T03:04:05Z",
                "creators": ["Tool: maker-1.2", "Organization: City (sbom@city.example)", "Person: Jo"],
                "comment": "SBOM Type: Build",
            },
            "packages": [
                {
                    "SPDXID": "SPDXRef-a",
                    "name": "a",
                    "versionInfo": "1",
                    "supplier": "NOASSERTION",
                    "downloadLocation": "git+https://x.example/a",
                    "licenseDeclared": "NONE",
                    "licenseInfoFromFiles": ["MIT"],
                    "externalRefs": [
                        {"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/a@1"},
                        {"referenceCategory": "SECURITY", "referenceType": "advisory", "referenceLocator": "https://x.example/s"},
                    ],
                },
                {"SPDXID": "SPDXRef-b", "name": "b", "primaryPackagePurpose": "LIBRARY"},
            ],
            "hasExtractedLicensingInfos": [
                {"licenseId": "LicenseRef-x", "extractedText": "text", "seeAlsos": ["https://x.example"]}
            ],
            "relationships": [
                {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"},
                {"spdxElementId": "SPDXRef-b", "relationshipType": "DEV_DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-a"},
                {"spdxElementId": "SPDXRef-b", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "NONE"},
            ],
        }
    )
    first, second = bom.parts

    assert bom.tools == (Party("maker", PartyKind.TOOL, version="1.2"),)
    assert bom.authors == (
        Party("City", PartyKind.ORGANIZATION, ("sbom@city.example",)),
        Party("Jo", PartyKind.PERSON),
    )
    assert (bom.root, bom.lifecycles) == ("SPDXRef-a", ("build",))
    assert (first.supplier, second.kind) == (None, "library")
    assert first.references == (Reference("vcs", "git+https://x.example/a"), Reference("advisories", "https://x.example/s"))
    assert first.licenses == (
        LicenseEntry(LicenseRole.DECLARED, Form.EXPRESSION, "NONE"),
        LicenseEntry(LicenseRole.OBSERVED, Form.EXPRESSION, "MIT"),
    )
    assert bom.license_texts == (LicenseText("LicenseRef-x", "", "text", ("https://x.example",)),)
    assert Link("SPDXRef-a", "SPDXRef-b", Joint.DEPENDS_ON, "DEV_DEPENDENCY_OF") in bom.links
    assert (bom.told_dependencies, bom.completeness) == (
        ("SPDXRef-a", "SPDXRef-b"),
        (("SPDXRef-b", Completeness.COMPLETE),),
    )


def test_declared_and_concluded_stay_apart_in_spdx() -> None:
    package = spdx2_document.document(cyclonedx_facts.facts(CYCLONEDX), "2.3")["packages"][1]

    assert (package["licenseDeclared"], package["licenseConcluded"]) == ("MIT OR LicenseRef-x", "MIT")


def test_before_1_7_no_list_mixes_expressions_with_other_entries() -> None:
    licenses = cyclonedx_document.document(cyclonedx_facts.facts(CYCLONEDX), "1.6")["components"][0]["licenses"]

    assert licenses == [
        {"license": {"name": "MIT OR LicenseRef-x", "acknowledgement": "declared"}},
        {"license": {"id": "MIT", "acknowledgement": "concluded"}},
    ]


def test_a_license_on_no_list_gets_a_reference_and_its_text() -> None:
    component = {
        "type": "library",
        "name": "a",
        "licenses": [{"license": {"name": "Our terms", "text": {"content": "All rights."}}}],
    }
    document = spdx2_document.document(cyclonedx_facts.facts({"components": [component]}), "2.3")
    declared = document["packages"][0]["licenseDeclared"]

    assert declared.startswith("LicenseRef-osscan-Our-terms")
    assert document["hasExtractedLicensingInfos"] == [
        {"licenseId": declared, "extractedText": "All rights.", "name": "Our terms"}
    ]


def test_parts_with_one_key_stay_two_parts() -> None:
    bom = cyclonedx_facts.facts({"components": [{"bom-ref": "a", "name": "x"}, {"bom-ref": "a", "name": "y"}, 7, {"name": []}]})

    assert [(part.ref, part.name) for part in bom.parts] == [("a", "x"), ("/components/1", "y"), ("/components/3", "")]


def test_a_very_deep_document_is_told_without_recursion() -> None:
    component: dict = {"name": "end"}
    for _ in range(5000):
        component = {"name": "x", "components": [component]}

    assert len(cyclonedx_facts.facts({"components": [component]}).parts) == 5001


def test_what_syft_found_is_told_and_written_but_never_called_lossless() -> None:
    document = {
        "schema": {"version": "16.0.0"},
        "source": {"id": "s", "name": "image", "type": "image"},
        "descriptor": {"name": "syft", "version": "1.0"},
        "artifacts": [
            {"id": "a", "name": "x", "version": "1", "purl": "pkg:npm/x@1", "licenses": ["MIT", "own words"]},
            {"id": "b", "name": "y", "licenses": [{"value": "MIT", "spdxExpression": "MIT", "type": "concluded"}]},
        ],
        "artifactRelationships": [{"parent": "a", "child": "b", "type": "dependency-of"}],
    }
    told = converted("Syft", document, Target("CycloneDX", "1.7"))
    first, second = told.document["components"]

    assert told.document["metadata"]["component"]["type"] == "container"
    assert [entry["license"] for entry in first["licenses"]] == [
        {"id": "MIT", "acknowledgement": "declared"},
        {"name": "own words", "acknowledgement": "declared"},
    ]
    assert second["licenses"] == [{"expression": "MIT", "acknowledgement": "concluded"}]
    assert told.document["dependencies"] == [{"ref": "b", "dependsOn": ["a"]}]
    assert [(loss.fate, loss.reason) for loss in told.losses] == [(Fate.LOST, "one-way")]


def test_drafts_of_spdx_3_have_the_parts_that_a_check_sees() -> None:
    info = {
        "@id": "_:info",
        "type": "CreationInfo",
        "specVersion": "3.0.0",
        "created": "2024-01-01T00:00:00Z",
        "createdBy": ["p"],
    }
    graph = [
        info,
        {"type": "Person", "spdxId": "p", "creationInfo": "_:info", "name": "P"},
        {
            "type": "Package",
            "spdxId": "a",
            "creationInfo": "_:info",
            "name": "a",
            "packageVersion": "1",
            "packageUrl": "pkg:npm/a@1",
            "homepage": "https://a.example",
        },
        {"type": "Package", "spdxId": "b", "creationInfo": "_:info", "name": "b"},
        {"type": "File", "spdxId": "f", "creationInfo": "_:info", "name": "./f.c"},
        {"type": "SoftwareDependencyRelationship", "spdxId": "r", "from": "a", "to": ["b"], "relationshipType": "dependsOn"},
        {"type": "LicenseExpression", "spdxId": "l", "licenseExpression": "MIT"},
        {"type": "Relationship", "spdxId": "s", "from": "a", "to": ["l"], "relationshipType": "hasDeclaredLicense"},
    ]
    document = {"@context": "https://spdx.github.io/spdx-3-model/rdf/context.json", "@graph": graph}

    bom = spdx3_facts.facts(document)
    seen = read_as(Source("d.json", held=json.dumps(document).encode()), "sbom/spdx3-json", "")

    packages = [part for part in bom.parts if part.kind != "file"]
    assert [("a", "1", ("pkg:npm/a@1",)), ("b", "", ())] == [
        (part.name, part.version, tuple(one.value for one in part.identifiers)) for part in packages
    ]
    assert [("a", "1", "pkg:npm/a@1"), ("b", "", "")] == [(one.name, one.version, one.purl) for one in seen.components]
    assert ["MIT"] == [entry.raw for entry in packages[0].licenses] == [claim.raw for claim in seen.components[0].claims]
    assert (
        (("a", "b"),) == seen.edges == tuple((link.source, link.target) for link in bom.links if link.joint is Joint.DEPENDS_ON)
    )


def test_only_what_the_document_describes_is_what_it_is_about() -> None:
    rows = [{"SPDXID": f"SPDXRef-{name}", "name": name} for name in ("app", "part")]
    told = [("SPDXRef-DOCUMENT", "SPDXRef-app"), ("SPDXRef-app", "SPDXRef-part")]
    links = [{"spdxElementId": one, "relationshipType": "DESCRIBES", "relatedSpdxElement": other} for one, other in told]
    document = {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": rows, "relationships": links}

    assert spdx2_facts.facts(document).root == "SPDXRef-app"
