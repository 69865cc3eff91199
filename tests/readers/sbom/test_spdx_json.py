"""SPDX 2 in JSON: every package with declared, concluded and detected licenses, and the relationships that lead to it."""

from __future__ import annotations

import json

import pytest

from osscan.inputs.source import Source
from osscan.model.claim import ClaimRole, Form, Joined, Method
from osscan.model.component import Kind, Relation, Scope
from osscan.model.problem import Severity
from osscan.readers.sbom.spdx_json import read, recognises

HEAD = {"SPDXID": "SPDXRef-DOCUMENT", "spdxVersion": "SPDX-2.3", "name": "d"}


def inventory(document):
    text = document if isinstance(document, str) else json.dumps({**HEAD, **document})
    return read(Source("a.spdx.json", held=text.encode()))


def package(name, **more):
    return {"name": name, "SPDXID": f"SPDXRef-{name}", **more}


def linked(*relationships, names="abc"):
    rows = [dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), one, strict=True)) for one in relationships]
    return inventory({"packages": [package(name) for name in names], "relationships": rows})


def ref(name):
    return f"SPDXRef-{name}"


def test_package_is_read_with_all_its_fields():
    (found,) = inventory(
        {
            "packages": [
                {
                    "name": "shop",
                    "SPDXID": "SPDXRef-1",
                    "versionInfo": "1.2",
                    "primaryPackagePurpose": "APPLICATION",
                    "licenseConcluded": "MIT AND ISC",
                    "licenseDeclared": "MIT",
                    "licenseInfoFromFiles": ["MIT", "ISC"],
                    "checksums": [{"algorithm": "SHA256", "checksumValue": "ABCD"}],
                    "externalRefs": [
                        {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:x"},
                        {
                            "referenceCategory": "PACKAGE-MANAGER",
                            "referenceType": "purl",
                            "referenceLocator": "pkg:pypi/shop@1.2",
                        },
                    ],
                }
            ]
        }
    ).components

    assert (found.name, found.version, found.ref, found.purl) == ("shop", "1.2", "SPDXRef-1", "pkg:pypi/shop@1.2")
    assert (found.kind, found.scope, found.relation, found.hashes) == (
        Kind.APPLICATION,
        Scope.UNKNOWN,
        None,
        (("SHA256", "abcd"),),
    )
    assert [(c.role, c.raw, c.form, c.method, c.joined, c.group, c.place.route) for c in found.claims] == [
        (ClaimRole.CONCLUDED, "MIT AND ISC", Form.EXPRESSION, Method.SBOM, Joined.ALONE, "", "packages[0].licenseConcluded"),
        (ClaimRole.DECLARED, "MIT", Form.EXPRESSION, Method.SBOM, Joined.ALONE, "", "packages[0].licenseDeclared"),
        (
            ClaimRole.DETECTED,
            "MIT",
            Form.EXPRESSION,
            Method.SBOM,
            Joined.ALL,
            "packages[0].licenseInfoFromFiles",
            "packages[0].licenseInfoFromFiles[0]",
        ),
        (
            ClaimRole.DETECTED,
            "ISC",
            Form.EXPRESSION,
            Method.SBOM,
            Joined.ALL,
            "packages[0].licenseInfoFromFiles",
            "packages[0].licenseInfoFromFiles[1]",
        ),
    ]


def test_none_noassertion_absent_and_license_refs_stay_as_written():
    found = inventory(
        {
            "packages": [
                package("a", licenseConcluded="NOASSERTION", licenseDeclared="NONE"),
                package("b"),
                package("c", licenseDeclared="LicenseRef-scancode-x"),
                package("d", licenseDeclared=None, licenseConcluded=""),
            ]
        }
    )

    assert [[c.raw for c in component.claims] for component in found.components] == [
        ["NOASSERTION", "NONE"],
        [],
        ["LicenseRef-scancode-x"],
        [],
    ]


def test_single_finding_in_files_stands_alone():
    (found,) = inventory({"packages": [package("a", licenseInfoFromFiles=["MIT"])]}).components

    assert [(c.raw, c.joined, c.group) for c in found.claims] == [("MIT", Joined.ALONE, "")]


def test_license_hidden_behind_a_doubled_key_is_claimed_too():
    found = inventory(
        '{"spdxVersion": "SPDX-2.3", "packages": [{"name": "a", "licenseDeclared": "AGPL-3.0-only", "licenseDeclared": "MIT"}]}'
    )

    assert [(c.role, c.raw, c.place.route) for c in found.components[0].claims] == [
        (ClaimRole.DECLARED, "AGPL-3.0-only", "packages[0].licenseDeclared"),
        (ClaimRole.DECLARED, "MIT", "packages[0].licenseDeclared~2"),
    ]
    assert [(p.code, p.severity, dict(p.facts)["key"]) for p in found.problems] == [
        ("duplicate-key", Severity.WARNING, "licenseDeclared")
    ]


@pytest.mark.parametrize(
    "described",
    [
        {"documentDescribes": ["SPDXRef-a"]},
        {
            "relationships": [
                {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"}
            ]
        },
        {
            "relationships": [
                {"spdxElementId": "SPDXRef-a", "relationshipType": "described_by", "relatedSpdxElement": "SPDXRef-DOCUMENT"}
            ]
        },
    ],
)
def test_described_package_is_root_and_component(described):
    found = inventory({"packages": [package("a"), package("b")], **described})

    assert found.root.ref == "SPDXRef-a"
    assert [c.ref for c in found.components] == ["SPDXRef-a", "SPDXRef-b"]
    assert (found.root.first_party, found.problems) == (False, ())


@pytest.mark.parametrize("described", [[], ["SPDXRef-a", "SPDXRef-b"], ["SPDXRef-file"], [7]])
def test_without_exactly_one_described_package_there_is_no_root(described):
    assert inventory({"packages": [package("a"), package("b")], "documentDescribes": described}).root is None


@pytest.mark.parametrize(
    ("type_", "edge", "scope", "relation"),
    [
        ("DEPENDS_ON", "ab", Scope.UNKNOWN, None),
        ("depends_on", "ab", Scope.UNKNOWN, None),
        ("DEPENDENCY_OF", "ba", Scope.UNKNOWN, None),
        ("RUNTIME_DEPENDENCY_OF", "ba", Scope.RUNTIME, None),
        ("PROVIDED_DEPENDENCY_OF", "ba", Scope.PROVIDED, None),
        ("OPTIONAL_DEPENDENCY_OF", "ba", Scope.OPTIONAL, None),
        ("BUILD_DEPENDENCY_OF", "ba", Scope.BUILD, None),
        ("BUILD_TOOL_OF", "ba", Scope.BUILD, None),
        ("TEST_DEPENDENCY_OF", "ba", Scope.TEST, None),
        ("TEST_TOOL_OF", "ba", Scope.TEST, None),
        ("DEV_DEPENDENCY_OF", "ba", Scope.DEV, None),
        ("DEV_TOOL_OF", "ba", Scope.DEV, None),
        ("STATIC_LINK", "ab", Scope.UNKNOWN, Relation.STATIC_LINK),
        ("DYNAMIC_LINK", "ab", Scope.UNKNOWN, Relation.DYNAMIC_LINK),
        ("CONTAINS", "ab", Scope.UNKNOWN, None),
        ("CONTAINED_BY", "ba", Scope.UNKNOWN, None),
        ("HAS_PREREQUISITE", "ab", Scope.UNKNOWN, None),
        ("PREREQUISITE_FOR", "ba", Scope.UNKNOWN, None),
    ],
)
def test_relationship_is_an_edge_from_the_one_that_needs(type_, edge, scope, relation):
    found = linked((ref("a"), type_, ref("b")))
    needed = next(c for c in found.components if c.ref == ref(edge[1]))

    assert found.edges == ((ref(edge[0]), ref(edge[1])),)
    assert (needed.scope, needed.relation) == (scope, relation)
    assert [c.scope for c in found.components if c is not needed] == [Scope.UNKNOWN, Scope.UNKNOWN]


@pytest.mark.parametrize("type_", ["GENERATED_FROM", "COPY_OF", "OTHER", "SPECIFICATION_FOR", "UNHEARD_OF"])
def test_relationship_that_says_nothing_of_need_makes_no_edge(type_):
    found = linked((ref("a"), type_, ref("b")))

    assert (found.edges, found.problems) == ((), ())


def test_scope_holds_only_where_nothing_needs_the_package_without_one():
    found = linked(
        (ref("b"), "DEV_DEPENDENCY_OF", ref("a")),
        (ref("a"), "DEPENDS_ON", ref("b")),
        (ref("a"), "CONTAINS", ref("b")),
        (ref("c"), "TEST_DEPENDENCY_OF", ref("a")),
        (ref("b"), "DEPENDS_ON", ref("c")),
    )

    assert [c.scope for c in found.components] == [Scope.UNKNOWN, Scope.DEV, Scope.UNKNOWN]


def test_strongest_of_several_scopes_holds():
    found = linked((ref("c"), "DEV_DEPENDENCY_OF", ref("a")), (ref("c"), "RUNTIME_DEPENDENCY_OF", ref("b")))

    assert found.components[2].scope is Scope.RUNTIME


def test_static_link_is_closer_than_dynamic_link():
    found = linked((ref("a"), "STATIC_LINK", ref("c")), (ref("b"), "DYNAMIC_LINK", ref("c")))

    assert found.components[2].relation is Relation.STATIC_LINK


def test_relationships_may_stand_before_the_packages():
    found = inventory(
        {
            "relationships": [
                {"spdxElementId": "SPDXRef-a", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-b"}
            ],
            "documentDescribes": ["SPDXRef-a"],
            "packages": [package("a"), package("b")],
        }
    )

    assert (found.edges, found.root.ref, found.problems) == ((("SPDXRef-a", "SPDXRef-b"),), "SPDXRef-a", ())


def test_dangling_reference_is_told_and_files_documents_and_nobody_are_not():
    found = inventory(
        {
            "packages": [package("a")],
            "files": [{"SPDXID": "SPDXRef-file", "fileName": "x", "licenseInfoInFiles": ["MIT"]}],
            "snippets": [{"SPDXID": "SPDXRef-snippet"}],
            "relationships": [
                {"spdxElementId": "SPDXRef-a", "relationshipType": "CONTAINS", "relatedSpdxElement": target}
                for target in (
                    "SPDXRef-file",
                    "SPDXRef-snippet",
                    "NONE",
                    "NOASSERTION",
                    "DocumentRef-x:SPDXRef-1",
                    "SPDXRef-gone",
                    "SPDXRef-gone",
                )
            ],
        }
    )

    assert [c.name for c in found.components] == ["a"]
    assert found.edges == ()
    assert [(p.code, p.place.route, dict(p.facts)["ref"]) for p in found.problems] == [
        ("dangling-ref", "relationships[5]", "SPDXRef-gone")
    ]


def test_doubled_id_keeps_both_packages():
    found = inventory({"packages": [package("a"), package("a", versionInfo="2")]})

    assert [(c.ref, c.version) for c in found.components] == [("SPDXRef-a", ""), ("packages[1]", "2")]
    assert [(p.code, p.place.route) for p in found.problems] == [("duplicate-ref", "packages[1].SPDXID")]


def test_number_of_components_is_never_lower_than_that_of_packages():
    found = inventory({"packages": [None, 7, "x", [], {}, package("a"), package("a"), {"name": None}]})

    assert len(found.components) == 8
    assert found.complete


def test_wrapped_document_is_read():
    found = inventory(json.dumps({"sbom": {**HEAD, "packages": [package("a", licenseDeclared="MIT")]}}))

    assert [(c.name, c.place.route, c.claims[0].place.route) for c in found.components] == [
        ("a", "sbom.packages[0]", "sbom.packages[0].licenseDeclared")
    ]
    assert (found.version, found.problems) == ("SPDX-2.3", ())


@pytest.mark.parametrize("version", ["SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.2.1", "SPDX-2.3", "SPDX-2.3.1", "", "draft"])
def test_supported_and_missing_versions_are_read(version):
    assert len(inventory({"spdxVersion": version, "packages": [package("a")]}).components) == 1


@pytest.mark.parametrize("version", ["SPDX-1.2", "SPDX-2.4", "SPDX-3.0"])
def test_other_versions_are_refused_by_name(version):
    found = inventory({"spdxVersion": version, "packages": [package("a")]})

    assert (found.reader, [(p.code, dict(p.facts)["format"]) for p in found.problems]) == (
        "",
        [("format-not-supported", f"SPDX {version}")],
    )


@pytest.mark.parametrize(
    ("version", "purl", "expected"),
    [("NOASSERTION", "pkg:npm/a@7", "7"), (None, "pkg:npm/a@7", "7"), (None, "", ""), ("1", "pkg:npm/a@7", "1"), (2, "", "2")],
)
def test_version_is_exact_or_empty(version, purl, expected):
    refs = [{"referenceType": "purl", "referenceLocator": purl}] if purl else []
    (found,) = inventory({"packages": [package("a", versionInfo=version, externalRefs=refs)]}).components

    assert found.version == expected


@pytest.mark.parametrize(
    "odd",
    [
        {"externalRefs": 7},
        {"externalRefs": [7, {"referenceType": "purl"}]},
        {"checksums": {"algorithm": "MD5"}},
        {"checksums": [{"algorithm": 7, "checksumValue": "x"}]},
        {"licenseDeclared": ["MIT"]},
        {"licenseInfoFromFiles": 7},
        {"licenseInfoFromFiles": [7]},
        {"primaryPackagePurpose": []},
        {"versionInfo": {}},
        {"SPDXID": 7},
    ],
)
def test_odd_field_costs_nothing_beside_it(odd):
    found = inventory({"packages": [package("b"), {**package("a", licenseConcluded="MIT"), **odd}]})

    assert [(c.name, [claim.raw for claim in c.claims]) for c in found.components] == [("b", []), ("a", ["MIT"])]
    assert "field-wrong-type" in [p.code for p in found.problems]
    assert found.complete


@pytest.mark.parametrize(
    "odd", [7, None, "x", {"spdxElementId": "SPDXRef-a"}, {"spdxElementId": 1, "relationshipType": 2, "relatedSpdxElement": 3}]
)
def test_odd_relationship_is_told(odd):
    found = inventory({"packages": [package("a")], "relationships": [odd]})

    assert ([c.name for c in found.components], [p.code for p in found.problems]) == (["a"], ["field-wrong-type"])


def test_packages_that_are_no_list_leave_the_input_incomplete():
    assert not inventory({"packages": "none"}).complete


def test_file_that_is_no_spdx_document_is_told():
    found = inventory('{"name": "x"}')

    assert (found.reader, [p.code for p in found.problems]) == ("", ["format-not-recognised"])


@pytest.mark.parametrize(
    "document", [{"spdxVersion": "SPDX-2.3"}, {"SPDXID": "SPDXRef-DOCUMENT"}, {"sbom": {"spdxVersion": "SPDX-2.2"}}]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_document_is_recognised_in_every_encoding(document, encoding):
    assert recognises(json.dumps(document).encode(encoding))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"{}",
        b'{"bomFormat": "CycloneDX"}',
        b'{"spdxVersion": "SPDX-3.0"}',
        b"SPDXVersion: SPDX-2.3",
        b'{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}',
        b'{"packages": {"": {}}}',
    ],
)
def test_other_documents_are_not_claimed(head):
    assert not recognises(head)
